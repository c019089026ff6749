"""From a word to the lexemes under which it is kept and looked for, by the rules of a language."""

import threading
import unicodedata
from functools import cache
from pathlib import Path

import Stemmer

from taxonomy.letters import fold

#: What languages are searched by for which Snowball has no algorithm: words as they stand, folded.
SIMPLE = "simple"
#: Longer words are cut: PostgreSQL keeps none of more than 2,046 bytes.
LONGEST = 200

_STOP_WORDS = Path(__file__).parent / "stop_words"
#: A stemmer serves one thread at a time.
_stemmers = threading.local()


def lexemes_of(spelling: str, algorithm: str) -> tuple[str, ...]:
    """The lexemes of `spelling`, none of which is empty: one, or two where folding changes what is stemmed.

    Stemmers need accents ("élections" and "elections" have other endings to them), and readers leave them out: so a
    word is kept both as its stem without accents, and as the stem of what it is without accents.
    """
    lower = _lower(spelling[:LONGEST], algorithm)
    folded = _clean(fold(lower))
    if algorithm == SIMPLE:
        return (folded,) if folded else ()
    if lower == folded and lower.isascii():
        stem = _stem(lower, algorithm)
        return (stem,) if stem else ()
    stems = (_stem(lower, algorithm), _stem(folded, algorithm))
    return tuple(dict.fromkeys(stem for stem in map(_clean, map(fold, stems)) if stem))


def is_stop_word(spelling: str, algorithm: str) -> bool:
    """Whether `spelling` says nothing in that language, where there is a list of such words."""
    return _lower(spelling, algorithm).replace("ё", "е") in _stop_words(algorithm)


def algorithms() -> set[str]:
    """The names of all algorithms there are."""
    return {SIMPLE, *Stemmer.algorithms()}


def _lower(spelling: str, algorithm: str) -> str:
    """In small letters, which stemmers expect. Turkish has an i without a dot, and all others none with two."""
    spelling = spelling.replace("I", "ı") if algorithm == "turkish" else spelling
    return spelling.replace("İ", "i").lower()


def _stem(word: str, algorithm: str) -> str:
    stemmer = getattr(_stemmers, algorithm, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm, 0)  # which keeps nothing: we keep whole words
        setattr(_stemmers, algorithm, stemmer)
    return stemmer.stemWord(word)


def _clean(folded: str) -> str:
    """`folded` without what is no letter or figure: some characters become several, of which some are signs."""
    if folded.isalnum():
        return folded
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")[:LONGEST]


@cache
def _stop_words(algorithm: str) -> frozenset[str]:
    file = _STOP_WORDS / f"{algorithm}.txt"
    return frozenset(file.read_text().replace("ё", "е").split()) if file.exists() else frozenset()
