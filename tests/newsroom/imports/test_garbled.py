"""Texts in a wrong encoding are told, and mended where that is asked for; sound ones stay as they are."""

import pytest
from hypothesis import given, settings, strategies

from newsroom.imports.garbled import mended
from newsroom.models import Edition
from tests.newsroom.imports.conftest import line

BODY = "<p>Itâ€™s â€œdoneâ€\x9d â€“ cafÃ©</p>"
SOUND = [
    "Вена, 10 мая – «Представитель ОБСЕ» № 5, Рівне, Січень, Рік, СЁМИН", "Об’єднання, їжак, Ґанок – “слова”", "أعلنت OSCE في 10 مايو 2021",
    "L’Âge d’or à Noël : «\u00a0Ça va\u00a0?\u00a0» ÉTÉ», voilà\u00a0: ÊTRE…", "İqtisadiyyat və Mingəçevir “ŞƏHƏR”", "Łódź – Žepče „navodnici“",
    "„Spaß“ – Größe, Maß“ ÖL–", "Ελλάδα – Θεσσαλονίκη", "10 µm², 5 °C – ½ ©", "ORĂŞEL, ţară, Bălți", "ԵԱՀԿ Երևան", "თბილისი",
    "O‘zbekiston, Fargʻona, d'Ukraine", "HÅP–", "Ärzte‘ „Über“ SÃO PAULO", "Ñandú “ñ”", "Toʻxtang… №1", "Königsstraße“, “ß”",
]  # fmt: skip
GARBLED = [
    ("Itâ€™s", "It’s"), ("cafÃ©", "café"), ("Itâ€™s â€œdoneâ€\x9d â€“ cafÃ©", "It’s “done” – café"), ("â€œdoneâ€ â€“ x", "“done” – x"),
    ("РџСЂРёРІРµС‚ РѕС‚ РћР‘РЎР•", "Привет от ОБСЕ"), ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"), ("Itâ€™s “fine” – cafÃ©", "It’s “fine” – café"),
    ("VÃ¤ike", "Väike"), ("Å½epÄ\x8de", "Žepče"), ("СЃРµРјРёРЅР°СЂ", "семинар"),
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_sound_texts_stay_as_they_are(text):
    assert mended(text) == text
    assert mended(f"<p>{text}</p>" * 3) == f"<p>{text}</p>" * 3


@pytest.mark.parametrize(("garbled", "sound"), GARBLED)
def test_garbled_texts_are_mended(garbled, sound):
    assert mended(garbled) == sound
    assert mended(sound) == sound


@settings(derandomize=True)
@given(
    strategies.text(alphabet=strategies.characters(min_codepoint=0x410, max_codepoint=0x44F), min_size=12, max_size=60)
)
def test_whatever_is_garbled_as_latin_comes_back(text):
    garbled = text.encode().decode("latin-1")
    assert mended(garbled) == text


@pytest.mark.django_db
def test_a_garbled_line_is_imported_and_told(run):
    outcome = run(line(1), line(2, body_html=BODY, tags=["cafÃ©"]))
    assert outcome.counts == (2, 0, 0, 0)
    notes = [told for told in outcome.stderr.splitlines() if ": note: " in told]
    assert notes[0].startswith("line 2: note: body_html looks garbled: “<p>Itâ€™s")
    assert notes[0].endswith("Import with --repair to mend it.")
    assert notes[1].startswith("line 2: note: tags looks garbled")
    assert len(notes) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("workers", [0, 1])
def test_repairing_mends_what_was_imported_garbled(run, workers):
    lines = [
        line(1, title="Sound “title”", language="en"),
        line(2, title="Itâ€™s", body_html=BODY, tags=["cafÃ©"], place="MÃ¼nchen"),
    ]
    run(*lines)
    outcome = run(*lines, repair=True, workers=workers)
    assert outcome.counts == (0, 1, 1, 0)
    assert "line 2: note: title was garbled and has been repaired: “Itâ€™s”." in outcome.stderr
    edition = Edition.objects.get(release__legacy_id="2", number=2)
    assert (edition.title, edition.body_text, edition.place) == ("It’s", "It’s “done” – café", "München")
    assert list(edition.release.tags.names()) == ["café"]
    assert run(*lines, repair=True).counts == (0, 0, 2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Q&amp;A with &quot;quotes&quot; &#8211; update", 'Q&A with "quotes" – update'), ("Caf&eacute; &amp; bar&nbsp;talk", "Café & bar talk"),
        ('"How should <selectedoption> work?" & Q&A <3', '"How should <selectedoption> work?" & Q&A <3'),
        ("A < B & C > D; &lt;i&gt; it's “fine”", "A < B & C > D; <i> it's “fine”"), ("&amp;amp; &amp;lt;", "&amp; &lt;"),
        ("R&D, AT&T, x&copy2021, a&ltb", "R&D, AT&T, x&copy2021, a&ltb"), ("&#150; &#x2019;", "– ’"), ("&nosuchthing; &#0;", "&nosuchthing; \ufffd"),
    ],
)  # fmt: skip
def test_references_in_plain_texts_are_decoded_once(run, client, written, said):
    assert run(line(1, title=f"T {written}", summary=written, place=written[:100], tags=[f"t {written}"])).rejected == 0
    edition = Edition.objects.get()
    assert (edition.title, edition.summary, edition.place) == (f"T {said}", said, said)
    assert edition.release.tags.get().name == f"t {said}"
    assert client.get(edition.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_names_of_the_vocabulary_are_decoded_too(run):
    assert run(line(1, structures=["OSCE&nbsp;Secretariat"], countries=["Alb&#97;nia"])).rejected == 0


@pytest.mark.django_db
def test_a_tag_alone_that_is_garbled_is_told(run):
    assert "line 1: note: tags looks garbled" in run(line(1, tags=["Å½epÄ\x8de"])).stderr
