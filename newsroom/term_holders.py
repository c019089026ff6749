"""Why a term of the vocabulary must stay: the releases that name it."""

from django.utils.translation import ngettext
from taggit.models import Tag

from taxonomy.models import PartnerGroup, Structure
from taxonomy.models.term import Term

from .facets import FACETS
from .models import Edition, Release, ReleaseSource


def reasons_to_stay(term: Term) -> list[str]:
    """Sentences: how many editions and how many working texts name `term`."""
    editions, releases = _editions(term), _releases(term)
    published = ngettext(
        "%d published edition names it, and editions are kept for good.",
        "%d published editions name it, and editions are kept for good.",
        editions,
    )
    written = ngettext("%d press release names it.", "%d press releases name it.", releases)
    return [sentence % count for sentence, count in ((published, editions), (written, releases)) if count]


def editions_with_tag(tag: Tag) -> int:
    """How many editions, old ones too, carry this free keyword."""
    return Edition.objects.filter(tags__contains=[tag.slug]).count()


def _editions(term: Term) -> int:
    fields = [facet.field for facet in FACETS if facet.model is type(term)]
    return sum(Edition.objects.filter(**{f"{field}__contains": [term.slug]}).count() for field in fields)


def _releases(term: Term) -> int:
    if isinstance(term, (Structure, PartnerGroup)):
        name = "structure" if isinstance(term, Structure) else "partner_group"
        return ReleaseSource.objects.filter(**{name: term}).count()
    fields = [field.name for field in Release._meta.many_to_many if field.related_model is type(term)]
    return sum(Release.objects.filter(**{field: term}).count() for field in fields)
