"""Tenant tables: the abstract model and the migration operations that build the walls around them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models
from django.db.migrations.operations import RunSQL

from ecoop.kernel.database import APPLICATION_ROLE
from ecoop.kernel.ids import new_id

# For tables that an accountant sees of all the households she keeps, when she acts for none of them in particular.
KEPT_BOOKS = {"kept_books": "ecoop_org_id() IS NULL AND org_id IN (SELECT ecoop_kept_books())"}
# A column of a table, as migrations name it.
Column: TypeAlias = "tuple[str, models.Field[Any, Any]]"


class AlsoReadable(RunSQL):
    """Add a policy to a table that stands: under which condition another organisation may read a row."""

    def __init__(self, table: str, *, read_also: Mapping[str, str]) -> None:
        super().__init__(
            sql=[f"CREATE POLICY {name} ON {table} FOR SELECT USING ({how})" for name, how in read_also.items()],
            reverse_sql=[f"DROP POLICY {name} ON {table}" for name in read_also],
        )


def inside(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Point at a row of the same organisation; the migration adds the key that cannot leave it."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")


def inside_or_none(to: str) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at a row of the same organisation, or at none."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """List the words of an enumeration as Django wants the choices of a column."""
    return [(word.value, word.value) for word in words]


class TenantModel(models.Model):
    """A row that belongs to exactly one organisation.

    Django sees a plain `id`; the database's primary key is (org_id, id), which `TenantTable` makes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        abstract = True


class RecordedModel(TenantModel):
    """A tenant row that says who wrote it and when."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


class TenantTable(RunSQL):
    """Put a table behind its organisation's wall: primary key, row security, grants.

    `may` lists what the application may do. `read_also` maps a policy's name to the SQL condition under
    which another organisation may read a row; each such policy has its own test.
    """

    def __init__(
        self,
        table: str,
        *,
        may: Sequence[str] = ("select", "insert"),
        read_also: Mapping[str, str] | None = None,
    ) -> None:
        self.table = table
        own = "org_id = ecoop_org_id()"
        statements: list[str | tuple[str, Any]] = [
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (org_id, id)",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY inside_organisation ON {table} USING ({own}) WITH CHECK ({own})",
            *(
                f"CREATE POLICY {name} ON {table} FOR SELECT USING ({condition})"
                for name, condition in (read_also or {}).items()
            ),
            *_grants(table=table, may=may),
        ]
        super().__init__(sql=statements, reverse_sql=RunSQL.noop)


class DirectoryTable(RunSQL):
    """Open a table without tenant to the application, for exactly what `may` lists."""

    def __init__(self, table: str, *, may: Sequence[str] = ("select",)) -> None:
        self.table = table
        super().__init__(sql=list(_grants(table=table, may=may)), reverse_sql=RunSQL.noop)


class InsideKey(RunSQL):
    """Add a foreign key that cannot leave the organisation: (org_id, column) points at (org_id, id)."""

    def __init__(self, table: str, column: str, other_table: str) -> None:
        name = f"{table}_{column}_stays_inside"
        super().__init__(
            sql=[
                f"""ALTER TABLE {table} ADD CONSTRAINT {name}
                    FOREIGN KEY (org_id, {column}) REFERENCES {other_table} (org_id, id)""",
            ],
            reverse_sql=[f"ALTER TABLE {table} DROP CONSTRAINT {name}"],
        )


def read_sql(migration_file: str, name: str) -> str:
    """Read `sql/<name>` of the domain whose migration asks (pass `__file__`)."""
    return (Path(migration_file).parent.parent / "sql" / name).read_text(encoding="utf-8")


def _grants(*, table: str, may: Sequence[str]) -> list[str]:
    return [f"GRANT {', '.join(verb.upper() for verb in may)} ON {table} TO {APPLICATION_ROLE}"] if may else []
