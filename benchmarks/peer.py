"""The peer: a Wagtail newsroom whose source lies outside this project, with the same releases in it."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .processes import ROOT, Failed, free_port, run, serving

#: What the peer's README asks of its PostgreSQL.
POSTGRES = {
    "shared_buffers": "2GB",
    "effective_cache_size": "12GB",
    "work_mem": "32MB",
    "random_page_cost": "1.1",
    "maintenance_work_mem": "512MB",
    "jit": "off",
    "max_wal_size": "8GB",
    "synchronous_commit": "off",
}
#: As its README serves it, or with the threads that the site has, which share connections as the site's do: whichever
#: is faster is measured.
GUNICORN = ["-m", "gunicorn", "-w", "2", "--timeout", "120"]
THREADS = (0, 4)


@dataclass(frozen=True)
class Peer:
    """The peer with `size` releases. `source` is the folder that holds peer_wagtail/, `work` the one for its data."""

    source: Path
    work: Path
    size: int

    @property
    def _site(self) -> Path:
        return self.source / "peer_wagtail"

    @property
    def _data(self) -> Path:
        return self.work / str(self.size)

    @property
    def _python(self) -> Path:
        return self.work / "venv" / "bin" / "python"

    def prepare(self, releases: Path, terms: Path) -> dict[str, Any]:
        """Load everything unless an earlier run has; returns how long it took, in seconds."""
        if not self._site.is_dir():
            raise Failed(f"The peer is not at {self.source}: give its folder with --peer, or leave it out: --no-peer.")
        facts = self._data / "facts.json"
        if not facts.exists():
            self._data.mkdir(parents=True, exist_ok=True)
            self._install()
            with self._database() as env:
                draft = json.dumps(self._load(releases, terms, env))
            facts.write_text(draft)
        return json.loads(facts.read_text())

    def release_paths(self) -> list[str]:
        """Addresses of up to 1,000 releases, evenly spread."""
        return (self._data / "details.txt").read_text().split()

    @contextlib.contextmanager
    def serve(self, threads: int) -> Iterator[str]:
        """Serve the peer with so many threads a process, 0 for none; gives its base address."""
        base = f"http://127.0.0.1:{free_port()}"
        command: list[str | Path] = [self._python, *GUNICORN, "-b", base.removeprefix("http://"), "peer.wsgi"]
        command += ["--threads", str(threads), "--worker-class", "osce_cms.gunicorn.SharingWorker"] if threads else []
        behind = {"PYTHONPATH": str(ROOT)}  # where the worker is found, after what is in the peer's own folder
        with (
            self._database() as env,
            serving(command, base, "/", self._data / "gunicorn.log", env | behind, self._site),
        ):
            yield base

    def _install(self) -> None:
        if not self._python.exists():
            run([sys.executable, "-m", "venv", self.work / "venv"])
        run([self._python, "-m", "pip", "install", "--quiet", "-r", self._site / "requirements.txt"])

    def _load(self, releases: Path, terms: Path, env: dict[str, str]) -> dict[str, float]:
        def manage(*words: str | Path) -> float:
            started = time.monotonic()
            run([self._python, "manage.py", *words], env, self._site)
            return round(time.monotonic() - started, 1)

        manage("migrate")
        manage("migrate", "newsroom", "0001")
        loaded = manage("load_releases", releases, terms, "--details", self._data / "details.txt")
        indexed = manage("update_index")
        tuned = manage("migrate", "newsroom")
        manage("shell", "-c", "from django.db import connection; connection.cursor().execute('VACUUM ANALYZE')")
        return {"load_s": loaded, "update_index_s": indexed, "tuned_indexes_s": tuned}

    @contextlib.contextmanager
    def _database(self) -> Iterator[dict[str, str]]:
        """Run its PostgreSQL; gives the environment in which the peer finds it."""
        settings = [f"{name}={value}" for name, value in POSTGRES.items()]
        folder = str(self._data / "postgresql")
        command = [sys.executable, "-m", "benchmarks.database", folder, "peer", *settings]
        keeper = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert keeper.stdin
        assert keeper.stdout
        try:
            if not (socket := keeper.stdout.readline().strip()):
                raise Failed("The peer's PostgreSQL does not start.")
            yield {
                "PEER_DB": "peer",
                "PEER_DB_USER": "postgres",
                "PEER_DB_HOST": socket,
                "PYTHONDONTWRITEBYTECODE": "1",  # its folder is not ours to write in
            }
        finally:
            keeper.stdin.close()
            keeper.wait(60)
