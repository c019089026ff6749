"""A small vocabulary, and a way to import lines and see what came of them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command

from tests.factories import (
    CountryFactory,
    FieldFactory,
    MeetingFactory,
    PartnerGroupFactory,
    ProjectFactory,
    StructureFactory,
)


class Outcome(NamedTuple):
    status: int
    created: int
    changed: int
    unchanged: int
    rejected: int
    rejects: list[dict]  # entries of the rejects file; empty where there is none
    stderr: str

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.created, self.changed, self.unchanged, self.rejected

    @property
    def reasons(self) -> dict[int, str]:
        return {reject["line"]: reject["reason"] for reject in self.rejects}


def line(legacy_id: object = 1, **values: Any) -> dict:
    """A good line."""
    return {"legacy_id": legacy_id, "title": f"Title {legacy_id}", "published_at": "2021-05-10"} | values


@pytest.fixture
def vocabulary(db) -> None:
    CountryFactory(slug="czechia", name="Czechia", also_known_as=["Czech Republic"])
    CountryFactory(slug="albania", name="Albania", name_fr="Albanie")
    StructureFactory(slug="chairpersonship", name="Chairpersonship", also_known_as=["OSCE Chairmanship"])
    StructureFactory(slug="secretariat", name="Secretariat", formal_name="OSCE Secretariat")
    StructureFactory(slug="office-in-yerevan", name="Office in Yerevan", closed="2017")
    PartnerGroupFactory(slug="asian-partners", name="Asian Partners for Co-operation")
    FieldFactory(slug="elections", name="Elections")
    MeetingFactory(slug="permanent-council", name="Permanent Council")
    ProjectFactory(slug="spotlight", name="Spotlight")


@pytest.fixture
def run(vocabulary, tmp_path):
    """Import lines (objects, or bytes as they stand), and return the outcome."""

    def import_(*lines: dict | bytes, file: Path = tmp_path / "releases.jsonl", **options: Any) -> Outcome:
        contents = (one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines)
        file.write_bytes(b"\n".join(contents) + b"\n")
        out, err, status = StringIO(), StringIO(), 0
        try:
            call_command("import_releases", str(file), stdout=out, stderr=err, **options)
        except SystemExit as exit_:
            status = exit_.code
        counts = [int(part.split()[0]) for part in out.getvalue().split(", ")]
        rejects = options.get("rejects") or file.with_name("releases.rejects.jsonl")
        entries = rejects.read_text().splitlines() if rejects.exists() else []
        return Outcome(status, *counts, [json.loads(entry) for entry in entries], err.getvalue())

    return import_
