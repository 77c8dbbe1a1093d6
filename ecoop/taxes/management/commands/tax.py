"""Compute taxes from figures: `ecoop tax household|cooperative INPUT.json` (or `-` for standard input)."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.taxes.calc.cooperative import FIELDS as COOPERATIVE_FIELDS
from ecoop.taxes.calc.cooperative import CooperativeTax
from ecoop.taxes.calc.reading import FIELDS, parse_input
from ecoop.taxes.calc.result import HouseholdTax
from ecoop.taxes.errors import WHY, InputNotUnderstood
from ecoop.taxes.management.commands._shown import show_cooperative_tax, show_tax
from ecoop.taxes.queries import answer_household, compute_household_tax, list_household_switches
from ecoop.taxes.queries.check_cooperative import (
    answer_cooperative,
    compute_cooperative_tax,
    list_cooperative_switches,
)

EXAMPLE = '{"year": 2026, "method": "revenue", "revenue": {"goods": 1500000000}, "switches": {"nq43": "show"}}'
EPILOG = f"""fields: {", ".join(FIELDS)}
sectors: goods, services, asset_lease, production_transport, digital_content, other, real_estate_lease
example: {EXAMPLE}
a list gives a list; `ecoop tax switches` explains the open questions of law"""
COOPERATIVE_EPILOG = f"""fields: {", ".join(COOPERATIVE_FIELDS)}
activities: field, revenue, cost, internal_revenue, internal_cost, raw_input, bears_excise, is_kept_apart; the fields
  and kinds of sales stand in law/tables/tax/cooperative-fields.csv and cooperative-sales.csv
vat: method, method_since, volunteers, measured_revenue, carried_in, periods (period, sales, purchases)
losses: year, amount; provisional: quarter, amount, paid_on
people: quarter, by_capital, by_use, by_labour, people, pay, withheld_from_pay
example: {{"year": 2026, "previous_revenue": 4000000000, "is_agricultural": true,
  "activities": [{{"field": "goods", "revenue": 5000000000, "cost": 4800000000}}]}}
a list gives a list; `ecoop tax switches` explains the open questions of law"""


class Command(EcoopCommand):
    """Answer with figures and steps; a list of inputs gives a list, refusals among them."""

    help = "Compute taxes of households and cooperatives"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        told = "tax of a household from an input file, or - for stdin"
        household = verbs.add_parser(
            "household", help=told, description=told, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter
        )
        household.add_argument("input")
        told = "taxes of a cooperative from an input file, or - for stdin"
        cooperative = verbs.add_parser(
            "cooperative",
            help=told,
            description=told,
            epilog=COOPERATIVE_EPILOG,
            formatter_class=RawDescriptionHelpFormatter,
        )
        cooperative.add_argument("input")
        verbs.add_parser("switches", help="open questions of law, and how each may be answered in an input")

    def answer(self, **options: Any) -> Any:
        """Compute one household or cooperative, or each of a list; or tell the switches."""
        if options["verb"] == "switches":
            return [_switch(each) for each in [*list_household_switches(), *list_cooperative_switches()]]
        given = _read(options["input"])
        if options["verb"] == "cooperative":
            if isinstance(given, list):
                return [answer_cooperative(given=each) for each in given]
            self._cooperative: CooperativeTax = compute_cooperative_tax(given=given)
            return self._cooperative.as_dict()
        if isinstance(given, list):
            return [answer_household(given=each) for each in given]
        self._tax: HouseholdTax = compute_household_tax(given=given)
        return self._tax.as_dict()

    def show(self, answer: Any, **options: Any) -> None:
        """Show a tax as a person reads it, a list as a table, or the switches."""
        if options["verb"] == "switches":
            self._show_switches(answer)
        elif isinstance(answer, list):
            self._show_list(answer)
        elif options["verb"] == "cooperative":
            show_cooperative_tax(console=self.console, tax=self._cooperative)
        else:
            show_tax(console=self.console, tax=self._tax, today=vietnam_day(timezone.now()))

    def _show_list(self, answers: list[dict[str, Any]]) -> None:
        names = (_("Revenue"), _("Corporate income tax"), _("VAT"), _("Personal income tax"), _("Together"))
        table = Table("#", *names, _("Refused"))
        for place, one in enumerate(answers):
            if "refused" in one:
                table.add_row(str(place), "", "", "", "", "", f"{one['refused']['said']} {one['refused']['remedy']}")
                continue
            amounts = [one[name] for name in ("revenue_vnd", "vat_vnd", "pit_vnd", "total_vnd")]
            amounts.insert(1, one.get("cit_vnd"))
            table.add_row(str(place), *["" if each is None else format_dong(Dong(each)) for each in amounts], "")
        self.console.print(table)

    def _show_switches(self, switches: list[dict[str, Any]]) -> None:
        for switch in switches:
            self.console.print(f"[bold]{switch['name']}[/]  {switch['label']}")
            for choice, words in switch["choices"].items():
                mark = "●" if choice == switch["default"] else "○"
                self.console.print(f"  {mark} {choice}: {words}")
            self.console.print(f"  {switch['warning']}\n", style="dim")


def _switch(each: Any) -> dict[str, Any]:
    return {
        "name": each.name,
        "label": each.label,
        "default": each.default,
        "choices": dict(each.choices),
        "also": dict(each.also),
        "warning": each.warning,
        "law": {"document": each.source.source.document, "article": each.source.source.article},
    }


def _read(source: str) -> Any:
    try:
        given = getattr(sys.stdin, "buffer", sys.stdin).read() if source == "-" else Path(source).read_bytes()
    except (OSError, ValueError):
        raise InputNotUnderstood(place=source, why=WHY["no-file"]) from None
    return parse_input(raw=given if isinstance(given, bytes) else given.encode(), place=source)
