"""Prints a folder: page.html with print.css to page.pdf. Run as `python -P printing.py FOLDER`.

A process of its own, because setting type takes a second or more of one core, which readers of other pages would wait
for, and because libraries in C set it, which could take the site down. It knows nothing of Django, sees no database,
and reads nothing but its folder: what a page refers to elsewhere, on this machine or another, is not fetched.
"""

import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

# What is printed here is nobody's only copy: whoever reads a page goes first.
_NICENESS = 10
_PICTURE = re.compile(r"/media/images/0*(\d+)(?:/|$)", re.ASCII)


class Refused(OSError):
    """The page refers to something that is not in its folder."""


def picture_name(key: int | str) -> str:
    """The file of the folder that holds the picture with that key."""
    return f"image-{key}.jpg"


def main(folder: Path) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FolderOnly(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            found = _PICTURE.search(urlsplit(url).path)
            file = folder / picture_name(found[1]) if found else None
            if file is None or not file.exists():
                raise Refused(f"not fetched: {url}")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "image/jpeg"})

    fetcher = FolderOnly()
    html = (folder / "page.html").read_text(encoding="utf-8")
    base = (folder / "address.txt").read_text(encoding="utf-8")
    sheet = CSS(string=(folder / "print.css").read_text(encoding="utf-8"), base_url=base, url_fetcher=fetcher)
    page = HTML(string=html, base_url=base, url_fetcher=fetcher, media_type="print")
    page.write_pdf(folder / "page.pdf", stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_tags=True, dpi=200)


if __name__ == "__main__":
    os.nice(_NICENESS)
    main(Path(sys.argv[1]))
