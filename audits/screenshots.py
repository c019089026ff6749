"""`make screenshots`: every kind of page, light and dark, on a telephone and on a desk, and what the documents show."""

import io
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from .site import furnished

SHOWN = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
FOLDER = SHOWN / "pages"
WIDTHS = (360, 1440)
TALLEST = 1800  # pixels; what is below shows nothing new


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with furnished() as (base, pages, unserved), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                _take(browser, base, pages | {"menu": "/"}, unserved, width, scheme)
        _take_shown(browser, base, pages)
        browser.close()


def _take(
    browser: Browser, base: str, pages: dict[str, str], unserved: dict[str, str], width: int, scheme: str
) -> None:
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for name, html in unserved.items():
        page.route(f"**/{name}", partial(_answer, html))
    for name, address in (pages | {name: f"/{name}" for name in unserved}).items():
        page.goto(address)
        if name in _FIRST:
            _FIRST[name](page)
        page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        _keep(shot, FOLDER / f"{name}-{scheme}-{width}.png")
    context.close()


def _take_shown(browser: Browser, base: str, pages: dict[str, str]) -> None:
    """What README.md and docs/editors.md show: the list, and forms as a publisher of the demonstration sees them.

    Not the first page of the desk, on which only strained texts wait here.
    """
    page = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900}).new_page()
    page.goto("/admin/")
    page.fill("#id_username", "publisher@example.org")
    page.fill("#id_password", "demonstration")
    page.click("[type=submit]")
    form, translation = (
        f"/admin/newsroom/release/{pages[name].split('/news/')[1].split('/')[0]}/change/"
        for name in ("release-pictures", "release-russian")
    )
    shown = {"list": pages["list-selection"], "release-form": form, "desk-form": translation}
    for name, address in shown.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        _keep(page.screenshot(), SHOWN / f"{name}.png")


def _answer(html: str, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html")


def _unfold_menu(page: Page) -> None:
    fold = page.locator(".site-menu-fold > summary")
    if fold.is_visible():
        fold.click()
    page.locator(".site-menu-panel > summary").first.click()


def _find_country(page: Page) -> None:
    fold = page.locator(".fold > summary")
    if fold.is_visible():
        fold.click()
    page.fill("#find-country", "stan")


#: What a reader does on a page before its picture is taken.
_FIRST: dict[str, Callable[[Page], None]] = {"menu": _unfold_menu, "list-country": _find_country}


def _keep(shot: bytes, path: Path) -> None:
    """With a palette that keeps the few odd colours, which takes a third of the space."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
