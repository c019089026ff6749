"""One run: the site at every size, by turns with its peer, with the floor before and after. In one go."""

import contextlib
import datetime as dt
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import load
from .generate import generate
from .kinds import Kind, kinds
from .machine import machine
from .measure import measure, tell, wanted
from .newsroom import Newsroom
from .peer import THREADS, Peer
from .processes import GUNICORN, free_port, serving, worker_memory
from .targets import DEEP, FILTERED
from .turns import grow, medians, rates


@dataclass(frozen=True)
class Plan:
    """What to run. `only` are words of which a kind's name must hold one; none means all kinds."""

    work: Path
    sizes: Sequence[int]
    peer: Path | None
    peer_sizes: Sequence[int]
    seconds: int = 2
    seed: int = 1
    only: Sequence[str] = ()

    def file(self, name: str) -> Path:
        """A file of generated releases; made anew only for another seed."""
        return self.work / "releases" / (name if self.seed == 1 else f"seed-{self.seed}-{name}")

    def newsroom(self, size: int) -> Newsroom:
        return Newsroom(self.work / "sites" / (str(size) if self.seed == 1 else f"seed-{self.seed}-{size}"), size)

    def peer_at(self, size: int) -> Peer:
        assert self.peer
        work = self.work / ("peer" if self.seed == 1 else f"seed-{self.seed}-peer")
        return Peer(self.peer, work, size)


def run(plan: Plan, results: dict[str, Any]) -> None:
    """Prepare what is not there, measure, and put all figures into `results`, each as soon as it is known."""
    load.wrk_is_there()
    results["date"] = dt.datetime.now(dt.UTC).isoformat(timespec="minutes")
    results |= {"seconds": plan.seconds, "seed": plan.seed, "only": list(plan.only)}
    results["ours"] = {str(size): {"import": _prepare(plan, size)} for size in plan.sizes}
    results["peer"] = {str(size): {"load": _prepare_peer(plan, size)} for size in plan.peer_sizes if plan.peer}
    results["machine"] = machine()
    floor = _floor(plan)
    for size in plan.sizes:
        figures = results["ours"][str(size)]
        figures |= {"floor": [floor], **_ours(plan, size, results["peer"].get(str(size)))}
        floor = _floor(plan)
        figures["floor"].append(floor)
    results["growth"] = _growth(plan)


def prepare(plan: Plan) -> None:
    """Only load what a run will need."""
    for size in plan.sizes:
        _prepare(plan, size)
    for size in plan.peer_sizes if plan.peer else ():
        _prepare_peer(plan, size)


def _generated(plan: Plan, size: int) -> tuple[Path, Path, Path]:
    ours, peers, terms = (plan.file(name) for name in (f"{size}.jsonl", f"{size}.peer.jsonl", "terms.json"))
    with_peer = bool(plan.peer and size in plan.peer_sizes)
    if not ours.exists() or (with_peer and not (peers.exists() and terms.exists())):
        print(f"Making up {size:,} releases …", flush=True)
        generate(size, plan.seed, ours, *((peers, terms) if with_peer else ()))
    return ours, peers, terms


def _prepare(plan: Plan, size: int) -> dict[str, Any]:
    ours, _, _ = _generated(plan, size)
    print(f"Preparing the site with {size:,} releases …", flush=True)
    return plan.newsroom(size).prepare(ours)


def _prepare_peer(plan: Plan, size: int) -> dict[str, Any]:
    _, peers, terms = _generated(plan, size)
    print(f"Preparing the peer with {size:,} releases …", flush=True)
    return plan.peer_at(size).prepare(peers, terms)


def _ours(plan: Plan, size: int, peers: dict[str, Any] | None) -> dict[str, Any]:
    site = plan.newsroom(size)
    theirs = plan.peer_at(size).release_paths() if peers is not None else ()
    found = _chosen(plan, kinds(size, site.inside("releases"), theirs))
    return {
        "queries": {mode: _queries(site, found, mode) for mode in ("off", "on")},
        "archive": site.archive(),
        **_uncached(plan, site, found, peers),
        **_cached(plan, site, found),
    }


def _queries(site: Newsroom, found: list[Kind], mode: str) -> dict[str, int]:
    counted = found if mode == "off" else _kept(found)
    counts = site.query_counts([kind.ours[0] for kind in counted], page_cache=mode == "on")
    return dict(zip((kind.name for kind in counted), counts, strict=True))


def _kept(found: list[Kind]) -> list[Kind]:
    """Those that a page cache may hold: what is asked for once is never there."""
    return [kind for kind in found if not kind.once]


