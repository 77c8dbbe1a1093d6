"""Compute a household's tax from figures: `ecoop tax household INPUT.json` (or `-` for standard input)."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.errors import InputNotUnderstood
from ecoop.taxes.queries import compute_household_tax


class Command(EcoopCommand):
    """Answer with figures and steps; a list of inputs gives a list, refusals among them."""

    help = "Compute household taxes"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        household = verbs.add_parser("household", help="tax of a household from an input file, or - for stdin")
        household.add_argument("input")
        household.add_argument("--json", action="store_true", dest="as_json", default=False)

    def answer(self, **options: Any) -> Any:
        """Compute one household, or each of a list."""
        given = _read(options["input"])
        if isinstance(given, list):
            return [_one_of_many(each) for each in given]
        return compute_household_tax(given=given).as_dict()

    def show(self, answer: Any, **options: Any) -> None:
        """Show figures, returns, warnings and steps."""
        for one in answer if isinstance(answer, list) else [answer]:
            self._show_one(one)

    def _show_one(self, answer: dict[str, Any]) -> None:
        if "refused" in answer:
            self.console.print(f"[bold red]✗[/] {answer['refused']['said']}\n  → {answer['refused']['remedy']}")
            return
        table = Table(_("Step"), _("Result"), _("Law"))
        for step in answer["steps"]:
            law = step["law"] or {"document": "", "article": ""}
            value = format_dong(Dong(step["value"])) if isinstance(step["value"], int) else step["value"]
            table.add_row(step["label"], value, f"{law['document']} {law['article']}".strip())
        self.console.print(table)
        for due in answer["returns"]:
            said = _("{form} for {period}: due on {due_on}")
            self.console.print(said.format(form=due["form"], period=due["period"], due_on=due["due_on"]))
        for warning in answer["warnings"]:
            self.console.print(f"[yellow]![/] {warning}")


def _one_of_many(given: Any) -> dict[str, Any]:
    try:
        return compute_household_tax(given=given).as_dict()
    except Refusal as refusal:
        return {"refused": refusal.as_dict()}


def _read(source: str) -> Any:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except (OSError, ValueError, RecursionError) as wrong:
        raise InputNotUnderstood(place=source, why=str(wrong)) from None


__all__: Sequence[str] = ["Command"]
