"""`make bench`: measure, show a table, and write JSON into bench/results/."""

import argparse
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bench.run import run_ledger


def main() -> None:
    """Measure the ledger beside the raw database, in one run on one fresh database."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ecoop beside the raw database.")
    parser.add_argument("--quick", action="store_true", help="a minute instead of a quarter of an hour")
    parser.add_argument("--sales", type=int, default=5_000_000, help="how far the database is to grow")
    parser.add_argument("--name", default="ledger", help="the name in the file of results")
    chosen = parser.parse_args()
    console = Console()
    measured, path = run_ledger(
        name=chosen.name, is_quick=chosen.quick, sales=chosen.sales, today=datetime.now().astimezone().date()
    )
    table = Table("Measured", "Figure", "Beside", "Target", "Met", "Note")
    for one in measured:
        met = "" if one.is_met is None else "[green]yes[/]" if one.is_met else "[red]no[/]"
        beside = "" if one.beside is None else f"{one.beside:,}"
        table.add_row(one.name, f"{one.figure:,} {one.unit}", beside, one.target, met, one.note)
    console.print(table)
    console.print(f"Written to {path}")


if __name__ == "__main__":
    main()
