"""An edition in forms for other programs: its words as plain text, its citation for BibTeX and reference managers."""

from django.http import Http404, HttpRequest, HttpResponse

from ..archive import archive_for
from ..citation import Citation, to_paste
from ..public_record import readable
from ..records import record_of
from ..release_facts import facts_of
from ..release_page import citation_of

#: End of the address → media type. That of RIS is what reference managers register; IANA knows neither.
CITATIONS = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


def text(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """The words of an edition that may be read, and where they are from. 404 otherwise."""
    citation = _citation(request, release_id, number)
    response = HttpResponse(to_paste(citation), content_type="text/plain; charset=utf-8")
    response["Content-Language"] = citation.edition.language
    response["X-Robots-Tag"] = "noindex"
    return response


def cite(request: HttpRequest, release_id: int, number: int, form: str) -> HttpResponse:
    """The citation of an edition that may be read, as a file: `form` is "bib" or "ris". 404 otherwise."""
    citation = _citation(request, release_id, number)
    response = HttpResponse(
        citation.bibtex if form == "bib" else citation.ris, content_type=f"{CITATIONS[form]}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="release-{release_id}-v{number}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def record(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """The canonical record of an edition that may be read: its SHA-256 is the edition's. 404 otherwise, and for
    editions of before there were records.
    """
    edition = readable().for_page().filter(release_id=release_id, number=number).exclude(record_sha256="").first()
    content = record_of(edition) if edition else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/json")
    response["X-Robots-Tag"] = "noindex"
    return response


def _citation(request: HttpRequest, release_id: int, number: int) -> Citation:
    edition = readable().for_page().filter(release_id=release_id, number=number).first()
    if edition is None:
        raise Http404
    return citation_of(edition, f"{request.scheme}://{request.get_host()}", facts_of(archive_for(request)))
