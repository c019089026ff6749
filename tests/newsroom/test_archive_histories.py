"""The archive that follows step by step, against brute force over the rows, through any history."""

import datetime as dt
import io
import json
import random

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from newsroom import actions
from newsroom.archive import current_archive, read_archive
from newsroom.facets import FACETS
from newsroom.imports.run import import_releases
from newsroom.models import Edition, Release
from newsroom.selection import Selection
from newsroom.snapshot import snapshot
from newsroom.version import current_version
from tests import factories
from tests.newsroom.oracle import WORDS, Oracle, World

pytestmark = pytest.mark.django_db

RANDOM = strategies.integers(0, 2**32)
HOURS = strategies.integers(1, 24 * 400)


class Newsroom(RuleBasedStateMachine):
    """What can happen in a newsroom, in any order, while the clock goes on; after each step the archive is asked."""

    releases = Bundle("releases")

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(timezone.now() + dt.timedelta(minutes=5), tick=False)
        self.now = self.clock.start()
        self.world = World(0)
        self.by = factories.publisher_user()
        self.imported = 0

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(target=releases, seed=RANDOM, hours_ago=strategies.integers(0, 24 * 7000), translated=strategies.booleans())
    def publish(self, seed, hours_ago, translated):
        """Now or dated back."""
        self.world.random.seed(seed)
        release = self.world.draft()
        if translated and (original := Release.objects.filter(translation_of=None).exclude(pk=release.pk).first()):
            release.translation_of = original
        release.published_at = timezone.now() - dt.timedelta(hours=hours_ago)
        release.date = self.world.some_day(release.published_at)
        release.save()
        actions.publish(release=release, by=self.by)
        return release

    @rule(target=releases, seed=RANDOM, begins=HOURS, lasts=strategies.none() | HOURS)
    def schedule(self, seed, begins, lasts):
        """As a schedule will: an edition whose time lies ahead, perhaps with an end."""
        self.world.random.seed(seed)
        release = self.world.draft()
        at = timezone.now() + dt.timedelta(hours=begins)
        release.date = self.world.some_day(at)
        edition = snapshot(release, number=1, published_at=at, live_from=at)
        edition.live_until = at + dt.timedelta(hours=lasts) if lasts else None
        edition.save()
        release.state, release.published_at = "published", at
        release.save()
        return release

    @rule(release=releases, seed=RANDOM)
    def correct(self, release, seed):
        self.world.random.seed(seed)
        release.refresh_from_db()
        release.title = f"About {self.world.random.choice(WORDS)} {seed}"
        release.date = self.world.some_day(release.published_at)
        release.save()
        release.countries.set(self.world.some("country"))
        release.fields_of_work.set(self.world.some("field"))
        try:
            actions.publish(release=release, by=self.by)
        except actions.Refused:
            pass

    @rule(release=releases)
    def withdraw(self, release):
        try:
            actions.withdraw(release=release, by=self.by, reason="Wrong")
        except actions.Refused:
            pass

    @rule(seed=RANDOM)
    def change_the_vocabulary(self, seed):
        """A new name, and a new place in the tree."""
        chance = random.Random(seed)
        term = chance.choice([term for terms in self.world.terms.values() for term in terms])
        term.name = f"Name {seed}"
        term.save()
        roots = [field for field in self.world.terms["field"] if field.parent_id is None]
        moved = chance.choice(self.world.terms["field"][4:])
        moved.parent = chance.choice(roots)
        moved.save()

    @rule(target=releases, seed=RANDOM, size=strategies.integers(1, 5))
    def bring_in(self, seed, size):
        """Releases of any year, from a file."""
        chance = random.Random(seed)
        lines = []
        for _ in range(size):
            self.imported += 1
            day = dt.date(2004, 1, 1) + dt.timedelta(days=chance.randrange(8000))
            lines.append(json.dumps({
                "legacy_id": self.imported, "title": f"About {chance.choice(WORDS)}", "published_at": day.isoformat(), "place": "Vienna",
                "body_html": "<p>Text.</p>", "countries": [term.slug for term in self.world.some("country")],
                "structures": [self.world.terms["structure"][0].slug], "tags": ["alpha"],
            }))  # fmt: skip
        before = set(Release.objects.values_list("pk", flat=True))
        import_releases(io.BytesIO("\n".join(lines).encode()), NoRejects(), lambda *_: None)
        return multiple(*Release.objects.exclude(pk__in=before))

    @rule(hours=HOURS)
    def time_passes(self, hours):
        self.now.shift(dt.timedelta(hours=hours))

    @rule()
    def the_next_border_comes(self):
        """To the very instant at which something begins or ends."""
        boundary = current_archive().boundary
        if boundary.year < 9999:
            self.now.move_to(boundary, tick=False)

    @invariant()
    def answers_as_brute_force_does(self):
        archive = current_archive()
        assert (archive.version, archive.followed) == (current_version(), current_version())
        self.compare(archive, timezone.now())

    @rule(hours=strategies.integers(-24 * 300, 24 * 300))
    def read_at_any_instant(self, hours):
        at = timezone.now() + dt.timedelta(hours=hours)
        self.compare(read_archive(current_version(), at), at)

    def compare(self, archive, at) -> None:
        oracle = Oracle(at)
        values = {facet.name: self.world.values(facet.name) for facet in FACETS}
        for selection in (Selection(), self.world.random_selection(), self.world.random_selection()):
            total, ids, counts, months = oracle.answer(selection, values)
            result = archive.select(selection, 1, 7)
            pages = [archive.select(selection, page, 7).edition_ids for page in range(2, total // 7 + 2)]
            assert (result.total, sum(pages, result.edition_ids)) == (total, ids), selection
            assert result.counts == counts, selection
            assert result.months == months, selection
            assert archive.latest(selection, 1000) == ids
        assert list(archive.order.seconds) == sorted(archive.order.seconds)
        known = archive.order.positions_of(Edition.objects.values_list("pk", flat=True)) & archive.everything
        assert known == archive.everything


class NoRejects:
    """Takes no line: all of them are good."""

    def add(self, rejects) -> None:
        assert rejects == []


def test_any_history_leaves_the_archive_that_a_new_reading_would_give():
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
