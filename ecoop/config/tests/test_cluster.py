"""The plan for a cluster names every tenant table and every writing function once, in an order that can run."""

import re
from typing import Any

import pytest
from django.db import connection, connections

from ecoop.config.cluster import Plan, plan_cluster
from ecoop.config.errors import DoesNotSpread

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db: None) -> Plan:
    return plan_cluster()


def _names(statements: tuple[str, ...]) -> list[str]:
    return [re.search(r"'([^'(]+)", statement).group(1) for statement in statements]


def _ask(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_every_tenant_table_is_distributed_once(plan: Plan) -> None:
    found = _ask(
        """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id'
           WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"""
    )
    assert sorted(_names(plan.distributed_tables)) == sorted(name for (name,) in found)
    assert len(found) > 10


def test_every_writing_function_is_distributed_once(plan: Plan) -> None:
    found = _ask(
        """SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
           AND prosrc ~* '(insert into|update \\w+ set|delete from)' AND prorettype <> 'trigger'::regtype"""
    )
    names = _names(plan.distributed_functions)
    assert {name for (name,) in found} <= set(names)
    assert len(set(plan.distributed_functions)) == len(plan.distributed_functions)
    assert "ledger_post" in names


def test_whom_a_foreign_key_points_at_comes_first(plan: Plan) -> None:
    keys = _ask("SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'")
    order = [*_names(plan.reference_tables), *_names(plan.distributed_tables)]
    for table, other in keys:
        if table in order and other != table:
            assert order.index(other) < order.index(table), f"{table} stands before {other}"


def test_all_tables_lie_beside_the_first(plan: Plan) -> None:
    anchor = _names(plan.distributed_tables)[0]
    assert "colocate_with => 'none'" in plan.distributed_tables[0]
    assert all(f"colocate_with => '{anchor}'" in each for each in plan.distributed_tables[1:])
    assert all(f"colocate_with => '{anchor}'" in each for each in plan.distributed_functions)


def test_settings_of_a_transaction_reach_the_workers(plan: Plan) -> None:
    assert "citus.propagate_set_commands = 'local'" in plan.statements[0]


def test_deferrable_constraints_are_noted(plan: Plan) -> None:
    deferrable = _ask("SELECT conname FROM pg_constraint WHERE condeferrable AND conrelid = 'access_token'::regclass")
    assert all(any(name in note for note in plan.notes) for (name,) in deferrable)


@pytest.mark.parametrize(
    ("breaks", "named"),
    [
        ("CREATE TABLE odd (org_id uuid NOT NULL, id uuid PRIMARY KEY)", "odd: the unique index odd_pkey lacks org_id"),
        ("CREATE TABLE odd (org_id uuid NOT NULL, id uuid)", "odd: it has no primary key"),
        (
            "CREATE FUNCTION odd() RETURNS void LANGUAGE sql AS 'DELETE FROM django_session'",
            "odd(): it writes, but its first argument is not p_org_id uuid",
        ),
    ],
)
@pytest.mark.django_db(databases=["default", "owner"])
def test_what_does_not_qualify_is_refused_by_name(breaks: str, named: str) -> None:
    # The application owns nothing, so the odd one is made as the owner, and rolled back with the test.
    with connections["owner"].cursor() as cursor:
        cursor.execute(breaks)
    with pytest.raises(DoesNotSpread) as refused:
        plan_cluster(database="owner")
    assert named in refused.value.said_text
