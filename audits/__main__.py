"""`make audit`: what outside tools say of the running site. Ends with 1 where anything falls short."""

import datetime as dt
import sys
import urllib.request
from pathlib import Path

from . import lighthouse, nu
from .site import furnished

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "audit"
RESULTS = ROOT / "audits" / "RESULTS.md"
#: Of the screen: less than a hundredth is the search field giving way to the menu while the page comes in.
STILL = 0.01
HEAVIEST = 60  # kB of a first view without pictures


def main() -> int:
    if reason := nu.missing():
        print(reason)
        return 1
    REPORTS.mkdir(parents=True, exist_ok=True)
    with furnished() as (base, pages, _unserved):
        reports = [lighthouse.ask(page, base + pages[page], REPORTS) for page in lighthouse.PAGES]
        html = {name: _fetch(base + path) for name, path in pages.items()}
        html |= {f"ru-{name}": _fetch(f"{base}/ru{path}") for name, path in pages.items() if "preview" not in name}
    wrong = nu.complaints(html, _sheets())
    table = _table(reports, len(html), wrong)
    RESULTS.write_text(table)
    print(table)
    return int(bool(wrong) or any(_falls_short(report) for report in reports))


def _sheets() -> list[Path]:
    """The style sheets of browsers. The one for paper is read by WeasyPrint alone, and has rules of paged media."""
    return [sheet for sheet in sorted((ROOT / "static" / "css").rglob("*.css")) if sheet.name != "release-pdf.css"]


def _falls_short(report: lighthouse.Report) -> bool:
    light = report.kilobytes < HEAVIEST and report.shift < STILL and not report.others
    return min(report.points.values()) < lighthouse.LEAST or not light


def _fetch(address: str) -> bytes:
    """The page there, whatever its status."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def _table(reports: list[lighthouse.Report], pages: int, wrong: list[str]) -> str:
    names = ["page", *lighthouse.CATEGORIES, "kB without pictures", "layout shift", "other hosts"]
    rows = [
        [
            r.page,
            *(str(r.points[name]) for name in lighthouse.CATEGORIES),
            f"{r.kilobytes:.0f}",
            f"{r.shift:.3f}",
            str(len(r.others)),
        ]
        for r in reports
    ]
    lines = [f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *rows)]
    markup = "\n".join(f"* {line}" for line in wrong) or f"{pages} pages and all style sheets: no error."
    return (
        f"# Audit of {dt.date.today():%-d %B %Y}\n\nMade by `make audit`; the whole reports are in `var/audit/`.\n\n"  # noqa: DTZ011
        f"## Lighthouse\n\n{chr(10).join(lines)}\n\n## Nu HTML checker\n\n{markup}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
