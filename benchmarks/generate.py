"""Writes N made-up releases with the skew of a real archive, oldest first; the same for the same N and seed.

    python -m benchmarks.generate N [--seed 1] [--out FILE] [--peer FILE --terms FILE]

Lines are in the format of docs/import-format.md. `--peer` and `--terms` write the same releases, and the terms they
carry, as the peer's loader reads them (see README.md).
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from .formats import our_line, peer_line, peer_terms
from .releases import Writer

CHUNK = 500


def lines(count: int, seed: int, start: int = 0, stop: int | None = None) -> Iterator[tuple[str, str]]:
    """Of each release from `start` to before `stop`: our line and the peer's, without line ends."""
    writer = Writer(seed, count)
    for number in range(start, count if stop is None else stop):
        release = writer.release(number)
        yield our_line(release), peer_line(release)


def generate(count: int, seed: int, out: Path, peer: Path | None = None, terms: Path | None = None) -> None:
    """Write the files. Each appears under its name only when it is complete."""
    if terms:
        with _appearing(terms) as file:
            json.dump(peer_terms(Writer(seed, count)), file, ensure_ascii=False, indent=1)
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(_appearing(out))
        theirs = stack.enter_context(_appearing(peer)) if peer else None
        for our_text, peer_text in _in_parallel(count, seed):
            ours.write(our_text)
            if theirs:
                theirs.write(peer_text)


def _in_parallel(count: int, seed: int) -> Iterable[tuple[str, str]]:
    with multiprocessing.Pool(os.cpu_count(), _start, (seed, count)) as pool:
        yield from pool.imap(_chunk, ((at, min(at + CHUNK, count)) for at in range(0, count, CHUNK)))


_writer: Writer


def _start(seed: int, count: int) -> None:
    global _writer
    # Not as the process that forked this one has it: a pool ends its workers by this signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _writer = Writer(seed, count)


def _chunk(bounds: tuple[int, int]) -> tuple[str, str]:
    releases = [_writer.release(number) for number in range(*bounds)]
    ours, theirs = (map(line, releases) for line in (our_line, peer_line))
    return "".join(f"{text}\n" for text in ours), "".join(f"{text}\n" for text in theirs)


@contextlib.contextmanager
def _appearing(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        yield file
    draft.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Write made-up releases.")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where our lines go (default: standard output)")
    parser.add_argument("--peer", type=Path, help="where the peer's lines go")
    parser.add_argument("--terms", type=Path, help="where the peer's terms go")
    given = parser.parse_args()
    if given.count < 1:
        parser.error("N must be a positive number")
    if given.out:
        generate(given.count, given.seed, given.out, given.peer, given.terms)
    elif given.peer or given.terms:
        parser.error("--peer and --terms need --out")
    else:
        sys.stdout.writelines(f"{ours}\n" for ours, _ in lines(given.count, given.seed))


if __name__ == "__main__":
    main()
