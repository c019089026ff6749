"""What a release's page shows beside its text, and where it leads."""

import datetime as dt
import html
import json
import re

import pytest
from django.utils import timezone

from newsroom import actions
from newsroom.archive import current_archive
from newsroom.languages import LANGUAGES, own_name_of
from newsroom.models import Edition, Withdrawal
from newsroom.selection import Selection
from taxonomy.models import Chairpersonship
from tests.factories import (
    CountryFactory,
    FieldFactory,
    ReleaseFactory,
    StructureFactory,
    image,
    preview_link,
    published,
    publisher_user,
    release_with,
    schedule,
)
from tests.hostile import hostile_release

pytestmark = pytest.mark.django_db


def day(number: int) -> dt.datetime:
    return dt.datetime(2021, 5, number, 12, tzinfo=dt.UTC)


def page(client, edition: Edition, query: str = "", prefix: str = "") -> str:
    response = client.get(f"{prefix}{edition.get_absolute_url()}{query}")
    assert response.status_code == 200
    return response.content.decode()


def links(text: str, rel: str) -> list[str]:
    """Addresses of the <a> with that rel."""
    return [html.unescape(found) for found in re.findall(rf'<a [^>]*rel="{rel}" href="([^"]*)"', text)]


# --- From release to release --------------------------------------------------------------------


@pytest.fixture
def three() -> list[Edition]:
    """Of the first to the third of May; those of the first and the third are of Albania."""
    albania = CountryFactory(slug="albania", name="Albania")
    first = published(day(1), title="The first", countries=[albania])
    second = published(day(2), title="The second", countries=[CountryFactory()])
    return [first, second, published(day(3), title="The third", countries=[albania])]


def test_without_a_selection_a_release_leads_through_the_whole_archive_by_date(client, three):
    first, second, third = three
    text = page(client, second)
    assert (links(text, "prev"), links(text, "next")) == ([third.get_absolute_url()], [first.get_absolute_url()])
    assert 'class="came-from"' not in text
    assert "noindex" not in text
    assert links(page(client, third), "prev") == []
    assert links(page(client, first), "next") == []


def test_within_a_selection_a_release_leads_to_its_neighbours_and_back_to_the_list(client, three):
    first, _second, third = three
    text = page(client, third, "?country=albania&from=2021-01-01")
    query = "country=albania&from=2021-01-01"
    assert links(text, "next") == [f"{first.get_absolute_url()}?{query}"]
    assert links(text, "prev") == []
    assert f'href="/news/?{html.escape(query)}">Back to 2 press releases' in text
    assert "1 of 2" in text
    assert "Albania" in text.split('class="came-from-name">')[1].split("<")[0]
    assert f'<link rel="canonical" href="http://testserver{third.get_absolute_url()}">' in text
    assert '<meta name="robots" content="noindex, nofollow">' in text


def test_the_way_back_leads_to_the_page_of_the_list_on_which_the_release_stands(client):
    editions = [published(day(1) + dt.timedelta(hours=hour), kind="statement") for hour in range(22)]
    assert "/news/?kind=statement&amp;page=2" in page(client, editions[0], "?kind=statement")
    assert "page=2" not in page(client, editions[-1], "?kind=statement")


def test_by_relevance_the_way_back_leads_to_the_first_page(client):
    """Where it stands by date says nothing of where it stood."""
    editions = [published(day(1) + dt.timedelta(hours=hour), title="Water") for hour in range(22)]
    text = page(client, editions[0], "?q=water&sort=relevance")
    assert 'href="/news/?q=water&amp;sort=relevance">Back to 22' in text


@pytest.mark.parametrize(
    "query",
    [
        "country=nowhere", "country=%00", "from=yesterday", "q=%00", "q=" + "x" * 400, "sort=sideways", "utm_source=a",
        "country=albania&" * 200, "kind=statement",
    ],
)  # fmt: skip
def test_what_is_no_selection_or_another_one_is_passed_over(client, three, query):
    text = page(client, three[2], f"?{query}&to=2021-12-31" if query.startswith("kind") else f"?{query}")
    if not query.startswith("country=albania"):
        assert 'class="came-from"' not in text
        assert links(text, "next") == [three[1].get_absolute_url()]


