"""An imported release belongs to the desk of its first structure."""

import pytest

from accounts.models import Desk
from newsroom.models import Edition, Release
from taxonomy.models import Structure
from tests.factories import StructureFactory
from tests.newsroom.imports.conftest import line

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Desk:
    structure = StructureFactory(slug="dushanbe")
    StructureFactory(slug="college", parent=structure)
    return Desk.objects.create(structure=structure, time_zone="Asia/Dushanbe")


def test_the_nearest_desk_of_the_first_structure_takes_it(run, office):
    StructureFactory(slug="elsewhere")
    assert run(
        line(1, structures=["college", "elsewhere"]), line(2, structures=["elsewhere", "college"]), line(3, structures=[])
    ).rejected == 0  # fmt: skip
    desks = {release.legacy_id: release.desk for release in Release.objects.select_related("desk__structure")}
    assert (desks["1"], desks["2"].structure, desks["3"].structure) == (office, None, None)
    assert dict(Edition.objects.values_list("release__legacy_id", "desk")) == {"1": "dushanbe", "2": "", "3": ""}


def test_a_release_that_was_given_to_another_desk_stays_there(run, office):
    run(line(1, structures=["dushanbe"]))
    other = Desk.objects.create(structure=Structure.objects.create(slug="other", name="Other", kind="body"))
    Release.objects.update(desk=other)
    assert run(line(1, structures=["dushanbe"], summary="New.")).rejected == 0
    release = Release.objects.get()
    assert (release.desk, release.editions.get(number=2).desk) == (other, "other")
