"""Which terms of the vocabulary a reader means by the words of a search: by any name they have or had."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from taxonomy.models.term import Term
from taxonomy.names import normalise, spellings

from ..facets import Choice
from ..lexemes.tokens import words_of
from .words import Atom

_BETWEEN = """
    a an and at for from in of on the to with
    au aux d de des du en et l la le les pour sur
    auf der die das dem den fur im und von zu zum zur
    ai al alla dei del della delle di e il nel per
    в во для и на о об от по при с со
    con el las los para por y
"""
#: Words that names have between those that say something, in the six languages in which terms have names.
EMPTY = frozenset(_BETWEEN.split())
#: A word that is in the names of more terms than this says little: "republic", "mission", "security".
TELLING = 5
#: And it must be no less than this part of a name: not every "border" means the Border Security and Management Unit.
SHARE = 1 / 3

Key = tuple[str, str]  # facet, slug
Words = tuple[str, ...]


class Names:
    """The words of all names of some terms, present and former.

    A word or phrase means a term if all of a name is in the search ("Czech Republic", "Republic of Moldova"). By
    itself it means a term if it is a good part of a name and telling: such a part of the names of this term alone
    ("Czech", "libel"), or of the present names of few terms ("Yerevan", "Mediterranean").
    """

    def __init__(self, terms: Iterable[tuple[Key, Term]]):
        self._present: dict[Words, set[Key]] = defaultdict(set)
        self._all: dict[Words, set[Key]] = defaultdict(set)
        for key, term in terms:
            former = {words for name in term.also_known_as for words in _readings(name)}
            for spelling in spellings(term)[1:]:  # the slug is an address, and the name it was made of
                for words in _readings(spelling):
                    self._all[words].add(key)
                    if words not in former:
                        self._present[words].add(key)
        self._having: dict[str, set[Words]] = defaultdict(set)
        for name in self._all:
            for word in name:
                self._having[word].add(name)

    def meant(self, atom: Atom, company: Iterable[Atom]) -> set[Key]:
        """The terms that `atom` stands for, in the company of all the words that a search wants."""
        said = EMPTY.union(*(reading for other in company for reading in _readings(other.text)))
        found: set[Key] = set()
        for words in _readings(atom.text):
            if EMPTY.issuperset(words):
                continue
            names = [name for name in self._having.get(words[0], ()) if _contains(name, words)]
            found.update(*(self._all[name] for name in names if said.issuperset(name)))
            good = [name for name in names if _share(words, name) >= SHARE]
            having = set().union(*(self._all[name] for name in good))
            present = set().union(*(self._present.get(name, ()) for name in good))
            found |= (having if len(having) == 1 else present) if len(present) <= TELLING else set()
        return found


@lru_cache(maxsize=20_000)
def _readings(text: str) -> tuple[Words, ...]:
    """`text` as folded words without a plural's s: the parts of a compound one by one, and as one word."""
    words = [word for chunk in normalise(text).split() for word in words_of(chunk)]
    parts = [part.text for word in words for part in word.parts]
    wholes = ["".join(part.text for part in word.parts) for word in words if word.parts]
    return tuple({tuple(map(_singular, reading)): None for reading in (parts, wholes) if reading})


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _share(words: Words, name: Words) -> float:
    return len(words) / sum(word not in EMPTY for word in name)


def _contains(name: Words, words: Words) -> bool:
    size = len(words)
    return any(name[at : at + size] == words for at in range(len(name) - size + 1))


def names_of(choices: Mapping[str, Mapping[str, Choice]]) -> Names:
    """The names of all terms among the choices of facets."""
    return Names(
        ((facet, value), choice.label)
        for facet, values in choices.items()
        for value, choice in values.items()
        if isinstance(choice.label, Term)
    )
