"""The releases that benchmarks are run over. That the site is fast is measured elsewhere."""

import io
import itertools
import json

import pytest
from django.core.management import call_command

from benchmarks.formats import peer_terms
from benchmarks.generate import lines
from benchmarks.kinds import NEW_WORDS, kinds
from benchmarks.releases import Writer
from benchmarks.words import COMMON, SCARCE, UNCOMMON
from newsroom.imports.rejects import RejectsFile
from newsroom.imports.run import import_releases
from newsroom.models import Edition

COUNT = 60


@pytest.fixture(scope="module")
def made() -> list[tuple[str, str]]:
    return list(lines(COUNT, seed=1))


def test_the_same_seed_gives_the_same_lines_in_any_order(made):
    assert list(lines(COUNT, seed=1, start=40)) == made[40:]
    assert next(lines(COUNT, seed=2)) != made[0]


@pytest.mark.django_db
def test_the_import_takes_every_line(made, tmp_path):
    call_command("loaddata", "taxonomy", verbosity=0)
    source = io.BytesIO("".join(f"{ours}\n" for ours, _ in made).encode())
    with RejectsFile(tmp_path / "rejects.jsonl") as rejects:
        report = import_releases(source, rejects, lambda position, lines: None)
    assert (report.created, list(rejects.first), Edition.objects.live().count()) == (COUNT, [], COUNT)
    assert not report.ignored


def test_both_formats_hold_the_same_releases_in_order_of_date(made):
    pairs = [(json.loads(ours), json.loads(peers)) for ours, peers in made]
    for key, other in (("title", "title"), ("body_html", "body"), ("countries", "countries"), ("tags", "tags")):
        assert [ours[key] for ours, _ in pairs] == [peers[other] for _, peers in pairs]
    dates = [ours["published_at"] for ours, _ in pairs]
    assert dates == sorted(dates)


def test_the_peer_knows_every_term_that_its_releases_name(made):
    terms = peer_terms(Writer(1, COUNT))
    for key in ("countries", "structures", "fields", "tags"):
        known = {term["name"] for term in terms[key]}
        assert len(known) == len(terms[key])
        assert known.issuperset(itertools.chain(*(json.loads(peers)[key] for _, peers in made)))


def test_words_are_as_frequent_as_their_names_say(made):
    texts = [ours.lower() for ours, _ in made]
    assert 0.25 < sum(COMMON in text for text in texts) / COUNT < 0.75
    assert sum(word in text for text in texts for word in SCARCE) <= 1
    assert not set(UNCOMMON + SCARCE + [COMMON]).intersection(NEW_WORDS)


def test_every_kind_of_page_has_an_address_on_both_sites():
    for kind in kinds(100_000, ["/news/1/a/"], ["/news/a/"]):
        assert len(kind.ours) == len(kind.peers) > 0
