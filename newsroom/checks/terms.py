"""Checks of a text against the vocabulary, and against other texts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .base import Check, Found
from .countries import hinted, named
from .draft import SAMPLE, Draft, Neighbour
from .likeness import alike

#: So many names or releases are told; more say no more.
MOST = 5


class CountriesAreTagged(Check):
    """What the title, the summary or the opening names, or the text more than once, is among the countries.

    Once, further down, says too little: "the Ambassador of Poland".
    """

    field = "countries"
    bad = {"title": "Judges from Georgia and Serbia learn to handle cyber evidence"}
    good = {"title": "Georgian-born artist and Northern Ireland’s judges help us", "place": "Atlanta"}

    def find(self, draft: Draft) -> Iterator[str]:
        names = [country.label for country in named(draft) if not country.tagged]
        if names:
            sentence = _("Named in the text, but not among its countries: %(names)s.")
            yield sentence % {"names": ", ".join(names[:MOST])}


class CountriesAreNamed(Check):
    """What is among the countries is named somewhere, or its capital, people or office are."""

    field = "countries"
    bad = {"title": "Judges learn", "body": "<p>Thirty judges ended a course.</p>", "place": "Vienna"}
    good = {"title": "Judges learn", "body": "<p>Thirty Serbian judges ended a course.</p>", "place": "Vienna"}

    def find(self, draft: Draft) -> Iterator[str]:
        names = [country.label for country in draft.countries if country.tagged and not hinted(country, draft)]
        if names:
            sentence = _("Among its countries, but not named in the text: %(names)s.")
            yield sentence % {"names": ", ".join(names[:MOST])}


class NothingTwice(Check):
    """No other release of the last weeks says much the same."""

    field = "title"
    bad = {"neighbours": (Neighbour(7, f"{SAMPLE.title} course", SAMPLE.opening),)}
    good = {"neighbours": (Neighbour(7, f"{SAMPLE.title} (2)", SAMPLE.opening),)}  # one of a series

    def find(self, draft: Draft) -> Iterator[Found]:
        for neighbour in alike(draft)[:MOST]:
            sentence = _("Much the same stands in release %(number)d, “%(title)s”.")
            values = {"number": neighbour.release, "title": neighbour.title}
            yield Found(sentence % values, release=neighbour.release)
