"""Which positions hold certain words: asked of the database once, and remembered while editions come and go."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import NamedTuple, Self

from pyroaring import BitMap

from .order import Order
from .values import shifted

#: So many answers are kept, those asked for last; each takes 125 kB at most in a million editions.
MOST = 64
#: Of editions that came since, so many are asked about apart; beyond, all are asked about again.
MOST_NEW = 2_000

#: Gives keys of editions that hold some words: of those among the editions named, or of all.
Ask = Callable[[Collection[int] | None], Iterable[int]]


class Answer(NamedTuple):
    """The positions that hold the words, but for those of editions that came later and are yet to be asked about."""

    positions: BitMap
    new: frozenset[int] = frozenset()


class Words:
    """Remembers answers, those asked for last. Safe to use from several threads."""

    def __init__(self, answers: Iterable[tuple[Hashable, Answer]] = ()):
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict(answers)
        self._lock = threading.Lock()

    def positions(
        self, words: Hashable, order: Order, ask: Callable[[Collection[int] | None], Iterable[int]]
    ) -> BitMap:
        """The positions that hold `words`."""
        with self._lock:
            answer = self._answers.get(words)
        if answer is None:
            answer = Answer(order.positions_of(ask(None)))
        elif answer.new:
            answer = Answer(answer.positions | order.positions_of(ask(answer.new)))
        with self._lock:
            self._answers[words] = answer
            self._answers.move_to_end(words)
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer.positions

    def following(self, gaps: list[tuple[int, int]], come: dict[int, int]) -> Self:
        """What is still known when positions have been put in (see `shifted`) and editions have `come`, by position."""
        with self._lock:
            answers = list(self._answers.items())
        taken = BitMap(come)
        return type(self)(
            (words, Answer(shifted(answer.positions, gaps) - taken, new))
            for words, answer in answers
            if len(new := answer.new | set(come.values())) <= MOST_NEW
        )
