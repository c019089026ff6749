"""The legacy_ids of a file."""

import re
from typing import Any

from pyroaring import BitMap64

_SMALL_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class Seen:
    """The legacy_ids met so far. Numbers, which most of them are, take a byte or two each."""

    def __init__(self) -> None:
        self._numbers, self._others = BitMap64(), set[str]()

    def add(self, legacy_id: str) -> bool:
        """Whether `legacy_id` is new."""
        is_number = _SMALL_NUMBER.fullmatch(legacy_id)
        seen: Any = self._numbers if is_number else self._others
        value = int(legacy_id) if is_number else legacy_id
        if value in seen:
            return False
        seen.add(value)
        return True
