"""Which requests are for the same page: the canonical query string means what the reader's does."""

from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.facets import BY_NAME
from newsroom.selection import Malformed, Selection, parse_page
from newsroom.urls import TERM_FOLDERS, urlpatterns
from osce_cms.page_cache.address import MAX_QUERY, PARAMETERS, Addresses, canonical_query

NAMES = st.sampled_from([*BY_NAME, "from", "to", "q", "page", "utm_source", "country[]", "", "Country"])
VALUES = st.one_of(st.sampled_from(["", "albania", "2021", "2021-05-10", "1", "2", " a  b ", "+", "&", "%", "ä", "\x00"]), st.text(max_size=6))  # fmt: skip
RAW = st.one_of(
    st.lists(st.tuples(NAMES, VALUES), max_size=6).map(urlencode),
    st.text(alphabet="country=&%abc;+2021q", max_size=40),
)


def meaning(query: str) -> tuple | str:
    """What the list understands: the selection and the page, or the sentence it refuses with."""
    try:
        selection = Selection.parse(QueryDict(query))
        return selection.query_string, parse_page(QueryDict(query))
    except Malformed as problem:
        return str(problem)


@given(RAW)
@settings(max_examples=200, deadline=None)
def test_the_canonical_query_string_means_the_same_and_is_its_own(raw):
    canonical = canonical_query(raw, PARAMETERS["list"])
    assert meaning(canonical) == meaning(raw)
    assert canonical_query(canonical, PARAMETERS["list"]) == canonical


@given(st.lists(st.tuples(st.sampled_from(["country", "field"]), st.sampled_from(["a", "b", "c"])), max_size=6))
def test_order_and_repetition_make_no_difference(pairs):
    one, other = urlencode(pairs), urlencode([*reversed(pairs), *pairs, ("utm_source", "x")])
    assert canonical_query(one, PARAMETERS["list"]) == canonical_query(other, PARAMETERS["list"])


def read(path: str, query: str = "", **environ: str):
    usual = {"REQUEST_METHOD": "GET", "HTTP_HOST": "x", "wsgi.url_scheme": "http", "SCRIPT_NAME": ""}
    return Addresses().read(usual | {"PATH_INFO": path, "QUERY_STRING": query} | environ)


def test_every_public_page_has_an_address_in_every_language():
    folders = {"/", "/news/", "/news/1/", "/news/1/v2/", "/news/1/some-words/", "/news/feed.atom", "/news/feed.json"}
    folders |= {
        "/about/",
        "/about/contact/",
        "/verify/",
        "/news/1/versions/",
        "/news/map/",
        "/sitemap.xml",
        "/sitemap-releases.xml",
    }
    folders |= {"/news/1/v2/text.txt", "/news/1/v2/record.json", "/news/1/v2/cite.bib", "/news/1/v2/cite.ris"}
    folders |= {address for folder in TERM_FOLDERS for address in (f"/{folder}/", f"/{folder}/some-term/")}
    # PDFs are not kept in memory: they lie in the storage as they are given out.
    assert len(urlpatterns) == 16 + 2 * len(TERM_FOLDERS), "a new address: does the page cache know it?"
    assert [path for path in folders if read(path) is None] == []
    assert [path for path in folders if "sitemap" not in path and read("/ru" + path) is None] == []


@pytest.mark.parametrize("path", ["/admin/", "/media/images/1/2.webp", "/healthz", "/api/v1/", "/news", "/xx/news/", "/NEWS/", "", "/secretariat/486062"])  # fmt: skip
def test_all_else_is_left_to_django(path):
    assert read(path) is None


@pytest.mark.parametrize(
    ("path", "query", "canonical"),
    [
        ("/", "country=albania&page=2", ""),
        ("/countries/albania/", "page=2&utm_source=x", ""),
        ("/news/1/some-words/", "page=2&utm_source=x", ""),
        ("/news/1/v2/", "country=albania", ""),
        ("/news/", "page=2&after=x&country=b&country=a", "country=a&country=b&page=2"),
        ("/ru/news/map/", "page=2&country=b&country=a&q=x&sort=relevance", "country=a&country=b&q=x"),
        ("/ru/news/feed.atom", "page=2&after=x&country=a", "country=a&after=x"),
        ("/sitemap-releases.xml", "p=2&country=a", "p=2"),
    ],
)
def test_only_what_a_page_depends_on_counts(path, query, canonical):
    assert read(path, query).query == canonical


@pytest.mark.parametrize("query", ["country=albania", "q=water", "from=2021&utm_source=x", "country=albania&page=2"])
def test_a_release_within_a_selection_is_made_anew_each_time(query):
    """There is no end to the selections in which one can read it: kept, they would push out all else."""
    assert read("/news/1/some-words/", query) is None
    assert read("/ru/news/1/some-words/", query) is None


@pytest.mark.parametrize("query", ["q=" + "x" * MAX_QUERY, "q=ä", "q=" + quote("ä" * MAX_QUERY)])
def test_what_would_cost_much_to_read_is_left_to_django(query):
    assert read("/news/", query) is None


def test_the_page_that_verifies_sees_its_hash_and_nothing_else():
    digest = "a" * 64
    assert read("/verify/", f"utm_source=x&sha256={digest}") == read("/ru/verify/", f"sha256={digest}")._replace(
        parts=read("/verify/").parts
    )
    assert read("/verify/", f"sha256={digest}").query == f"sha256={digest}"
