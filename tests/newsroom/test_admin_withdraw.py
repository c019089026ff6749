"""The page that asks how and why a release comes down."""

import pytest
from django.urls import reverse

from newsroom.models import Withdrawal
from tests.factories import ReleaseFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return published(title="Old rules")


@pytest.fixture
def ask(client, publisher, edition):
    """Posts the form; gives the answer."""
    client.force_login(publisher)
    address = reverse("admin:newsroom_release_withdraw", args=[edition.release_id])
    return lambda **fields: client.post(address, {"reason": "New rules hold."} | fields)


def test_each_kind_is_recorded_with_its_reason(ask, edition):
    assert ask(kind="retracted").status_code == 302
    trace = Withdrawal.objects.get(edition=edition)
    assert (trace.kind, trace.reason, trace.superseded_by) == ("retracted", "New rules hold.", None)


@pytest.mark.parametrize(
    "written", ["{pk}", " {pk} ", "/news/{pk}/new-rules/", "https://example.org/ru/news/{pk}/new-rules/"]
)
def test_the_successor_is_named_by_number_or_address(ask, edition, written):
    new = published(title="New rules")
    assert ask(kind="superseded", superseded_by=written.format(pk=new.release_id)).status_code == 302
    assert Withdrawal.objects.get(edition=edition).superseded_by == new.release


@pytest.mark.parametrize(
    "written", ["", "0", "99999999999999999999999", "-1", "none", "/news/", "1\x00", "٣", "9" * 600, "<b>", "news/1/2"]
)
def test_a_successor_that_is_not_there_is_refused_and_what_was_typed_is_kept(ask, written):
    response = ask(kind="superseded", superseded_by=written, reason="Typed <carefully>.")
    assert response.status_code == 200
    assert "Nothing has been withdrawn yet." in response.content.decode()
    assert "Typed &lt;carefully&gt;." in response.content.decode()
    assert not Withdrawal.objects.exists()


def test_a_release_that_is_not_public_or_the_same_is_no_successor(ask, edition):
    draft = ReleaseFactory(title="Quokka")
    for key in (draft.pk, edition.release_id):
        response = ask(kind="superseded", superseded_by=key)
        assert response.status_code == 200
        assert "Quokka" not in response.content.decode()
    assert not Withdrawal.objects.exists()


def test_a_successor_without_that_kind_is_left_out(ask, edition):
    new = published()
    ask(kind="error", superseded_by=new.release_id)
    assert Withdrawal.objects.get(edition=edition).superseded_by is None


@pytest.mark.parametrize("fields", [{"kind": "forged"}, {"kind": "error", "reason": "  "}, {"reason": "x" * 1001}])
def test_unknown_kinds_and_empty_or_endless_reasons_are_refused(ask, fields):
    assert ask(**fields).status_code == 200
    assert not Withdrawal.objects.exists()