def test_words_and_an_order_of_relevance_are_a_selection_too(client, three):
    text = page(client, three[0], "?q=first&sort=relevance")
    assert "Back to 1 press release<" in text


def test_a_former_slug_keeps_the_selection(client, three):
    response = client.get(f"/news/{three[0].release_id}/what-it-was-called/?country=albania&utm_source=x")
    assert response.headers["Location"] == f"{three[0].get_absolute_url()}?country=albania"
    response = client.get(f"/news/{three[0].release_id}/what-it-was-called/?country=nowhere")
    assert response.headers["Location"] == three[0].get_absolute_url()


def test_neighbours_are_those_of_brute_force():
    albania = CountryFactory(slug="albania")
    editions = [published(day(1 + number), countries=[albania] if number % 3 else []) for number in range(12)]
    archive, chosen = current_archive(), Selection.of(country="albania")
    listed = [edition.pk for edition in reversed(editions) if edition.countries]
    for edition in editions:
        around = archive.around(edition, chosen)
        if edition.pk not in listed:
            assert around is None
            continue
        at = listed.index(edition.pk)
        assert (around.number, around.total) == (at + 1, len(listed))
        assert around.newer == (listed[at - 1] if at else None)
        assert around.older == (listed[at + 1] if at + 1 < len(listed) else None)


def test_an_edition_that_was_replaced_has_no_neighbours(client, three):
    three[1].release.title = "The second, put right"
    three[1].release.save()
    corrected = actions.publish(release=three[1].release, by=publisher_user())
    assert current_archive().around(three[1], Selection()) is None
    assert current_archive().around(corrected, Selection()).total == 3


# --- Related ------------------------------------------------------------------------------------


def test_related_releases_say_what_they_share(client):
    albania, policing = CountryFactory(slug="albania"), FieldFactory(slug="policing")
    odihr = StructureFactory(slug="odihr")
    mine = published(day(9), countries=[albania], fields_of_work=[policing], sources=[odihr])
    published(day(1), title="Both", countries=[albania], fields_of_work=[policing])
    published(day(2), title="Source", fields_of_work=[policing], sources=[odihr])
    published(day(3), title="Field", fields_of_work=[policing])
    published(day(4), title="Country", countries=[albania])
    text = page(client, mine).split('class="related"')[1]
    found = re.findall(r'related-reason">([^<]*)</p><p class="related-title"[^>]*><a [^>]*>([^<]*)<', text)
    assert found == [
        ("Same country and field of work", "Both"),
        ("Same source and field of work", "Source"),
        ("Same field of work", "Field"),
        ("Same country", "Country"),
    ]


def test_the_preview_of_a_correction_leads_on_as_the_page_does_and_not_to_itself(client):
    albania = CountryFactory(slug="albania")
    release = published(day(1), countries=[albania]).release
    other = published(day(2), countries=[albania])
    release.title = "The first, put right"
    release.save()
    schedule(release, timezone.now() + dt.timedelta(hours=1))
    text = client.get(preview_link(release)[1]).content.decode()
    assert "The first, put right" in text
    assert other.get_absolute_url() in text
    assert f"/news/{release.pk}/" not in text
    assert "Cite this" not in text


# --- In its time --------------------------------------------------------------------------------


def test_a_release_of_a_former_chairpersonship_says_so(client):
    poland = CountryFactory(slug="poland", name="Poland")
    Chairpersonship.objects.update_or_create(year=2022, defaults={"country": poland, "held_by": ""})
    this_year = timezone.localdate().year
    Chairpersonship.objects.update_or_create(year=this_year, defaults={"country": poland, "held_by": ""})
    text = page(client, published(date=dt.date(2022, 3, 1)))
    assert 'Published under the Chairpersonship of <a href="/countries/poland/">Poland</a> (2022).' in text
    assert "Published under" not in page(client, published(date=dt.date(this_year, 1, 1)))


