"""Everything on the public side that a link leads to is there, and every page is built as browsers expect it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders

from audits.furnish import furnish
from tests.client import StrictClient
from tests.fixtures import load

pytestmark = pytest.mark.django_db

#: Whose links are followed: pages in English. Those narrowed by a query and those in Russian are asked for and no more.
READ = re.compile(r"/(?!ru/)[^?]*")
#: Four languages differ from the fifth in their words alone.
LEFT = re.compile(r"/(?:fr|de|it|es)/")
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
        self.client = StrictClient()
        self.pages: dict[str, Page | None] = {}  # path → the page; None where something else is
        self.faults: list[str] = []

    def walk(self, *starts: str) -> None:
        ahead, seen = list(starts), set(starts)
        while ahead:
            found = self._visit(ahead.pop()) - seen
            ahead += found
            seen |= found

    def _visit(self, path: str) -> set[str]:
        """Look at the page there and reach for all that it leads to; return the pages that are to be visited too."""
        page = self._page(path, "the start")
        if page is None:
            return set()
        self.faults += [f"{path}: {fault}" for fault in page.faults()]
        found = set()
        for tag, address in page.links:
            where = urlsplit(urljoin(f"http://testserver{path}", address))
            if where.netloc != "testserver" or LEFT.match(where.path):
                continue
            target = where.path + (f"?{where.query}" if where.query else "")
            self._reach(target, where.fragment if tag == "a" else "", path)
            if tag == "a" and READ.fullmatch(target):
                found.add(target)
        return found

    def _reach(self, target: str, fragment: str, source: str) -> None:
        page = self._page(target, source)
        if fragment and page is not None and unquote(fragment) not in page.ids:
            self.faults.append(f"{source}: nothing is called #{fragment} on {target}")

    def _page(self, path: str, source: str) -> Page | None:
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
                self.pages[path] = Page(response.content.decode())
        return self.pages[path]


def test_nothing_leads_nowhere_and_headings_are_in_order():
    load("taxonomy", "demo")
    crawl = Crawl()
    crawl.walk("/")
    assert len(crawl.pages) > 300
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
