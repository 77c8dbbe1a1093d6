"""The database's own catalogue keeps the house's word: walls, keys, one writer, no triggers (DESIGN 2–5).

Each rule is one query that must find nothing. The queries see every schema object of ours, so that a new
table is under the rules before anybody thinks of it; `test_the_rules_bite` breaks each of them on purpose.
"""

import pytest
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper

from tests.house.catalogue_rules import RULES, Rule
from tests.house.house import python


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_catalogue_keeps(rule: Rule) -> None:
    with connection.cursor() as cursor:
        found = sorted(" ".join(row) for row in rows(cursor, rule))
    assert not found, f"{rule.wrong}\n  " + "\n  ".join(found) + f"\nInstead: {rule.instead}"


@pytest.mark.django_db
def test_there_are_tenant_tables_to_watch() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_attribute WHERE attname = 'org_id' AND attnum > 0")
        assert cursor.fetchone()[0] > 5


@pytest.mark.django_db
def test_the_tests_run_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == connection.settings_dict["USER"] != connections["owner"].settings_dict["USER"]


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.breaks], ids=lambda rule: rule.name)
def test_the_rules_bite(rule: Rule) -> None:
    with connections["owner"].cursor() as owner:
        before = rows(owner, rule)
        for statement in rule.breaks:
            owner.execute(statement)
        assert rows(owner, rule) - before, f"the rule “{rule.name}” does not see what it forbids"


def rows(cursor: CursorWrapper, rule: Rule) -> set[tuple[str, ...]]:
    """Ask the catalogue."""
    cursor.execute(rule.query)
    return {tuple(str(part) for part in row) for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_door_in_a_wall_has_a_test() -> None:
    told = "\n".join(source.text for source in python("ecoop", "tests") if source.is_test)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT polname FROM pg_policy WHERE polname <> 'inside_organisation' ORDER BY 1")
        doors = [str(name) for (name,) in cursor.fetchall()]
    silent = [name for name in doors if name not in told]
    assert not silent, f"no test names the policies {silent}; test who may read by each, and who may not (DESIGN 2)"
