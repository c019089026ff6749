"""What the code of a deployment is known by: pages that other code or templates have made are other pages."""

import hashlib
from pathlib import Path

import django
from django.conf import settings

_FOLDERS = ("templates", "locale", "taxonomy", "newsroom", "osce_cms", "alerts", "api")
_ENDINGS = {".py", ".html", ".txt", ".mo"}


def fingerprint() -> str:
    """A digest of code, templates, translations, static files' names and what settings put into pages.

    A cache that several deployments or a restart share (Redis) would otherwise show pages of the former code.
    """
    digest = hashlib.blake2b(digest_size=8)
    words = (django.__version__, settings.SITE_NAME, settings.ORGANISATION_NAME, settings.SITE_DOMAIN)
    digest.update(repr((*words, settings.TIME_ZONE, settings.IDENTITY)).encode())
    for file in _files(settings.BASE_DIR):
        digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(base: Path) -> list[Path]:
    found = [file for folder in _FOLDERS for file in (base / folder).rglob("*") if file.suffix in _ENDINGS]
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return sorted(found) + ([manifest] if manifest.exists() else [])
