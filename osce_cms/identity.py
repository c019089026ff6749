"""How the site looks like somebody's: a folder of files in place of the demonstration's."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def identity_settings(env: Env) -> tuple[Path | None, dict[str, Any]]:
    """The folder that IDENTITY_DIR names, if any, and what templates want to know of the identity.

    The folder holds any of logo.svg, icon.svg, share.png (1200 × 630) and colours.css, which sets tokens of
    static/css/tokens.css anew; docs/design.md says how. Raises ImproperlyConfigured for a folder that is not there.
    """
    given = env.str("IDENTITY_DIR", default="")
    if given and not Path(given).is_dir():
        raise ImproperlyConfigured(f"IDENTITY_DIR must name a folder, and {given!r} is none")
    folder = Path(given).resolve() if given else None
    return folder, {
        "logo": "identity/logo.svg",
        "icon": "identity/icon.svg",
        "share_image": "identity/share.png",
        "stylesheet": "identity/colours.css" if folder and (folder / "colours.css").is_file() else "",
        "is_demonstration": "ORGANISATION_NAME" not in env.ENVIRON,
    }
