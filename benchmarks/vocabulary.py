"""The terms that generated releases carry: those of fixtures/taxonomy.json, the most frequent first."""

import json
from pathlib import Path
from typing import NamedTuple

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "taxonomy.json"

#: Slugs that lead, in order; the rest follow as they stand in the fixture, the last one rarest.
_LEADERS = {
    "country": """ukraine bosnia-and-herzegovina serbia kyrgyzstan albania north-macedonia tajikistan moldova georgia
        kazakhstan uzbekistan montenegro armenia russian-federation turkmenistan austria""",
    "structure": """permanent-council mission-to-bosnia-and-herzegovina
        office-for-democratic-institutions-and-human-rights special-monitoring-mission-to-ukraine chairpersonship
        mission-in-kosovo representative-on-freedom-of-the-media programme-office-in-bishkek secretary-general
        presence-in-albania mission-to-serbia mission-to-skopje programme-office-in-dushanbe parliamentary-assembly
        high-commissioner-on-national-minorities secretariat mission-to-moldova project-co-ordinator-in-uzbekistan
        centre-in-ashgabat programme-office-in-astana""",
    "fieldofwork": """human-rights rule-of-law elections conflict-prevention-and-resolution
        media-freedom-and-development policing gender-equality democratization education national-minority-issues
        economic-activities safety-of-journalists combating-trafficking-in-human-beings border-management""",
}


class Named(NamedTuple):
    slug: str
    name: str
    status: str = ""  # of countries: "participating" or "partner"


def read_terms() -> dict[str, list[Named]]:
    """Terms by model (country, structure, fieldofwork, meetingseries, project, partnergroup), by frequency."""
    found: dict[str, dict[str, Named]] = {}
    for entry in json.loads(FIXTURE.read_text()):
        model, fields = entry["model"].removeprefix("taxonomy."), entry["fields"]
        if "slug" in fields:
            term = Named(fields["slug"], fields["name_en"], fields.get("status", ""))
            found.setdefault(model, {})[term.slug] = term
    return {model: _led(terms, _LEADERS.get(model, "").split()) for model, terms in found.items()}


def _led(terms: dict[str, Named], leaders: list[str]) -> list[Named]:
    return [terms[slug] for slug in dict.fromkeys([*leaders, *terms])]
