"""What `make serve` calls: the whole site on this machine, as in production."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

#: Seconds between two looks at whether the worker still runs, and for which it may end what it is at.
WATCH = 2
PATIENCE = 25


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the site with gunicorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process (default: 4)")
        parser.add_argument(
            "--no-worker",
            dest="with_worker",
            action="store_false",
            help="without a process for work in the background: manage.py work runs elsewhere",
        )

    def handle(self, *args: Any, port: int, workers: int, threads: int, with_worker: bool, **options: Any) -> None:
        if "SITE_DOMAIN" not in os.environ:  # nobody has said where else the site is found
            os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        call_command("prepare", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "osce_cms.wsgi",
            "--config",
            "python:osce_cms.gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(workers),
            "--threads",
            str(threads),
        ]
        worker = [sys.executable, "-m", "django", "work", "--with-parent", str(os.getpid())] if with_worker else []
        if status := self._wait_for(command, worker):
            raise CommandError(
                f"The server ended with status {status}. Is port {port} taken? Try: make serve PORT=8080"
            )

    def _wait_for(self, command: list[str], worker: list[str]) -> int:
        """Run `command` and stay its parent: the embedded PostgreSQL stops with the last process that uses it.

        Beside it runs `worker`, if there is one: begun anew where it ends by itself, ended when `command` ends.
        """
        server = subprocess.Popen(command)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        beside = subprocess.Popen(worker) if worker else None
        try:
            while True:
                try:
                    return server.wait(timeout=WATCH)
                except subprocess.TimeoutExpired:
                    if beside and beside.poll() is not None:
                        self.stderr.write("The worker has ended; another one begins.")
                        beside = subprocess.Popen(worker)
                except KeyboardInterrupt:
                    server.terminate()  # it ends in good order, whether or not the terminal has told it already
        finally:
            if beside:
                _end(beside)


def _end(worker: subprocess.Popen) -> None:
    """Let `worker` end what it is at; what takes longer is done again by the next one."""
    worker.terminate()
    try:
        worker.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
