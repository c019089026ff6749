"""The interface speaks its languages whole: nothing is untranslated or doubtful, and what is compiled is what is written."""

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TRANSLATED = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue(folder: Path, language: str):
    with (folder / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """A copy of the project whose catalogues have just been brought in step with its sources."""
    if missing := [name for name in ("make", "xgettext") if not shutil.which(name)]:
        reason = f"no {missing[0]}: install the packages make and gettext"
        if os.environ.get("REQUIRE_SERVERS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    copy = tmp_path_factory.mktemp("copy")
    for name in ("accounts", "newsroom", "osce_cms", "taxonomy", "templates", "locale"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "Makefile", copy)
    command = ["make", "messages", f"BIN={Path(sys.executable).parent}", "--assume-old=.venv/.installed"]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=env)
    return copy


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_untranslated_or_fuzzy(fresh, language):
    messages = [message for message in catalogue(fresh, language) if message.id]
    untranslated = [message.id for message in messages if not all(_forms(message.string))]
    fuzzy = [message.id for message in messages if message.fuzzy]
    assert len(messages) > 500
    assert (untranslated, fuzzy) == ([], [])


@pytest.mark.parametrize("language", TRANSLATED)
def test_bringing_in_step_what_is_in_step_changes_nothing(fresh, language):
    """What is made names no time of its making; all else depends on the sources alone."""
    folder = fresh / "locale" / language / "LC_MESSAGES"
    assert b"POT-Creation-Date" not in (folder / "django.po").read_bytes() + (folder / "django.mo").read_bytes()
    assert [file.name for file in sorted(folder.iterdir())] == ["django.mo", "django.po"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language):
    wrong = [(message.id, str(error)) for message, errors in catalogue(ROOT, language).check() for error in errors]
    wrong += [
        (message.id, "a tag is lost or new")
        for message in catalogue(ROOT, language)
        if message.id and any(_tags(form) != _tags(_forms(message.id)[-1]) for form in _forms(message.string))
    ]
    assert not wrong


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language):
    written = io.BytesIO()
    write_mo(written, catalogue(ROOT, language))
    written.seek(0)
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    expected = gettext.GNUTranslations(written)._catalog
    assert {key: text for key, text in compiled.items() if key} == {key: text for key, text in expected.items() if key}


def _forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?\w+", text))
