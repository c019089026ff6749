"""Collects the words that many editions hold, so that searches have them at hand."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Max
from pyroaring import BitMap

from ..models import CommonWord, Edition
from ..version import current_version
from .common_words import came_since
from .matching import numbers

#: A word is common if this share of all editions has it, and no fewer than so many: the index finds others in
#: a moment. (Below a sixteenth, CRoaring has lists in place of bits, and there are thousands of such words.)
SHARE, FEW = 1 / 20, 1_000
#: So many editions are looked at to learn which words are common, and so many are gone through at once.
_SAMPLE, _AT_ONCE = 2_000, 10_000
#: So many editions may have come before it is worth going through all again.
_WORTH = 50
#: A bitmap holds no higher numbers.
_HIGHEST = 0xFFFFFFFF

_FREQUENT = """
    SELECT lexeme
    FROM newsroom_edition, unnest(tsvector_to_array(search)) AS lexeme
    WHERE id %% %s = 0
    GROUP BY lexeme
    HAVING count(*) >= %s * (SELECT count(*) FROM newsroom_edition WHERE id %% %s = 0)
"""
_HOLDING = """
    SELECT lexeme, language, string_agg(int8send(id), ''::bytea)
    FROM newsroom_edition, unnest(tsvector_to_array(search)) AS lexeme
    WHERE id > %s AND id <= %s AND lexeme = ANY(%s)
    GROUP BY lexeme, language
"""


def collect_common_words() -> int:
    """Read through all editions and keep the common words; how many there are.

    Some 13 s and 15 MB for 100,000 editions. Whoever searches meanwhile finds what was kept before.
    """
    # Before any edition is read: those that come while we read are asked about again, which does no harm.
    version = current_version()
    holding: dict[tuple[str, str], BitMap] = defaultdict(BitMap)
    common = _frequent()
    for lexeme, language, keys in _holding(common):
        holding[lexeme, language] |= keys
    rows = [
        CommonWord(lexeme=lexeme, language=language, editions=keys.serialize(), version=version)
        for (lexeme, language), keys in holding.items()
    ]
    with transaction.atomic():
        CommonWord.objects.all().delete()
        CommonWord.objects.bulk_create(rows, batch_size=200)
    return len(common)


def is_behind() -> bool:
    """Whether what is kept is of no use, or soon will be: where nothing is kept yet, or much has come since."""
    kept = CommonWord.objects.values_list("version", flat=True).first()
    return kept is None or came_since(kept, _WORTH) is None


def _frequent() -> list[str]:
    total = Edition.objects.count()
    if not total:
        return []
    step = max(1, total // _SAMPLE)
    with connection.cursor() as cursor:
        cursor.execute(_FREQUENT, [step, max(SHARE, FEW / total), step])
        return [lexeme for (lexeme,) in cursor]


def _holding(lexemes: list[str]) -> Iterator[tuple[str, str, BitMap]]:
    highest = Edition.objects.aggregate(highest=Max("pk"))["highest"] or 0
    if not lexemes or highest > _HIGHEST:
        return
    for start in range(0, highest, _AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(_HOLDING, [start, start + _AT_ONCE, lexemes])
            for lexeme, language, keys in cursor:
                yield lexeme, language, BitMap(numbers(keys))
