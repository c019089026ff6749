"""Trees as readers and staff see them: every term below its parent, and every count that of its branch."""

import datetime as dt
import random
import re

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies

from newsroom.archive import read_archive
from newsroom.selection import Selection
from newsroom.snapshot import snapshot
from taxonomy.branches import branch_keys, branches, indented
from taxonomy.models import FieldOfWork, Structure
from tests.factories import FieldFactory, ReleaseFactory, StructureFactory
from tests.fixtures import load

pytestmark = pytest.mark.django_db

AT = dt.datetime(2021, 5, 10, 12, tzinfo=dt.UTC)
NAMES = ["Arms", "Border", "Climate", "Media"]


def plant(chance: random.Random, size: int) -> None:
    """A random tree with equal positions, former names, and terms that were renamed and moved since."""
    made: list[Structure] = []
    for number in range(size):
        former = {"successor": chance.choice(made), "is_former_name": True} if made and chance.random() < 0.3 else {}
        made.append(
            StructureFactory(
                slug=f"s{number}", name=chance.choice(NAMES), position=chance.randint(0, 2),
                parent=chance.choice([None, *made]), **former,
            )
        )  # fmt: skip
    for term in chance.sample(made, 3):
        term.name, term.position = chance.choice(NAMES), chance.randint(0, 2)
        term.parent = chance.choice([None, *made[: made.index(term)]])
        term.save()


def expected() -> list[tuple[str, str | None]]:
    """Each slug with that of what it counts for, straight from the definition: roots, below each what is below it."""
    terms = list(Structure.objects.select_related("parent", "successor"))
    above = {t.slug: t.successor.slug if t.is_former_name else t.parent and t.parent.slug for t in terms}

    def walk(slug: str | None):
        below = [term for term in terms if above[term.slug] == slug]
        for term in sorted(below, key=lambda t: (not t.is_former_name, t.position, t.name_en, t.slug)):
            yield term.slug, slug
            yield from walk(term.slug)

    return list(walk(None))


def branch(pairs: list[tuple[str, str | None]], root: str) -> set[str]:
    found = {root}
    for slug, above in pairs:
        if above in found:
            found.add(slug)
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.integers(0, 2**32))
def test_any_tree_is_in_order_and_every_count_is_that_of_its_branch(client, seed):
    chance = random.Random(seed)
    with transaction.atomic():
        plant(chance, 9)
        issued: list[str] = []
        for structure in Structure.objects.order_by("pk"):
            for _ in range(chance.randint(0, 2)):
                snapshot(ReleaseFactory(sources=[structure]), number=1, published_at=AT, live_from=AT).save()
                issued.append(structure.slug)
        pairs = expected()
        assert [(term.slug, above) for term, above in branches(Structure)] == pairs
        depths = {None: -1}
        for slug, above in pairs:
            depths[slug] = depths[above] + 1
        assert [(term.slug, depth) for term, depth in indented(Structure)] == [(s, depths[s]) for s, _ in pairs]
        counts = {slug: sum(other in branch(pairs, slug) for other in issued) for slug, _ in pairs}
        archive = read_archive(0, AT + dt.timedelta(days=1))
        assert list(archive.choices["structure"]) == [slug for slug, _ in pairs]
        assert archive.values["structure"].depths == {slug: depths[slug] for slug, _ in pairs}
        assert archive.totals("structure") == {slug: count for slug, count in counts.items() if count}
        for slug, count in counts.items():
            assert archive.select(Selection.of(structure=slug)).total == count
        shown = re.findall(
            r'<li class="depth-(\d)"><label><input type="checkbox" id="[^"]+" name="structure" value="([^"]+)" data-count="(\d+)"',
            client.get("/news/").content.decode(),
        )
        assert shown == [(str(depths[slug]), slug, str(counts[slug])) for slug, _ in pairs if counts[slug]]
        transaction.set_rollback(True)


def test_sub_fields_of_the_vocabulary_come_below_their_own_fields():
    load("taxonomy")
    rows = indented(FieldOfWork)
    above: list[FieldOfWork] = []
    for term, depth in rows:
        del above[depth:]
        assert (term.parent_id or None) == (above[-1].pk if above else None), term
        above.append(term)
    assert len(rows) == FieldOfWork.objects.count()


def test_the_overview_of_fields_shows_sub_fields_below_their_own_fields(client):
    arms, border = FieldFactory(slug="arms", position=10), FieldFactory(slug="border", position=20)
    FieldFactory(slug="media-laws", parent=border, position=10)
    FieldFactory(slug="climate", parent=arms, position=20)
    page = client.get("/fields-of-work/").content.decode()
    main = page[page.index("<main") :]
    assert re.findall(r'href="/fields-of-work/([a-z-]+)/"', main) == ["arms", "climate", "border", "media-laws"]


def test_the_filter_of_the_desk_lists_structures_as_a_tree_and_finds_what_the_public_finds(client, publisher):
    house, office = StructureFactory(slug="house", position=20), StructureFactory(slug="office", position=10)
    mission = StructureFactory(slug="mission", parent=house, position=10)
    former = StructureFactory(slug="former", successor=mission, is_former_name=True, position=5)
    release = ReleaseFactory(sources=[former])
    ReleaseFactory(sources=[office])
    client.force_login(publisher)
    response = client.get(f"/admin/newsroom/release/?structure={house.pk}")
    options = re.findall(r'<option value="\d+"[^>]*>(\xa0*)(Office|House|Mission|Former)<', response.content.decode())
    assert options == [("", "Office"), ("", "House"), ("\xa0" * 3, "Mission"), ("\xa0" * 6, "Former")]
    assert [row.pk for row in response.context["cl"].result_list] == [release.pk]


def test_a_circle_of_parents_that_came_past_the_forms_loses_no_term_and_hangs_nobody():
    one = StructureFactory(slug="one", position=1)
    two = StructureFactory(slug="two", parent=one, position=2)
    Structure.objects.filter(pk=one.pk).update(parent=two)
    assert {term.slug for term, _ in branches(Structure)} == {"one", "two"}
    assert set(branch_keys(Structure, one.pk)) >= {one.pk}
