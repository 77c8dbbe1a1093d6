"""The statements that spread this schema over a Citus 14 cluster, read from the database's own catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from django.db import connections

from ecoop.config.errors import DoesNotSpread
from ecoop.kernel.database import FRAMEWORK_PREFIXES, OWNER_ROLE

SQL = Path(__file__).parent / "sql"
# Django's own list of what was migrated; workers do not migrate.
STAYS_HOME = (*FRAMEWORK_PREFIXES, "django_")


@dataclass(frozen=True)
class Table:
    """An ordinary table, and what Citus would not take about it."""

    name: str
    is_tenant: bool
    points_at: tuple[str, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def stays_home(self) -> bool:
        """Tell whether it belongs to Django or a library and stays on the coordinator."""
        return not self.is_tenant and self.name.startswith(STAYS_HOME)


@dataclass(frozen=True)
class Function:
    """One of our functions, and whether its rows belong to the organisation named in its first argument."""

    signature: str
    takes_org: bool
    writes: bool


@dataclass(frozen=True)
class Plan:
    """What to run on the coordinator, in this order, and what to know about it."""

    settings: tuple[str, ...]
    functions_first: tuple[str, ...]
    reference_tables: tuple[str, ...]
    distributed_tables: tuple[str, ...]
    distributed_functions: tuple[str, ...]
    stays_on_coordinator: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """Every statement, in the order in which they must run."""
        return (
            *self.settings,
            *self.functions_first,
            *self.reference_tables,
            *self.distributed_tables,
            *self.distributed_functions,
        )


def plan_cluster(*, database: str = "default") -> Plan:
    """Plan the distribution of the schema as it stands in the connected database.

    Shape:   `database` is the Django alias of the connection whose catalogue is read
    Raises:  DoesNotSpread, with every table and function that stands in the way
    Queries: 2
    """
    name = connections[database].settings_dict["NAME"]
    tables, functions = _read_tables(database), _read_functions(database)
    _refuse_what_does_not_spread(tables=tables, functions=functions)
    tenants = _in_key_order(table for table in tables if table.is_tenant)
    directory = _in_key_order(table for table in tables if not table.is_tenant and not table.stays_home)
    anchor = tenants[0]
    return Plan(
        # A setting made in a transaction (for whom it acts) must reach the workers within that transaction.
        settings=(f"ALTER DATABASE \"{name}\" SET citus.propagate_set_commands = 'local';",),
        functions_first=tuple(
            f"SELECT create_distributed_function('{each.signature}');" for each in functions if not each.takes_org
        ),
        reference_tables=tuple(f"SELECT create_reference_table('{name}');" for name in directory),
        distributed_tables=tuple(_distribute(name=name, anchor=anchor) for name in tenants),
        distributed_functions=tuple(
            f"SELECT create_distributed_function('{each.signature}', 'p_org_id', colocate_with => '{anchor}');"
            for each in functions
            if each.takes_org
        ),
        stays_on_coordinator=tuple(table.name for table in tables if table.stays_home),
        notes=tuple(f"{table.name}: {note}" for table in tables for note in table.notes if not table.stays_home),
    )


def _distribute(*, name: str, anchor: str) -> str:
    # All tables share the shards of the first, so that one organisation's rows lie on one worker together.
    beside = "none" if name == anchor else anchor
    return f"SELECT create_distributed_table('{name}', 'org_id', colocate_with => '{beside}');"


def _refuse_what_does_not_spread(*, tables: list[Table], functions: list[Function]) -> None:
    homes = {table.name for table in tables if table.stays_home}
    tenants = {table.name for table in tables if table.is_tenant}
    faults = [f"{table.name}: {fault}" for table in tables if not table.stays_home for fault in table.faults]
    for table in tables:
        forbidden = set() if table.stays_home else homes if table.is_tenant else homes | tenants
        faults += [
            f"{table.name}: its foreign key leaves the cluster for {name}"
            for name in table.points_at
            if name in forbidden
        ]
    faults += [
        f"{each.signature}: it writes, but its first argument is not p_org_id uuid"
        for each in functions
        if each.writes and not each.takes_org
    ]
    if faults or not tenants:
        raise DoesNotSpread(faults="; ".join(faults) or "-")


def _in_key_order(tables: Iterable[Table]) -> list[str]:
    known: Mapping[str, Table] = {table.name: table for table in tables}
    graph = {
        name: sorted(other for other in table.points_at if other in known and other != name)
        for name, table in sorted(known.items())
    }
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as fault:
        raise DoesNotSpread(faults=f"foreign keys in a circle: {' → '.join(fault.args[1])}") from fault


def _read_tables(database: str) -> list[Table]:
    return [
        Table(name=name, is_tenant=is_tenant, points_at=tuple(points_at), faults=tuple(faults), notes=tuple(notes))
        for name, is_tenant, points_at, faults, notes in _rows(database, "cluster_tables.sql")
    ]


def _read_functions(database: str) -> list[Function]:
    # The owner's functions are ours; an extension's are installed on every worker with the extension.
    return [
        Function(signature=signature, takes_org=takes_org, writes=writes)
        for signature, takes_org, writes in _rows(database, "cluster_functions.sql", OWNER_ROLE)
    ]


def _rows(database: str, name: str, *params: Any) -> list[tuple[Any, ...]]:
    with connections[database].cursor() as cursor:
        cursor.execute((SQL / name).read_text(encoding="utf-8"), params or None)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
