"""/verify/ recognises the releases of the demonstration by whatever road their words come: one test for each road."""

import html
import os
import re
import textwrap

import pytest
from lxml import html as lxml_html

from newsroom import pdf
from newsroom.archive import current_archive
from newsroom.models import Edition
from newsroom.pdf import installed
from newsroom.verification import verify_text
from tests.factories import published
from tests.fixtures import load

from . import pdf_reading

CURRENT = "This is the current version"
ALL = os.environ.get("ROUNDTRIP") == "1"
PASSAGE = "which is the current version, of:"
_BLOCKS = {
    "p", "h1", "h2", "h3", "ul", "ol", "li", "div", "figure", "figcaption", "blockquote", "table", "tr", "dl", "dt", "dd", "section", "header", "br",
}  # fmt: skip


@pytest.fixture
def editions(db) -> list[Edition]:
    load("taxonomy", "demo")
    return list(Edition.objects.order_by("pk"))


def verdict(client, text: str, prefix: str = "") -> str:
    return html.unescape(client.post(f"{prefix}/verify/", {"text": text}).content.decode())


def some(editions: list[Edition]) -> list[Edition]:
    """Enough for every run of the suite; `make roundtrip` takes all."""
    return editions if ALL else editions[::4]


def unknown(client, editions, text_of, sentence: str = CURRENT) -> list[str]:
    """Titles of the editions that are not recognised, each with what is said instead."""
    failures = []
    for edition in editions:
        page = verdict(client, text_of(edition))
        if not (sentence in page and f"/news/{edition.release_id}/v{edition.number}/" in page):
            said = re.findall(r"<(?:ins|del)>.*?</(?:ins|del)>", page) or re.findall(r"<h2>(.*?)</h2>", page)
            failures.append(f"{edition.pk} {edition.title[:40]}: {said[:4]}")
    return failures


def copied(page: str, selector: str) -> str:
    """The text of an element as browsers copy it: blocks on lines of their own, cells parted by tabs."""
    (element,) = lxml_html.document_fromstring(page).xpath(selector)
    for part in element.xpath(".//script | .//style | .//template | .//dialog"):
        part.drop_tree()
    for part in element.iter():
        if part.tag in _BLOCKS:
            part.text, part.tail = f"\n{part.text or ''}", f"\n{part.tail or ''}"
        elif part.tag in ("td", "th"):
            part.tail = f"\t{(part.tail or '').strip()}"
    lines = (" ".join(line.split()) for line in element.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def test_the_text_alone_and_the_plain_text(client, editions):
    assert unknown(client, editions, lambda edition: edition.body_text) == []
    assert unknown(client, editions, lambda edition: plain_copy(client, edition)) == []


def plain_copy(client, edition: Edition) -> str:
    return client.get(f"/news/{edition.release_id}/v{edition.number}/text.txt").content.decode()


@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_the_article_copied_from_the_page_in_any_language(client, editions, prefix):
    def article(edition: Edition) -> str:
        page = client.get(prefix + edition.get_absolute_url(), follow=True).content.decode()
        return copied(page, "//article[contains(@class, 'release')]")

    assert unknown(client, some(editions) if prefix else editions, article) == []


def test_the_whole_page_copied(client, editions):
    def main(edition: Edition) -> str:
        return copied(client.get(f"/news/{edition.release_id}/v1/").content.decode(), "//main")

    assert unknown(client, editions[:12], main) == []


def test_a_mail_that_quotes_it(client, editions):
    def mail(edition: Edition) -> str:
        lines = [line for part in plain_copy(client, edition).splitlines() for line in textwrap.wrap(part, 72) or [""]]
        quoted = "\n".join(f"> {line}" for line in lines)
        return f"On Tuesday, somebody wrote:\n\n{quoted}\n\n-- \nA reporter\nA newspaper\n"

    assert unknown(client, some(editions), mail) == []


def test_a_mail_that_forwards_it(client, editions):
    def mail(edition: Edition) -> str:
        head = "-------- Forwarded Message --------\nSubject: News\nDate: Tue, 4 May 2021\nFrom: press@example.org\n\n"
        return head + "\n".join(textwrap.wrap(plain_copy(client, edition), 72, replace_whitespace=False))

    assert unknown(client, some(editions), mail) == []


def test_every_paragraph_alone_is_a_passage_of_its_release(client, editions):
    archive = current_archive()
    failures = []
    for edition in editions:
        for line in edition.body_text.splitlines():
            found = [finding.edition.pk for finding in verify_text(line, archive).passages]
            if len(line.split()) >= 6 and edition.pk not in found:
                failures.append((edition.pk, line[:60]))
    assert failures == []
    longest = max(editions[0].body_text.splitlines(), key=len)
    assert PASSAGE in verdict(client, longest)


def test_what_a_feed_says_of_it_is_a_passage(client, editions):
    items = client.get("/news/feed.json").json()["items"]
    assert len(items) > 10
    for item in items:
        assert PASSAGE in verdict(client, f"{item['title']}\n\n{item['content_text']}"), item["title"]


@pytest.mark.skipif(not installed.is_installed(), reason="no Pango on this machine")
def test_the_words_of_the_pdf(client, editions):
    chosen = {edition.language: edition for edition in editions}  # the last of each language
    assert unknown(client, chosen.values(), printed) == []


_PARAGRAPHS = {
    "ar": "أعرب المراقبون عن قلقهم إزاء سبعة عشر انتهاكا سجلت أمس على طول خط التماس بين البلدتين، ودعوا إلى احترام الهدنة.",
    "hy": "Դիտորդներն արձանագրել են տասնյոթ խախտում շփման գծի երկայնքով և կոչ են արել հարգել հրադադարի պարտավորությունները։",
    "ka": "დამკვირვებლებმა გუშინ ჩვიდმეტი დარღვევა დააფიქსირეს საკონტაქტო ხაზის გასწვრივ და მხარეებს თავშეკავებისკენ მოუწოდეს.",
    "tr": "Gözlemciler dün temas hattı boyunca on yedi ihlal kaydetti ve tarafları ateşkes yükümlülüklerine uymaya çağırdı.",
}  # fmt: skip


@pytest.mark.skipif(not installed.is_installed(), reason="no Pango on this machine")
@pytest.mark.parametrize("language", _PARAGRAPHS)
def test_the_words_of_the_pdf_in_other_scripts(client, db, language):
    paragraph = _PARAGRAPHS[language]
    body = f"<p>{paragraph} {paragraph[:60]}</p><ul><li>{paragraph}</li></ul>"
    edition = published(language=language, title=paragraph[:50], summary=paragraph[50:], body=body)
    assert unknown(client, [edition], printed) == []
    assert unknown(client, [edition], lambda edition: plain_copy(client, edition)) == []


@pytest.mark.skipif(not ALL, reason="takes a minute or two: make roundtrip")
@pytest.mark.skipif(not installed.is_installed(), reason="no Pango on this machine")
def test_the_words_of_every_pdf(client, editions):
    assert unknown(client, editions, printed) == []


def printed(edition: Edition) -> str:
    return pdf_reading.lines(pdf.make(edition, 60))
