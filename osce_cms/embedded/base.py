"""Django's PostgreSQL backend over the embedded server, which is started by the first connection.

Commands that need no database (makemessages, type checks) therefore start none.
"""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from .server import socket_folder


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        pgdata = Path(self.settings_dict["PGDATA"])
        return super().get_connection_params() | {"host": socket_folder(pgdata, self.settings_dict["EMBEDDED_NAME"])}
