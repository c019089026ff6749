"""Typed addresses and crafted forms of the admin's lists: answered, never stumbled over."""

import pytest

from tests.factories import StructureFactory

pytestmark = pytest.mark.django_db
RELEASES = "/admin/newsroom/release/"
LISTS = [
    RELEASES,
    "/admin/newsroom/image/",
    "/admin/newsroom/attachment/",
    "/admin/newsroom/contact/",
    "/admin/newsroom/page/",
    "/admin/taggit/tag/",
    "/admin/taxonomy/structure/",
    "/admin/taxonomy/country/",
    "/admin/taxonomy/project/",
    "/admin/taxonomy/chairpersonship/",
    "/admin/accounts/user/",
]


@pytest.fixture
def signed_in(client, administrator):
    administrator.is_superuser = True
    administrator.save()
    client.force_login(administrator)
    return client


@pytest.mark.parametrize(
    "query",
    [
        "state__exact=%00",
        "kind__exact=%00",
        "date__gte=x",
    ],
)
def test_values_that_cannot_be_lead_back_to_the_list(signed_in, query):
    response = signed_in.get(f"{RELEASES}?{query}")
    assert (response.status_code, response.url) == (302, f"{RELEASES}?e=1")
    assert signed_in.get(response.url).status_code == 200


@pytest.mark.parametrize("digits", [18, 20, 5000])
def test_the_number_of_no_structure_is_no_stumbling_block(signed_in, digits):
    StructureFactory()
    assert signed_in.get(RELEASES, {"structure": "9" * digits}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "date__year=0",
        "date__year=-1",
        "date__year=99999999999999999999",
        "title__regex=[]",
        "updated_by__password__startswith=a",
    ],
)
def test_a_list_takes_its_own_filters_only(signed_in, query):
    assert signed_in.get(f"{RELEASES}?{query}").status_code == 400


@pytest.mark.parametrize("address", LISTS)
def test_every_link_of_every_filter_is_taken(signed_in, address):
    for spec in signed_in.get(address).context["cl"].filter_specs:
        for parameter in spec.expected_parameters():
            assert signed_in.get(address, {parameter: "1"}).status_code in (200, 302), parameter


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("key", ["x", "\x00", "9" * 5000])
def test_an_action_on_keys_that_are_none_changes_nothing(signed_in, address, key):
    data = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
    page = signed_in.post(address, data, follow=True).content.decode()
    assert "No items have been changed." in page
