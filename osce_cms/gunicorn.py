"""How gunicorn runs the site (docs: https://docs.gunicorn.org/en/stable/settings.html)."""

timeout = 30
graceful_timeout = 20
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn's heartbeat must not wait for a disk
accesslog = None
loglevel = "warning"


def when_ready(server) -> None:
    """Say where the site is, once it really answers."""
    for address in server.LISTENERS:
        print(f"\nThe newsroom: {address}/\nThe admin:    {address}/admin/\nStop with Ctrl-C.", flush=True)  # noqa: T201
