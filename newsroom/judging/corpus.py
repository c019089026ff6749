"""A made-up corpus in which it is known what each search should find: the same for the same seed."""

import datetime as dt
import random
from typing import NamedTuple

from ..models import Release
from ..snapshot import snapshot
from .judge import Judged

TOPICS = [
    "bee-keeping", "lighthouse", "mine clearance", "archive digitization",
    "river ferry", "school garden", "forest fire", "tram line",
]  # fmt: skip
PLACES = ["Osterby", "Valmora", "Kirsk", "Lindhaven", "Pontaro", "Zelengrad"]
COMMON = [
    "security", "conflict", "cooperation", "support", "representatives", "participants",
    "human", "rights", "national", "training", "dialogue",
]  # fmt: skip
FIRST_DAY = dt.datetime(2000, 1, 3, 10, tzinfo=dt.UTC)


class Text(NamedTuple):
    legacy_id: str
    title: str
    summary: str
    body: str


def generated(size: int = 300, seed: int = 1) -> list[Judged]:
    """Publish `size` releases and return the searches that are judged over them.

    For each place and topic in turn, one release has both in its title; older than it are many that have neither,
    and newer ones mention both in passing. All are full of the same common words.
    """
    pick = random.Random(seed)  # noqa: S311 - nothing here is a secret
    aims = [(place, pick.choice(TOPICS)) for place in PLACES for _ in range(2)]
    aims = list(dict.fromkeys(aims))
    texts = [_about(pick, number, *aim) for number, aim in enumerate(aims)]
    texts += [_in_passing(pick, number, *pick.choice(aims)) for number in range(len(aims), size)]
    at = FIRST_DAY
    for text in texts:
        at += dt.timedelta(days=20)
        release = Release.objects.create(
            legacy_id=text.legacy_id, title=text.title, summary=text.summary, body=text.body, published_at=at
        )
        snapshot(release, number=1, published_at=at, live_from=at).save()
    return [judged for number, aim in enumerate(aims) for judged in _searches(f"made-{number}", *aim)]


def _about(pick: random.Random, number: int, place: str, topic: str) -> Text:
    summary = f"What {topic} means for the people of {place}."
    return Text(f"made-{number}", f"A project on {topic} begins in {place}", summary, _body(pick, f"{topic} {place}"))


def _in_passing(pick: random.Random, number: int, place: str, topic: str) -> Text:
    mention = f"Somebody from {place} asked a question, and somebody else told of {topic} at home."
    if number % 3:
        mention = mention.replace(topic, "something")
    title = " ".join(pick.sample(COMMON, 4)).capitalize()
    return Text(f"made-{number}", title, "Of this and that.", _body(pick, mention))


def _body(pick: random.Random, mention: str) -> str:
    sentences = [" ".join(pick.choices(COMMON, k=12)).capitalize() + "." for _ in range(8)]
    sentences.insert(pick.randrange(8), f"{mention}.")
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def _searches(legacy_id: str, place: str, topic: str) -> list[Judged]:
    return [
        Judged(f"{topic} {place}", [legacy_id]),
        Judged(f'{place} "{topic}" project', [legacy_id]),
    ]
