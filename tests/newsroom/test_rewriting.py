"""The words of all editions can be written again."""

import pytest
from django.core.management import call_command
from django.db import connection

from newsroom.models import CommonWord, Edition
from newsroom.search import Atom, matching_ids
from tests.factories import published

pytestmark = pytest.mark.django_db


def test_words_are_written_anew_and_common_words_forgotten(capsys):
    one, other = published(title="Hadžić", language="sr"), published(title="Zeppelin")
    right = list(Edition.objects.order_by("pk").values_list("search", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending keeps a table from being written again
        cursor.execute("UPDATE newsroom_edition SET search = 'old:1A'")
    CommonWord.objects.create(lexeme="old", language="en", editions=b"", version=1)
    call_command("rewrite_words")
    assert "The words of 2 editions" in capsys.readouterr().out
    assert list(Edition.objects.order_by("pk").values_list("search", flat=True)) == right
    assert not CommonWord.objects.exists()
    assert list(matching_ids(Atom("hadzic", in_title=True), ["sr"])) == [one.pk]
    assert list(matching_ids(Atom("zeppelin"), ["en"])) == [other.pk]


def test_an_edition_has_its_words_before_it_is_saved():
    edition = published(title="Zeppelin", summary="", body="<p>Balloon</p>")
    assert Edition(language="en", title="Zeppelin", body_text="Balloon").search == "zeppelin:1A balloon:2"
    assert Edition.objects.get(pk=edition.pk).search == "'balloon':2 'zeppelin':1A"
    assert "search" in Edition.objects.for_page().get(pk=edition.pk).get_deferred_fields()
