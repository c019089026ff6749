"""Words that many editions hold are at hand, and give what the full-text index gives."""

from unittest import mock

import pytest
from django.core.management import call_command

from newsroom import tasks
from newsroom.models import ArchiveChange, CommonWord
from newsroom.search import collecting, common_words, matching, matching_ids
from newsroom.search.words import Atom
from tests.factories import published

pytestmark = pytest.mark.django_db

TEXTS = [
    ("en", "Meetings on co-operation", "They organized the meeting's transport; organised, it's said."),
    ("en", "A meeting", "Cooperation between states."),
    ("de", "Meetings", "Die Zusammenarbeit der Staaten, organized."),
    ("sr", "Састанак", "Meeting o saradnji."),
    ("uk", "Зустріч", "Meetings, meeting."),
]
WORDS = ["meeting", "meetings", "co-operation", "cooperation", "organised", "the", "it's", "saradnja", "zeppelin"]
ATOMS = [Atom(word) for word in WORDS] + [Atom("the meeting", phrase=True), Atom("meeting", in_title=True)]


@pytest.fixture
def every_word_is_common(monkeypatch):
    monkeypatch.setattr(collecting, "FEW", 1)
    monkeypatch.setattr(collecting, "SHARE", 0)


def publish_all() -> None:
    for language, title, text in TEXTS:
        published(language=language, title=title, summary="", body=f"<p>{text}</p>")


def answers() -> dict[Atom, list[list[int]]]:
    languages = [["en"], ["en", "de", "sr", "uk"], ["uk"], ["fr"]]
    return {atom: [sorted(matching_ids(atom, codes)) for codes in languages] for atom in ATOMS}


def asked(monkeypatch) -> mock.Mock:
    ask = mock.Mock(side_effect=matching.ask)
    monkeypatch.setattr(matching, "ask", ask)
    return ask


def test_what_is_at_hand_is_what_the_index_would_find(every_word_is_common):
    publish_all()
    by_index = answers()
    assert collecting.collect_common_words() > 10
    assert answers() == by_index


def test_the_index_is_not_asked_for_what_is_at_hand(every_word_is_common, monkeypatch):
    publish_all()
    collecting.collect_common_words()
    ask = asked(monkeypatch)
    assert len(list(matching_ids(Atom("meetings"), ["en", "uk"]))) == 3
    ask.assert_not_called()


def test_of_several_spellings_the_index_is_asked_for_the_rare_ones(every_word_is_common, monkeypatch):
    publish_all()
    collecting.collect_common_words()
    CommonWord.objects.filter(lexeme="cooper").delete()
    ask = asked(monkeypatch)
    assert len(list(matching_ids(Atom("cooperation"), ["en"]))) == 2
    ask.assert_called_once()


def test_editions_that_came_since_are_found(every_word_is_common):
    publish_all()
    collecting.collect_common_words()
    new = published(title="Another meeting")
    assert new.pk in answers()[Atom("meeting")][0]
    by_hand = answers()
    CommonWord.objects.all().delete()
    assert answers() == by_hand


@pytest.mark.parametrize("forgotten", ["too many", "no longer noted", "not named"])
def test_what_is_too_far_behind_is_left_alone(every_word_is_common, monkeypatch, forgotten):
    publish_all()
    collecting.collect_common_words()
    new = published(title="Another meeting")
    if forgotten == "too many":
        monkeypatch.setattr(common_words.came_since, "__defaults__", (0,))
    elif forgotten == "no longer noted":
        ArchiveChange.objects.filter(number=CommonWord.objects.first().version).delete()
    else:
        ArchiveChange.objects.filter(editions=[new.pk]).update(what="bulk", editions=None)
    ask = asked(monkeypatch)
    assert new.pk in list(matching_ids(Atom("meeting"), ["en"]))
    ask.assert_called_once()
    assert len(ask.call_args.args[1]) == 2, "every edition was asked about, and not a few"


def test_few_editions_have_no_common_words():
    publish_all()
    assert collecting.collect_common_words() == CommonWord.objects.count() == 0


def test_collecting_again_replaces_what_was_kept(every_word_is_common, capsys):
    publish_all()
    call_command("collect_common_words")
    said, kept = capsys.readouterr().out, CommonWord.objects.count()
    published(title="Zeppelin")
    call_command("collect_common_words")
    assert "common words collected" in said
    assert CommonWord.objects.count() > kept > 0
    assert CommonWord.objects.filter(lexeme="zeppelin", language="en").exists()


def test_the_worker_collects_where_many_editions_have_come(every_word_is_common, monkeypatch):
    publish_all()
    tasks.collect_words(0)
    version = CommonWord.objects.first().version
    published(title="Zeppelin")
    tasks.collect_words(0)
    assert CommonWord.objects.first().version == version, "one edition is not worth it"
    monkeypatch.setattr(collecting, "_WORTH", 0)
    tasks.collect_words(0)
    assert CommonWord.objects.first().version > version
