"""/verify/: what was published, what only resembles it, and what nobody may learn there."""

import datetime as dt
import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom import actions
from newsroom.forms import MAX_TEXT
from newsroom.models import Edition
from newsroom.models.edition import words_on_one_line
from newsroom.search import similar
from tests.factories import ReleaseFactory, published, publisher_user, schedule
from tests.newsroom.test_public_record import again, take_down

pytestmark = pytest.mark.django_db

BODY = (
    "<p>The Chairperson-in-Office condemned the bombardment of Kharkiv and called for unimpeded humanitarian access.</p>"
    "<p>Monitors documented seventeen violations along the contact line between Svitlodarsk and Horlivka yesterday.</p>"
    "<p>“Ceasefire commitments bind everybody without exception,” Ambassador Hryhorenko told the Permanent Council.</p>"
)
FIELDS = {"title": "Ceasefire commitments bind everybody", "summary": "Seventeen violations in a day.", "body": BODY}


@pytest.fixture
def edition() -> Edition:
    return published(**FIELDS)


def verdict(client, text: str) -> str:
    response = client.post("/verify/", {"text": text})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def copies(edition: Edition) -> list[str]:
    """What people paste: from the page, from an e-mail, from an agency."""
    text = edition.body_text
    dated = f"{edition.dateline} {text}"
    return [
        text,
        dated,
        f"{edition.title}\n\n{edition.summary}\n\n{text}",
        f"{edition.title}\n{edition.summary}\n{dated}",
        f"{edition.title}\n\n{dated}",
        f"{edition.summary}\r\n\r\n{dated.replace(chr(10), chr(13) + chr(10) * 2)}",
        f"  {edition.title}\n{edition.summary}\n{dated.replace(' ', chr(160))}\n\n",
        dated.replace(" the ", "\nthe "),
        f"\ufeff{dated.replace('Council', 'Coun' + chr(0xAD) + 'cil')}",
        f"{edition.title} {edition.summary} {dated}".replace("\n", " "),
    ]


@pytest.mark.parametrize("number", range(10))
def test_what_somebody_copied_is_known_however_it_was_copied(client, edition, number):
    page = verdict(client, copies(edition)[number])
    assert "This is the current version" in page
    assert f'href="/news/{edition.release_id}/v1/"' in page


def test_the_hash_is_known_in_an_address_and_in_the_form(client, edition):
    for digest in (edition.sha256, edition.sha256.upper()):
        assert "This is the current version" in client.get(f"/verify/?sha256={digest}").content.decode()
        assert "This is the current version" in verdict(client, digest)
    assert (
        edition.sha256
        == hashlib.sha256(f"{edition.title}\n\n{edition.summary}\n\n{edition.body_text}".encode()).hexdigest()
    )
    assert "Not found" in client.get(f"/verify/?sha256={'0' * 64}").content.decode()


def test_a_changed_word_is_shown(client, edition):
    page = verdict(client, edition.body_text.replace("seventeen", "<ninety>"))
    assert "This text differs from what was published" in page
    assert f'href="/news/{edition.release_id}/v1/"' in page
    removed, added = page[page.index("<del>") :][:150], page[page.index("<ins>") :][:150]
    assert "seventeen" in removed
    assert "&lt;ninety&gt;" in added


def test_a_forgery_in_another_language_is_found_by_the_rules_of_that_language(client):
    russian = published(
        language="ru",
        title="Соблюдение прекращения огня",
        body="<p>Наблюдатели зафиксировали семнадцать нарушений вдоль линии соприкосновения вчера вечером.</p>"
        "<p>Представители государств-участников обсудили положение на заседании Постоянного совета.</p>",
    )
    page = verdict(client, russian.body_text.replace("семнадцать", "девяносто"))
    assert "This text differs from what was published" in page
    assert "девяносто" in page[page.index("<ins>") :][:200]


def test_what_was_never_published_is_not_found(client, edition):
    page = verdict(client, "Completely unrelated announcement concerning orchestral instruments and vegetables.")
    assert "Not found" in page
    assert edition.title not in page


def test_what_was_corrected_since_says_so(client, edition):
    old = edition.body_text
    again(edition, "correction", "There were sixteen.", body=BODY.replace("seventeen", "sixteen"))
    page = verdict(client, old)
    assert "Published, but corrected since" in page
    assert "There were sixteen." in page
    assert "edition 2" in page
    assert "This is the current version" in verdict(client, old.replace("seventeen", "sixteen"))
    assert "corrected since" in client.get(f"/verify/?sha256={edition.sha256}").content.decode()


@pytest.mark.parametrize("kind", ["error", "superseded", "retracted"])
def test_what_was_withdrawn_says_so_and_gives_nothing_away(client, edition, kind):
    successor = published(title="Successor").release
    take_down(edition, kind, superseded_by=successor if kind == "superseded" else None)
    for page in (verdict(client, edition.body_text), client.get(f"/verify/?sha256={edition.sha256}").content.decode()):
        assert "Published, but withdrawn since" in page
        assert "It was &lt;wrong&gt;." in page
        assert (edition.title in page.replace(edition.body_text, "")) is (kind == "retracted")
    nearly = verdict(client, edition.body_text.replace("seventeen", "ninety"))
    assert ("This text differs from what was published" in nearly) is (kind == "retracted")


