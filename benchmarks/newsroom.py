"""The site itself, as in production, with `size` made-up releases in a data folder of its own."""

import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from .processes import Failed, free_port, python, run, serving


@dataclass(frozen=True)
class Newsroom:
    data: Path
    size: int

    def prepare(self, releases: Path) -> dict[str, Any]:
        """Load everything unless an earlier run has; returns how fast the import was."""
        facts = self.data / "bench.json"
        if not facts.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            self._manage("migrate", "--verbosity", "0")
            self._manage("loaddata", "taxonomy", "--verbosity", "0")
            started = time.monotonic()
            told = self._manage("import_releases", releases).split()
            seconds = time.monotonic() - started
            if told[:2] != [str(self.size), "created,"]:
                raise Failed(f"{self.data} holds releases already, but not all: remove that folder and run again.")
            facts.write_text(json.dumps({"seconds": round(seconds, 1), "per_second": round(self.size / seconds)}))
        self._manage("migrate", "--verbosity", "0")  # it may have been loaded by an older version
        self._manage("collectstatic", "--no-input", "--verbosity", "0")
        self.inside("tidy")
        return json.loads(facts.read_text())

    @contextlib.contextmanager
    def serve(self, *, page_cache: bool) -> Iterator[tuple[str, psutil.Process]]:
        """Serve it with `manage.py serve`; gives its base address and its process."""
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        env = self._environment(page_cache)
        with serving(command, base, "/news/", self.data / "serve.log", env) as process:
            yield base, process

    def inside(self, *words: str, ask: Any = None) -> Any:
        """What a function of benchmarks/inside.py says, run with this data in a process of its own."""
        command = [sys.executable, "-m", "benchmarks.inside", *words]
        return json.loads(run(command, self._environment(False), given=json.dumps(ask)))

    def archive(self) -> dict[str, Any]:
        """What benchmarks/archive.py measures here."""
        return json.loads(python("-m", "benchmarks.archive", env=self._environment(False)))

    def query_counts(self, paths: Sequence[str], *, page_cache: bool) -> list[int]:
        """How many queries each page takes: made at the first visit, or out of the page cache."""
        return self.inside("kept_queries" if page_cache else "queries", ask=list(paths))

    def _manage(self, *words: str | Path) -> str:
        return python("manage.py", *words, env=self._environment(False))

    def _environment(self, page_cache: bool) -> dict[str, str]:
        return {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": "",
            "DEBUG": "false",
            "DEMO": "false",
            "PAGE_CACHE": str(page_cache).lower(),
        }
