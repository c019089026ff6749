"""Pictures of editions as HTML: in several widths and formats, of which the browser takes the smallest that will do.

Width and height always stand there, so that nothing moves when a picture arrives, or never does.
"""

import re
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .media.renditions import FORMATS
from .models import Edition, Image
from .models.media import CENTRE, only_webp

#: How wide a picture is shown in the column of a release: see --measure in static/css/tokens.css.
IN_COLUMN = "(min-width: 58rem) 42rem, 100vw"
#: Pixels across of what stands in `src`, for browsers and programs that choose nothing.
USUAL = 800

_MIME = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_IN_TEXT = re.compile(
    r'<img((?: [a-z]+="[^"]*")*?) src="([^"]*?)/media/images/(\d{1,18})/\d+\.webp"([^>"]|"[^"]*")*>', re.ASCII
)


def address(image: dict[str, Any], width: int, extension: str = "", prefix: str = "") -> str:
    """Where the rendition nearest to `width` lies that is not smaller, if there is one; the last format by default."""
    wide_enough = [have for have in image["renditions"] if have >= width]
    nearest = min(wide_enough, default=max(image["renditions"], default=0))
    return prefix + reverse("image", args=[image["id"], nearest, extension or _formats(image)[-1]])


def picture(
    image: dict[str, Any],
    *,
    sizes: str = IN_COLUMN,
    most: int = 0,
    eager: bool = False,
    decorative: bool = False,
    css: str = "",
    prefix: str = "",
) -> SafeString:
    """Return a `picture` element for `image`, as an edition keeps it.

    `sizes`: how wide it is shown, as HTML has it; `most`: no rendition is wider; `eager`: fetched at once, since it
    is seen first; `decorative`: what it shows is said beside it; `prefix`: before its addresses where it opens
    through a preview link only.
    """
    widths = [width for width in image["renditions"] if not most or width <= most] or image["renditions"][:1] or [0]
    formats = _formats(image)
    several = len(widths) > 1
    sources = [(_MIME[name], _srcset(image, widths, name, prefix), _sizes(sizes, several)) for name in formats[:-1]]
    usual = max([width for width in widths if width <= USUAL], default=widths[0])
    fallback = _srcset(image, widths, formats[-1], prefix) if not sources and several else ""
    return format_html(
        '<picture>{}<img src="{}"{} alt="{}" width="{}" height="{}"{}{}></picture>',
        format_html_join("", '<source type="{}" srcset="{}"{}>', sources),
        prefix + reverse("image", args=[image["id"], usual, formats[-1]]),
        format_html(' srcset="{}"{}', fallback, _sizes(sizes, several)) if fallback else "",
        "" if decorative else image["alt"],
        image["width"],
        image["height"],
        _classes(css, image.get("focus")),
        mark_safe(' fetchpriority="high"' if eager else ' loading="lazy"'),  # noqa: S308 - one of two constants
    )


def with_pictures(edition: Edition) -> str:
    """The text of `edition` with its pictures in all their sizes: how large a picture is never changes.

    One query where there are any, none otherwise. What was cleaned stays clean: numbers, and the words of `img` as
    they stand, are all that is added.
    """
    if "<img" not in edition.body:
        return edition.body
    known = Image.objects.in_bulk(edition.image_ids)

    def widened(match: re.Match[str]) -> str:
        image = known.get(int(match[3]))
        if image is None or not image.renditions:
            return match[0]
        kept = image.as_kept()
        sources = [
            (_srcset(kept, image.renditions, name, match[2]), _sizes(IN_COLUMN, True)) for name in ("avif", "webp")
        ]
        webp = format_html(
            ' srcset="{}"{} width="{}" height="{}" loading="lazy">', *sources[1], image.width, image.height
        )
        avif = format_html('<source type="image/avif" srcset="{}"{}>', *sources[0]) if "avif" in image.formats else ""
        return f"<picture>{avif}{match[0][:-1]}{webp}</picture>"

    return _IN_TEXT.sub(widened, edition.body)


def _formats(image: dict[str, Any]) -> list[str]:
    """The formats there are, the one that every browser knows last."""
    there = image.get("formats") or only_webp()
    return [name for name in FORMATS if name in there]


def _srcset(image: dict[str, Any], widths: list[int], extension: str, prefix: str) -> str:
    paths = [prefix + reverse("image", args=[image["id"], width, extension]) for width in widths]
    if len(paths) == 1:
        return paths[0]
    return ", ".join(f"{path} {width}w" for path, width in zip(paths, widths, strict=True))


def _sizes(sizes: str, several: bool) -> SafeString:
    return format_html(' sizes="{}"', sizes) if several else SafeString("")


def _classes(css: str, focus: list[int] | None) -> SafeString:
    """Classes for the style sheet, which has the point of interest in steps of ten: no style may stand in the page."""
    names = [css] if css else []
    for axis, value in zip("xy", focus or (CENTRE, CENTRE), strict=True):
        if (step := round(value / 10)) != CENTRE // 10:
            names.append(f"focus-{axis}-{step}")
    return format_html(' class="{}"', " ".join(names)) if names else SafeString("")
