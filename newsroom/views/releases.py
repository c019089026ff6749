"""The list of news, and the page of a release."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..archive import Archive, Result, archive_for
from ..caching import hold_until
from ..cards import cards
from ..edition_addresses import addresses_of
from ..facets import BY_NAME
from ..models import Edition, Withdrawal
from ..presentation import chips, groups
from ..public_record import last_withdrawal, readable, retraction_of
from ..release_facts import facts_of
from ..release_page import CameFrom, came_from, citation_of, live_edition, picture_of, release_context, structured_data
from ..search import TooSlow
from ..selection import RELEVANCE, Malformed, Selection, parse_page
from ..sentence import counted, number, sentence
from ..timeline import timeline
from ..versions import versions_of
from ..ways_out import ways_out

PAGE_SIZE = 20
#: Pages of the list with more in their canonical address are not for crawlers. views/service.py tells them so too.
MOST_PARAMETERS = 2
#: What most lists do not have. Templates look for what no context says in all of them, which is dear.
_ABSENT: dict[str, Any] = {"problem": "", "edition": None, "orders": [], "cards": []}


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
    context = _list_context(request, archive, selection, result, pages.page(page)) | {
        "cards": cards(result.edition_ids, archive, "h2", selection.q, selection),
        "ways_out": [] if result.total else ways_out(selection, archive),
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
    context = _list_context(request, archive, selection, archive.select(counted), nothing)
    return render(
        request,
        "newsroom/release_list.html",
        context | {"problem": problem, "said": problem, "robots": "noindex"},
        status=status,
    )


def _list_context(
    request: HttpRequest, archive: Archive, selection: Selection, result: Result, page: Page
) -> dict[str, Any]:
    total, address = page.paginator.count, reverse("release-list")
    said = sentence(selection, archive, total)
    base = f"{request.scheme}://{request.get_host()}"
    list_address = f"{address}{selection.suffix}{'&' if selection else '?'}"
    return {
        **_ABSENT,
        "selection": selection,
        "list_address": list_address,
        "canonical": base + (f"{list_address}page={page.number}" if page.number > 1 else address + selection.suffix),
        "pages": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "total": total,
        "total_said": number(total),
        "everything": counted(len(archive)),
        "groups": groups(selection, result, archive),
        "chips": chips(selection, archive),
        "years": result.years,
        "sentence": said,
        "said": said,
        "timeline": timeline(selection, result.months, archive, address),
    }


def release(request: HttpRequest, release_id: int, slug: str = "") -> HttpResponse:
    """The live edition of a release, or the one that was retracted, under its notice. Another slug redirects.

    410 once it was withdrawn as an error or superseded; 404 otherwise.
    """
    edition = live_edition(release_id, timezone.now())
    withdrawal = None if edition else last_withdrawal(release_id)
    if withdrawal and withdrawal.kind == Withdrawal.Kind.RETRACTED:
        edition = withdrawal.edition
    if edition is None:
        return _gone(request, withdrawal)
    archive = archive_for(request)
    within = came_from(request.GET, edition, archive)
    if slug != edition.slug:
        # Asked for anew each time: a title that is changed and changed back must not send browsers in a circle.
        query = f"?{within.selection.query_string}" if within else ""
        return redirect(edition.get_absolute_url() + query, permanent=True)
    found_within = "noindex, nofollow" if within else ""  # else a crawler would walk every release in every selection
    more = {"retraction": withdrawal, "robots": found_within or ("noindex" if withdrawal or request.GET else "")}
    return _page(request, edition, more, within)


def edition(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """One edition at its citable address, as long as it may be read; replaced ones say so. 410 once it is gone."""
    wanted = readable().for_page().filter(release_id=release_id, number=number).first()
    if wanted is None:
        return _gone(request, last_withdrawal(release_id, number))
    live = Edition.objects.live().for_lists().filter(release_id=release_id).first()
    more = {
        "superseded_by": live if live and live.pk != wanted.pk else None,
        "retraction": retraction_of(wanted),
        "robots": "noindex",
    }
    return _page(request, wanted, more)


def _page(request: HttpRequest, edition: Edition, more: dict[str, Any], within: CameFrom | None = None) -> HttpResponse:
    archive = archive_for(request)
    context = release_context(edition, archive, within)
    base = f"{request.scheme}://{request.get_host()}"
    picture = picture_of(edition, base)
    context |= {
        "base": base,
        "picture": picture,
        "structured_data": structured_data(edition, context["changes"].modified_at, context["sources"], base, picture),
        "citation": citation_of(edition, base, facts_of(archive)),
        "addresses": addresses_of(edition),
    }
    hold_until(request, context["contacts"].until)
    return render(request, "newsroom/release.html", context | more)


def versions(request: HttpRequest, release_id: int) -> HttpResponse:
    """All editions that readers have seen, newest first, each with what it changed; 410 where no text is left."""
    entries = versions_of(release_id, archive_for(request))
    if not any(entry.is_readable for entry in entries):
        return _gone(request, last_withdrawal(release_id))
    context = {"entries": entries, "newest": next(e.edition for e in entries if e.is_readable), "robots": "noindex"}
    return render(request, "newsroom/versions.html", context)


def _gone(request: HttpRequest, withdrawal: Withdrawal | None) -> HttpResponse:
    """410 with the reason for what was withdrawn, and what took its place if that is public; 404 without."""
    if withdrawal is None:
        raise Http404
    successor = Edition.objects.live().for_lists().filter(release=withdrawal.superseded_by_id).first()
    context = {"withdrawal": withdrawal, "successor": successor, "robots": "noindex"}
    return render(request, "newsroom/withdrawn.html", context, status=410)
