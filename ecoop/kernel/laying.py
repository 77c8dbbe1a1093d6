"""What first migrations lay tables with: the columns that every row has, pointers, rules, and tables all at once.

Migrations that stand rest on these; what one of them answers never changes.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import Column


class TablesAtOnce(migrations.Migration):
    """Lay new tables and run statements, with all models rendered once and not anew for each table.

    Django renders whatever is related to a changed model again after each operation. Here nearly every table
    points to the organisation, so that a new database would cost the square of their number.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Work out how the models look in the end, then make the tables of that."""
        project_state.__dict__.pop("apps", None)
        in_the_end = self.mutate_state(project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, in_the_end)
        return in_the_end


def table(name: str, *, db_table: str, columns: list[Column], **options: Any) -> migrations.CreateModel:
    """Lay one table with its columns, its rules and its indexes."""
    return migrations.CreateModel(name=name, fields=columns, options={"db_table": db_table, **options})


def row() -> list[Column]:
    """Give the columns of every tenant row: its id and its organisation."""
    key: models.UUIDField[Any, Any] = models.UUIDField(
        default=new_id, editable=False, primary_key=True, serialize=False
    )
    return [("id", key), ("org", points("parties.organisation"))]


def recorded_row() -> list[Column]:
    """Give the columns of a tenant row that says who wrote it and when."""
    return [*row(), ("recorded_at", models.DateTimeField()), ("recorded_by", points(settings.AUTH_USER_MODEL))]


def points(to: str, **given: Any) -> "models.ForeignKey[Any, Any]":
    """Point at a row that belongs to no organisation: a person, a place, the organisation itself."""
    return models.ForeignKey(to, **{"on_delete": models.PROTECT, "db_index": False, "related_name": "+", **given})


def points_inside(to: str, **given: Any) -> "models.ForeignKey[Any, Any]":
    """Point at a row of the same organisation; `InsideKey` makes the key that cannot leave it."""
    return points(to, db_constraint=False, **given)


def words(*each: str) -> list[tuple[str, str]]:
    """List words as Django wants the choices of a column."""
    return [(word, word) for word in each]


def unique(name: str, *columns: str, **given: Any) -> models.UniqueConstraint:
    """Say what stands at most once."""
    return models.UniqueConstraint(fields=columns, name=name, **given)


def check(name: str, *, condition: Any) -> models.CheckConstraint:
    """Say what is true of every row."""
    return models.CheckConstraint(condition=condition, name=name)


def index(name: str, *columns: str, **given: Any) -> models.Index:
    """Lay an index over columns."""
    return models.Index(fields=columns, name=name, **given)
