"""What a term counts for: what it stands below, and what it became."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from taxonomy.branches import branches
from taxonomy.models import Project, Structure
from taxonomy.partial_date import written_out
from tests.factories import ProjectFactory, StructureFactory
from tests.fixtures import load

pytestmark = pytest.mark.django_db


def pairs(model) -> list[tuple[str, str | None]]:
    return [(term.slug, above) for term, above in branches(model)]


def former(name: str, successor: Structure, **fields) -> Structure:
    return StructureFactory(slug=name, successor=successor, is_former_name=True, **fields)


def test_a_former_name_counts_for_its_successor_and_stands_before_what_is_below_that():
    house, attic = StructureFactory(slug="house"), StructureFactory(slug="attic")
    mission = StructureFactory(slug="mission", parent=house)
    StructureFactory(slug="office", parent=mission)
    older = former("older", mission, parent=attic)
    former("oldest", older, parent=attic)
    assert pairs(Structure) == [
        ("house", None), ("mission", "house"), ("older", "mission"), ("oldest", "older"), ("office", "mission"),
        ("attic", None),
    ]  # fmt: skip


def test_a_body_that_others_only_succeed_keeps_its_place():
    house = StructureFactory(slug="house")
    StructureFactory(slug="before", successor=house)
    assert pairs(Structure) == [("house", None), ("before", None)]


def test_former_names_of_terms_without_a_tree_count_for_their_successors():
    ProjectFactory(slug="old", successor=ProjectFactory(slug="new"), is_former_name=True)
    assert pairs(Project) == [("new", None), ("old", "new")]


def test_a_circle_that_came_past_the_forms_loses_no_term_and_hangs_nobody():
    house = StructureFactory(slug="house")
    one = StructureFactory(slug="one", parent=house)
    two = former("two", one)
    Structure.objects.filter(pk=one.pk).update(successor=two, is_former_name=True)
    below = StructureFactory(slug="below", parent=house)
    Structure.objects.filter(pk=house.pk).update(successor=below, is_former_name=True)
    found = pairs(Structure)
    assert {slug for slug, _ in found} == {"house", "one", "two", "below"}
    assert ("house", None) in found


def test_the_form_refuses_a_circle_of_successors():
    one = StructureFactory(slug="one")
    one.successor = StructureFactory(slug="two", successor=one)
    with pytest.raises(ValidationError, match="succeed"):
        one.full_clean()


def test_a_former_name_without_successor_is_refused_by_form_and_database():
    alone = StructureFactory.build(slug="alone", is_former_name=True)
    with pytest.raises(ValidationError, match="whose former name"):
        alone.full_clean()
    with pytest.raises(IntegrityError):
        alone.save()


def test_former_names_of_the_vocabulary_lead_to_a_present_one():
    load("taxonomy")
    formers = Structure.objects.filter(is_former_name=True)
    assert {term.slug for term in formers} >= {"mission-to-serbia-and-montenegro"}
    above = dict(pairs(Structure))
    assert above["mission-to-the-federal-republic-of-yugoslavia"] == "mission-to-serbia-and-montenegro"
    assert above["mission-to-serbia-and-montenegro"] == "mission-to-serbia"


@pytest.mark.parametrize(
    ("value", "text"), [("", ""), ("1995", "1995"), ("1995-09", "September 1995"), ("1995-09-28", "28 September 1995")]
)
def test_partial_dates_are_written_out_as_exactly_as_they_are_known(value, text):
    assert written_out(value) == text
