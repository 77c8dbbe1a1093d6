"""Django's PostgreSQL backend, which starts the embedded server when the settings ask for it."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from ecoop.kernel.embedded import start_server

EMBEDDED = "embedded"


class DatabaseWrapper(base.DatabaseWrapper):
    """Connect as Django does; the host named `embedded` is the server of this checkout."""

    def get_connection_params(self) -> dict[str, Any]:
        """Answer psycopg's parameters, with the socket of the embedded server where it is meant."""
        params: dict[str, Any] = super().get_connection_params()
        if params.get("host") == EMBEDDED:
            params["host"] = start_server(data_dir=Path(self.settings_dict["EMBEDDED_DATA_DIR"]))
        return params
