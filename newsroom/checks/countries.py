"""Which countries a text names: whole names in the language of the text, as it inflects them.

Capitals count: "Turkey" is a country, "turkey" is not, and a people's name is none in any of these languages. Of
languages in which the vocabulary has no names nothing is said.
"""

import re
from collections import defaultdict
from functools import lru_cache

from .draft import CountryFacts, Draft

#: What holds the name of a country and is another place.
OTHER_PLACES = re.compile(
    r"Northern Ireland|Irlande du Nord|Nordirland|Irlanda del N(?:ord|orte)|Северн\w+ Ирланди\w+"
    r"|North Korea|Corée du Nord|Nordkorea|Corea del N(?:ord|orte)|Северн\w+ Коре\w+|South Georgia|Inner Mongolia"
    r"|Democratic People's Republic of Korea|New South Wales"
)
#: The last letters by which Russian names change, and those that take their place.
_RUSSIAN_LAST = re.compile(r"(?:ая|ое|ый|ой|ые|ий|[аяьыйие])$")
_RUSSIAN_ENDING = (
    r"(?:ая|ой|ою|ую|ое|ого|ому|ом|ым|ые|ых|ыми|ей|ею|ем|ию|ии|ия|ие|ий|ием|ью|ов|ам|ами|ах|[аеиоуыюяйь])?"
)
_RUSSIAN_ODD = {"Египет": r"Египе?т(?:а|у|ом|е)?"}
#: German names take an s or n at the end; the words before the last one, and those of several, more.
_GERMAN_LAST, _GERMAN_BEFORE = r"(?:s|n|es)?", r"(?:[nrsm]|e[nrsm])?"
_STAN = re.compile(r"(?:i?stan|истан|стан)$")
#: English words for a people that begin otherwise than the country.
_PEOPLES = {
    "France": "French", "Netherlands": "Dutch", "Poland": "Polish", "Spain": "Spanish", "Switzerland": "Swiss",
    "Türkiye": "Turkish", "United Kingdom": "British", "Denmark": "Danish", "Finland": "Finnish", "Ireland": "Irish",
    "Greece": "Greek", "Sweden": "Swedish", "Cyprus": "Cypriot", "Thailand": "Thai", "Czechia": "Czech",
    "United States of America": "American", "Holy See": "Papal",
}  # fmt: skip

Names = tuple[tuple[str, ...], ...]  # of every country, in the order of the draft


def named(draft: Draft) -> list[CountryFacts]:
    """The countries that the title, the summary or the opening of `draft` names, or its text more than once."""
    find = _finder(draft.language, tuple(country.names for country in draft.countries))
    above = set(find.counts(" \n".join((draft.title, draft.summary, draft.opening))))
    often = {number for number, times in find.counts(draft.text).items() if times > 1}
    return [draft.countries[number] for number in sorted(above | often)]


def hinted(country: CountryFacts, draft: Draft) -> bool:
    """Whether anything in `draft` speaks of `country`: its name, its capital, its people, or who issues it.

    Where the vocabulary has no names in the language of the text, everything does.
    """
    if country.implied or not country.names:
        return True
    text = _plain(" \n".join((draft.title, draft.summary, draft.text, draft.place)))
    if any(_plain(hint) in text for hint in country.hints):
        return True
    find = _finder(draft.language, (country.names,))
    return bool(find.counts(text)) or any(re.search(rf"\b{re.escape(stem)}", text) for stem in _stems(country))


def _stems(country: CountryFacts) -> set[str]:
    """How words for the people of `country` begin: "Serbi" for Serbian, "Kyrgyz" for Kyrgyzstan."""
    found = {_STAN.sub("", name) for name in country.names if _STAN.search(name)}
    found |= {name[: max(4, len(name) - 2)] for name in country.names if " " not in name and len(name) > 4}
    return found | {people for name, people in _PEOPLES.items() if name in country.names}


class _Finder:
    """The names of some countries, to be looked up by the first two letters of every word with a capital."""

    def __init__(self, language: str, names: Names):
        self._by_letters: dict[str, list[tuple[re.Pattern, int]]] = defaultdict(list)
        for number, spellings in enumerate(names):
            for name in map(_plain, spellings):
                pattern = re.compile(rf"{_inflected(name, language)}(?!\w)")
                self._by_letters[name[:2]].append((pattern, number))

    def counts(self, text: str) -> dict[int, int]:
        """Number of a country → how often `text` names it."""
        text = OTHER_PLACES.sub("…", _plain(text))
        found: dict[int, int] = defaultdict(int)
        for word in re.finditer(r"(?<!\w)[^\W\d_a-zа-я].", text):
            start = word.start()
            for number in {n for pattern, n in self._by_letters.get(word[0], ()) if pattern.match(text, start)}:
                found[number] += 1
        return dict(found)


@lru_cache(maxsize=128)
def _finder(language: str, names: Names) -> _Finder:
    return _Finder(language, names)


def _plain(text: str) -> str:
    """`text` with one sort of apostrophes, dashes and е's: they differ from one keyboard to the next."""
    return text.translate(_ONE_SORT)


_ONE_SORT = str.maketrans("’‘‑–ёЁ\xa0", "''--еЕ ")


def _inflected(name: str, language: str) -> str:
    """An expression for all forms of `name` in a text of `language`."""
    parts = name.split(" ")
    if language == "ru":
        return " ".join(map(_russian, parts))
    if language == "de":
        before = _GERMAN_BEFORE if len(parts) > 1 else ""
        return " ".join([*(re.escape(part) + before for part in parts[:-1]), re.escape(parts[-1]) + _GERMAN_LAST])
    return " ".join(map(re.escape, parts))


def _russian(word: str) -> str:
    if word in _RUSSIAN_ODD:
        return _RUSSIAN_ODD[word]
    if len(word) < 4 or not re.fullmatch(r"[А-Яа-яЕе]+", word):
        return re.escape(word)
    return re.escape(_RUSSIAN_LAST.sub("", word)) + _RUSSIAN_ENDING
