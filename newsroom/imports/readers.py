"""Reading lines on several processor cores: processes beside this one that know no database.

Each is sent a batch of lines at a time and sends back what it read. They are started afresh rather than forked,
so they share nothing, and end by themselves when this process does, however it ends.
"""

import gc
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

import django

from .lines import Batch, Line

if TYPE_CHECKING:  # the models behind them cannot be imported in a new process before django.setup()
    from .reading import Reading
    from .vocabulary import Vocabulary

#: Batches that are read ahead, for each process.
_AHEAD = 2


class ReaderLost(Exception):
    """A reading process ended before its time."""


class Readers:
    """So many processes that read; with 0 of them, this one does. A context manager: they end with it."""

    def __init__(self, count: int, vocabulary: "Vocabulary", repair: bool = False):
        """`repair`: see reading.read()."""
        self._count = count
        self._repair = repair
        self._vocabulary = vocabulary
        self._free: SimpleQueue[Connection] = SimpleQueue()

    def __enter__(self) -> Self:
        self._processes: list[SpawnProcess] = []
        if self._count:
            with _deaf_to_interrupts():
                self._start(pickle.dumps(self._vocabulary))
        self._threads = ThreadPoolExecutor(self._count or 1)  # a thread only waits for its process
        return self

    def _start(self, vocabulary: bytes) -> None:
        context = get_context("spawn")
        for _number in range(self._count):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, vocabulary, self._repair), daemon=True)
            process.start()
            there.close()  # so that its death is the end of the file here
            self._processes.append(process)
            self._free.put(here)

    def __exit__(self, *_exception: object) -> None:
        for process in self._processes:
            process.kill()  # it holds nothing that could be lost
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.join()
            self._free.get().close()

    def read(self, batches: Iterable[Batch]) -> "Iterator[tuple[Batch, list[Reading]]]":
        """Yield each batch with what was read of it, in their order, holding a few at a time.

        Raises ReaderLost.
        """
        if not self._count:
            from .reading import read

            yield from ((batch, read(batch.lines, self._vocabulary, self._repair)) for batch in batches)
            return
        ahead: deque[tuple[Batch, Future[list[Reading]]]] = deque()
        for batch in batches:
            ahead.append((batch, self._threads.submit(self._ask, batch.lines)))
            if len(ahead) > _AHEAD * self._count:
                yield _come(*ahead.popleft())
        while ahead:
            yield _come(*ahead.popleft())

    def _ask(self, lines: list[Line]) -> "list[Reading]":
        connection = self._free.get()
        try:
            connection.send(lines)
            return connection.recv()
        except (EOFError, OSError) as error:
            raise ReaderLost from error
        finally:
            self._free.put(connection)


def _come(batch: Batch, readings: "Future[list[Reading]]") -> "tuple[Batch, list[Reading]]":
    return batch, readings.result()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile ignore signals that go to all: the one that writes ends the others."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(connection: Connection, pickled: bytes, repair: bool) -> None:
    """The life of a reading process."""
    django.setup()
    from .reading import read

    vocabulary = pickle.loads(pickled)  # noqa: S301 - from the process that started this one
    gc.freeze()  # what has been loaded stays; no need to look through it again and again
    while True:
        try:
            connection.send(read(connection.recv(), vocabulary, repair))
        except (EOFError, OSError):  # the process that writes is no more
            return
