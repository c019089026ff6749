"""Which PostgreSQL: the one that DATABASE_URL names, or the embedded one under DATA_DIR."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def database_settings(env: environ.Env, data_dir: Path) -> dict[str, Any]:
    """Return the dictionary for DATABASES["default"].

    Raises ImproperlyConfigured for any engine but PostgreSQL.
    """
    if not env.str("DATABASE_URL", default=""):
        name = "osce_cms"
        return {
            "ENGINE": "osce_cms.embedded",
            "NAME": name,
            "EMBEDDED_NAME": name,  # NAME changes under test
            "USER": "postgres",
            "PGDATA": data_dir / "postgresql",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    settings = env.db_url("DATABASE_URL")
    if settings.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL, such as postgres://user:password@localhost:5432/osce_cms"
        )
    return settings | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
