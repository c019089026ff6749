"""Which editions and releases use a picture or a file."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Attachment, Edition, Image, Release

#: How many uses are told; one is enough to keep a medium.
MOST_TOLD = 10


def showing(model: type[Image] | type[Attachment], pk: int) -> Q:
    """The condition on editions that they show the picture or file with that key."""
    field = "image_ids" if model is Image else "attachment_ids"
    # The second half is implied by the first, which PostgreSQL cannot know: without it the index goes unused.
    return Q(**{f"{field}__contains": [pk]}) & ~Q(**{field: []})


def uses_of(medium: Image | Attachment) -> list[str]:
    """Sentences on what uses `medium`: working texts, and editions whether they are up, ahead or past."""
    editions = Edition.objects.filter(showing(type(medium), medium.pk))
    for_releases = [
        _("The press release “%(title)s” uses it.") % {"title": release.title}
        for release in _releases_with(medium).only("title")[:MOST_TOLD]
    ]
    for_editions = [
        _("Edition %(number)d of “%(title)s” shows it, and what was published is kept.")
        % {"number": edition.number, "title": edition.title}
        for edition in editions.only("number", "title")[:MOST_TOLD]
    ]
    return for_releases + for_editions


def _releases_with(medium: Image | Attachment) -> QuerySet[Release]:
    if isinstance(medium, Attachment):
        return Release.objects.filter(attachments=medium)
    in_text = Q(body__regex=rf"/media/images/0*{medium.pk}/")
    return Release.objects.filter(in_text | Q(pk__in=medium.releases.values("pk")))
