"""Words are found however they are typed, and however texts have them: by letters, dashes, dots and quotes."""

import pytest

from newsroom.archive import current_archive
from newsroom.search import passages
from newsroom.selection import Selection
from tests.factories import published

pytestmark = pytest.mark.django_db

#: Name → language, title, text.
TEXTS = {
    "accents": ("en", "Mayor Hadžić visits Žepče and Đakovica", "He met Łukasz Wójcik and Søren Ångström."),
    "hidden": ("en", "Hidden", "The quok\xadkagroup met. The walla\u200bbyteam too. \ufeffNumbatgroup was there."),
    "dash a": ("en", "After COVID\u201119", "Work on COVID\u201119 and self\u2011quokkadefence."),
    "dash b": ("en", "After COVID–19", "The Alpha–Bravokka line, and Charlie Deltokka."),
    "dash c": ("en", "After COVID 19", "Nothing more."),
    "dash d": ("en", "After COVID-19", "Again."),
    "numbers": ("en", "On 28–30 August", "In 2019-2031, by Articles 5–17, for BM-21, by −5 degrees."),
    "decision": (
        "en",
        "Decision PC.DEC/1117",
        "CIO.GAL/12/22/Rev.1 and MC.DEC/3/11/Corr.1. U.N. and U.S. experts, the O.S.C.E. in short.",
    ),
    "phrase": ("en", "Index", "The quendaic freedom index."),
    "no phrase": ("en", "Media", "The freedom of the quendaic media."),
    "raised": ("en", "Criminal code", "Article 128¹ of the Code with 12² observers."),
    "ru": ("ru", "Королёв и Пётр", "Королёв и Артём провели учёт. Подготовлен отчёт."),
    "ky": ("ky", "Учур Королёв", "Королёв менен Артём отчётту талкуулашты."),
    "be": ("be", "Выпадак", "Каралёў наведаў сёння Мінск."),
    "tr": ("tr", "İSTANBUL ve ISPARTA toplantısı", "İstanbul ile Isparta, IŞIK grubu, İnsan hakları."),
    "az": ("az", "İqtisadiyyat və Insan", "İqtisadi inkişaf, İSMAYILLI rayonu, QIZIL."),
    "en i": ("en", "Of İstanbul", "Meeting in İstanbul and Iğdır."),
    "el": ("el", "Αθήνα", "Η συνάντηση στην Αθήνα."),
    "ro a": ("ro", "şcoala Bălţi ţară", "Constituţia şi Chişinău."),
    "ro b": ("ro", "școala Bălți țară", "Constituția și Chișinău."),
    "uk a": ("uk", "Випадок п'ять", "Об'єднання."),
    "uk b": ("uk", "Випадок п’ять", "Об’єднання."),
    "uk c": ("uk", "Випадок пʼять", "Обʼєднання."),
    "uz a": ("uz", "Holat O'zbekiston", "Farg'ona."),
    "uz b": ("uz", "Holat O‘zbekiston", "Farg‘ona."),
    "uz c": ("uz", "Holat Oʻzbekiston", "Fargʻona."),
    "fr a": ("fr", "Cas l'OSCE d'Ukraine", "L'observation d'élections numbattines."),
    "fr b": ("fr", "Cas l’OSCE d’Ukraine", "L’observation d’élections numbattines."),
    "й": ("ru", "Йошкар-Олайский район", "И\u0306ошкарайский семинар в E\u0301claircissementville."),
    "stop": ("de", "Quokkabericht", "Ein Quokkabericht für die Presse."),
    "possessive": ("en", "The OSCE's numbatwork", "By the states’ wombatteams and Bilby’s friends."),
}
EVERY_DASH = {"dash a", "dash b", "dash c", "dash d"}
UKRAINIAN, UZBEK, FRENCH = {"uk a", "uk b", "uk c"}, {"uz a", "uz b", "uz c"}, {"fr a", "fr b"}


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker):
    """Key of the edition → its name, of all TEXTS: published once, since each search only reads."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            yield {
                published(language=language, title=title, summary="", body=f"<p>{text}</p>").pk: name
                for name, (language, title, text) in TEXTS.items()
            }
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        *((q, {"accents"}) for q in ("Hadzic", "HADŽIĆ", "Dakovica", "Lukasz Wojcik", "Soren Angstrom", "zepce")),
        *((q, {"hidden"}) for q in ("quokkagroup", "quok\xadkagroup", "wallabyteam", "Numbatgroup")),
        *((q, EVERY_DASH) for q in ("COVID-19", "COVID–19", "COVID\u201119", "covid19", "COVID 19", '"COVID-19"')),
        ("quokkadefence", {"dash a"}), ("self-quokkadefence", {"dash a"}), ("selfquokkadefence", {"dash a"}),
        ("Alpha-Bravokka", {"dash b"}), ("bravokka", {"dash b"}), ("Charlie Deltokka", {"dash b"}),
        *((q, {"numbers"}) for q in ("28", "30", "28-30 August", '"28–30 August"', "2019", "2031", "2019-2031")),
        *((q, {"numbers"}) for q in ("Articles 17", "BM-21", "BM 21", "bm21", "BM–21", "5")),
        *((q, {"decision"}) for q in ("PC.DEC/1117", "DEC/1117", "1117", "pc dec 1117", "CIO.GAL/12/22/Rev.1")),
        *((q, {"decision"}) for q in ("MC.DEC/3/11", "MC.DEC/3/11/Corr.1", "U.N.", "UN", "U.S.", "us")),
        *((q, {"decision", "possessive", *FRENCH}) for q in ("O.S.C.E.", "OSCE", "l'OSCE", "OSCE’s")),
        *((q, {"phrase"}) for q in ('"quendaic freedom"', "“quendaic freedom”", "«quendaic freedom»", "„quendaic freedom“")),
        *((q, {"no phrase"}) for q in ("quendaic -index", "quendaic –index", "quendaic −index")),
        ("quendaic – index", {"phrase"}),
        ("1281", set()), ("122", set()), ("128", {"raised"}),
        ("Королев", {"ru", "ky"}), ("Королёв", {"ru", "ky"}), ("Артем", {"ru", "ky"}), ("отчет", {"ru"}),
        ("отчёт", {"ru"}), ("Петр", {"ru"}), ("сення", {"be"}), ("сённЯ", {"be"}),
        *((q, {"tr", "en i"}) for q in ("istanbul", "İstanbul", "İSTANBUL", "ISTANBUL", "ıstanbul")),
        *((q, {"tr"}) for q in ("isparta", "ISPARTA", "Isparta", "ısparta", "İNSAN HAKLARI", "insan hakları", "ışık", "ISIK")),
        *((q, {"az"}) for q in ("iqtisadi", "IQTISADI", "ismayıllı", "İSMAYILLI", "ismayilli", "qızıl", "qizil", "QIZIL")),
        *((q, {"en i"}) for q in ("Iğdır", "IĞDIR", "Igdir")),
        *((q, {"el"}) for q in ("Αθήνα", "ΑΘΗΝΑ", "αθηνα")),
        *((q, {"ro a", "ro b"}) for q in ("şcoala", "școala", "scoala", "Balti", "Bălți", "Chisinau", "Constituția", "Constituţia")),
        *((q, UKRAINIAN) for q in ("п'ять", "п’ять", "пʼять", "п`ять", "об'єднання", "Об’єднання")),
        *((q, UZBEK) for q in ("O'zbekiston", "Oʻzbekiston", "O`zbekiston", "O‘zbekiston", "fargʻona")),
        *((q, FRENCH) for q in ("l’OSCE numbattines", "l'OSCE d'Ukraine", "d’élections numbattines", "elections numbattines")),
        ("osce ukraine", FRENCH), ("observation d'élection", FRENCH),
        *((q, {"й"}) for q in ("йошкарайский", "и\u0306ошкарайский", "Eclaircissementville", "éclaircissementville")),
        *((q, {"stop"}) for q in ("quokkabericht fur presse", "quokkabericht für die presse", "“quokkabericht fur die presse”")),
        ("OSCE's numbatwork", {"possessive"}), ("osce numbatwork", {"possessive"}), ("bilby", {"possessive"}),
        ("wombatteams", {"possessive"}), ("states wombatteam", {"possessive"}), ("Bilby's", {"possessive"}),
    ],
)  # fmt: skip
def test_words_are_found_however_they_are_typed(names, q, expected, db):
    archive = current_archive()
    found = archive.select(Selection(q=q), 1, 100).edition_ids
    assert {names[key] for key in found if key in names} == expected


def test_marks_keep_the_letters_of_the_text():
    edition = published(
        title="Mayor Hadžić",
        summary="",
        body="<p>After COVID–19, the OSCE’s quok\xadkagroup met at 28–30 &lt;b&gt;.</p>",
    )
    shown = passages("hadzic covid19 osce quokkagroup 30", [edition])[edition.pk]
    assert shown.title == "Mayor <mark>Hadžić</mark>"
    assert shown.text == (
        f"After <mark>COVID–19</mark>, the <mark>OSCE’s</mark> <mark>{edition.body_text.split()[4]}</mark> met at "
        "28–<mark>30</mark> &lt;b&gt;."
    )


def test_of_a_long_text_two_passages_are_shown():
    filler = "Nothing here at all. " * 20
    text = f"{filler}The numbat sleeps. {filler}The numbat and the quokka meet. {filler}"
    edition = published(title="Animals", summary="", body=f"<p>{text}</p>")
    shown = passages("quokka numbat", [edition])[edition.pk].text
    first, second = shown.strip("… ").split(" … ")
    assert "The <mark>numbat</mark> sleeps." in first
    assert "The <mark>numbat</mark> and the <mark>quokka</mark> meet." in second
    assert [len(passage.split()) for passage in (first, second)] == [28, 28]
    assert shown.startswith("… ")
    assert passages("wombat", [edition])[edition.pk] == ("", "")
    assert passages("the", [edition]) == {}
