"""Writes the figures of a run as tables that people read."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from .load import MANY
from .targets import rate, ratio, rows

CELL = f"median ms with one connection / requests a second / median ms / p99 ms, the last three with {MANY} connections"

_WHEN = ("before", "after")
_SPAN = "requests a second of the kinds of page, cache on, × the mean of both"
_TURNS = "by turns with the slowest kind, cache on: requests a second of the floor; of that kind"


def report(results: dict[str, Any]) -> str:
    """The whole of RESULTS.md."""
    parts = [
        _head(results),
        _promises(results),
        *_site(results),
        _floor(results),
        _growth(results),
        _depth(results),
        _peer(results),
        _archive(results),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(results: dict[str, Any]) -> str:
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return f"""# Figures of one run

{results["date"][:10]}; {machine["cores"]} cores ({machine["processor"]}), {machine["memory_gb"]} GB; {versions}.
The load on the machine was {machine["load_before"]} before. `python -m benchmarks` writes this page; README.md says how
to read it. Each cell: **{CELL}**. {results["seconds"]} seconds a pass, seed {results["seed"]}."""


def _promises(results: dict[str, Any]) -> str:
    words = {True: "yes", False: "**no**", None: "–"}
    body = [(row.promise, row.wanted, row.measured, words[row.kept]) for row in rows(results)]
    return "## Promises\n\n" + table(("", "wanted", "measured", "kept"), body)


def _site(results: dict[str, Any]) -> Iterable[str]:
    sizes = list(results["ours"])
    for mode in ("off", "on"):
        measured = [figures.get(mode, {}) for figures in results["ours"].values()]
        names = dict.fromkeys(kind for figures in measured for kind in figures)
        body = [(name, _queries(results, mode, name), *(_cell(f.get(name)) for f in measured)) for name in names]
        yield f"## The site, page cache {mode}\n\n" + table(("kind", "queries", *(f"{int(n):,}" for n in sizes)), body)


def _floor(results: dict[str, Any]) -> str:
    ours = results["ours"]
    body = [(when, *(_cell(figures["floor"][at]) for figures in ours.values())) for at, when in enumerate(_WHEN)]
    body += [(_SPAN, *map(_span, ours.values())), (_TURNS, *map(_turns, ours.values()))]
    return "## The floor, before and after\n\n" + table(("", *(f"{int(n):,}" for n in ours)), body)


def _span(figures: dict[str, Any]) -> str:
    floor = statistics.mean(measured["many"]["rate"] for measured in figures["floor"])
    ratios = sorted(result["many"]["rate"] / floor for result in figures.get("on", {}).values())
    return f"{ratios[0]:.2f}–{ratios[-1]:.2f}" if ratios else ""


def _turns(figures: dict[str, Any]) -> str:
    slowest = figures.get("slowest")
    return f"{slowest['floor']:,.0f}; {slowest['site']:,.0f}" if slowest else ""


def _growth(results: dict[str, Any]) -> str:
    sizes = list(results["ours"])
    body = [(name, medians["small"], medians["large"]) for name, medians in results["growth"].items()]
    heads = ("kind", f"{int(sizes[0]):,}", f"{int(sizes[-1]):,}")
    return "## Growth: median ms, by turns\n\n" + table(heads, body) if body else ""


def _depth(results: dict[str, Any]) -> str:
    depths = {size: figures.get("depth", {}) for size, figures in results["ours"].items()}
    names = dict.fromkeys(name for medians in depths.values() for name in medians)
    body = [(name, *(medians.get(name, "") for medians in depths.values())) for name in names]
    heads = ("page", *(f"{int(size):,}" for size in depths))
    return "## Depth: median ms, by turns\n\n" + table(heads, body) if body else ""


def _queries(results: dict[str, Any], mode: str, name: str) -> str:
    counts = {figures["queries"][mode].get(name) for figures in results["ours"].values()} - {None}
    return "–".join(map(str, sorted({min(counts), max(counts)}))) if counts else ""


def _peer(results: dict[str, Any]) -> str:
    parts: list[str] = []
    for size, figures in results["peer"].items():
        ours = results["ours"].get(size, {})
        body = [
            (name, figures["queries"].get(name) or "", _cell(result), _factor(rate(ours, "off", name), result))
            for name, result in figures.get("off", {}).items()
        ]
        threads = figures["threads"]
        served = f"with {threads} threads each" if threads else "without threads"
        parts += [
            f"## The peer with {int(size):,} releases, page cache off",
            f"Served by 2 processes {served}, the faster of both ways.",
            table(("kind", "queries", "peer", "the site, × its requests/s"), body),
        ]
    return "\n\n".join(parts)


def _factor(ours: float | None, peers: dict[str, Any]) -> str:
    found = ratio(ours, peers["many"]["rate"])
    return "" if found is None else f"{found:,.1f}"


def _archive(results: dict[str, Any]) -> str:
    body = []
    for size, figures in results["ours"].items():
        archive, imported = figures["archive"], figures["import"]
        selects = " / ".join(str(archive[name]) for name in ("median_ms", "p95_ms", "max_ms"))
        memory = "; ".join(" + ".join(map(str, figures.get(f"memory_{mode}_mb", []))) for mode in ("off", "on"))
        body.append(
            (f"{int(size):,}", selects, archive["load_s"], archive["memory_mb"], memory, f"{imported['per_second']:,}")
        )
    heads = (
        "releases",
        "select: median / p95 / max ms",
        "load, s",
        "archive, MB",
        "workers after load, MB: cache off; on",
        "import, releases/s",
    )
    return "## The archive, in the process\n\n" + table(heads, body)


def _cell(result: dict[str, Any] | None) -> str:
    if not result:
        return ""
    one, many = result["one"], result["many"]
    return f"{_short(one['median'])} / {_short(many['rate'])} / {_short(many['median'])} / {_short(many['p99'])}"


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def table(heads: Sequence[str], body: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown; all columns but the first to the right."""
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *body]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
