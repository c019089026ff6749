"""The PDF of an edition: really printed, once, under the rule of the edition's page."""

import datetime as dt
import os
import threading
import time
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from newsroom import actions, jobs, pdf
from newsroom.models import Edition, Withdrawal
from newsroom.pdf import document, installed, keeping
from newsroom.tasks import make_pdf
from tests import factories, samples
from tests.factories import ContactFactory, ReleaseFactory, published, publisher_user, release_with, schedule

from .pdf_reading import objects, words

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(
    not installed.is_installed() and os.environ.get("REQUIRE_SERVERS") != "1",
    reason=f"no Pango on this machine: install {installed.PACKAGES}",
)


@pytest.fixture
def printed(monkeypatch) -> list[int]:
    """The keys of the editions that are printed: not really, but as slowly as if they were."""
    keys: list[int] = []

    def printing(edition, retraction, seconds):
        keys.append(edition.pk)
        time.sleep(0.3)
        return b"%PDF-1.7 of " + edition.title.encode() + b" %%EOF"

    monkeypatch.setattr(keeping, "_print", printing)
    monkeypatch.setattr("newsroom.views.pdf.is_installed", lambda: True)
    monkeypatch.setattr("newsroom.tasks.is_installed", lambda: True)
    return keys


def address(edition: Edition) -> str:
    return f"/news/{edition.release_id}/v{edition.number}/release.pdf"


def again(edition: Edition, note: str, **fields) -> Edition:
    """A correction of the same release, with these fields changed."""
    for name, value in fields.items():
        setattr(edition.release, name, value)
    edition.release.save()
    return actions.publish(release=edition.release, by=publisher_user(), change="correction", change_note=note)


def take_down(edition: Edition, kind: str) -> None:
    actions.withdraw(release=edition.release, by=publisher_user(), reason="The numbers were wrong.", kind=kind)


@needs_pango
def test_what_is_printed_is_tagged_and_says_its_title_its_language_and_its_picture(client):
    body = "<h2>Ход учений</h2><p>Слова.</p><ul><li><p>Первое</p></li></ul><table><tbody><tr><th><p>День</p></th></tr></tbody></table>"
    picture = factories.image(alt_text="A full hall", title="Hall")
    release = release_with(picture, title="Спасатели отработали действия", language="ru", body=body)
    edition = actions.publish(release=release, by=publisher_user())
    response = client.get(address(edition))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    inside = objects(response.content)
    for mark in ("/MarkInfo", "/StructTreeRoot", "/Lang (ru)", "/DisplayDocTitle true", "pdfuaid:part"):
        assert mark in inside, mark
    for tag in ("/H1", "/H2", "/Table", "/TH", "/LI", "/Figure"):
        assert f"/S {tag}" in inside, tag
    assert "/Alt (A full hall)" in inside
    assert "/Subtype /Image" in inside
    assert edition.title.encode("utf-16-be").hex() in inside.lower() or "Спасатели" in words(response.content)


@needs_pango
def test_a_reader_of_the_paper_finds_the_correction_the_contacts_and_where_to_look(client):
    first = published(title="Twelve observers", place="Vienna")
    first.release.contacts.add(ContactFactory(name="Duty desk", phone="+43 1 000"))
    second = again(first, "There were fourteen.", title="Fourteen observers")
    text = words(client.get(address(second)).content)
    for part in ("There were fourteen.", "Fourteen observers", "VIENNA, 10 May 2021 –", "Duty desk", "+43 1 000"):
        assert part in text, part
    assert text.index("There were fourteen.") < text.index("Fourteen observers")
    assert f"newsroom.example.org/news/{second.release_id}/v2/" in text
    assert second.record_sha256 in text
    assert text.endswith(("1 / 1", "1/1"))
    assert "Twelve" not in text


@needs_pango
def test_every_script_is_printed_with_letters_and_long_words_stay_on_the_paper():
    scripts = ["Դիտորդներ", "დამკვირვებლები", "Οι παρατηρητές", "مراقبون", "Спостерігачі", "Gözlemçiler"]
    body = "".join(f"<p>{word}</p>" for word in [*scripts, "x" * 500])
    text = words(pdf.make(published(title="W" * 120, body=body), 60))
    assert [word for word in scripts if word not in text] == []
    assert text.count("W") == 120
    assert text.count("x") >= 500


