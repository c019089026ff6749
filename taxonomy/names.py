"""From a name, as somebody wrote it, to the term it stands for."""

import difflib
import re
from collections.abc import Iterable

from django.conf import settings

from .letters import fold
from .models.term import Term

#: Of ten letters of two names, so many must be the same in the same order (see difflib) for one to be called near.
_MUCH_LIKE = 0.6
_CLOSED = re.compile(r"\s*\(closed\)\s*$", re.IGNORECASE)


def normalise(name: str) -> str:
    """The form in which names are compared: folded (see letters.fold), without a trailing "(closed)"."""
    return fold(_CLOSED.sub("", name))


def spellings(term: Term) -> list[str]:
    """All that `term` goes by: its slug, its name (formal name too) in every language, and what it was called."""
    fields = ("name", "formal_name") if hasattr(term, "formal_name") else ("name",)
    names = [getattr(term, f"{field}_{code}", "") for field in fields for code, _ in settings.LANGUAGES]
    return [name for name in [term.slug, *names, *term.also_known_as] if name]


def owners(model: type[Term], names: Iterable[str], excluding: int | None = None) -> dict[str, Term]:
    """Return which of `names` already stand for a term of `model`, other than the one with key `excluding`."""
    known = {
        normalise(spelling): term
        for term in model._default_manager.exclude(pk=excluding)
        for spelling in spellings(term)
    }
    return {name: known[normalise(name)] for name in names if normalise(name) in known}


class NameIndex:
    """All spellings of one kind of term, read once: for imports, which resolve thousands."""

    def __init__(self, model: type[Term]):
        self._terms: dict[str, Term] = {}
        self._spelled: dict[str, str] = {}
        for term in model._default_manager.all():
            for spelling in spellings(term):
                self._terms.setdefault(normalise(spelling), term)
                self._spelled.setdefault(normalise(spelling), spelling if spelling != term.slug else term.name)

    def get(self, name: str) -> Term | None:
        """The term that `name` stands for (slug, present, former or local name, in any case), or None."""
        return self._terms.get(normalise(name))

    def nearest(self, name: str) -> str | None:
        """The spelling that is most like `name`, as it is written; None where none is much like it."""
        found = difflib.get_close_matches(normalise(name), self._terms, n=1, cutoff=_MUCH_LIKE)
        return self._spelled[found[0]] if found else None
