"""`make bench`: measure, show a table, and write JSON into bench/results/."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Measured
from bench.run import (
    run_book,
    run_invoices,
    run_ledger,
    run_lists,
    run_members,
    run_phone,
    run_sharing,
    run_statements,
    run_sync,
    run_taxes,
    run_votes,
)


def main() -> None:
    """Measure what was asked for, or everything, and show it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ecoop beside the raw database.")
    every = [
        "ledger",
        "invoices",
        "book",
        "taxes",
        "lists",
        "members",
        "statements",
        "sharing",
        "votes",
        "sync",
        "phone",
    ]
    parser.add_argument("which", nargs="*", choices=(*every, []), help="everything when none is named")
    parser.add_argument("--quick", action="store_true", help="a minute instead of a quarter of an hour")
    parser.add_argument("--sales", type=int, default=5_000_000, help="how far the database is to grow")
    parser.add_argument("--name", default="ledger", help="the name in the file of results")
    chosen = parser.parse_args()
    console = Console()
    today = datetime.now().astimezone().date()
    which = chosen.which or every
    if "ledger" in which:
        _show(console, *run_ledger(name=chosen.name, is_quick=chosen.quick, sales=chosen.sales, today=today))
    if "invoices" in which:
        _show(console, *run_invoices(is_quick=chosen.quick, today=today))
    if "book" in which:
        _show(console, *run_book(is_quick=chosen.quick, today=today))
    if "lists" in which:
        _show(console, *run_lists(is_quick=chosen.quick, today=today))
    if "members" in which:
        _show(console, *run_members(is_quick=chosen.quick, today=today))
    if "taxes" in which:
        _show(console, *run_taxes(is_quick=chosen.quick, today=today))
    if "statements" in which:
        _show(console, *run_statements(is_quick=chosen.quick, today=today))
    if "sharing" in which:
        _show(console, *run_sharing(is_quick=chosen.quick, today=today))
    if "votes" in which:
        _show(console, *run_votes(is_quick=chosen.quick, today=today))
    if "sync" in which:
        _show(console, *run_sync(is_quick=chosen.quick, today=today))
    if "phone" in which:
        _show(console, *run_phone(is_quick=chosen.quick, today=today))


def _show(console: Console, measured: Sequence[Measured], path: Path) -> None:
    table = Table("Measured", "Figure", "Beside", "Target", "Met", "Note")
    for one in measured:
        met = "" if one.is_met is None else "[green]yes[/]" if one.is_met else "[red]no[/]"
        beside = "" if one.beside is None else f"{one.beside:,}"
        table.add_row(one.name, f"{one.figure:,} {one.unit}", beside, one.target, met, one.note)
    console.print(table)
    console.print(f"Written to {path}")


if __name__ == "__main__":
    main()