@pytest.mark.parametrize("fate", ["draft", "scheduled", "cancelled", "correction ahead"])
def test_what_has_not_begun_is_unknown_in_every_way(client, fate):
    later = timezone.now() + dt.timedelta(hours=1)
    if fate == "correction ahead":
        edition = again(published(), "correction", "All new.", at=later, **FIELDS)
    else:
        release = ReleaseFactory(**FIELDS)
        edition = actions.next_edition(release, later)
        if fate != "draft":
            edition = schedule(release, later)
        if fate == "cancelled":
            actions.withdraw(release=release, by=publisher_user(), reason="Not yet.")
    for text in (edition.body_text, edition.body_text.replace("seventeen", "ninety")):
        page = verdict(client, text)
        assert "Not found" in page
        assert "Seventeen violations" not in page.replace(text, "")
    assert "Not found" in client.get(f"/verify/?sha256={edition.sha256}").content.decode()


@pytest.mark.parametrize(
    "typed", ["", "x", "g" * 64, "a" * 63, "a" * 65, "0" * 100_000, "\x00" * 64, "а" * 64, "٣" * 64, "<script>"]
)
def test_what_is_no_hash_is_refused_in_a_sentence(client, typed):
    response = client.get("/verify/", {"sha256": typed})
    assert response.status_code == 400
    assert 'class="error"' in response.content.decode()
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("typed", ["", " \n\t", "a\x00b", "x" * (MAX_TEXT + 1)])
def test_what_is_no_text_is_refused_in_a_sentence_and_kept(client, typed):
    response = client.post("/verify/", {"text": typed})
    assert response.status_code == 400
    assert 'class="error"' in response.content.decode()
    if len(typed) > MAX_TEXT:
        assert typed in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["\u200b\u200b", "' OR 1=1 --", "a & b | !c <-> d:*", "\\", "–" * 1000, " – " * 500, "\ufffd\U0010ffff", "\x01" * 9,
     "word " * 30_000, "é" * 100_000, "\n".join(["a – b"] * 5000), "12345 " * 1000, "%s %d {}", "İ" * 50 + " ſ"],
)  # fmt: skip
def test_nothing_that_can_be_typed_is_too_much(client, edition, typed):
    assert "Not found" in verdict(client, typed)


def test_bytes_that_are_no_text_are_answered_in_words(client, edition):
    for body in (b"text=%ED%A0%80%FF", b"text=%00", b"text", b"\xff\xfe=1", b"&&&"):
        response = client.post("/verify/", body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 400)
    assert client.post("/verify/", b"{", content_type="application/json").status_code == 400
    assert client.get("/verify/?sha256=%FF%FE").status_code == 400


def test_a_search_that_takes_too_long_is_given_up_in_a_sentence(client, edition, monkeypatch):
    slow = similar._SQL.replace("newsroom_edition AS edition", "newsroom_edition AS edition, pg_sleep(2)")
    monkeypatch.setattr(similar, "_SQL", slow)
    monkeypatch.setattr(similar, "_PATIENCE", "100")
    assert "no time to look" in verdict(client, edition.body_text.replace("seventeen", "ninety"))


def test_verifying_writes_nothing_needs_no_cookie_and_no_token(edition):
    client = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as queries:
        response = client.post("/verify/", {"text": edition.body_text})
    assert response.status_code == 200
    assert not response.cookies
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert client.put("/verify/").status_code == 405


def test_questions_by_hash_may_be_kept_like_other_public_pages(client, edition):
    response = client.get(f"/verify/?sha256={edition.sha256}")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert 'content="noindex"' in response.content.decode()
    assert 'content="noindex"' not in client.get("/verify/").content.decode()


def test_hash_and_words_are_found_by_their_indexes(edition):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    by_hash = Edition.objects.order_by().filter(sha256=edition.sha256).explain()
    found = Edition.objects.alias(words=words_on_one_line()).exclude(body_text="").order_by()
    by_words = found.filter(words__in=["one", "two"]).explain()
    assert "edition_sha256" in by_hash
    assert "edition_words" in by_words


def test_a_text_that_was_published_several_times_is_told_each_time(client):
    first, second = published(**FIELDS), published(**FIELDS)
    page = verdict(client, first.body_text)
    assert f"/news/{first.release_id}/v1/" in page
    assert f"/news/{second.release_id}/v1/" in page


def test_texts_that_say_the_same_are_told_apart_by_their_titles(client):
    editions = [
        published(title=f"Report number {number}", body="<p>See the attached report.</p>") for number in range(30)
    ]
    page = verdict(client, "Report number 7\nA summary.\nSee the attached report.")
    assert f"/news/{editions[7].release_id}/v1/" in page
    assert f"/news/{editions[8].release_id}/v1/" not in page


def test_the_cost_of_an_answer_does_not_grow_with_what_is_found(client, django_assert_max_num_queries):
    for _ in range(5):
        published(**FIELDS)
    text = Edition.objects.first().body_text
    client.get("/verify/")
    with django_assert_max_num_queries(10):
        verdict(client, text)


def test_it_is_there_in_all_languages_and_from_every_page(client):
    assert client.get("/ru/verify/").status_code == 200
    assert 'href="/verify/"' in client.get("/").content.decode()
