"""What `make serve` calls: the whole site on this machine, as in production."""

import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the site with gunicorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process (default: 4)")

    def handle(self, *args: Any, port: int, workers: int, threads: int, **options: Any) -> None:
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
        if status := self._wait_for(command):
            raise CommandError(
                f"The server ended with status {status}. Is port {port} taken? Try: make serve PORT=8080"
            )

    def _wait_for(self, command: list[str]) -> int:
        """Run `command` and stay its parent: the embedded PostgreSQL stops with the last process that uses it."""
        server = subprocess.Popen(command)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                server.terminate()  # it ends in good order, whether or not the terminal has told it already
