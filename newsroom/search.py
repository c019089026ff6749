"""Full text: which live editions hold the words a reader typed."""

from collections.abc import Collection, Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from .languages import search_configurations
from .models import Edition


def matching_ids(words: str, languages: Iterable[str], within: Collection[int] | None = None) -> list[int]:
    """Keys of the editions, in any of those languages, that match `words`; of those `within` only, where given.

    `words` are read as web search engines read them: "a phrase", or, -without (PostgreSQL's
    websearch_to_tsquery, which accepts any text). Each edition is matched by the rules of its own language.
    """
    wanted = set(languages)
    matches = Q(pk__in=[])
    for configuration, codes in search_configurations().items():
        if here := wanted.intersection(codes):
            query = SearchQuery(words, search_type="websearch", config=configuration)
            matches |= Q(language__in=here, search=query)
    editions = Edition.objects.all() if within is None else Edition.objects.filter(pk__in=within)
    return list(editions.filter(matches).order_by().values_list("pk", flat=True))
