"""Processes that read beside the one that writes: the same comes of it, and they end with it."""

import psutil
import pytest

from newsroom.imports import readers as readers_module
from newsroom.imports.lines import Batch, Line
from newsroom.imports.readers import ReaderLost, Readers
from newsroom.imports.reading import read
from newsroom.imports.vocabulary import Vocabulary

from .conftest import line
from .test_lines import BAD

pytestmark = pytest.mark.django_db


def batches(count: int, size: int = 3) -> list[Batch]:
    texts = [b'{"legacy_id": %d, "title": "T", "published_at": "2021-05-10"}' % n for n in range(count * size)]
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    return [Batch(lines[n : n + size], n) for n in range(0, len(lines), size)]


def test_what_several_read_comes_in_the_order_of_the_file():
    vocabulary = Vocabulary()
    with Readers(2, vocabulary) as readers:
        came = list(readers.read(batches(9)))
    assert came == [(batch, read(batch.lines, vocabulary)) for batch in batches(9)]


def test_an_import_is_the_same_whoever_reads(run):
    lines = [part for n, (content, _reason) in enumerate(BAD.values()) for part in (line(n, tags=["a"]), content)]
    alone, beside = run(*lines, workers=0), run(*lines, workers=2)
    assert beside.rejects == alone.rejects
    assert beside.counts == (0, 0, alone.created, alone.rejected)


def test_no_more_is_read_ahead_than_is_needed():
    taken = []

    def noting():
        for batch in batches(50):
            taken.append(batch)
            yield batch

    with Readers(1, Vocabulary()) as readers:
        coming = readers.read(noting())
        next(coming)
        assert len(taken) <= readers_module._AHEAD + 1


def test_a_reader_that_is_killed_stops_the_import_with_a_word():
    with Readers(1, Vocabulary()) as readers:
        coming = readers.read(batches(50))
        next(coming)
        readers._processes[0].kill()
        with pytest.raises(ReaderLost):
            list(coming)


def test_readers_end_when_they_are_no_longer_needed():
    with Readers(2, Vocabulary()) as readers:
        found = [psutil.Process(process.pid) for process in readers._processes]
        next(readers.read(batches(50)))
    assert not any(process.is_running() for process in found)
