"""`manage.py prepare`: a database is made ready, and what is there already stays as it is."""

from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from accounts.models import Desk
from newsroom.models import Contact, Release
from taxonomy.models import Structure

pytestmark = pytest.mark.django_db


def prepare() -> None:
    call_command("prepare", stdout=StringIO())


def test_an_empty_database_gets_vocabulary_demonstration_and_desks(monkeypatch):
    monkeypatch.setattr("newsroom.management.commands.draw_demo_pictures.SCENES", {"scales"})  # all take seconds
    prepare()
    assert default_storage.exists("images/demo-scales/original.png")
    assert Release.objects.count() == 55
    kinds = (Structure.Kind.SECRETARIAT, Structure.Kind.INSTITUTION, Structure.Kind.FIELD_OPERATION)
    present = Structure.objects.filter(kind__in=kinds, closed="")
    assert set(Desk.objects.exclude(structure=None).values_list("structure", flat=True)) == {s.pk for s in present}
    for desk in Desk.objects.all():
        assert isinstance(desk.zone, ZoneInfo)
        assert desk.duty_contact.email.endswith("@example.org")
        desk.duty_contact.full_clean()
        desk.full_clean()


def test_desks_are_opened_where_there_is_a_vocabulary_and_none_but_the_central_one():
    call_command("loaddata", "taxonomy", verbosity=0)
    mine = Contact.objects.create(name="My own", email="me@example.org")
    prepare()
    assert Desk.objects.count() == 17
    assert Contact.objects.get(pk=mine.pk).name == "My own"
    assert not Release.objects.exists()


def test_desks_that_were_opened_here_are_left_alone():
    call_command("loaddata", "taxonomy", verbosity=0)
    Desk.objects.create(structure=Structure.objects.get(slug="secretariat"), time_zone="Asia/Tashkent")
    prepare()
    assert Desk.objects.get(structure__slug="secretariat").time_zone == "Asia/Tashkent"
    assert Desk.objects.count() == 2


def test_loading_the_desks_twice_makes_none_twice():
    call_command("loaddata", "taxonomy", "desks", verbosity=0)
    before = list(Desk.objects.order_by("pk").values()), list(Contact.objects.order_by("pk").values())
    call_command("loaddata", "desks", verbosity=0)
    assert (list(Desk.objects.order_by("pk").values()), list(Contact.objects.order_by("pk").values())) == before
