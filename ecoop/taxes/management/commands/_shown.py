"""A tax as a person reads it on the command line: the verdict, the days, the steps, the warnings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.lawbook.queries import get_source
from ecoop.taxes.calc.cooperative import CooperativeTax
from ecoop.taxes.calc.result import HouseholdTax, Step, format_rate
from ecoop.taxes.calc.verdict import verdict_of


def show_tax(*, console: Console, tax: HouseholdTax, today: date) -> None:
    """Show the verdict first, then what is due when, then how it came about."""
    console.print(f"[bold]{verdict_of(tax=tax, today=today)}[/]")
    console.print()
    _show_figures(console, tax)
    _show_returns(console, tax)
    _show_steps(console, tax.steps)
    for warning in tax.warnings:
        console.print(f"[yellow]![/] {warning.said}")


def show_cooperative_tax(*, console: Console, tax: CooperativeTax) -> None:
    """Show the figures of a cooperative, what is due when, then how it came about."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for label, amount in (
        (_("Revenue of the year"), tax.revenue_vnd),
        (_("Corporate income tax"), tax.cit.tax_vnd),
        (_("VAT"), tax.vat_vnd),
        (_("Personal income tax"), tax.pit_vnd),
    ):
        table.add_row(label, format_dong(amount))
    console.print(table)
    returns = Table(_("Form"), _("Period"), _("Due on"), _("Amount"))
    for each in tax.returns:
        amount_shown = "" if each.amount_vnd is None else format_dong(each.amount_vnd)
        returns.add_row(each.form or _("payment"), each.period_label, format_day(each.due_on), amount_shown)
    console.print(returns)
    _show_steps(console, tax.steps)
    for warning in tax.warnings:
        console.print(f"[yellow]![/] {warning.said}")


def _show_figures(console: Console, tax: HouseholdTax) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rows: list[tuple[str, int | None]] = [
        (_("Revenue of the year"), tax.revenue_vnd),
        (_("VAT"), tax.vat_vnd),
        (_("Personal income tax"), tax.pit_vnd),
        (_("Together"), tax.total_vnd),
        (_("Withheld by platforms"), tax.withheld_vat_vnd + tax.withheld_pit_vnd or None),
        (_("To be given back"), tax.refund_vnd or None),
    ]
    for label, amount in rows:
        if amount is not None:
            table.add_row(label, format_dong(Dong(amount)))
    console.print(table)


def _show_returns(console: Console, tax: HouseholdTax) -> None:
    if not tax.returns:
        return
    table = Table(_("Form"), _("Period"), _("Due on"), _("Pay by"), _("VAT"), _("Personal income tax"))
    for each in tax.returns:
        amounts = ["" if amount is None else format_dong(amount) for amount in (each.vat_vnd, each.pit_vnd)]
        pay_by = format_day(each.pay_by_on or each.due_on)
        table.add_row(each.form, each.period_label, format_day(each.due_on), pay_by, *amounts)
    console.print(table)


def _show_steps(console: Console, steps: tuple[Step, ...]) -> None:
    table = Table(_("Step"), _("Result"), _("Law"))
    for step in steps:
        table.add_row(step.label, _shown(step.value), _law(step))
    console.print(table)


def _shown(value: Any) -> str:
    return format_rate(value) if isinstance(value, Decimal) else format_dong(value)


def _law(step: Step) -> str:
    if step.law is None:
        return ""
    return f"{get_source(step.law.document)['number']}, {step.law.article}"
