"""Which words of a paste are which words of an edition, in order, in bounded time."""

from bisect import bisect_left
from itertools import accumulate, pairwise

from ..differences import Effort, common

#: So many words in a row tell where in an edition a paste goes on.
_RUN = 4
#: Words before and after a passage among which what it lacks or changes is looked for, beside twice what is unmatched.
_NEAR = 50


def anchored(original: list[str], pasted: list[str]) -> list[int]:
    """For each word of `pasted`, the position of the same word in `original`, rising; -1 where there is none for sure.

    Sure are runs of words that `original` holds once, as many as can be had in order, and what joins on to them.
    """
    match = [-1] * len(pasted)
    for at, other in _rising(_shared_runs(original, pasted)):
        for more in range(_RUN):
            match[other + more] = at + more
    _drop_islands(match)
    _extend(original, pasted, match)
    return match


def fill(original: list[str], pasted: list[str], match: list[int], is_taken: list[bool], effort: Effort) -> None:
    """Match in place what is left between what `match` has, but for the words of `pasted` that are taken for others."""
    known = [(-1, -1), *((at, here) for here, at in enumerate(match) if at >= 0), (len(original), len(pasted))]
    for (start, here), (end, there) in pairwise(known):
        free = [position for position in range(here + 1, there) if not is_taken[position]]
        if not free or end - start < 2:
            continue
        first, last = start + 1, end
        if start < 0 < end < len(original):  # a long text before a passage is not what the passage lacks
            first = max(0, end - 2 * len(free) - _NEAR)
        elif end == len(original) and start >= 0:
            last = min(end, first + 2 * len(free) + _NEAR)
        for block in common(original[first:last], [pasted[position] for position in free], effort):
            for more in range(block.size):
                match[free[block.b + more]] = first + block.a + more


def _shared_runs(original: list[str], pasted: list[str]) -> list[tuple[int, int]]:
    """(position in `original`, position in `pasted`) of the runs that both hold, by the latter.

    Of what `original` holds several times, the last: a summary that repeats the first paragraph is taken for that.
    """
    last = {tuple(original[at : at + _RUN]): at for at in range(len(original) - _RUN + 1)}
    runs = ((last.get(tuple(pasted[here : here + _RUN]), -1), here) for here in range(len(pasted) - _RUN + 1))
    return [(at, here) for at, here in runs if at >= 0]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of `pairs`, which rise in the second, that rises in the first too (patience sorting)."""
    tops: list[int] = []  # smallest end of a choice of each length
    where: list[int] = []  # its place in `pairs`
    before: list[int] = []
    for place, (at, _here) in enumerate(pairs):
        length = bisect_left(tops, at)
        before.append(where[length - 1] if length else -1)
        if length == len(tops):
            tops.append(at)
            where.append(place)
        else:
            tops[length], where[length] = at, place
    chosen, place = [], where[-1] if where else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _drop_islands(match: list[int]) -> None:
    """Forget runs that others have cut short: a word that stands elsewhere too, before those that tell where it is."""
    start = 0
    for here in range(1, len(match) + 1):
        if here == len(match) or match[here] != match[here - 1] + 1:
            if here - start < _RUN:
                match[start:here] = [-1] * (here - start)
            start = here


def around(match: list[int], end: int) -> tuple[list[int], list[int]]:
    """For each position of a paste, the last match before it (or -1) and the first from it on (or `end`)."""
    floors = list(accumulate(match, max, initial=-1))
    ceilings = list(accumulate((end if at < 0 else at for at in reversed(match)), min, initial=end))[::-1]
    return floors, ceilings


def _extend(original: list[str], pasted: list[str], match: list[int]) -> None:
    """Add the words before and after what is matched that are the same."""
    floors, _ceilings = around(match, len(original))
    for here in range(len(pasted) - 1, 0, -1):
        at = match[here] - 1
        if at > floors[here - 1] and match[here - 1] < 0 and original[at] == pasted[here - 1]:
            match[here - 1] = at
    _floors, ceilings = around(match, len(original))
    for here in range(len(pasted) - 1):
        at = match[here] + 1
        if 0 < at < ceilings[here + 1] and match[here + 1] < 0 and original[at] == pasted[here + 1]:
            match[here + 1] = at
