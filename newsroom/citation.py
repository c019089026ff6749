"""How to cite an edition: in words, for BibTeX, and as RIS for reference managers."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from .dateline import long_date
from .models import Edition
from .plain_copy import plain_copy

#: What TeX would not print as it stands.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_TEX_SPECIAL = re.compile("|".join(map(re.escape, _TEX)))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Citation(NamedTuple):
    """What a citation of an edition consists of."""

    edition: Edition
    authors: list[str]  # who issues it, as it names them
    publisher: str
    address: str  # of this very edition, for good
    language: str  # in which it is cited

    @property
    def plain(self) -> str:
        """One line: "OSCE Secretariat: Title. Press release, 10 May 2021, edition 1. https://… SHA-256: …"."""
        edition = self.edition
        return _("%(authors)s: %(title)s %(kind)s, %(date)s, edition %(number)d. %(address)s SHA-256: %(sha256)s") % {
            "authors": ", ".join(self.authors) or self.publisher,
            "title": edition.title if edition.title.endswith((".", "?", "!", "…")) else f"{edition.title}.",
            "kind": edition.kind_label,
            "date": long_date(edition.date, self.language),
            "number": edition.number,
            "address": self.address,
            "sha256": edition.digest,
        }

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX and biblatex, in UTF-8, as both have read it for years."""
        edition = self.edition
        fields = {
            "author": " and ".join(f"{{{_tex(name)}}}" for name in self.authors or [self.publisher]),
            "title": f"{{{_tex(edition.title)}}}",
            "year": str(edition.date.year),
            "month": _MONTHS[edition.date.month - 1],
            "day": str(edition.date.day),
            "howpublished": _tex(edition.kind_label),
            "publisher": f"{{{_tex(self.publisher)}}}",
            "language": edition.language,
            "url": _one_line(self.address),
            "note": f"{_tex(_('Edition %(number)d') % {'number': edition.number})}, SHA-256: {edition.digest}",
        }
        lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()]
        return "\n".join([f"@misc{{release-{edition.release_id}-v{edition.number},", *lines, "}", ""])

    @property
    def ris(self) -> str:
        """A record of RIS (Reference Manager's format of 2001), its lines ended as that asks."""
        edition = self.edition
        lines = [
            ("TY", "ELEC"),
            *(("AU", name) for name in self.authors or [self.publisher]),
            ("TI", edition.title),
            *([("AB", edition.summary)] if edition.summary else []),
            ("PY", str(edition.date.year)),
            ("DA", edition.date.strftime("%Y/%m/%d")),
            ("PB", self.publisher),
            ("M3", edition.kind_label),
            ("ET", str(edition.number)),
            ("LA", edition.language),
            ("UR", self.address),
            ("N1", f"SHA-256: {edition.digest}"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return _TEX_SPECIAL.sub(lambda special: _TEX[special[0]], _one_line(text))


def to_paste(citation: Citation) -> str:
    """An edition as plain text, to be pasted anywhere: title, summary, text with dateline, and where it is from."""
    edition = citation.edition
    words = [edition.title, edition.summary, plain_copy(edition.body, edition.dateline)]
    origin = [", ".join(citation.authors), citation.address, f"SHA-256: {edition.sha256}"]
    if edition.record_sha256:
        origin.append(f"SHA-256 (record.json): {edition.record_sha256}")
    return "\n\n".join(filter(None, words)) + "\n\n" + "\n".join(filter(None, origin)) + "\n"
