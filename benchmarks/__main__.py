"""python -m benchmarks: measures the site against its peer and the floor. README.md says more."""

import argparse
import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from .processes import ROOT, Failed
from .report import report
from .run import Plan, prepare, run

RESULTS = Path(__file__).with_name("RESULTS.md")
MILLION = 1_000_000


def main() -> None:
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # in good order: servers that were started are stopped
    try:
        if given.report:
            RESULTS.write_text(report(json.loads(given.report.read_text())))
            return
        plan = _plan(given)
        if given.prepare:
            prepare(plan)
            return
        results = _run(plan)
    except (Failed, OSError) as problem:
        sys.exit(str(problem))
    if plan.only or given.dry:
        print(report(results))
    else:
        RESULTS.write_text(report(results))
        print(f"The tables: {RESULTS}")


def _run(plan: Plan) -> dict[str, Any]:
    """The figures of a run, kept in a file too, even where it breaks off."""
    results: dict[str, Any] = {}
    try:
        run(plan, results)
    finally:
        if "machine" in results:
            kept = plan.work / "results" / f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H%M%S}.json"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(results, indent=1, ensure_ascii=False))
            print(f"All figures: {kept}")
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the site.")
    whole_numbers, surroundings = "comma-separated", os.environ
    parser.add_argument("--sizes", default="1000,30000,100000", help=f"how many releases ({whole_numbers})")
    parser.add_argument("--million", action="store_true", help="1,000,000 releases too: a long load, and 40 GB")
    parser.add_argument("--peer", type=Path, default=Path(surroundings.get("BENCH_PEER", "../shared/bench")))
    parser.add_argument("--peer-sizes", default="100000", help="those of --sizes at which the peer is too")
    parser.add_argument("--no-peer", action="store_true", help="leave the peer out")
    parser.add_argument("--seconds", type=int, default=2, help="of each pass of load (default: 2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="only kinds of page that hold one of these words; prints, writes not"
    )
    parser.add_argument("--dry", action="store_true", help="print the tables and leave RESULTS.md as it is")
    parser.add_argument("--prepare", action="store_true", help="only load what a run needs")
    parser.add_argument("--work", type=Path, default=Path(surroundings.get("BENCH_DIR", "var/bench")))
    parser.add_argument("--report", type=Path, metavar="JSON", help="write RESULTS.md anew from the figures of a run")
    return parser.parse_args()


def _plan(given: argparse.Namespace) -> Plan:
    sizes = sorted({*_numbers(given.sizes), *([MILLION] if given.million else [])})
    peer = None if given.no_peer else (ROOT / given.peer).resolve()
    if peer and not (peer / "peer_wagtail").is_dir():
        print(f"The peer is not at {peer}, and is left out. --peer or BENCH_PEER says where it is.")
        peer = None
    return Plan(
        work=(ROOT / given.work).resolve(),
        sizes=sizes,
        peer=peer,
        peer_sizes=[size for size in _numbers(given.peer_sizes) if size in sizes] if peer else [],
        seconds=given.seconds,
        seed=given.seed,
        only=[word for word in given.only.split(",") if word],
    )


def _numbers(written: str) -> list[int]:
    try:
        return [int(number) for number in written.split(",") if number]
    except ValueError:
        raise Failed(f"“{written}” must be whole numbers with commas between them.") from None


if __name__ == "__main__":
    main()
