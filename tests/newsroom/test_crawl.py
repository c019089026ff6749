"""Everything on the public side that a link leads to is there, and every page is built as browsers expect it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from audits.furnish import furnish
from tests.fixtures import load

pytestmark = pytest.mark.django_db

#: Whose links are followed: pages in English. Those in other languages differ in their words alone.
READ = re.compile(r"/(?!(?:fr|de|it|ru|es)/)(?:[^?]*/)?")
#: Of files, of pages in other languages, and of pages that a query narrows, so many of a kind are asked for.
MOST_ALIKE = 4
#: Each is typeset by a process of its own, for a second and more.
MOST_PDFS = 1
#: Elements that lead to something → the attribute that says where.
LEADING = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "srcset",
    "use": "href",
    "form": "action",
}


@cache  # most links stand on every page
def split(address: str) -> SplitResult:
    return urlsplit(urljoin("http://testserver/", address))


class Page(HTMLParser):
    """What matters of a page: where it leads, its ids and headings."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[tuple[str, str]] = []  # element, address
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        target = values.get(LEADING.get(tag, ""))
        if target is not None:
            self.links += [(tag, part.split()[0]) for part in (target.split(",") if tag == "source" else [target])]

    def faults(self) -> Iterator[str]:
        if self.headings.count(1) != 1:
            yield f"{self.headings.count(1)} h1"
        for before, after in zip(self.headings, self.headings[1:], strict=False):
            if after > before + 1:
                yield f"an h{after} follows an h{before}"
        if doubled := {one for one in self.ids if self.ids.count(one) > 1}:
            yield f"doubled ids: {doubled}"


class Crawl:
    """Walks the site from its first page, and remembers what is wrong where."""

    def __init__(self) -> None:
        self.client = Client()
        self.pages: dict[str, str | None] = {}  # path → HTML; None where something else is
        self.alike: Counter[str] = Counter()
        self.faults: list[str] = []

    def walk(self, *starts: str) -> None:
        ahead, seen = list(starts), set(starts)
        while ahead:
            found = self._visit(ahead.pop()) - seen
            ahead += found
            seen |= found

    def _visit(self, path: str) -> set[str]:
        """Look at the page there and reach for all that it leads to; return the pages that are to be visited too."""
        html = self._html(path, "the start")
        if html is None:
            return set()
        page = Page(html)
        self.faults += [f"{path}: {fault}" for fault in page.faults()]
        found = set()
        for tag, address in page.links:
            where = split(address) if address.startswith("/") else split(urljoin(path, address))
            target = where.path + (f"?{where.query}" if where.query else "")
            if where.netloc != "testserver" or (target not in self.pages and self._is_known_kind(where)):
                continue
            self._reach(target, where.fragment if tag == "a" else "", path)
            if tag == "a" and READ.fullmatch(target):
                found.add(target)
        return found

    def _is_known_kind(self, where: SplitResult) -> bool:
        if READ.fullmatch(where.path) and not where.query:
            return False
        kind = re.sub(r"\d+|[\w-]+/$", "", where.path) + "&".join(sorted(parse_qs(where.query)))
        self.alike[kind] += 1
        return self.alike[kind] > (MOST_PDFS if where.path.endswith(".pdf") else MOST_ALIKE)

    def _reach(self, target: str, fragment: str, source: str) -> None:
        html = self._html(target, source)
        if fragment and html is not None and f'id="{unquote(fragment)}"' not in html:
            self.faults.append(f"{source}: nothing is called #{fragment} on {target}")

    def _html(self, path: str, source: str) -> str | None:
        if path.startswith("/static/"):
            if not finders.find(path.removeprefix("/static/")):
                self.faults.append(f"{source}: {path} does not exist")
            return None
        if path not in self.pages:
            self.pages[path] = None
            response = self.client.get(path, follow=True)
            if response.status_code != 200:
                self.faults.append(f"{source}: {path} answers {response.status_code}")
            elif response["Content-Type"].startswith("text/html"):
                self.pages[path] = response.content.decode()
        return self.pages[path]


def test_nothing_leads_nowhere_and_headings_are_in_order(demo_media, settings):
    settings.MEDIA_ROOT = demo_media
    load("taxonomy", "demo")
    crawl = Crawl()
    crawl.walk("/")
    assert len(crawl.pages) > 400
    assert not crawl.faults, "\n".join(sorted(set(crawl.faults)))


def test_every_kind_of_page_is_built_in_order():
    load("taxonomy", "demo")
    crawl = Crawl()
    faults = [
        f"{kind}: {fault}"
        for kind, path in furnish().items()
        for fault in Page(crawl.client.get(path).content.decode()).faults()
    ]
    assert not faults, "\n".join(faults)
