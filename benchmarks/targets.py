"""What the site promises of its speed, and whether one run's figures keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FILTERED = ("common country", "rare country", "country × structure × field", "year")
#: Pages of the list, the first for the others to be compared with.
DEEP = ("list page 1", "list page 1,000", "list page 5,000")
#: The size at which the site and its peer are compared.
SIZE = 100_000


@dataclass(frozen=True)
class Row:
    """`kept` is None where the run has no figures for it."""

    promise: str
    wanted: str
    measured: str
    kept: bool | None


def rows(results: dict[str, Any]) -> list[Row]:
    """All promises, in order."""
    parts = (_against_peer, _growth, _depth, _cached, _within, _queries)
    return [row for part in parts for row in part(results)]


def _row(promise: str, figure: float | None, limit: float, unit: str, *, least: bool) -> Row:
    sign = "≥" if least else "≤"
    if figure is None:
        return Row(promise, f"{sign} {limit:g}{unit}", "not measured", None)
    text = f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
    return Row(promise, f"{sign} {limit:g}{unit}", text + unit, figure >= limit if least else figure <= limit)


def rate(figures: dict[str, Any], mode: str, kind: str) -> float | None:
    """Requests a second with many connections, or None where that was not measured."""
    return figures.get(mode, {}).get(kind, {}).get("many", {}).get("rate")


def ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _against_peer(results: dict[str, Any]) -> Iterator[Row]:
    ours, peer = (results[site].get(str(SIZE), {}) for site in ("ours", "peer"))
    least = dict.fromkeys(FILTERED, 100)
    least |= {"common word": 50, "common words, each new": 50, "common word × country": 100, "release page": 3}
    for kind, factor in least.items():
        found = ratio(rate(ours, "off", kind), rate(peer, "off", kind))
        yield _row(
            f"{kind}, {SIZE:,} releases, cache off: requests/s against the peer", found, factor, " ×", least=True
        )


def _growth(results: dict[str, Any]) -> Iterator[Row]:
    sizes = sorted(map(int, results["ours"]))
    for kind in FILTERED:
        medians = results["growth"].get(kind, {})
        found = ratio(medians.get("large"), medians.get("small"))
        yield _row(f"{kind}: median from {sizes[0]:,} to {sizes[-1]:,} releases", found, 1.5, " ×", least=False)


def _depth(results: dict[str, Any]) -> Iterator[Row]:
    size = max(map(int, results["ours"]))
    medians = results["ours"][str(size)].get("depth", {})
    first, *others = DEEP
    for page in others:
        found = ratio(medians.get(page), medians.get(first))
        yield _row(f"{page} against page 1, {size:,} releases: median", found, 1.1, " ×", least=False)


def _cached(results: dict[str, Any]) -> Iterator[Row]:
    for size, figures in results["ours"].items():
        if slowest := figures.get("slowest"):
            kind, found = slowest["kind"], ratio(slowest["site"], slowest["floor"])
            promise = f"cache on, {int(size):,} releases: requests/s of the slowest kind ({kind}) against the floor"
            yield _row(promise, found, 0.8, " ×", least=True)


def _within(results: dict[str, Any]) -> Iterator[Row]:
    for size, figures in results["ours"].items():
        found = figures["archive"]["median_ms"]
        yield _row(f"archive.select, {int(size):,} releases: median, in the process", found, 3, " ms", least=False)
    size = max(results["ours"], key=int)
    archive, imported = results["ours"][size]["archive"], results["ours"][size]["import"]
    yield _row(f"reading an archive of {int(size):,} releases", archive["load_s"], 5, " s", least=False)
    yield _row(f"memory of an archive of {int(size):,} releases", archive["memory_mb"], 100, " MB", least=False)
    yield _row(f"import of {int(size):,} releases: releases a second", imported["per_second"], 3_000, "", least=True)


def _queries(results: dict[str, Any]) -> Iterator[Row]:
    counted = [figures["queries"] for figures in results["ours"].values()]
    made = [n for counts in counted for kind, n in counts["off"].items() if kind.startswith("list") or kind in FILTERED]
    kept = [n for counts in counted for n in counts["on"].values()]
    yield _row("queries of a list page, cache off, at the most", max(made, default=None), 4, "", least=False)
    yield _row("queries of any page, cache on, at the most", max(kept, default=None), 1, "", least=False)
