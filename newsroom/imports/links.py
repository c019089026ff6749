"""Links from imported texts into the former site: whether what they lead to has been imported too."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ..former_addresses import is_own
from ..models import LegacyAddress

#: Of so many links it is asked where they lead, and of so many at once.
_MOST, _AT_ONCE = 50_000, 1_000


class Links:
    """The links of a file, remembered until all its releases are there, since texts also lead to later ones."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []  # number of the line, key of the address

    def add(self, line_number: int, keys: Iterable[str]) -> None:
        """Remember the links of a line; beyond the bound, none."""
        self._found += ((line_number, key) for key in islice(keys, _MOST - len(self._found)))

    def dead(self) -> Iterator[tuple[int, str]]:
        """Those that lead neither to a former address nor to a page of this site, in the order of the file."""
        for start in range(0, len(self._found), _AT_ONCE):
            some = self._found[start : start + _AT_ONCE]
            rows = LegacyAddress.objects.filter(path__in={key for _line, key in some})
            known = set(rows.values_list("path", flat=True))
            yield from ((line, key) for line, key in some if key not in known and not is_own(key.partition("?")[0]))
