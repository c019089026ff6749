"""Two texts that began as one: what both writers meant, and where they have to be asked. Pure: no database."""

from dataclasses import dataclass, field
from typing import Any

from .release_version import ROWS, Version, thing


@dataclass
class Merge:
    """What comes of two versions. Where both have changed a field in different ways, it holds mine."""

    version: Version = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)  # fields in which something of theirs has come in
    conflicts: list[str] = field(default_factory=list)  # fields for which somebody has to choose


def merge(base: Version | None, mine: Version, theirs: Version) -> Merge:
    """Bring `mine` and `theirs` together, field by field, which both began as `base` (None: nobody knows).

    A field that one of them left alone is as the other one has it. Of lists of terms and of rows each entry is
    looked at by itself, so that what either has added or removed is added or removed.
    """
    result = Merge()
    for name, there in theirs.items():
        here = mine.get(name, there)
        agreed = _agreed(name, base.get(name) if base else None, here, there)
        result.version[name] = here if agreed is None else agreed
        if agreed is None:
            result.conflicts.append(name)
        elif not same(name, agreed, here):
            result.taken.append(name)
    return result


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; the order of entries says nothing."""
    return _entries(name, one) == _entries(name, other) if isinstance(one, list) else one == other


def _agreed(name: str, base: Any, mine: Any, theirs: Any) -> Any:
    """The value that both can live with, or None."""
    if same(name, mine, theirs):
        return mine
    if base is None:
        return None
    if not isinstance(mine, list):
        return theirs if mine == base else mine if theirs == base else None
    before, here, there = (_entries(name, value) for value in (base, mine, theirs))
    found = {}
    for key in {**there, **here}:
        was, is_here, is_there = before.get(key), here.get(key), there.get(key)
        if was != is_here != is_there != was:
            return None
        entry = is_there if is_here == was else is_here
        if entry is not None:
            found[key] = entry
    return list(found.values())


def _entries(name: str, values: list) -> dict[str, Any]:
    return {thing(value): value for value in values} if name in ROWS else {value: value for value in values}
