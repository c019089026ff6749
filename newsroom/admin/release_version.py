"""A release as its form holds it: what is saved and what somebody typed, in one shape, to be compared and put back."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from taxonomy.admin_input import is_key

from ..models import Release
from .release_tags import TagsField

Row = dict[str, str]
#: Name of a field → its value, or its values; name of a formset → its rows.
Version = dict[str, Any]

#: The rows that belong to a release: name of their formset → their fields.
ROWS = {
    "sources": ("structure", "partner_group", "position"),
    "releaseimage_set": ("image", "caption", "position"),
    "releaseattachment_set": ("attachment", "position"),
}
#: What a row is about. No two rows of a formset are about the same thing.
THINGS = ("structure", "partner_group", "image", "attachment")
#: Rows that a form can have, by Django.
MOST_ROWS = 1_000

SALT = "newsroom.release.base"


def holds_many(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelMultipleChoiceField | TagsField)


def form_class_of(
    model_admin: ModelAdmin, request: HttpRequest, release: Release | None = None
) -> type[forms.ModelForm]:
    """The form with all fields that a release has, also for those who may only look at it."""
    return model_admin.get_form(request, release, change=False)


def saved(form_class: type[forms.ModelForm], release: Release) -> Version:
    """What the database has of `release`, as a new form of that class would show it."""
    form = form_class(instance=release)
    version: Version = {
        name: _plain(form.get_initial_for_field(field, name), holds_many(field))
        for name, field in form.fields.items()
        if _is_kept(name)
    }
    return version | {name: [_row(row, fields) for row in _rows(release, name)] for name, fields in ROWS.items()}


def typed(form_class: type[forms.ModelForm], data: QueryDict) -> Version:
    """What `data`, as posted from a form of that class, says: cleaned as saving would, or as it is if not valid."""
    version: Version = {
        name: _typed_value(name, field, data) for name, field in form_class.base_fields.items() if _is_kept(name)
    }
    return version | {name: _typed_rows(data, name, fields) for name, fields in ROWS.items()}


def put(data: QueryDict, version: Version, release: Release) -> None:
    """Change `data` into what a form of `release`, opened now, would post in which somebody has typed `version`."""
    for name, value in version.items():
        if name in ROWS:
            _put_rows(data, name, value, release)
            continue
        data.pop(name, None)
        if value:
            data.setlist(name, value if isinstance(value, list) else [value])


def pack(version: Version, release: Release, seen: str) -> str:
    """`version`, which was saved at `seen`, for an input of the form: compressed, and signed, to be believed later."""
    return signing.dumps({"release": release.pk, "seen": seen, "version": version}, salt=SALT, compress=True)


def unpack(text: str, release: Release, seen: str) -> Version | None:
    """What pack() has packed for this release and this moment; None for anything else."""
    try:
        packed = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return packed["version"] if (packed["release"], packed["seen"]) == (release.pk, seen) else None


def thing(row: Row) -> str:
    """What `row` is about, as a key of its own among the rows of its formset."""
    return " ".join(f"{name}:{row[name]}" for name in THINGS if row.get(name))


def _is_kept(name: str) -> bool:
    """Whether an input of the form is part of the release; others are the form's own."""
    return name in {field.name for field in Release._meta.get_fields()}


def _rows(release: Release, name: str) -> list[Model]:
    return list(getattr(release, name).all()) if release.pk else []


def _row(row: Model, fields: tuple[str, ...]) -> Row:
    return {name: _plain(row._meta.get_field(name).value_from_object(row)) for name in fields}  # type: ignore[union-attr]


def _plain(value: Any, many: bool = False) -> Any:
    if many:
        return sorted(_plain(item) for item in value or ())
    if isinstance(value, Model):
        return str(getattr(value, "name", value)) if value._meta.label == "taggit.Tag" else str(value.pk)
    if value is None or value is False:
        return ""
    # Browsers write lines in their own way, and forms drop the white space around.
    return "on" if value is True else str(value).replace("\r\n", "\n").strip()


def _typed_value(name: str, field: forms.Field, data: QueryDict) -> Any:
    given = field.widget.value_from_datadict(data, MultiValueDict(), name)
    try:
        value = field.clean(given)
        column: Any = Release._meta.get_field(name)
        value = value if column.is_relation else column.clean(value, None)
    except ValidationError:
        value = given
    return _plain(value, holds_many(field))


def _typed_rows(data: QueryDict, prefix: str, fields: tuple[str, ...]) -> list[Row]:
    """The rows that would be there after saving: neither empty ones nor those to be deleted."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    found = []
    for number in range(min(int(total), MOST_ROWS) if is_key(total) else 0):
        row = {name: _plain(data.get(f"{prefix}-{number}-{name}")) for name in fields}
        row["position"] = row["position"] or "0"
        if f"{prefix}-{number}-DELETE" not in data and any(row[name] for name in fields if name != "position"):
            found.append(row)
    return found


def _put_rows(data: QueryDict, prefix: str, rows: list[Row], release: Release) -> None:
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    wanted = {thing(row): row for row in rows}
    entries: list[dict[str, str]] = []
    present = _rows(release, prefix)
    for row in present:
        there = _row(row, ROWS[prefix])
        kept = wanted.pop(thing(there), None)
        entries.append((kept or there | {"DELETE": "on"}) | {"id": str(row.pk), "release": str(release.pk)})
    entries += wanted.values()
    data[f"{prefix}-INITIAL_FORMS"], data[f"{prefix}-TOTAL_FORMS"] = str(len(present)), str(len(entries))
    for number, entry in enumerate(entries):
        for name, value in entry.items():
            data[f"{prefix}-{number}-{name}"] = value
