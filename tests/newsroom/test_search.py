"""What a search finds: by texts in many languages, by names of terms, in any spelling, with any facet."""

import datetime as dt
import struct
from unittest import mock

import pytest
from pyroaring import BitMap

from newsroom import languages
from newsroom.archive import Archive, current_archive
from newsroom.archive.order import Order, Place
from newsroom.lexemes.stems import algorithms
from newsroom.models import Edition
from newsroom.search import TooSlow, matching, matching_ids, passages
from newsroom.search.tsquery import neutral_languages
from newsroom.search.words import MAX_ATOMS, Atom
from newsroom.selection import RELEVANCE, Selection
from tests.factories import CountryFactory, FieldFactory, StructureFactory, published

pytestmark = pytest.mark.django_db


def found(q: str, **chosen: str) -> list[int]:
    """Keys of the editions, the newest first."""
    selection = Selection({name: (value,) for name, value in chosen.items()}, q=q)
    return current_archive().select(selection, 1, 1000).edition_ids


def test_there_is_an_algorithm_for_every_one_that_languages_name():
    assert {language.search for language in languages.LANGUAGES.values()} <= algorithms()


@pytest.mark.parametrize(
    ("language", "text", "q"),
    [
        ("en", "Elections were observed", "observing election"),
        ("ru", "Миссия наблюдала выборы", "наблюдают выборах"),
        ("de", "Die Wahlen wurden beobachtet", "beobachtet Wahl"),
        ("fr", "Les élections ont été observées", "observer élection"),
        ("it", "Le elezioni sono state osservate", "osservare elezione"),
        ("es", "Las elecciones fueron observadas", "observar elección"),
        ("hy", "Ընտրությունները դիտարկվեցին", "ընտրությունների"),
        ("ro", "Alegerile au fost observate", "alegerilor observator"),
        ("sr", "Избори у општинама", "izborima opština"),
        ("bs", "Izbori u općinama, mlijeko", "izborima mleko"),
        ("hr", "Izbori u općinama", "izborima"),
        ("cnr", "Избори у општинама", "izborima"),
        ("uk", "Вибори відбулися", "вибори"),
    ],
)
def test_each_language_has_its_own_word_forms(language, text, q):
    edition = published(language=language, title="–", summary="", body=f"<p>{text}</p>")
    assert found(q) == [edition.pk]


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("A co-operation", "cooperation"), ("A cooperation", "co-operation"), ("Anti-corruption", "anticorruption"),
        ("Organized crime", "organised crime"), ("Democratisation", "democratization"),
        ("The Dniester/Nistru bridge", "Nistru"), ("Cyber/ICT security", "ICT"), ("Cyber ICT security", "cyber/ict"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_other_spelling(text, q):
    edition = published(title=text)
    assert found(q) == [edition.pk]


def test_present_and_former_names_of_terms_find_their_releases():
    czechia = CountryFactory(slug="czechia", name="Czechia", name_ru="Чехия", also_known_as=["Czech Republic"])
    armenia = CountryFactory(slug="armenia", name="Armenia", also_known_as=["Republic of Armenia"])
    office = StructureFactory(slug="office-in-yerevan", name="Office in Yerevan", closed="2017")
    one = published(countries=[czechia])
    other = published(countries=[armenia], sources=[office])
    for q in ("Czechia", "czech republic", '"Czech Republic"', "Чехия", "republic czech"):
        assert found(q) == [one.pk], q
    for q in ("Republic of Armenia", "Office in Yerevan", "yerevan", "yerevan office release", "Armenia -Czechia"):
        assert found(q) == [other.pk], q
    assert found("Czechia or Armenia") == [other.pk, one.pk]
    assert found("czech") == [one.pk]


def test_names_are_read_as_words_are():
    counter = StructureFactory(slug="unit-x", name="Counter-Terrorism Unit of the U.N.")
    ivory = CountryFactory(slug="ivory", name="Côte d’Ivoire", also_known_as=["Königsland"])
    edition = published(sources=[counter], countries=[ivory])
    for q in ("counter-terrorism unit UN", "counter terrorism units U.N.", "counterterrorism unit un", "“unit’s”"):
        assert found(q) == [edition.pk], q
    for q in ("cote d'ivoire", "Cote d`Ivoire", "ivoire", "KÖNIGSLAND", "konigsland"):
        assert found(q) == [edition.pk], q


def test_names_only_add_and_a_minus_looks_at_texts():
    georgia = CountryFactory(name="Georgia")
    tagged, told = published(countries=[georgia]), published(title="Georgia", countries=[georgia])
    assert found("georgia") == [told.pk, tagged.pk]
    assert found("release -georgia") == [tagged.pk]


def test_a_branch_is_found_by_the_name_of_its_root():
    media = FieldFactory(slug="media", name="Broadcasting")
    edition = published(fields_of_work=[FieldFactory(slug="laws", name="Statutes", parent=media)])
    assert found("broadcasting") == found("statutes") == [edition.pk]


def test_a_word_that_many_names_share_counts_with_the_rest_of_a_name_only():
    countries = [CountryFactory(name=f"Land{n}", also_known_as=[f"Republic of Land{n}"]) for n in range(6)]
    editions = [published(countries=[country]) for country in countries]
    assert found("republic") == []
    assert found("republic land3") == [editions[3].pk]


def test_words_between_do_not_find_names():
    published(countries=[CountryFactory(name="The Netherlands")], language="uk")
    assert found("the") == []


def test_words_and_facets_narrow_together_with_exact_counts():
    albania, serbia = CountryFactory(slug="albania"), CountryFactory(slug="serbia")
    one = published(title="Water", countries=[albania])
    published(title="Water", countries=[serbia])
    published(title="Land", countries=[albania])
    result = current_archive().select(Selection({"country": ("albania",)}, q="water"))
    assert result.edition_ids == [one.pk]
    assert result.counts["country"] == {"albania": 1, "serbia": 1}
    assert sum(result.years.values()) == 1


def test_words_are_found_in_what_is_live_only():
    from newsroom import actions
    from tests.factories import publisher_user

    edition = published(title="Zeppelin")
    assert found("zeppelin") == [edition.pk]
    actions.withdraw(release=edition.release, by=publisher_user(), reason="Wrong")
    assert found("zeppelin") == []
    assert list(matching_ids(Atom("zeppelin"), ["en"])) == [edition.pk]


def test_the_index_can_be_asked_about_a_few_editions():
    one, other = published(title="Zeppelin"), published(title="Zeppelin")
    assert list(matching_ids(Atom("zeppelin"), ["en"], within=[other.pk])) == [other.pk]
    assert list(matching_ids(Atom("zeppelin"), ["en"], within=[])) == []
    assert list(matching_ids(Atom("the"), ["en"])) == []
    assert sorted(matching_ids(Atom("zeppelin", in_title=True), ["en", "de"])) == [one.pk, other.pk]
    assert list(matching_ids(Atom("body", in_title=True), ["en"])) == []


def test_stop_words_say_nothing_in_their_own_language():
    assert neutral_languages(Atom("the"), ["en", "de", "fr", "uk"]) == {"en"}
    assert neutral_languages(Atom("und"), ["en", "de"]) == {"de"}


def test_a_search_that_takes_too_long_is_given_up(monkeypatch):
    published()
    monkeypatch.setitem(matching.SETTINGS, "statement_timeout", "1")
    monkeypatch.setattr(matching, "_HOLDING", f"{matching._HOLDING} AND pg_sleep(1) IS NOT NULL")
    with pytest.raises(TooSlow, match=r"\w+ \w+.*\."):
        matching_ids(Atom("release"), ["en"])
    assert Edition.objects.count() == 1  # the connection is as good as before


@pytest.mark.parametrize("address", ["/news/", "/news/feed.atom", "/news/feed.json"])
def test_a_search_that_takes_too_long_gets_a_sentence(client, address):
    published()
    with mock.patch.object(Archive, "text", side_effect=TooSlow):
        response = client.get(f"{address}?q=release")
    assert response.status_code == 503
    assert "takes longer than we can let it" in response.content.decode()
    if address == "/news/":
        assert 'value="release"' in response.content.decode()
        assert 'id="result-count" data-count="0"' in response.content.decode()


@pytest.mark.parametrize("address", ["/news/", "/news/feed.atom"])
@pytest.mark.parametrize(
    ("q", "status"),
    [
        (" ".join(f"w{n}" for n in range(MAX_ATOMS + 1)), 400), (" ".join(["ab"] * 100), 200),
        ("a " * 100, 200), ('"' * 299, 200), ("-" * 299, 200), ("or " * 100, 200), ("(" * 299, 200), ("'" * 299, 200),
        ("a-" * 149, 200), ("/" * 299, 200), ("\\" * 299, 200), ("é" * 300, 200), ("https://www.osce.org/node/486062?x=1", 200),
        ("'a':* & !b <-> c", 200), ("%s %(x)s %", 200), ("\u202e\ufeff\u200b", 200), ("日本 ไทย مصر", 200),
    ],
)  # fmt: skip
def test_any_words_get_an_answer(client, address, q, status):
    published()
    response = client.get(address, {"q": q})
    assert response.status_code == status


def test_relevance_puts_the_title_over_the_summary_over_the_text():
    day = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    in_title = published(day, title="Zeppelin")
    in_summary = published(day + dt.timedelta(days=1), summary="A zeppelin.")
    in_text = published(day + dt.timedelta(days=2), body="<p>The zeppelin.</p>")
    named = published(day + dt.timedelta(days=3), projects=[], countries=[CountryFactory(name="Zeppelin")])
    select = current_archive().select
    assert select(Selection(q="zeppelin")).edition_ids == [named.pk, in_text.pk, in_summary.pk, in_title.pk]
    best = select(Selection(q="zeppelin", sort=RELEVANCE)).edition_ids
    assert best[0] == in_title.pk
    assert best.index(in_summary.pk) < best.index(in_text.pk)
    assert set(best) == {named.pk, in_text.pk, in_summary.pk, in_title.pk}


def test_of_equals_the_newer_comes_first_by_relevance():
    editions = [published(dt.datetime(year, 1, 1, tzinfo=dt.UTC), title="Zeppelin") for year in (2001, 2020, 2010)]
    best = current_archive().select(Selection(q="zeppelin", sort=RELEVANCE)).edition_ids
    assert best == [editions[1].pk, editions[2].pk, editions[0].pk]


@pytest.mark.parametrize("candidates", [0, 1, 4, 7, 50])
def test_pages_by_relevance_have_everything_once(monkeypatch, candidates):
    monkeypatch.setattr("newsroom.search.ranking.CANDIDATES", candidates)
    monkeypatch.setattr("newsroom.search.ranking.TITLES", candidates // 2)
    for n in range(11):
        at = dt.datetime(2001 + n, 1, 1, tzinfo=dt.UTC)
        published(at, title="Zeppelin" if n % 4 == 0 else "Balloon", body="<p>A zeppelin.</p>" * (n % 3 + 1))
    archive = current_archive()
    by_date = archive.select(Selection(q="zeppelin"), 1, 100)
    selection = Selection(q="zeppelin", sort=RELEVANCE)
    whole = archive.select(selection, 1, 100)
    assert (whole.total, whole.counts, whole.years) == (by_date.total, by_date.counts, by_date.years)
    assert sorted(whole.edition_ids) == sorted(by_date.edition_ids)
    pages = [key for page in range(1, 6) for key in archive.select(selection, page, 3).edition_ids]
    assert pages == whole.edition_ids


def text_of(edition: Edition, q: str) -> str:
    return str(passages(q, [edition])[edition.pk].text)


def test_passages_are_found_far_into_a_text():
    far = "<p>" + "Nothing here. " * 300 + "At last a zeppelin. " + "Nothing more. " * 300 + "Two zeppelins.</p>"
    shown = text_of(published(summary="", body=far), "zeppelin")
    assert "At last a <mark>zeppelin</mark>" in shown
    assert "Two <mark>zeppelins</mark>" in shown


@pytest.mark.parametrize(("q", "marked"), [("country", "countries"), ("states", "stating"), ("law", "law")])
def test_a_word_that_begins_as_others_do_is_found_behind_them(q, marked):
    others = "Lawyers counter stations. " * 60
    assert f"<mark>{marked}</mark>" in text_of(published(summary="", body=f"<p>{others} The {marked}.</p>"), q)


def test_keys_in_any_order_come_to_their_positions():
    order = Order()
    for second, key in enumerate([*range(100, 300), *range(5, 70), 1000, 80, 2**33, *range(300, 500)]):
        order.append(key, Place(second, key))
    order.positions_of(BitMap([5]))  # from here on it knows which are in step
    order.replace(50, 2000)
    order.append(3000, Place(9_999, 3000))
    twin = order.copy()
    twin.insert(10, [(4000, Place(9.5, 4000), None)])
    for each in (order, twin):
        keys = [key for key in each.ids if key < 2**32]
        positions = BitMap(position for position, key in enumerate(each.ids) if key < 2**32)
        assert each.positions_of(BitMap([*keys, 150, 7777])) == positions
        assert each.positions_of(each.ids) == BitMap(range(len(each)))


def test_keys_too_high_for_a_bitmap_are_read_too():
    keys = [3, 2**31, 2**32 - 1]
    assert list(matching.numbers(struct.pack(">3q", *keys))) == keys
    assert list(matching.numbers(struct.pack(">4q", *keys, 2**32 + 5))) == [*keys, 2**32 + 5]
