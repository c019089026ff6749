import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from taxonomy.models import TERM_MODELS, Country, FieldOfWork, Structure
from taxonomy.names import NameIndex, normalise, spellings
from tests.factories import CountryFactory


@pytest.fixture(scope="module")
def vocabulary(django_db_setup, django_db_blocker):
    """An index of names over the whole vocabulary, read once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "taxonomy", verbosity=0)
        indexes = {model: NameIndex(model) for model in TERM_MODELS}
        owned = {model: [(t, spellings(t)) for t in model._default_manager.all()] for model in TERM_MODELS}
        transaction.set_rollback(True)
    return indexes, owned


@pytest.mark.parametrize(
    ("model", "name", "slug"),
    [
        (Country, "Czech Republic", "czechia"),
        (Country, "South Korea", "republic-of-korea"),
        (Country, "Turkey", "turkiye"),
        (Country, "TÜRKİYE", "turkiye"),
        (Structure, "OSCE Chairmanship", "chairpersonship"),
        (Structure, "Chairmanship", "chairpersonship"),
        (Structure, "OSCE Programme Office in Bishkek", "programme-office-in-bishkek"),
        (Structure, "OSCE Project Co-ordinator in Baku (closed)", "project-co-ordinator-in-baku"),
        (Structure, "ODIHR", "office-for-democratic-institutions-and-human-rights"),
        (FieldOfWork, "Combating human trafficking", "combating-trafficking-in-human-beings"),
        (FieldOfWork, "  rule of LAW ", "rule-of-law"),
    ],
)
def test_former_and_variant_names_resolve(vocabulary, model, name, slug):
    assert vocabulary[0][model].get(name).slug == slug


@pytest.mark.parametrize("model", TERM_MODELS, ids=lambda model: model.__name__)
def test_no_name_stands_for_two_terms(vocabulary, model):
    owners: dict[str, set[str]] = {}
    for term, names in vocabulary[1][model]:
        for name in names:
            owners.setdefault(normalise(name), set()).add(term.slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_an_unknown_name_resolves_to_nothing(vocabulary):
    assert vocabulary[0][Country].get("Atlantis") is None


@pytest.mark.django_db
def test_a_term_is_refused_a_name_that_another_one_has():
    CountryFactory(slug="turkiye", name="Türkiye", also_known_as=["Turkey"])
    with pytest.raises(ValidationError, match="turkey"):
        CountryFactory.build(name="turkey").clean()
