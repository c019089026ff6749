"""What readers were promised: "Russian follows"."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from .models import Edition


def to_follow(edition: Edition, by: dt.datetime | None = None) -> list[str]:
    """Codes of the languages that were announced with `edition` and will not have come by that instant (default: now).

    None once the edition itself has ended. What came and was taken down again is not announced any longer, unless a
    later edition does so anew. One query where something was announced, otherwise none.
    """
    now = timezone.now()
    if not edition.languages_to_follow or (edition.live_until and edition.live_until <= now):
        return []
    by = by or now
    up, came_since = Q(live_until=None) | Q(live_until__gt=by), Q(live_from__gte=edition.live_from)
    group = Edition.objects.begun(by).filter(
        up | came_since, translation_group=edition.translation_group, language__in=edition.languages_to_follow
    )
    come = set(group.values_list("language", flat=True))
    return [language for language in edition.languages_to_follow if language not in come]
