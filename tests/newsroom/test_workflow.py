"""The table of states and steps, and its print."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from newsroom.workflow import STEPS, Action, State


def test_the_table_in_the_docs_is_the_one_in_the_code(capsys):
    call_command("workflow_table")
    text = Path(settings.BASE_DIR, "docs", "editors.md").read_text()
    assert capsys.readouterr().out.strip() in text


def test_every_state_can_be_reached_and_left():
    assert {found.then for found in STEPS.values()} == set(State)
    assert {state for state, _action in STEPS} == set(State)


def test_only_what_readers_see_is_taken_down():
    assert (State.WITHDRAWN, Action.WITHDRAW) not in STEPS
