"""How gunicorn runs the site (docs: https://docs.gunicorn.org/en/stable/settings.html)."""

import gc
from pathlib import Path

from gunicorn.workers.gthread import ThreadWorker


class SharingWorker(ThreadWorker):
    """Takes a new connection only while one of its threads is free, and leaves it to the other processes otherwise.

    gunicorn's own takes up to a thousand as they come: a burst of them, or a proxy's bundle of kept ones, may fall to
    one process, whose threads share one core, while the others idle. Connections that wait for their client are not
    counted: many slow ones shut nobody out.
    """

    @property
    def worker_connections(self) -> int:
        return min(self._most, self.cfg.threads + len(self.keepalived_conns) + len(self.pending_conns))

    @worker_connections.setter
    def worker_connections(self, most: int) -> None:
        self._most = most


worker_class = SharingWorker
timeout = 30
graceful_timeout = 20
limit_request_line = 8190  # what gunicorn can at the most: room for a hundred filters in an address
# The workers' heartbeat must not wait for a disk, where the system keeps a folder in memory.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
accesslog = None
loglevel = "warning"


def post_worker_init(worker) -> None:
    """Read the archive before a reader asks for it, and keep it up to date while none does.

    In the process that serves, after the fork: neither threads nor connections may be shared with others.
    """
    from django.apps import apps

    if not apps.ready:  # another application, which has no archive
        return
    from newsroom.archive import Watch

    worker.archive_watch = Watch(when_read=_freeze)
    worker.archive_watch.start()


def _freeze() -> None:
    """What has been loaded stays. To look through it for garbage halts every request for a tenth of a second."""
    gc.collect()
    gc.freeze()


def worker_exit(server, worker) -> None:
    """Close the connection of the thread that watches; a worker without an archive has none."""
    if watch := getattr(worker, "archive_watch", None):
        watch.stop()


def when_ready(server) -> None:
    """Say where the site is, once it really answers."""
    for address in server.LISTENERS:
        print(f"\nThe newsroom: {address}/\nThe admin:    {address}/admin/\nStop with Ctrl-C.", flush=True)  # noqa: T201
