"""Whose newsroom it is: one block of settings, one folder of files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    variables = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60)


def test_files_of_the_identity_take_the_place_of_the_demonstrations(tmp_path):
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "logo.svg").write_text("<svg/>")
    (folder / "colours.css").write_text(":root { --brand: #003399; }")
    found = manage(tmp_path, "findstatic", "--first", "-v0", "identity/logo.svg", "identity/icon.svg", IDENTITY_DIR=str(folder))  # fmt: skip
    logo, icon = found.stdout.split()
    assert logo == str(folder / "logo.svg")
    assert icon == str(ROOT / "static" / "identity" / "icon.svg")
    said = manage(tmp_path, "shell", "-v0", "-c", "from django.conf import settings as s; print(s.IDENTITY)", IDENTITY_DIR=str(folder), ORGANISATION_NAME="Ours")  # fmt: skip
    assert "'stylesheet': 'identity/colours.css'" in said.stdout
    assert "'is_demonstration': False" in said.stdout


def test_a_folder_that_is_not_there_stops_the_start_with_a_hint(tmp_path):
    answer = manage(tmp_path, "check", IDENTITY_DIR=str(tmp_path / "nowhere"))
    assert answer.returncode != 0
    assert "IDENTITY_DIR must name a folder" in answer.stderr


@pytest.mark.django_db
def test_pages_wear_the_identity(client, settings):
    settings.SITE_NAME, settings.ORGANISATION_NAME = "Our News", "Our Organisation"
    settings.IDENTITY = settings.IDENTITY | {"stylesheet": "identity/colours.css", "is_demonstration": False}
    html = client.get("/").content.decode()
    assert "Our Organisation" in html
    assert "static/identity/colours.css" in html
    assert "A demonstration of" not in html
    assert 'property="og:image" content="http://testserver/static/identity/share.png"' in html
