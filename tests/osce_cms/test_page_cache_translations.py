"""What kept pages say of other languages: no longer than it is true."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from newsroom import translation_actions
from newsroom.models import Release
from tests.factories import UserFactory, schedule
from tests.newsroom.test_translations import translated

pytestmark = pytest.mark.django_db
PROMISE = "Russian follows"


@pytest.fixture
def russian(albania) -> Release:
    return translated(albania.release, "ru", title="Обучение в Тиране")


@pytest.fixture
def boss():
    return UserFactory(is_superuser=True)


def keep(visitor, address: str) -> None:
    """Ask until the page is kept."""
    for _ in range(3):
        visitor.get(address)


def test_a_kept_page_takes_up_and_drops_what_follows(visitor, albania, russian, boss):
    address = albania.get_absolute_url()
    keep(visitor, address)
    assert PROMISE not in visitor.get(address)
    translation_actions.publish_together(releases=[albania.release], by=boss, follow=["ru"])
    keep(visitor, address)
    assert PROMISE in visitor.get(address)
    at = timezone.now() + dt.timedelta(hours=1)
    schedule(russian, at, boss)
    keep(visitor, address)
    assert PROMISE in visitor.get(address)
    with time_machine.travel(at, tick=False):  # nothing but the clock has moved
        page = visitor.get(address)
    assert PROMISE not in page
    assert f"/news/{russian.pk}/" in page
