"""Run a query of sql/ and give its rows."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def read_rows(*, text: str, wanted: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a query with its parameters and give all its rows.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(text, wanted)
        return list(cursor.fetchall())
