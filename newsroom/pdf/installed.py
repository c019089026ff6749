"""Whether this machine can make PDFs: WeasyPrint needs Pango, which no wheel brings."""

import ctypes
import ctypes.util
import functools
from typing import Any

from django.core.checks import Warning as CheckWarning

#: Debian and Ubuntu; WeasyPrint's own list: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
#: Library, and the files it comes in on Linux and macOS.
_LIBRARIES = {
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}


@functools.cache
def is_installed() -> bool:
    """Whether the libraries are there. Found out once in a process: after installing them, start the site anew."""
    return all(_loads(library, files) for library, files in _LIBRARIES.items())


def _loads(library: str, files: tuple[str, ...]) -> bool:
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return ctypes.util.find_library(library) is not None


def check_installed(**kwargs: Any) -> list[CheckWarning]:
    """The system check: says what to install. The site runs without it, and offers no PDF."""
    if is_installed():
        return []
    return [
        CheckWarning(
            "Pango is not installed: no PDF of any release can be made, and none is offered.",
            hint=f"On Debian and Ubuntu: apt-get install {PACKAGES}",
            id="newsroom.W001",
        )
    ]
