"""The list of news, and the page of a release."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..archive import Archive, Result, archive_for
from ..cards import cards
from ..facets import BY_NAME
from ..models import Edition, Withdrawal
from ..presentation import Item, chips, groups
from ..search import TooSlow
from ..selection import RELEVANCE, Malformed, Selection, parse_page

PAGE_SIZE = 20
#: Pages of the list with more in their canonical address are not for crawlers. views/service.py tells them so too.
MOST_PARAMETERS = 2


def release_list(request: HttpRequest) -> HttpResponse:
    """News narrowed by the query string. 400 for what cannot be understood, 404 for what names nothing."""
    archive = archive_for(request)
    try:
        selection, page = Selection.parse(request.GET), parse_page(request.GET)
    except Malformed as error:
        return _refuse(request, archive, Selection(), str(error), 400)
    if unknown := archive.unknown(selection):
        name, value = unknown[0]
        sentence = _("Nothing here is called “%(value)s” under %(facet)s. Remove it, or choose from the list.")
        return _refuse(request, archive, selection, sentence % {"value": value, "facet": BY_NAME[name].label}, 404)
    try:
        result = archive.select(selection, page, PAGE_SIZE)
    except TooSlow as error:
        return _refuse(request, archive, selection, str(error), 503)
    pages = Paginator(range(result.total), PAGE_SIZE)
    if page > pages.num_pages:
        sentence = _("There are not that many pages. The last one has the number %(last)d.")
        return _refuse(request, archive, selection, sentence % {"last": pages.num_pages}, 404)
    context = _list_context(archive, selection, result, pages.page(page)) | {
        "cards": cards(result.edition_ids, archive, "h2", selection.q),
        "orders": _orders(selection),
        "robots": "noindex, nofollow" if selection.sort or parameters(selection, page) > MOST_PARAMETERS else "",
    }
    return render(request, "newsroom/release_list.html", context)


def parameters(selection: Selection, page: int) -> int:
    """How many parameters the canonical address of that page of the list has."""
    return len(selection.query_string.split("&")) * bool(selection) + (page > 1)


def _orders(selection: Selection) -> list[tuple[str, Selection]]:
    """The orders to choose from, each with what is asked for then. Without words there is one order only."""
    if not selection.q:
        return []
    return [(_("Newest first"), selection.sorted_by("")), (_("Most relevant first"), selection.sorted_by(RELEVANCE))]


def _refuse(request: HttpRequest, archive: Archive, selection: Selection, problem: str, status: int) -> HttpResponse:
    """The list without releases, with a sentence that says why, and all filters at hand."""
    nothing = Paginator(range(0), PAGE_SIZE).page(1)
    counted = selection.without("q") if status == 503 else selection
    context = _list_context(archive, selection, archive.select(counted), nothing)
    return render(
        request, "newsroom/release_list.html", context | {"problem": problem, "robots": "noindex"}, status=status
    )


def _list_context(archive: Archive, selection: Selection, result: Result, page: Page) -> dict[str, Any]:
    return {
        "selection": selection,
        "pages": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "total": page.paginator.count,
        "groups": groups(selection, result, archive),
        "chips": chips(selection, archive),
        "years": result.years,
    }


def release(request: HttpRequest, release_id: int, slug: str = "") -> HttpResponse:
    """The live edition of a release. Another slug redirects; 410 once it has been withdrawn; 404 otherwise."""
    edition = Edition.objects.live().for_page().filter(release_id=release_id).first()
    if edition is None:
        return _gone(request, release_id)
    if slug != edition.slug:
        # Asked for anew each time: a title that is changed and changed back must not send browsers in a circle.
        return redirect(edition, permanent=True)
    return render(request, "newsroom/release.html", release_context(edition, archive_for(request)))


def edition(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """One edition at its citable address, as long as the release is public; superseded ones say so."""
    live = Edition.objects.live().for_page().filter(release_id=release_id).first()
    if live is None:
        return _gone(request, release_id)
    wanted = live
    if live.number != number:
        if Withdrawal.objects.filter(edition__release_id=release_id, edition__number__gte=number).exists():
            return _gone(request, release_id)  # what was withdrawn, and all before it, stays down
        wanted = Edition.objects.begun().for_page().filter(release_id=release_id, number=number).first() or _missing()
    context = release_context(wanted, archive_for(request)) | {"superseded_by": None if wanted is live else live}
    return render(request, "newsroom/release.html", context | {"robots": "noindex"})


def release_context(edition: Edition, archive: Archive) -> dict[str, Any]:
    """What the template of a release needs; the preview renders the same template from the same context."""
    group = Edition.objects.live().filter(translation_group=edition.translation_group)
    return {
        "item": Item(edition, archive.choices),
        "edition": edition,
        "translations": list(group.exclude(release_id=edition.release_id).for_links()),
        "related": cards(archive.related(edition), archive, "h3"),
    }


def _gone(request: HttpRequest, release_id: int) -> HttpResponse:
    """410 with the reason for a release whose last edition was withdrawn; 404 for all else."""
    last = (
        Withdrawal.objects.filter(edition__release_id=release_id, at__lte=timezone.now())
        .order_by("-at")
        .values("at", "reason")
        .first()
    ) or _missing()
    return render(request, "newsroom/withdrawn.html", {"withdrawal": last, "robots": "noindex"}, status=410)


def _missing() -> Any:
    raise Http404
