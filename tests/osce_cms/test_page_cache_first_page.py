"""The first page as it is kept: never a second longer than it is true."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from newsroom import first_page_actions
from tests.factories import published, publisher_user

pytestmark = pytest.mark.django_db
HEADLINE = 'class="home-lead-title"'


def leads(visitor, title: str) -> bool:
    """Whether it does, on a page that is kept after this."""
    for _ in range(3):
        page = visitor.get("/").body.decode()
    return title in page[page.index(HEADLINE) :][:300]


def test_a_kept_page_takes_up_a_lead_at_once_and_drops_it_at_its_second(visitor, albania):
    published(title="The newest")
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        assert leads(visitor, "The newest")
        lead = first_page_actions.choose_lead(
            release=albania.release, by=publisher_user(), ends=start + dt.timedelta(minutes=1)
        )
        assert leads(visitor, "Training in Tirana")
        clock.move_to(start + dt.timedelta(seconds=59))
        assert leads(visitor, "Training in Tirana")
        clock.move_to(start + dt.timedelta(seconds=60))
        assert leads(visitor, "The newest")
        first_page_actions.change_lead(lead=lead, by=publisher_user())
        assert leads(visitor, "Training in Tirana")
        first_page_actions.remove_lead(lead=lead, by=publisher_user())
        assert leads(visitor, "The newest")
