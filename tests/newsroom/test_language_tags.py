"""Languages as others write them, and those that we do not have."""

import pytest
from hypothesis import given, strategies

from newsroom.languages import LANGUAGES, code_of, locale_of, name_of, own_name_of, search_of
from newsroom.models import Edition
from newsroom.snapshot import snapshot
from tests.factories import ReleaseFactory, published
from tests.newsroom.imports.conftest import line, run, vocabulary  # noqa: F401 - fixtures


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("sr-latn", "sr"), ("sr-Cyrl-RS", "sr"), ("sr_RS@latin", "sr"), ("pt-BR", "pt"),
        ("nb", "no"), ("nn-NO", "no"), ("mo", "ro"), ("mo-MD", "ro"), ("sh", "sr"), ("sh-Latn", "sr"), ("rus", "ru"), ("deu", "de"),
        ("cnr", "cnr"), ("cnr-Latn", "cnr"), ("az-Latn-AZ", "az"), ("uz-Cyrl", "uz"), ("de-CH-1901", "de"), ("zh-Hant", None),
        ("rmn", None), ("xx", None), ("english", None), ("", None), ("e", None), ("en-", None), ("ру", None), ("en\n", "en"),
    ],
)  # fmt: skip
def test_language_tags_lead_to_the_languages_we_have(tag, code):
    assert code_of(tag) == code


@given(strategies.text())
def test_no_tag_is_a_stumbling_block(tag):
    assert code_of(tag) in {None, *LANGUAGES}


@pytest.mark.parametrize("code", [*LANGUAGES, "rmn", "rom", "xx", "gag", "", "ru_"])
def test_every_code_has_names_and_a_way_to_write_dates(code):
    assert all(map(str, (name_of(code) or "-", own_name_of(code) or "-", locale_of(code), search_of(code))))


@pytest.mark.django_db
@pytest.mark.parametrize(("tag", "code"), [("sr-latn", "sr"), ("pt-BR", "pt"), ("nb", "no"), ("mo", "ro")])
def test_an_import_understands_tags(run, tag, code):  # noqa: F811
    assert run(line(1, language=tag)).rejected == 0
    assert Edition.objects.get().language == code


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["rmn", "xx", "cnr"])
def test_what_is_in_a_language_we_do_not_have_gives_pages(client, publisher, language):
    release = ReleaseFactory(title="Quokkas o drom", body="<p>Text about quokkas.</p>", language=language)
    seen = published(title="English")
    edition = snapshot(release, number=1, published_at=seen.published_at, live_from=seen.live_from)
    edition.attachments = [
        {"id": 1, "title": "Report", "type": "pdf", "size": 10, "language": language, "name": "report.pdf"}
    ]
    edition.languages_to_follow = ["rmn", "ru"]
    edition.save()
    for address in (
        "/", "/news/", "/news/?q=quokkas", f"/news/?lang={language}", "/ru/news/", "/news/feed.atom", "/news/feed.json",
        edition.get_absolute_url(), f"/news/{release.pk}/v1/", f"/news/{release.pk}/versions/", f"/news/{release.pk}/v1/text.txt",
        f"/news/{release.pk}/v1/cite.bib", "/ru" + edition.get_absolute_url(), "/news/map/", "/sitemap.xml",
    ):  # fmt: skip
        status = 404 if address == f"/news/?lang={language}" and language not in LANGUAGES else 200
        assert client.get(address).status_code == status, address
    assert client.post("/verify/", {"text": "Quokkas o drom\n\nText about quokkas and more."}).status_code == 200
    client.force_login(publisher)
    for address in ("", f"{release.pk}/change/", f"{release.pk}/history/", f"{release.pk}/together/"):
        assert client.get(f"/admin/newsroom/release/{address}").status_code in (200, 302), address
