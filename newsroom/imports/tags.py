"""Free keywords: found by any spelling of their names, made where there are none, many at once."""

from collections.abc import Iterable

from anyascii import anyascii
from django.db import connection
from taggit.models import Tag

from ..tagging import key_of

#: Room in the slug's 100 characters for a number that tells it from another one.
_MAX_SLUG = 90


class TagBook:
    """The tags there are, kept up to date through a run: what is known already costs no query."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start afresh: for when tags made here were taken back with their transaction."""
        self._by_name: dict[str, Tag] = {}
        self._slugs: set[str] = set()
        self._newest = 0

    def ensure(self, names: Iterable[str]) -> None:
        """See to it that a tag exists for each of `names`. Three statements at most, inside a transaction."""
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(key_of(name), name)
        if wanted.keys() <= self._by_name.keys():
            return
        with connection.cursor() as cursor:
            # Somebody might be making the same tag this very moment, and names and slugs are unique.
            cursor.execute("LOCK TABLE taggit_tag IN SHARE ROW EXCLUSIVE MODE")
        self._add(Tag.objects.filter(pk__gt=self._newest).order_by("pk"))
        self._add(
            Tag.objects.bulk_create(
                [Tag(name=name, slug=self._free_slug(name)) for key, name in wanted.items() if key not in self._by_name]
            )
        )

    def tags(self, names: Iterable[str]) -> list[Tag]:
        """The tags for `names`, which have been ensured, each once."""
        return list({tag.pk: tag for tag in (self._by_name[key_of(name)] for name in names)}.values())

    def _add(self, tags: Iterable[Tag]) -> None:
        for tag in tags:
            self._by_name.setdefault(key_of(tag.name), tag)
            self._slugs.add(tag.slug)
            self._newest = max(self._newest, tag.pk)

    def _free_slug(self, name: str) -> str:
        """As taggit would make it, had it been given Latin letters: it leaves nothing of others."""
        base = Tag().slugify(anyascii(name))[:_MAX_SLUG] or "tag"
        slug, number = base, 0
        while slug in self._slugs:
            number += 1
            slug = f"{base}_{number}"
        self._slugs.add(slug)
        return slug
