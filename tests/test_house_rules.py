"""Rules of the house that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ["taxonomy", "accounts", "newsroom"]
#: Inside newsroom: a module may import those of its own step and of the steps before it.
STEPS = [
    {
        "languages",
        "plain_text",
        "rich_text",
        "workflow",
        "schedule",
        "text",
        "converters",
        "differences",
        "preview_rules",
        "illustrations",
        "statement",
        "former_addresses",
        "tagging",
    },
    {"dateline", "body_layout", "lexemes", "plain_copy"},
    {"models"},
    {"snapshot", "permissions", "media", "following"},
    {"records"},
    {"facets", "version", "public_record"},
    {"selection", "search"},
    {"checks", "jobs"},
    {
        "actions",
        "editing_actions",
        "first_page_actions",
        "media_actions",
        "translation_actions",
        "preview_actions",
        "archive",
        "imports",
        "term_holders",
        "coming",
    },
    {"sentence", "ways_out", "timeline"},
    {
        "presentation",
        "pictures",
        "press_contacts",
        "announcements",
        "context_processors",
        "judging",
        "failed_jobs",
        "dashboard",
        "versions",
        "verification",
        "citation",
    },
    {"pdf"},
    {"edition_addresses"},
    {"cards", "forms", "term_pages", "first_page", "map", "release_facts"},
    {"release_page"},
    {
        "caching",
        "views",
        "feeds",
        "sitemaps",
        "middleware",
        "templatetags",
        "management",
        "admin",
        "apps",
        "leak_check",
        "tasks",
    },
    {"urls", "media_urls", "preview_urls"},
]


def sources(*folders: str) -> list[Path]:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return [file for file in files if "migrations" not in file.parts]


def imports(file: Path) -> Iterator[str]:
    """Dotted names of what `file` imports, relative ones resolved; imports inside functions and types-only too."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("app", APPS)
def test_apps_import_downhill(app):
    above = APPS[APPS.index(app) + 1 :] + ["osce_cms"]
    uphill = {(file.name, name) for file in sources(app) for name in imports(file) if name.split(".")[0] in above}
    assert uphill == set()


def step(module: str) -> int:
    return next(number for number, names in enumerate(STEPS) if module in names)


def test_newsroom_imports_downhill():
    uphill = set()
    for file in sources("newsroom"):
        mine = file.relative_to(ROOT / "newsroom").with_suffix("").parts[0]
        if mine == "__init__":
            continue
        for name in imports(file):
            package, _, rest = name.partition(".")
            module = rest.split(".")[0]
            if package == "newsroom" and any(module in names for names in STEPS) and step(module) > step(mine):
                uphill.add((mine, module))
    assert uphill == set()


def test_every_module_of_newsroom_has_its_step():
    known = set().union(*STEPS)
    found = {file.relative_to(ROOT / "newsroom").with_suffix("").parts[0] for file in sources("newsroom")} - {
        "__init__"
    }
    assert found == known


def test_public_code_never_reads_working_texts():
    """Views, feeds, the archive and what they show know editions; only the admin, verbs and imports know releases."""
    public = [
        "views",
        "feeds",
        "sitemaps",
        "archive",
        "first_page",
        "presentation",
        "release_page",
        "release_facts",
        "citation",
        "edition_addresses",
        "public_record",
        "press_contacts",
        "announcements",
        "term_pages",
        "search",
        "facets",
        "following",
        "context_processors",
        "templatetags",
    ]
    files = [f for f in sources("newsroom") if f.relative_to(ROOT / "newsroom").with_suffix("").parts[0] in public]
    assert len(files) > 10
    readers = {
        f.name
        for f in files
        for name in imports(f)
        if name.split(".")[-1] in ("Release", "ReleaseImage", "ReleaseSource")
    }
    assert readers == set()


def test_files_and_functions_stay_small():
    long_files = {}
    long_functions = {}
    for file in sources("taxonomy", "accounts", "newsroom", "osce_cms", "benchmarks"):
        text = file.read_text()
        if (lines := text.count("\n")) > 250:
            long_files[file.name] = lines
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 50:
                long_functions[node.name] = node.end_lineno - node.lineno
    assert (long_files, long_functions) == ({}, {})


def test_no_junk_drawers():
    names = {file.stem for file in sources("taxonomy", "accounts", "newsroom", "osce_cms", "benchmarks")}
    assert names & {"utils", "helpers", "common", "misc"} == set()


def test_every_template_is_used():
    templates = {str(file.relative_to(ROOT / "templates")) for file in (ROOT / "templates").rglob("*.html")}
    found_by_name = {name for name in templates if name.startswith(("admin/", "styleguide/"))} | {
        f"{code}.html" for code in (400, 403, 404, 500)
    }
    texts = [
        file.read_text()
        for file in [*(ROOT / "templates").rglob("*.html"), *sources("newsroom", "taxonomy", "osce_cms")]
    ]
    unused = {name for name in templates - found_by_name if not any(name in text for text in texts)}
    assert unused == set()


def test_components_state_their_contract_first():
    silent = [
        file.name for file in (ROOT / "templates" / "components").glob("*.html") if "{#" not in file.read_text()[:60]
    ]
    assert silent == []


def test_no_template_marks_anything_safe():
    uses = {
        (str(file.relative_to(ROOT / "templates")), line.strip())
        for file in (ROOT / "templates").rglob("*.html")
        for line in file.read_text().splitlines()
        if re.search(r"\|\s*safe\b|autoescape off", line)
    }
    assert uses == set()


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
