"""The demonstration as `manage.py serve` serves it, furnished, in a data folder that is thrown away."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import free_port, python, serving

FURNISH = "import json; from audits.furnish import furnish; print(json.dumps(furnish()))"
#: Once the site runs, and its static files have their addresses.
UNSERVED = "import json; from audits.unserved import unserved; print(json.dumps(unserved()))"


@contextlib.contextmanager
def furnished() -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """The base address of the running site, its kinds of pages with their addresses, and the HTML of those without."""
    with TemporaryDirectory() as folder:
        env = {"DATA_DIR": folder, "DATABASE_URL": "", "DEBUG": "false", "DEMO": "true", "PAGE_CACHE": "true"}
        python("manage.py", "prepare", env=env)
        pages = json.loads(python("manage.py", "shell", "--no-imports", "-c", FURNISH, env=env))
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with serving(command, base, "/news/", Path(folder) / "serve.log", env):
            yield base, pages, json.loads(python("manage.py", "shell", "--no-imports", "-c", UNSERVED, env=env))
