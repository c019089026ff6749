"""Where the links of a text lead: those into this site, to something that is public when the text is."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from ..facets import FACETS
from ..former_addresses import MAX_KEY, decoded, key_of
from ..models import Attachment, Edition, Image, LegacyAddress, Page, Release
from ..text.cleaning.notes import NOTE

_HREF = re.compile(r"<a\s[^>]*?href=\"([^\"]*)\"")
#: Name of the pages of terms → what they are of.
_TERMS = {facet.model.url_name: facet.model for facet in FACETS if facet.model}
#: Of so many links of a text it is asked where they lead.
MOST = 500

Target = tuple[Any, Any]  # a model, or a pair of one and a field; and the key or value that must be there


def dead_links(body: str, release: Release, at: dt.datetime) -> Iterator[str]:
    """Yield a sentence for every link in the cleaned `body` of `release` that leads nowhere at that instant.

    Other sites are not asked. A query for every kind of thing that is linked to, none where nothing is.
    """
    found = (unescape(href).strip() for href in _HREF.findall(body))
    links = list(dict.fromkeys(href for href in found if not NOTE.fullmatch(href)))[:MOST]
    targets = {href: target for href in links if (target := _target(href)) is not None}
    there = _public({target for target in targets.values() if target}, release, at)
    for href, target in targets.items():
        if target not in there:
            yield _("The link “%(address)s” leads to nothing that is public then. Correct it or take it out.") % {
                "address": href[:200]
            }


def _target(href: str) -> Target | tuple[()] | None:
    """What `href` must find: nothing to ask (None), something, or a thing that cannot be: ()."""
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return ()
    if parts.scheme not in ("", "http", "https") or (host and host not in _own_hosts()):
        return None
    if not host and parts.scheme:
        return ()
    if not host and not parts.path.startswith("/"):
        return ()  # beside the page of the release there is nothing
    return _at(decoded(parts.path) or "/", parts.query)


def _own_hosts() -> set[str]:
    return {settings.SITE_DOMAIN, *settings.ALLOWED_HOSTS} - {"*"}


def _at(path: str, query: str) -> Target | tuple[()] | None:
    try:
        with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
            match = resolve(path)
    except (Resolver404, ValueError):
        key = key_of(path, query)
        return (LegacyAddress, key) if len(key) <= MAX_KEY and "\0" not in key else ()
    return _of(match)


def _of(match: ResolverMatch) -> Target | tuple[()] | None:
    values, name = match.kwargs, match.url_name or ""
    if "admin" in match.namespaces:
        return ()
    if name in ("image", "attachment"):
        return (Image if name == "image" else Attachment, values["pk"])
    if "release_id" in values:
        number = values.get("number")
        return ((Edition, "number"), (values["release_id"], number)) if number else (Edition, values["release_id"])
    if name in _TERMS:
        return (_TERMS[name], values["slug"])
    if name == "about-page":
        return (Page, values["slug"])
    return None


def _public(targets: set[Target], release: Release, at: dt.datetime) -> set[Target]:
    """Those of `targets` that are there and public at that instant; what `release` itself brings along is."""
    wanted: dict[Any, set] = defaultdict(set)
    for model, value in targets:
        wanted[model].add(value)
    return {(model, value) for model, values in wanted.items() for value in _found(model, values, release, at)}


def _found(model: Any, values: set, release: Release, at: dt.datetime) -> set:
    live = Edition.objects.live(at)
    if model is Edition:
        return {release.pk, *live.filter(release__in=values).values_list("release_id", flat=True)}
    if model == (Edition, "number"):
        keys = {key for key, _number in values}
        public = set(live.filter(release__in=keys).values_list("release_id", flat=True))
        begun = Edition.objects.begun(at).filter(release__in=public).values_list("release_id", "number")
        return set(begun)
    if model is Image:
        return _shown(live, "image_ids", values) | set(
            release.images.filter(pk__in=values).values_list("pk", flat=True)
        )
    if model is Attachment:
        own = release.attachments.filter(pk__in=values).values_list("pk", flat=True)
        return _shown(live, "attachment_ids", values) | set(own)
    rows: Any
    if model is LegacyAddress:
        rows = LegacyAddress.objects.filter(path__in=values, release__in=live.values("release")).values_list("path")
    elif model is Page:
        rows = Page.objects.filter(slug__in=values, is_public=True).values_list("slug")
    else:
        rows = model.objects.filter(slug__in=values).values_list("slug")
    return {value for (value,) in rows}


def _shown(live: Any, field: str, values: set) -> set:
    """Keys of pictures or files that a live edition shows."""
    rows = live.filter(**{f"{field}__overlap": list(values)}).exclude(**{field: []}).values_list(field, flat=True)
    return {key for keys in rows[:1_000] for key in keys} & values