@needs_pango
def test_nothing_is_fetched_that_is_not_the_releases_own(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(samples.picture())
    strange = (f"file://{secret}", "http://127.0.0.1:9/a.png", "/media/images/999/800.webp", "/static/img/icon.svg")
    edition = published(body="<p>Words.</p>")
    # Past the cleaning, which would not let such pictures in: the printing must not rely on it.
    edition.body = "".join(f'<img src="{where}" alt="">' for where in strange) + '<svg><image href="x.png"/></svg>'
    content = keeping._print(edition, None, 60)
    assert "/Subtype /Image" not in objects(content)


@pytest.mark.django_db(transaction=True)
def test_twenty_readers_at_once_have_it_printed_once(printed):
    edition = published()
    barrier, answers = threading.Barrier(20), []

    def ask() -> None:
        barrier.wait()
        response = Client().get(address(edition))
        answers.append((response.status_code, response.get("Retry-After")))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert printed == [edition.pk]
    assert set(answers) <= {(200, None), (503, "5")}
    assert (200, None) in answers
    assert Client().get(address(edition)).status_code == 200
    assert printed == [edition.pk]


@pytest.mark.django_db(transaction=True)
def test_while_another_process_prints_it_a_reader_is_asked_to_come_back(client, printed):
    """A lock of the database keeps processes apart: here another connection holds it."""
    edition = published()
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with keeping._alone_with(edition):
            held.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(10)
    response = client.get(address(edition))
    done.set()
    thread.join()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "being made" in response.content.decode()
    assert client.get(address(edition)).status_code == 200
    assert printed == [edition.pk]


def test_a_request_that_prints_writes_nothing_to_the_database(client, printed, django_assert_max_num_queries):
    edition = published()
    client.get("/news/feed.atom")  # reads the archive
    with django_assert_max_num_queries(8) as asked:
        assert client.get(address(edition)).status_code == 200
    assert not [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]


def test_a_file_that_was_cut_off_is_made_anew(client, printed):
    edition = published()
    client.get(address(edition))
    (name,) = Path(default_storage.path(f"editions/{edition.release_id}")).iterdir()
    name.write_bytes(b"%PDF-1.7 of half")
    assert client.get(address(edition)).content.endswith(b"%%EOF")
    assert printed == [edition.pk, edition.pk]


def test_it_is_read_as_long_as_the_page_of_its_edition(client, printed):
    with time_machine.travel("2090-03-01T12:00:00Z", tick=False) as clock:
        hour = timezone.now() + dt.timedelta(hours=1)
        edition = schedule(ReleaseFactory(title="Quokka"), hour)
        assert client.get(address(edition)).status_code == 404
        make_pdf(edition=edition.pk)
        assert printed == []
        clock.shift(3600)
        response = client.get(address(edition))
        page = client.get(f"/news/{edition.release_id}/v1/")
        assert response.status_code == page.status_code == 200
        assert response["Cache-Control"] == page["Cache-Control"]
        assert client.get(f"/ru{address(edition)}").content == response.content
        assert client.get(f"/news/{edition.release_id}/v2/release.pdf").status_code == 404
        take_down(edition, Withdrawal.Kind.ERROR)
        gone = client.get(address(edition))
        assert gone.status_code == 410
        assert "The numbers were wrong." in gone.content.decode()
        assert client.post(address(edition)).status_code == 405


def test_a_draft_and_what_never_was_are_one_and_the_same_404(client, printed):
    draft = ReleaseFactory()
    published()
    assert client.get(f"/news/{draft.pk}/v1/release.pdf").status_code == 404
    assert client.get("/news/999999/v1/release.pdf").status_code == 404
    assert printed == []


def test_the_pdf_of_what_was_retracted_says_so(client, printed):
    edition = published()
    client.get(address(edition))
    take_down(edition, Withdrawal.Kind.RETRACTED)
    assert client.get(address(edition)).status_code == 200
    assert printed == [edition.pk, edition.pk]  # once as it was, once with the notice
    retraction = Withdrawal.objects.get()
    page = document.html(edition, retraction)
    assert page.index("The numbers were wrong.") < page.index("<h1>")


def test_the_folder_of_files_leads_to_no_pdf(client, printed):
    edition = published()
    client.get(address(edition))
    (name,) = Path(default_storage.path(f"editions/{edition.release_id}")).iterdir()
    for where in (f"/media/editions/{edition.release_id}/{name.name}", f"/media/editions/{edition.release_id}/"):
        assert client.get(where).status_code == 404
    assert len(name.stem) > len("v1-") + 30


def test_without_pango_nothing_is_offered_and_the_check_says_what_to_install(client, monkeypatch):
    for module in ("newsroom.views.pdf", "newsroom.edition_addresses", "newsroom.tasks", "newsroom.pdf.installed"):
        monkeypatch.setattr(f"{module}.is_installed", lambda: False)
    edition = published()
    response = client.get(address(edition))
    assert (response.status_code, response["Retry-After"]) == (503, "3600")
    assert "release.pdf" not in client.get(edition.get_absolute_url()).content.decode()
    make_pdf(edition=edition.pk)
    (warning,) = installed.check_installed()
    assert "apt-get install libpango" in warning.hint


def test_the_page_of_a_release_links_its_pdf_and_that_of_a_preview_does_not(client, monkeypatch):
    monkeypatch.setattr("newsroom.edition_addresses.is_installed", lambda: True)
    edition = published()
    assert f'href="{address(edition)}"' in client.get(edition.get_absolute_url()).content.decode()
    _link, preview = factories.preview_link(ReleaseFactory())
    assert "release.pdf" not in client.get(preview).content.decode()


def test_what_cannot_be_printed_gives_a_sentence(client, monkeypatch):
    def fail(*args) -> bytes:
        raise pdf.Failed("no fonts")

    monkeypatch.setattr(keeping, "_print", fail)
    monkeypatch.setattr("newsroom.views.pdf.is_installed", lambda: True)
    response = client.get(address(published()))
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert "no fonts" not in response.content.decode()


def test_one_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(keeping, "document", type("Slow", (), {"write": staticmethod(lambda *args: None)}))
    slow = Path(default_storage.location) / "slow.py"
    slow.parent.mkdir(parents=True)
    slow.write_text("import time; time.sleep(30)")
    monkeypatch.setattr(keeping.printing, "__file__", str(slow))
    with pytest.raises(pdf.Failed, match="within 1 seconds"):
        keeping._print(published(), None, 1)


def test_publishing_leaves_one_job_and_a_publication_that_is_undone_leaves_none():
    from procrastinate.contrib.django.models import ProcrastinateJob as Job

    from newsroom.actions import Refused

    edition = published()
    jobs.make_pdf_of(edition)
    assert [job.args for job in Job.objects.all()] == [{"edition": edition.pk}]
    with pytest.raises(Refused):
        actions.publish(release=ReleaseFactory(title=""), by=publisher_user())
    assert Job.objects.count() == 1
    ahead = schedule(ReleaseFactory(), timezone.now() + dt.timedelta(days=1))
    assert Job.objects.latest("pk").scheduled_at == ahead.live_from
