"""How code uses the database: actions open transactions, many rows are one statement, reads tell their cost."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.house import Finding, Source, dotted, files, functions, hold, product

# Besides actions: the walls themselves, and the keeper of answers given to repeated API calls.
MAY_OPEN = {"ecoop/kernel/walls.py", "ecoop/config/idempotency.py"}
ONE_ROW = {"save", "create", "get_or_create", "update_or_create", "delete"}
HEADER = ("Purpose:", "Parameters:", "Index:")
NOT_ON_A_DATABASE = {"lawbook", "kernel"}


def test_only_actions_open_transactions() -> None:
    hold(finding for source in product() for finding in opened_elsewhere(source))


def test_many_rows_are_one_statement() -> None:
    hold(finding for source in product() for finding in row_by_row(source))


def test_reads_say_what_they_cost() -> None:
    hold(finding for source in product() for finding in silent_reads(source))


def test_named_sql_says_what_for() -> None:
    hold(finding for source in files(".sql", ("ecoop",)) for finding in nameless_sql(source))


def opened_elsewhere(source: Source) -> Iterator[Finding]:
    """Find transactions opened outside actions."""
    if source.place == "actions" or source.path in MAY_OPEN or source.path.startswith("ecoop/kernel/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node).endswith("transaction.atomic"):
            yield source.find(
                node.lineno, "a transaction is opened here.", "an action opens it; `acts` opens it for pages."
            )


def row_by_row(source: Source) -> Iterator[Finding]:
    """Find loops that write one row at a time."""
    for loop in ast.walk(source.tree):
        if not isinstance(loop, ast.For | ast.While | ast.ListComp | ast.GeneratorExp):
            continue
        for node in ast.walk(loop):
            chain = dotted(node.func) if isinstance(node, ast.Call) else ""
            is_write = chain.rpartition(".")[2] in ONE_ROW and (
                "objects" in chain or chain.endswith((".save", ".create"))
            )
            if is_write and isinstance(node, ast.Call):
                yield source.find(node.lineno, f"{chain} in a loop.", "bulk_create, or one statement with unnest.")


def silent_reads(source: Source) -> Iterator[Finding]:
    """Find public reads that do not say how many queries they cost."""
    if source.place != "queries" or source.domain in NOT_ON_A_DATABASE:
        return
    for function in functions(source.tree):
        is_public = function.col_offset == 0 and not function.name.startswith("_")
        if is_public and "Queries:" not in (ast.get_docstring(function) or ""):
            instead = "a line “Queries: 1” in the docstring; 0 if it asks none."
            yield source.find(function.lineno, f"{function.name} does not tell its cost.", instead)


def nameless_sql(source: Source) -> Iterator[Finding]:
    """Find SQL files without the header that says purpose, parameters and index."""
    head = "\n".join(line for line in source.text.splitlines() if line.startswith("--"))
    # A file of checks may say on top what it checks; each check in it has a name and an index of its own.
    head = head.replace("Checks of", "Purpose:") if source.name == "checks.sql" else head
    missing = [word for word in HEADER if word.lower() not in head.lower()]
    if missing:
        yield source.find(1, f"the header lacks {', '.join(missing)}", "-- Purpose: … -- Parameters: … -- Index: …")


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (opened_elsewhere, "ecoop/x/views.py", "with transaction.atomic(): ..."),
        (opened_elsewhere, "ecoop/x/queries.py", "@transaction.atomic\ndef f(): ..."),
        (row_by_row, "ecoop/x/actions/a.py", "for a in b:\n    a.save()"),
        (row_by_row, "ecoop/x/actions/a.py", "[Entry.objects.create(x=a) for a in b]"),
        (silent_reads, "ecoop/x/queries.py", 'def get_a() -> int:\n    """Get it."""'),
        (nameless_sql, "ecoop/x/sql/a.sql", "SELECT 1"),
    ],
)
def test_the_rules_see(rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (opened_elsewhere, "ecoop/x/actions/a.py", "with transaction.atomic(): ..."),
        (row_by_row, "ecoop/x/actions/a.py", "Entry.objects.bulk_create([Entry(x=a) for a in b])"),
        (row_by_row, "ecoop/x/actions/a.py", "for a in b:\n    names.append(a)"),
        (silent_reads, "ecoop/x/queries.py", 'def get_a() -> int:\n    """Get it.\n\n    Queries: 1\n    """'),
        (silent_reads, "ecoop/x/queries.py", 'def _get_a() -> int:\n    """Get it."""'),
        (nameless_sql, "ecoop/x/sql/a.sql", "-- Purpose: a\n-- Parameters: b\n-- Index: c\nSELECT 1"),
    ],
)
def test_the_rules_let_through(rule, path: str, text: str) -> None:
    assert not list(rule(Source(path, text)))
