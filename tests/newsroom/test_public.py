"""What readers must never see, and what they must: every public address, asked without signing in."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom import actions
from newsroom.models import Edition, Page
from newsroom.snapshot import snapshot
from tests.factories import (
    ContactFactory,
    CountryFactory,
    FieldFactory,
    MeetingFactory,
    PartnerGroupFactory,
    ProjectFactory,
    ReleaseFactory,
    StructureFactory,
    published,
    publisher_user,
)

pytestmark = pytest.mark.django_db
SECRET = "Quokka"


@pytest.fixture
def terms():
    return {
        "countries": [CountryFactory(slug="albania")],
        "fields_of_work": [FieldFactory(slug="policing")],
        "meetings": [MeetingFactory(slug="summit-meetings")],
        "projects": [ProjectFactory(slug="sofjo")],
        "sources": [PartnerGroupFactory(slug="asian-partners"), StructureFactory(slug="secretariat")],
        "tags": ["alpha"],
    }


ADDRESSES = [
    "/", "/news/", f"/news/?q={SECRET}", "/news/?country=albania", "/news/?tag=alpha", "/news/?kind=press-release",
    "/news/feed.atom", "/news/feed.json", f"/news/feed.atom?q={SECRET}", "/countries/", "/countries/albania/",
    "/structures/", "/structures/secretariat/", "/fields-of-work/", "/fields-of-work/policing/", "/partners/",
    "/partners/asian-partners/", "/meetings/", "/meetings/summit-meetings/", "/projects/", "/projects/sofjo/", "/about/",
    "/sitemap.xml", "/sitemap-releases.xml", "/sitemap-terms.xml", "/robots.txt", "/ru/news/", "/ru/",
]  # fmt: skip


def everything_public(client, release) -> str:
    """The text of all public pages in one, those of `release` and of its editions included."""
    own = [
        f"/news/{release.pk}/",
        f"/news/{release.pk}/quokka/",
        *(f"/news/{release.pk}/v{n}/" for n in (1, 2, 3)),
    ]
    answers = [client.get(address, follow=True) for address in ADDRESSES + own]
    assert {answer.status_code for answer in answers} <= {200, 404, 410}
    return "".join(answer.content.decode() for answer in answers)


def secret(**fields):
    words = {"title": f"{SECRET} title", "summary": f"{SECRET} summary", "body": f"<p>{SECRET} body</p>"}
    return ReleaseFactory(**words, **fields)


def test_the_crawl_sees_what_is_published(client, terms):
    release = secret(**terms)
    actions.publish(release=release, by=publisher_user())
    seen = [address for address in ADDRESSES if SECRET in client.get(address).content.decode()]
    assert {
        "/",
        "/news/",
        "/countries/albania/",
        "/structures/secretariat/",
        "/fields-of-work/policing/",
    } <= set(seen)
    assert {
        "/partners/asian-partners/",
        "/meetings/summit-meetings/",
        "/projects/sofjo/",
        "/news/feed.atom",
    } <= set(seen)
    assert "quokka-title" in client.get("/sitemap-releases.xml").content.decode()


def without_the_question(html: str) -> str:
    """`html` without the words that the reader typed, which the page repeats."""
    for echo in (
        f"q={SECRET}",
        f'value="{SECRET}"',
        f'value="{SECRET.lower()}"',
        f": {SECRET} –",
        f"“{SECRET}”",
        f"/{SECRET.lower()}/",
    ):
        html = html.replace(echo, "")
    return html


@pytest.mark.parametrize(
    "fate", ["draft", "withdrawn", "scheduled", "cancelled before its time", "expired", "edited after publication"]
)
def test_what_is_not_live_is_nowhere(client, terms, fate):
    if fate == "edited after publication":
        release = published(**terms).release
        release.title, release.summary, release.body = (
            f"{SECRET} title",
            f"{SECRET} summary",
            f"<p>{SECRET} body</p>",
        )
        release.save()
    else:
        release, now = secret(**terms), timezone.now()
        if fate == "cancelled before its time":
            edition = snapshot(release, number=1, published_at=now, live_from=now - dt.timedelta(hours=1))
            edition.live_until = edition.live_from
            edition.save()
        elif fate == "withdrawn":
            actions.publish(release=release, by=publisher_user())
            actions.withdraw(release=release, by=publisher_user(), reason="Issued in error.")
        elif fate == "scheduled":
            snapshot(release, number=1, published_at=now, live_from=now + dt.timedelta(seconds=30)).save()
        elif fate == "expired":
            edition = snapshot(release, number=1, published_at=now, live_from=now - dt.timedelta(hours=2))
            edition.live_until = now - dt.timedelta(hours=1)
            edition.save()
    assert SECRET.lower() not in without_the_question(everything_public(client, release)).lower()


def test_a_withdrawn_release_says_so_and_why(client):
    edition = published(title="Wrong numbers")
    actions.withdraw(release=edition.release, by=publisher_user(), reason="The numbers were wrong.")
    for address in (
        edition.get_absolute_url(),
        f"/news/{edition.release_id}/v1/",
        f"/news/{edition.release_id}/",
    ):
        response = client.get(address)
        assert response.status_code == 410
        assert "The numbers were wrong." in response.content.decode()
        assert "Wrong numbers" not in response.content.decode()


def test_the_page_of_a_release_has_all_its_facts(client, terms):
    terms["sources"][1].formal_name = "OSCE Secretariat"
    terms["sources"][1].save()
    release = ReleaseFactory(title="Fight & flight", place="Vienna", date=dt.date(2021, 5, 10), **terms)
    release.contacts.add(ContactFactory(name="Press desk", phone="+43 1 000"))
    edition = actions.publish(release=release, by=publisher_user())
    html = client.get(edition.get_absolute_url()).content.decode()
    for fact in (
        "<h1>Fight &amp; flight</h1>", "Press release", "<p><span class=\"dateline\"><bdi>VIENNA</bdi>, 10 May 2021 –</span> A body of text.</p>", "Asian partners, OSCE Secretariat",
        'href="/fields-of-work/policing/"', 'href="/countries/albania/"', 'href="/meetings/summit-meetings/"',
        'href="/projects/sofjo/"', "?tag=alpha", "Press desk", "+43 1 000", 'rel="canonical"',
    ):  # fmt: skip
        assert fact in html, fact


def test_a_wrong_slug_redirects_for_good(client):
    edition = published(title="Right title")
    for address in (f"/news/{edition.release_id}/", f"/news/{edition.release_id}/wrong/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())


def test_a_replaced_edition_stays_at_its_own_address_and_says_so(client):
    first = published(title="First words")
    first.release.title = "Second words"
    first.release.save()
    second = actions.publish(release=first.release, by=publisher_user())
    old = client.get(f"/news/{first.release_id}/v1/").content.decode()
    assert "First words" in old
    assert "has been replaced" in old
    assert second.get_absolute_url() in old
    assert "First words" not in client.get(second.get_absolute_url()).content.decode()
    assert "has been replaced" not in client.get(f"/news/{first.release_id}/v2/").content.decode()


def test_translations_lead_to_each_other(client):
    english = published(title="Water")
    russian = published(title="Вода", language="ru", translation_of=english.release)
    assert russian.get_absolute_url() == f"/news/{russian.release_id}/voda/"
    assert russian.get_absolute_url() in client.get(english.get_absolute_url()).content.decode()
    assert english.get_absolute_url() in client.get(russian.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/news/999/", "/news/999999999999999999/", "/news/" + "9" * 40 + "/", "/news/1/v99999999999/", "/countries/atlantis/",
     "/about/nowhere/", "/structures/%00/", "/nothing", "/news/1/%F0%9F%98%80/", "/sitemap-nothing.xml"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


QUERIES = 3  # the version, the edition, its translations with related news


def test_a_release_page_costs_the_same_queries_for_one_translation_and_for_many(client, django_assert_num_queries):
    edition = published(countries=[CountryFactory(slug="albania")])
    published(countries=[CountryFactory(slug="albania")])
    published(translation_of=edition.release, language="ru")
    client.get(edition.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(edition.get_absolute_url())
    for code in ("de", "fr", "it"):
        published(translation_of=edition.release, language=code, countries=[CountryFactory()])
    published(countries=[CountryFactory()])
    client.get(edition.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(edition.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    ["/", "/countries/", "/structures/", "/fields-of-work/", "/sitemap-releases.xml", "/news/feed.atom"],
)
def test_overviews_cost_the_same_queries_for_few_rows_and_for_many(client, terms, address, django_assert_num_queries):
    published(**terms)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    few = len(queries)
    for _ in range(12):
        published(countries=[CountryFactory()], fields_of_work=[FieldFactory()], sources=[StructureFactory()])
    client.get("/")
    with django_assert_num_queries(few):
        client.get(address)


def test_a_page_request_writes_nothing(client, terms):
    release = published(**terms).release
    with CaptureQueriesContext(connection) as queries:
        everything_public(client, release)
    writes = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\b")
    assert len(queries) > 50
    assert [query["sql"] for query in queries if writes.search(query["sql"])] == []


def test_flat_pages_under_about(client):
    Page.objects.create(slug="", title="About this newsroom", body="<p>Who we are.</p><script>alert(1)</script>")
    Page.objects.create(slug="contact", title="Contact", body="<p>Write.</p>")
    Page.objects.create(slug="hidden", title="Hidden", body="<p>Not yet.</p>", is_public=False)
    html = client.get("/about/").content.decode()
    assert "Who we are." in html
    assert "alert(1)" not in html
    assert "Write." in client.get(reverse("about-page", args=["contact"])).content.decode()
    assert client.get("/about/hidden/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/news/", "/countries/", "/admin/login/", "/nothing"])
def test_every_page_forbids_foreign_and_inline_code(client, address):
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_healthz_answers(client):
    assert client.get("/healthz").content == b"ok\n"


def test_the_feed_is_atom_with_stable_keys(client):
    edition = published(title="Fight & flight", summary="1 < 2 & <b>more</b>", language="ru")
    feed = ElementTree.fromstring(client.get("/news/feed.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry.find(f"{atom}title").text == "Fight & flight"
    assert entry.find(f"{atom}id").text == f"tag:newsroom.example.org,2026:release/{edition.release_id}"
    assert entry.find(f"{atom}summary").text == "1 &lt; 2 &amp; &lt;b&gt;more&lt;/b&gt;"  # HTML in XML
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert Edition.objects.live().count() == len(feed.findall(f"{atom}entry"))


def test_unseen_control_characters_do_not_break_a_feed(client):
    published(title="Pasted\x07 title", summary="With\x1f more", place="Vien\x07na")
    assert "Pasted title" in client.get("/news/feed.atom").content.decode()


def test_tags_that_only_drafts_have_are_nobody_elses_business(client):
    published(tags=["open"])
    ReleaseFactory(tags=["secret merger"])
    assert client.get("/news/?tag=open").status_code == 200
    response = client.get("/news/?tag=secret-merger")
    assert response.status_code == 404
    assert "secret merger" not in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/news/", "/countries/", "/news/feed.atom"])
def test_addresses_that_only_show_take_nothing(address):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(address).status_code == 405
