"""A random archive, and what any selection of it must give, worked out the slow and obvious way."""

import datetime as dt
import random
from collections import Counter, defaultdict

from django.utils import timezone

from newsroom.facets import FACETS
from newsroom.models import Edition, Kind, Release
from newsroom.selection import Selection
from tests import factories

ZONE = timezone.get_default_timezone()
LANGS = ["en", "ru", "de"]
WORDS = ["border", "election", "police", "water", "media"]


class World:
    """`size` releases over a small vocabulary with two trees: live, corrected, withdrawn, scheduled, expired and drafts."""

    def __init__(self, size: int, seed: int = 1):
        self.random = random.Random(seed)
        fields = [factories.FieldFactory() for _ in range(4)]
        fields += [factories.FieldFactory(parent=fields[0]), factories.FieldFactory(parent=fields[0])]
        fields += [factories.FieldFactory(parent=fields[4])]
        structures = [factories.StructureFactory() for _ in range(3)]
        structures += [factories.StructureFactory(parent=structures[0]) for _ in range(3)]
        self.terms = {
            "country": [factories.CountryFactory() for _ in range(6)],
            "structure": structures,
            "field": fields,
            "partner": [factories.PartnerGroupFactory() for _ in range(2)],
            "meeting": [factories.MeetingFactory() for _ in range(2)],
            "project": [factories.ProjectFactory() for _ in range(2)],
        }
        for _ in range(size):
            self.publish_somehow(self.draft())

    def some(self, facet: str) -> list:
        terms = self.terms[facet]
        return self.random.sample(terms, self.random.choice([0, 1, 1, 2, 3][: len(terms) + 1]))

    def draft(self) -> Release:
        word = self.random.choice(WORDS)
        return factories.ReleaseFactory(
            title=f"About {word}",
            body=f"<p>Text on {word}.</p>",
            kind=self.random.choice(Kind.values),
            language=self.random.choice(LANGS),
            sources=[*self.some("partner"), *self.some("structure")] or self.terms["structure"][:1],
            countries=self.some("country"),
            fields_of_work=self.some("field"),
            meetings=self.some("meeting"),
            projects=self.some("project"),
            tags=self.random.sample(["alpha", "beta", "gamma"], self.random.randint(0, 2)),
        )

    def publish_somehow(self, release) -> None:
        """As an import or a schedule would: the instants lie anywhere, the triggers look on."""
        from newsroom.snapshot import snapshot

        now = timezone.now()
        fate = self.random.choice(["live"] * 6 + ["draft", "corrected", "withdrawn", "scheduled", "to expire"])
        published_at = dt.datetime(2005, 1, 1, tzinfo=ZONE) + dt.timedelta(hours=self.random.randrange(20 * 365 * 24))
        begins = now + dt.timedelta(days=1) if fate == "scheduled" else min(published_at, now - dt.timedelta(hours=2))
        if fate == "draft":
            return
        release.date = self.some_day(published_at)
        release.save()
        first = snapshot(release, number=1, published_at=published_at, live_from=begins)
        first.live_until = {
            "corrected": now - dt.timedelta(hours=1), "withdrawn": now - dt.timedelta(hours=1), "to expire": now + dt.timedelta(days=1),
        }.get(fate)  # fmt: skip
        first.save()
        if fate == "corrected":
            release.countries.set(self.some("country"))
            snapshot(release, number=2, published_at=published_at, live_from=first.live_until).save()

    def some_day(self, published_at: dt.datetime | None) -> dt.date:
        """Mostly that of the instant (default: now); now and then the one before or after it, or one long ago."""
        return (published_at or timezone.now()).astimezone(ZONE).date() + dt.timedelta(
            days=self.random.choice([0] * 6 + [-1, 1, -400])
        )

    def random_selection(self) -> Selection:
        pick = self.random
        chosen = {}
        for facet in pick.sample([facet.name for facet in FACETS], pick.choice([0, 1, 1, 2, 3])):
            values = [value for value in self.values(facet)]
            chosen[facet] = tuple(sorted(pick.sample(values, min(len(values), pick.choice([1, 1, 2])))))
        year = pick.choice([None, None, 2006, 2015])
        day = pick.choice([None, None, dt.date(2012, 5, 17), dt.date(2020, 12, 31)])
        if year and day and day.year < year:
            day = None
        return Selection(chosen, dt.date(year, 1, 1) if year else None, day, pick.choice(["", "", "", *WORDS[:2]]))

    def values(self, facet: str) -> list[str]:
        if facet in self.terms:
            return [term.slug for term in self.terms[facet]]
        return {"tag": ["alpha", "beta", "gamma"], "kind": list(Kind.values), "lang": LANGS}[facet]


class Oracle:
    """Knows the rows live at one instant, and looks through all of them for every question."""

    def __init__(self, at: dt.datetime):
        rows = [e for e in Edition.objects.all() if e.live_from <= at and (e.live_until is None or at < e.live_until)]
        self.rows = sorted(rows, key=lambda e: (e.published_at, e.release_id), reverse=True)
        self.parents = {
            facet.name: {term.slug: term.parent and term.parent.slug for term in facet.model.objects.all()}
            for facet in FACETS
            if facet.model and hasattr(facet.model, "parent")
        }

    def has(self, edition: Edition, facet, value: str) -> bool:
        """Whether one of the edition's slugs is `value` or stands below it."""
        held = getattr(edition, facet.field)
        for slug in [held] if isinstance(held, str) else held:
            while slug:
                if slug == value:
                    return True
                slug = self.parents.get(facet.name, {}).get(slug)
        return False

    def fits(self, edition: Edition, selection: Selection, leaving_out: str = "") -> bool:
        day = edition.date
        tests = {
            facet.name: any(self.has(edition, facet, value) for value in selection.chosen[facet.name])
            for facet in FACETS
            if facet.name in selection.chosen
        }
        tests["dates"] = (not selection.from_ or selection.from_ <= day) and (not selection.to or day <= selection.to)
        tests["q"] = selection.q in f"{edition.title} {edition.body_text}"
        return all(passed for name, passed in tests.items() if name != leaving_out)

    def answer(self, selection: Selection, values: dict[str, list[str]]):
        """(total, keys newest first, counts, months) of a selection."""
        hits = [edition.pk for edition in self.rows if self.fits(edition, selection)]
        counts = {}
        for facet in FACETS:
            others = [edition for edition in self.rows if self.fits(edition, selection, facet.name)]
            found = {value: sum(self.has(edition, facet, value) for edition in others) for value in values[facet.name]}
            counts[facet.name] = {value: count for value, count in found.items() if count}
        undated = [edition for edition in self.rows if self.fits(edition, selection, "dates")]
        months: dict[int, Counter[int]] = defaultdict(Counter)
        for edition in undated:
            months[edition.date.year][edition.date.month] += 1
        return len(hits), hits, counts, months
