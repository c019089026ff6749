"""A release with everything that strains a page at once: for proofs that it is laid out decently all the same."""

import datetime as dt
from typing import Any

from django.utils import timezone

from newsroom import actions
from newsroom.models import Edition
from taxonomy.models import Country, FieldOfWork
from tests.factories import (
    ContactFactory,
    CountryFactory,
    FieldFactory,
    attachment,
    image,
    published,
    publisher_user,
    release_with,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenleiterinvertretungsangelegenheitenbearbeitung"
LONG_TITLE = f"Statement on the {LONG_WORD[:120]} and " + "on all that was said of it in the Permanent Council " * 3
OTHERS = ("ar", "ru", "fr", "de", "hy", "ka", "uk", "sr", "el", "tk")
_SENTENCE = (
    "The delegations took note of the report and asked the mission to come back to it before the end of the year. "
)
_COLUMNS = 14


def _table() -> str:
    head = "".join(f"<th><p>Municipality {number}</p></th>" for number in range(_COLUMNS))
    rows = "".join("<tr>" + f"<td><p>{10**row}</p></td>" * _COLUMNS + "</tr>" for row in range(6))
    return f"<table><tbody><tr>{head}</tr>{rows}</tbody></table>"


def body(size: int = 100_000) -> str:
    """A text of so many characters of HTML: headings, lists, quotes, a wide table, words that do not break."""
    opening = (
        f"<p>{_SENTENCE * 3}</p><h2>{LONG_WORD}</h2><blockquote><p>{_SENTENCE * 2}</p><p>— Head of the Mission</p></blockquote>"
        f"{_table()}<blockquote><p>Nobody is named here.</p></blockquote><ul><li><p>{LONG_WORD}</p></li></ul>"
        f'<p><a href="https://example.org/{"a" * 200}">https://example.org/{"a" * 200}</a></p>'
    )
    paragraph = f"<p>{_SENTENCE * 5}</p>"
    return opening + paragraph * max(0, (size - len(opening)) // len(paragraph))


def hostile_release(**fields: Any) -> Edition:
    """A title of 300 characters with a word of 120, no summary, forty tags, ten other languages, 100 kB of text.

    With a picture without a caption, three files, and twelve countries. `fields` are those of a release.
    """
    fields = {
        "title": LONG_TITLE[:300].ljust(300, "x"),
        "summary": "",
        "body": body(),
        "place": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "tags": [f"a rather long tag number {number}" for number in range(40)],
        "countries": list(Country.objects.all()[:12]) or [CountryFactory() for _ in range(12)],
        "fields_of_work": list(FieldOfWork.objects.all()[:6]) or [FieldFactory()],
        "date": dt.date(2021, 5, 10),
        "published_at": timezone.now(),
    } | fields
    files = [attachment(title=f"Annex {number} – {LONG_WORD}", language="ar") for number in (1, 2, 3)]
    release = release_with(image(), *files, **fields)
    release.contacts.add(ContactFactory(name=LONG_WORD, email=f"{'press' * 12}@example.org"))
    edition = actions.publish(release=release, by=publisher_user())
    for language in OTHERS:
        published(translation_of=release, language=language, title=f"The same in {language}")
    return edition
