"""Migrations have one purpose, a name that says it, and no hand in app code or law (STYLE 17)."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db.migrations import CreateModel, Migration, RemoveField, RunSQL
from django.db.migrations.loader import MigrationLoader

from ecoop.kernel.laying import TablesAtOnce, row, table
from tests.house.house import Finding, Source, hold, python

MAY_IMPORT = re.compile(r"(django|ecoop\.kernel|uuid|datetime|functools|pathlib|collections)(\.|$)")
BY_PYTHON = ("RunPython", "bulk_create", "objects.create")
SAYING_NAME = re.compile(r"\d{4}_[a-z]+(_[a-z0-9]+)+\.py")


def migrations() -> list[Source]:
    """Read the migrations."""
    return [one for one in python("ecoop") if one.is_migration and one.name != "__init__.py"]


def test_migrations_stand_alone_and_say_their_purpose() -> None:
    hold(finding for source in migrations() for finding in entangled(source))


def test_each_app_has_one_line_of_migrations() -> None:
    hold(forks([source.path for source in migrations()]))


@pytest.mark.django_db
def test_models_and_migrations_agree(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        told = capsys.readouterr().out
        raise AssertionError(
            f"models changed without a migration; write it by hand or with makemigrations:\n{told}"
        ) from None


def test_tables_laid_at_once_are_laid_whole() -> None:
    loader = MigrationLoader(None)
    hold(finding for migration in loader.disk_migrations.values() for finding in patched(migration))


def patched(migration: Migration) -> Iterator[Finding]:
    """Find what changes a table in a migration that makes all its tables of their last shape."""
    if isinstance(migration, TablesAtOnce):
        for one in migration.operations:
            if not isinstance(one, CreateModel | RunSQL):
                path = f"ecoop/{migration.app_label}/migrations/{migration.name}.py"
                told = f"{type(one).__name__} stands among tables that are laid at once."
                yield Finding(path, 1, told, "the column, rule or index in the table; or a migration of its own.")


def test_a_patched_table_is_seen() -> None:
    class Patching(TablesAtOnce):
        operations = [table("Seed", db_table="trade_seed", columns=row()), RemoveField("Seed", "org")]

    assert len(list(patched(Patching("0001_seeds_are_sown", "trade")))) == 1


def entangled(source: Source) -> Iterator[Finding]:
    """Find migrations that import app code, insert rows, or hide their purpose."""
    if not SAYING_NAME.fullmatch(source.name) or "_auto_" in source.name:
        yield source.find(1, "the name says no purpose.", "0002_periods_close_by_rows.py")
    for node in ast.walk(source.tree):
        names = [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if not MAY_IMPORT.match(name):
                yield source.find(node.lineno, f"imports {name}.", "only django and ecoop.kernel; SQL for the rest.")
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("RunPython", "bulk_create", "objects.create")
        ):
            yield source.find(
                node.lineno, "rows are made by Python.", "RunSQL; law and demo data never come by migration."
            )


def forks(paths: list[str]) -> Iterator[Finding]:
    """Find two migrations of one app with the same number."""
    seen: dict[str, str] = {}
    for path in paths:
        folder, _slash, name = path.rpartition("/")
        number = f"{folder}/{name[:4]}"
        if number in seen:
            yield Finding(path, 1, f"{seen[number]} has the same number.", "the next free number: one line, no merges.")
        seen[number] = name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0002_auto_20260101.py", ""),
        ("0002_periods.py", ""),
        ("0002_close_periods.py", "from ecoop.ledger.models import Entry"),
        ("0002_close_periods.py", "import ecoop.lawbook.queries"),
        ("0002_close_periods.py", "migrations.RunPython(f)"),
    ],
)
def test_the_rule_sees(name: str, text: str) -> None:
    assert list(entangled(Source(f"ecoop/ledger/migrations/{name}", text)))


def test_the_rule_lets_through() -> None:
    text = "from django.db import migrations\nfrom ecoop.kernel.tenancy import TenantTable\nmigrations.RunSQL('')"
    assert not list(entangled(Source("ecoop/ledger/migrations/0002_close_periods.py", text)))


def test_forks_are_seen() -> None:
    assert list(forks(["ecoop/a/migrations/0001_one_thing.py", "ecoop/a/migrations/0001_other_thing.py"]))
    assert not list(forks(["ecoop/a/migrations/0001_one_thing.py", "ecoop/b/migrations/0001_other_thing.py"]))
