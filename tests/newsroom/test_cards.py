"""Cards are remembered, and never late."""

import pytest
from django.http import QueryDict
from django.utils import translation

from newsroom import actions
from newsroom.archive import current_archive
from newsroom.cards import _cards, cards
from newsroom.models import Release
from newsroom.selection import Selection
from tests.factories import StructureFactory, published, publisher_user

pytestmark = pytest.mark.django_db


def shown(heading: str = "h2", q: str = "") -> list[str]:
    archive = current_archive()
    return cards(archive.latest(Selection(), 20), archive, heading, q)


def test_a_card_is_made_once_for_each_heading_language_and_words(django_assert_num_queries):
    published(title="Of water")
    first = shown()
    assert "<h2" in first[0]
    assert "<h3" in shown("h3")[0]
    assert "<mark>water</mark>" in shown(q="water")[0]
    with translation.override("ru"):
        assert "<h2" in shown()[0]
    with django_assert_num_queries(1):  # the archive's version
        assert shown() == first


def test_words_are_marked_in_cards_that_are_known_and_change_nothing_else(
    django_assert_num_queries, django_assert_max_num_queries
):
    published(title="Of water", summary="Rivers and lakes", body="<p>Clean water for all.</p>")
    published(title="Of fire", summary="", body="<p>Smoke without water.</p>")
    fire, water = shown()
    assert "release-card-summary" in water
    assert "release-card-summary" not in fire
    with django_assert_max_num_queries(2):  # the archive's version and texts
        marked_fire, marked_water = shown(q="water")
    assert "Of <mark>water</mark></a>" in marked_water
    assert "Of fire</a>" in marked_fire
    assert 'en" dir="ltr">Smoke without <mark>water</mark>.</p>' in marked_fire
    with django_assert_num_queries(1):
        assert shown(q="water") == [marked_fire, marked_water]
    assert shown(q="quicksilver") == shown() == [fire, water]


def test_a_correction_and_a_renamed_source_are_seen_at_once():
    house = StructureFactory(slug="house", name="House")
    release = published(title="Wrong", sources=[house]).release
    assert "Wrong" in shown()[0]
    Release.objects.filter(pk=release.pk).update(title="Right")
    actions.publish(release=release, by=publisher_user())
    assert ["Right" in card for card in shown()] == [True]
    house.name = "Home"
    house.save()
    assert "Home" in shown()[0]


def test_what_is_withdrawn_has_no_card():
    release = published().release
    assert len(shown()) == 1
    actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    assert shown() == []


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("newsroom.cards.MOST", 3)
    for _ in range(5):
        published()
    archive = current_archive()
    for pk in archive.latest(Selection(), 20):
        assert len(cards([pk], archive, "h2")) == 1
    assert 0 < len(_cards[archive]) <= 3


def test_links_take_the_selection_along_without_being_rendered_anew():
    release = published(title="Of water").release
    archive = current_archive()
    ids = archive.latest(Selection(), 20)
    plain = cards(ids, archive, "h2")[0]
    assert f'href="{release.editions.get().get_absolute_url()}"' in plain
    selection = Selection.parse(QueryDict("country=serbia&q=%22%3E%3Cb%3E"))
    found = cards(ids, archive, "h2", within=selection)[0]
    assert '/of-water/?country=serbia&amp;q=%22%3E%3Cb%3E">' in found
    assert len(_cards[archive]) == 1
