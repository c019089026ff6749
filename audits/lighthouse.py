"""Lighthouse (https://developer.chrome.com/docs/lighthouse) against the pages that most readers see."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

PAGES = ("home", "list", "release", "country")
LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
_FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"


class Report(NamedTuple):
    """Of one page: category → points of 100; what comes over the network at first sight; how much the page jumps."""

    page: str
    points: dict[str, int]
    kilobytes: float
    shift: float
    others: list[str]  # addresses at other hosts


def ask(page: str, address: str, folder: Path) -> Report:
    """Load `address` in Chromium as on a telephone, and leave the whole report in `folder` as HTML and JSON."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
    target = folder / page
    command: list[str | Path] = [_PROGRAM, address, "--quiet", f"--chrome-flags={_FLAGS}", f"--output-path={target}"]
    command += ["--output=json", "--output=html", f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": chromium})
    return _read(page, address, json.loads(target.with_suffix(".report.json").read_text()))


def _read(page: str, address: str, told: dict[str, Any]) -> Report:
    requests = told["audits"]["network-requests"]["details"]["items"]
    host = address.split("/")[2]
    return Report(
        page,
        {name: round(told["categories"][name]["score"] * 100) for name in CATEGORIES},
        sum(one["transferSize"] for one in requests if not _is_picture(one)) / 1024,
        told["audits"]["cumulative-layout-shift"]["numericValue"],
        [one["url"] for one in requests if one["url"].split("/")[2] != host],
    )


def _is_picture(request: dict[str, Any]) -> bool:
    """The shapes of a map are one too, though a browser that draws parts of them files them elsewhere."""
    return request.get("resourceType") in {"Image", "Media"} or request.get("mimeType", "").startswith("image/")
