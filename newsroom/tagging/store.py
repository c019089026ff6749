"""Tags in the database, found by any spelling."""

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from taggit.managers import _TaggableManager
from taggit.models import Tag

from .names import key_of, slug_of

#: Room in the slug's 100 characters for a number that tells it from another one.
_MOST = 90


def owner_of(name: str, excluding: int | None = None) -> Tag | None:
    """The tag that `name` is a spelling of, the oldest of several; None where there is none."""
    return _owners([name], excluding).get(key_of(name))


def _owners(names: Iterable[str], excluding: int | None = None) -> dict[str, Tag]:
    """Key → tag, of those of `names` that have one. One query; the table of tags is small, and no index folds so."""
    wanted = {key_of(name) for name in names}
    found: dict[str, Tag] = {}
    for tag in Tag.objects.exclude(pk=excluding).order_by("pk") if wanted else ():
        if (key := key_of(tag.name)) in wanted:
            found.setdefault(key, tag)
    return found


class FoldedTags(_TaggableManager):
    """The tags of an object: names that are spellings of one tag are that tag, whoever adds them."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        tags = list(tags)
        owners = _owners(tag for tag in tags if isinstance(tag, str))
        resolved = []
        for tag in tags:
            if isinstance(tag, str):
                key = key_of(tag)
                owners[key] = tag = owners.get(key) or _make(tag)
            resolved.append(tag)
        return super()._to_tag_model_instances(resolved, tag_kwargs)


def _make(name: str) -> Tag:
    base = slug_of(name)[:_MOST] or "tag"
    taken = set(Tag.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free = next(slug for slug in chain([base], (f"{base}_{n}" for n in count(1))) if slug not in taken)
    return Tag.objects.get_or_create(name=name, defaults={"slug": free})[0]