def test_a_state_that_no_longer_exists_is_named_without_a_link(client):
    Chairpersonship.objects.update_or_create(year=1992, defaults={"country": None, "held_by": "Czechoslovakia"})
    assert "the Chairpersonship of Czechoslovakia (1992)." in page(client, published(date=dt.date(1992, 3, 1)))


def test_a_source_that_has_closed_since_says_so_and_what_took_its_place(client):
    later = StructureFactory(slug="later", name="Programme Office")
    centre = StructureFactory(slug="centre", name="Centre", closed="2017-04-30", successor=later)
    gone = StructureFactory(slug="gone", name="Mission <to> Georgia", closed="2009")
    text = page(client, published(date=dt.date(2008, 3, 1), sources=[centre, gone]))
    assert 'href="/structures/centre/">Centre</a> existed until 2017.' in text
    assert 'href="/structures/later/">Programme Office</a> took its place.' in text
    assert "Mission &lt;to&gt; Georgia</a> closed in 2009." in text
    assert "In its time" not in page(client, published(date=dt.date(2018, 3, 1), sources=[centre]))


# --- To take away -------------------------------------------------------------------------------

AWKWARD = 'Rights & duties: 100 % of "{all}" in $_{2}^{1}$ </script> \\ #1 ~'


@pytest.fixture
def awkward() -> Edition:
    source = StructureFactory(slug="odihr", name="Office & Co")
    return published(
        title=AWKWARD, summary="A summary.\n\nIn two parts.", body="<p>One.</p><p>Two.</p>", sources=[source]
    )


def test_bibtex_escapes_what_tex_would_read(client, awkward):
    response = client.get(f"/news/{awkward.release_id}/v1/cite.bib")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response.headers["Content-Disposition"].endswith(f'release-{awkward.release_id}-v1.bib"')
    assert r"title = {{Rights \& duties: 100 \% of \"\{all\}\"".replace('\\"', '"') in text
    assert r"\textbackslash{} \#1 \textasciitilde{}}}," in text
    assert r"author = {{Office \& Co}}" in text
    assert f"url = {{http://testserver/news/{awkward.release_id}/v1/}}" in text
    assert awkward.digest in text
    assert text.replace(r"\{", "").replace(r"\}", "").count("{") == text.replace(r"\{", "").replace(r"\}", "").count(
        "}"
    )


def test_ris_has_one_line_for_each_field(client, awkward):
    text = client.get(f"/news/{awkward.release_id}/v1/cite.ris").content.decode()
    lines = text.split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "AB  - A summary. In two parts." in lines
    assert f"N1  - SHA-256: {awkward.digest}" in lines


def test_the_plain_text_has_the_words_that_the_hash_is_of_and_where_they_are_from(client, awkward):
    response = client.get(f"/news/{awkward.release_id}/v1/text.txt")
    text = response.content.decode()
    assert response.headers["Content-Language"] == "en"
    assert text.startswith(
        f"{AWKWARD}\n\nA summary.\n\nIn two parts.\n\nVIENNA, 10 May 2021 – One.\n\nTwo.\n\nOffice & Co\n"
    )
    assert f"http://testserver/news/{awkward.release_id}/v1/" in text
    verdict = client.post("/verify/", {"text": text.split("\n\nOffice")[0]})
    assert "verdict-yes" in verdict.content.decode()


@pytest.mark.parametrize("end", ["text.txt", "cite.bib", "cite.ris"])
def test_what_may_not_be_read_may_not_be_taken_away(client, end):
    draft = ReleaseFactory()
    assert client.get(f"/news/{draft.pk}/v1/{end}").status_code == 404
    edition = published()
    address = f"/news/{edition.release_id}/v1/{end}"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
    assert client.get(f"/news/{edition.release_id}/v2/{end}").status_code == 404
    assert client.get(f"/news/{edition.release_id}/v1/cite.docx").status_code == 404
    actions.withdraw(release=edition.release, by=publisher_user(), reason="No.", kind=Withdrawal.Kind.ERROR)
    assert client.get(address).status_code == 404


