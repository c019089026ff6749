"""Makes up one release at a time. What a number gives depends on the seed and on how many there are, and no more."""

import datetime as dt
import functools
import random
from dataclasses import dataclass, field
from typing import Any

from . import words
from .vocabulary import Named, read_terms

FIRST, LAST = dt.datetime(1995, 1, 2, 7, tzinfo=dt.UTC), dt.datetime(2026, 6, 30, 17, tzinfo=dt.UTC)
#: Of all releases, a fraction of e**GROWTH has appeared when a fraction e of the time has passed: volume grows.
GROWTH = 1.35
TAGS = 2_000
KINDS = {
    "press-release": 52, "news": 33, "statement": 4, "spot-report": 4, "daily-report": 4, "weekly-report": 2,
    "media-advisory": 1,
}  # fmt: skip
LANGUAGES = {"en": 90, "ru": 5, "sr": 1, "de": 1, "sq": 1, "fr": 0.5, "es": 0.5, "uk": 0.5, "it": 0.25, "mk": 0.25}
PLACES = """Vienna|Warsaw|The Hague|Sarajevo|Pristina|Skopje|Tirana|Belgrade|Bishkek|Dushanbe|Astana|Kyiv|Chisinau|
Tashkent|Ashgabat|Podgorica""".replace("\n", "").split("|")


@dataclass(frozen=True)
class Made:
    """A release as made up. Terms are (slug, name, …); `original` is the number of what it translates."""

    number: int
    title: str
    summary: str
    body: str
    published_at: dt.datetime
    place: str
    language: str
    kind: str
    countries: list[Named]
    structures: list[Named]
    fields: list[Named]
    tags: list[str]
    original: int | None = None
    others: dict[str, list[Named]] = field(default_factory=dict)  # partner groups, meetings, projects


class Ranked:
    """Things of which the first is the most frequent."""

    def __init__(self, values: list[Any]):
        self.values, self._weights = values, words.zipf(len(values))

    def some(self, rng: random.Random, shares: tuple[int, ...]) -> list[Any]:
        """None to several different ones; `shares` weigh how many: none, one, two, …"""
        wanted = rng.choices(range(len(shares)), shares)[0]
        return list(dict.fromkeys(rng.choices(self.values, cum_weights=self._weights, k=wanted)))


class Material:
    """What all releases of a seed are made from. It takes a second to make."""

    def __init__(self, seed: int):
        rng = random.Random(f"{seed}/words")
        vocabulary = words.english(rng)
        self.other = words.Stream(rng, words.invented(rng, 6_000))
        cyrillic = words.Stream(rng, words.in_cyrillic(words.invented(rng, 6_000)))
        self.streams = {"en": words.Stream(rng, vocabulary), "ru": cyrillic, "uk": cyrillic, "mk": cyrillic}
        self.titles = words.Stream(rng, words.SUBJECTS + vocabulary[-1_500:], 0.7, 5)
        self.tags = Ranked(self._make_tags(rng))
        self.terms = {model: Ranked(terms) for model, terms in read_terms().items()}

    @staticmethod
    def _make_tags(rng: random.Random) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < TAGS:
            made[" ".join(rng.sample(words.SUBJECTS, 2))] = None
        return list(made)


_material = functools.lru_cache(maxsize=2)(Material)


class Writer:
    """Writes the releases 0 to `count` - 1 of a seed, in any order."""

    def __init__(self, seed: int, count: int):
        self.count, self.seed = count, seed
        self._material = _material(seed)
        self.tags, self.terms = self._material.tags, self._material.terms

    def release(self, number: int) -> Made:
        rng = random.Random(f"{self.seed}/{number}")
        language = self._language(number)
        stream = self._material.streams.get(language, self._material.other)
        title = (self._material.titles if language == "en" else stream).cut(rng, rng.randint(6, 16))
        return Made(
            number=number,
            title=title[0].upper() + title[1:],
            summary=stream.cut(rng, rng.randint(20, 45)).capitalize() + ".",
            body=self._body(rng, stream),
            published_at=self._moment(rng, number),
            place=rng.choice(PLACES),
            language=language,
            kind=rng.choices(list(KINDS), list(KINDS.values()))[0],
            countries=self.terms["country"].some(rng, (15, 50, 20, 10, 5)),
            structures=self.terms["structure"].some(rng, (0, 70, 22, 8)),
            fields=self.terms["fieldofwork"].some(rng, (10, 40, 30, 15, 5)),
            tags=self.tags.some(rng, (25, 25, 20, 15, 10, 5)),
            original=self._original(rng, number, language),
            others={
                "partner_groups": self.terms["partnergroup"].some(rng, (96, 4)),
                "meetings": self.terms["meetingseries"].some(rng, (94, 6)),
                "projects": self.terms["project"].some(rng, (95, 5)),
            },
        )

    def _language(self, number: int) -> str:
        rng = random.Random(f"{self.seed}/{number}/language")
        return rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]

    def _original(self, rng: random.Random, number: int, language: str) -> int | None:
        """Half of what is not in English translates the release before it, where that is in English."""
        if language == "en" or not number or rng.random() < 0.5:
            return None
        return number - 1 if self._language(number - 1) == "en" else None

    def _moment(self, rng: random.Random, number: int) -> dt.datetime:
        elapsed = ((number + rng.random()) / self.count) ** (1 / GROWTH)
        return FIRST + dt.timedelta(seconds=int((LAST - FIRST).total_seconds() * elapsed))

    def _body(self, rng: random.Random, stream: words.Stream) -> str:
        """300 to 700 words in sentences of 12 to 28 and paragraphs of 2 to 5."""
        left, paragraphs = rng.randint(300, 700), []
        while left > 0:
            sentences = []
            for _ in range(rng.randint(2, 5)):
                length = min(max(left, 1), rng.randint(12, 28))
                sentences.append(stream.cut(rng, length).capitalize())
                left -= length
            paragraphs.append(". ".join(sentences))
        if rare := self._rare(rng):
            paragraphs[-1] += f" with {rare}"
        return "\n".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs)

    @staticmethod
    def _rare(rng: random.Random) -> str:
        found = [word for word in words.UNCOMMON if rng.random() < 0.01]
        return " ".join(found + [word for word in words.SCARCE if rng.random() < 0.0001])