def _uncached(plan: Plan, site: Newsroom, found: list[Kind], peers: dict[str, Any] | None) -> dict[str, Any]:
    """The page cache off, by turns with the peer where there is one, whose figures go into `peers`."""
    figures: dict[str, Any] = {"off": {}}
    with contextlib.ExitStack() as servers:
        if peers is not None:
            peer = plan.peer_at(site.size)
            peers |= {"queries": {}, "off": {}, "threads": _faster(plan, peer)}
            other = servers.enter_context(peer.serve(peers["threads"]))
        base, process = servers.enter_context(site.serve(page_cache=False))
        for kind in found:
            asked = {f"{site.size:,}, cache off": (base, kind.ours)}
            if peers is None:
                (figures["off"][kind.name],) = _load(plan, kind, asked)
            else:
                asked[f"{site.size:,}, peer"] = (other, kind.peers)
                figures["off"][kind.name], peers["off"][kind.name] = _load(plan, kind, asked)
                peers["queries"][kind.name] = load.header(other, kind.peers[0], "X-Count-Queries", "X-Query-Count")
        figures |= {"memory_off_mb": worker_memory(process), "depth": _depth(base, found)}
    return figures


def _cached(plan: Plan, site: Newsroom, found: list[Kind]) -> dict[str, Any]:
    figures: dict[str, Any] = {"on": {}}
    with site.serve(page_cache=True) as (base, process):
        for kind in _kept(found):
            asked = {f"{site.size:,}, cache on": (base, kind.ours)}
            (figures["on"][kind.name],) = _load(plan, kind, asked, settle=True)
        figures["memory_on_mb"] = worker_memory(process)
        if figures["on"]:
            figures["slowest"] = _slowest(plan, base, found, figures["on"])
    return figures


def _depth(base: str, found: list[Kind]) -> dict[str, float]:
    """Name of the page of the list → its median in ms with one connection, by turns with the others."""
    pages = [kind for kind in found if kind.name in DEEP]
    return dict(zip((page.name for page in pages), medians([(base, page.ours) for page in pages]), strict=True))


def _slowest(plan: Plan, base: str, found: list[Kind], figures: dict[str, Any]) -> dict[str, Any]:
    """The kind of page that was answered least often, and the floor: their rates by turns."""
    name = min(figures, key=lambda name: figures[name]["many"]["rate"])
    paths = next(kind.ours for kind in found if kind.name == name)
    with _serving_floor(plan) as floor:
        ours, constant = rates([(base, paths), (floor, ["/"])])
    return {"kind": name, "site": ours, "floor": constant}


def _growth(plan: Plan) -> dict[str, Any]:
    if len(plan.sizes) < 2:
        return {}
    small, large = (plan.newsroom(plan.sizes[end]) for end in (0, -1))
    lists = [kind for kind in kinds(small.size, ["/"]) if kind.name in FILTERED]
    return grow(small, large, _chosen(plan, lists))


def _faster(plan: Plan, peer: Peer) -> int:
    """The number of threads with which the peer answers more: a cheap kind of page and a dear one, weighed alike."""
    found = kinds(peer.size, (), peer.release_paths())
    samples = [kind.peers for kind in found if kind.name in ("release page", "rare country")]
    rates = {}
    for threads in THREADS:
        with peer.serve(threads) as base:
            measured = [measure([(base, paths)], plan.seconds) for paths in samples]
            rates[threads] = math.prod(one["many"]["rate"] for (one,) in measured)
    return max(THREADS, key=rates.__getitem__)


def _floor(plan: Plan) -> dict[str, Any]:
    with _serving_floor(plan) as base:
        (result,) = measure([(base, ["/"])], plan.seconds, settle=True)
    tell("floor", "constant view, 20 kB", result)
    return result


@contextlib.contextmanager
def _serving_floor(plan: Plan) -> Iterator[str]:
    base = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, *GUNICORN, "--bind", base.removeprefix("http://"), "benchmarks.floor"]
    with serving(command, base, "/", plan.work / "floor.log", {}):
        yield base


def _chosen(plan: Plan, found: list[Kind]) -> list[Kind]:
    names = wanted((kind.name for kind in found), plan.only)
    return [kind for kind in found if kind.name in names]


def _load(
    plan: Plan, kind: Kind, asked: Mapping[str, tuple[str, Sequence[str]]], settle: bool = False
) -> list[dict[str, Any]]:
    results = measure(list(asked.values()), plan.seconds, once=kind.once, settle=settle)
    for site, result in zip(asked, results, strict=True):
        tell(site, kind.name, result)
    return results