def test_the_page_shows_how_to_cite_it(client, awkward):
    text = html.unescape(page(client, awkward))
    assert f"{AWKWARD}. Press release, 10 May 2021, edition 1." in text
    assert f"SHA-256: {awkward.digest}" in text
    for end in ("cite.bib", "cite.ris", "text.txt"):
        assert f'href="/news/{awkward.release_id}/v1/{end}"' in text


def test_structured_data_is_json_that_no_title_can_break_out_of(client, awkward):
    text = page(client, awkward)
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert (data["@type"], data["headline"]) == ("NewsArticle", AWKWARD)
    assert data["mainEntityOfPage"] == f"http://testserver{awkward.get_absolute_url()}"


def test_a_picture_stands_for_the_release_where_it_is_linked_to(client):
    picture = image()
    edition = actions.publish(release=release_with(picture), by=publisher_user())
    text = page(client, edition)
    address = re.search(r'<meta property="og:image" content="http://testserver([^"]*)">', text)[1]
    assert client.get(address).status_code == 200
    assert text.count('"og:image"') == 1
    assert "/static/identity/share.png" in page(client, published())


# --- Whatever comes -----------------------------------------------------------------------------


def test_a_release_that_strains_everything_is_shown_whole(client):
    edition = hostile_release()
    text = page(client, edition)
    assert (len(edition.title), len(edition.tags), len(edition.body) > 90_000) == (300, 40, True)
    assert '<h1 class="long">' in text
    assert 'id="quote-1"' in text
    assert 'id="quote-2"' in text
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">' in text
    assert text.count('class="chip-plain"') == 10
    assert '<summary>+30<span class="visually-hidden"> Tags</span></summary>' in text
    assert "None" not in re.sub(r"<script.*?</script>", "", text)
    assert client.get(f"/ru{edition.get_absolute_url()}").status_code == 200


def test_other_languages_are_called_as_their_readers_call_them(client):
    english = published()
    french, georgian = (published(language=code, translation_of=english.release) for code in ("fr", "ka"))
    text = client.get(f"/ru{english.get_absolute_url()}").content.decode()
    for other, name in ((french, "Français"), (georgian, "ქართული")):
        chip = rf'<a class="chip-plain" lang="{other.language}" hreflang="{other.language}" href="[^"]+">{name}</a>'
        assert re.search(chip, text)


def test_every_language_has_a_name_of_its_own():
    names = {code: own_name_of(code) for code in LANGUAGES}
    assert (names["el"], names["cnr"], names["no"], names["en"]) == ("Ελληνικά", "Crnogorski", "Norsk", "English")
    assert len(set(names.values())) == len(names)


def test_an_arabic_release_runs_from_right_to_left_and_what_is_beside_it_does_not(client):
    edition = published(language="ar", title="بيان", body="<blockquote><p>قلنا</p><p>— فلان</p></blockquote>")
    text = page(client, edition)
    assert '<article class="release" lang="ar" dir="rtl">' in text
    assert '<div class="release-facts" lang="en" dir="ltr">' in text
    assert '<a class="quote-link" lang="en" href="#quote-1">' in text


def test_a_place_in_latin_letters_leaves_an_arabic_date_on_its_side(client):
    edition = published(language="ar", title="بيان", body="<p>قلنا</p>", place="Vienna", date=dt.date(2021, 5, 10))
    text = page(client, edition)
    assert '<span class="dateline"><bdi>VIENNA</bdi>، 10 مايو 2021 –</span> قلنا' in text
    assert '<dd><bdi lang="ar">Vienna</bdi></dd>' in text
