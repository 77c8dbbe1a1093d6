"""Tests of the tables of lending: the database refuses what no loan can be."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_every_table_of_lending_stands_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class
               WHERE relname LIKE 'finance_%%' AND relkind IN ('r', 'p') ORDER BY relname"""
        )
        found = dict(cursor.fetchall())
    assert len(found) == 9
    assert all(found.values())
