"""Any selection as a feed: Atom (RFC 4287) and JSON Feed 1.1, with the query string of the list."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from .archive import archive_for
from .presentation import Item, items
from .selection import Malformed, Selection

SIZE = 30


def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, _atom)


def json(request: HttpRequest) -> HttpResponse:
    return _answer(request, _json)


def _answer(request: HttpRequest, render) -> HttpResponse:
    """The newest of the selection, as `render` writes them. 400 and 404 as for the list, in plain text."""
    archive = archive_for(request)
    try:
        selection = Selection.parse(request.GET)
    except Malformed as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    if archive.unknown(selection):
        sentence = _("One of these filters names nothing here.")
        return HttpResponse(f"{sentence}\n", status=404, content_type="text/plain; charset=utf-8")
    return render(request, selection, items(archive.latest(selection, SIZE), archive))


def _title(selection: Selection) -> str:
    return f"{settings.SITE_NAME}: {selection.query_string}" if selection else settings.SITE_NAME


def _list_url(request: HttpRequest, selection: Selection) -> str:
    query = f"?{selection.query_string}" if selection else ""
    return request.build_absolute_uri(reverse("release-list") + query)


def _categories(item: Item) -> list[str]:
    return [str(choice.label) for facet in ("country", "field", "tag") for choice in item.terms[facet]]


def _atom(request: HttpRequest, selection: Selection, items: list[Item]) -> HttpResponse:
    feed = Atom1Feed(
        title=_title(selection),
        link=_list_url(request, selection),
        description="",
        feed_url=request.build_absolute_uri(),
        language=request.LANGUAGE_CODE,
    )
    for item in items:
        edition = item.edition
        address = request.build_absolute_uri(edition.get_absolute_url())
        feed.add_item(
            title=edition.title,
            link=address,
            description=edition.summary,
            unique_id=request.build_absolute_uri(reverse("release", args=[edition.release_id])),
            pubdate=edition.published_at,
            updateddate=max(edition.published_at, edition.live_from),
            author_name=", ".join(item.sources) or settings.ORGANISATION_NAME,
            categories=_categories(item),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _json(request: HttpRequest, selection: Selection, items: list[Item]) -> HttpResponse:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(selection),
        "home_page_url": _list_url(request, selection),
        "feed_url": request.build_absolute_uri(),
        "items": [
            {
                "id": request.build_absolute_uri(reverse("release", args=[item.edition.release_id])),
                "url": request.build_absolute_uri(item.edition.get_absolute_url()),
                "title": item.edition.title,
                "content_text": item.edition.summary,
                "language": item.edition.language,
                "date_published": item.edition.published_at.isoformat(),
                "date_modified": max(item.edition.published_at, item.edition.live_from).isoformat(),
                "authors": [{"name": name} for name in item.sources],
                "tags": _categories(item),
            }
            for item in items
        ],
    }
    return JsonResponse(feed, content_type="application/feed+json")
