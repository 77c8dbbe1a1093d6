"""The summary on the screen: what each number rests on, and as whom to sign in."""

from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ecoop.config.cast import CAST
from ecoop.kernel.written import format_dong
from ecoop.members.queries import SIDE_WORDS


def show_outcome(*, console: Console, outcome: dict[str, Any]) -> None:
    """Show the households' year and the cooperative's waterfall, each figure with its law."""
    _show_province(console=console, outcome=outcome)
    households = _table(_("Households: revenue, tax and share of the year"), _("Household"))
    for title in (_("Revenue"), _("VAT"), _("PIT"), _("Share")):
        households.add_column(title, justify="right", no_wrap=True)
    for shop in outcome["households"]:
        amounts = (format_dong(shop[f"{name}_vnd"]) for name in ("revenue", "vat", "pit", "share"))
        households.add_row(shop["name"], *amounts)
    console.print(households)
    for shop in outcome["households"]:
        rests_on = _("exempt, by {law}") if shop["exempt"] else _("taxed by percentage, by {law}")
        console.print(f"  {shop['name']}: {rests_on.format(law='; '.join(shop['laws']))}")
    steps = _table(_("Year end of {name}").format(name=outcome["cooperative"]["name"]), _("Step"))
    steps.add_column(_("Amount"), justify="right", no_wrap=True)
    steps.add_column(_("Rests on"))
    for step in outcome["cooperative"]["steps"]:
        said = f"{SIDE_WORDS[step['side']]}: {step['said']}"
        steps.add_row(said, format_dong(step["amount_vnd"]), step["law"])
    console.print(steps)


def _show_province(*, console: Console, outcome: dict[str, Any]) -> None:
    """Show the province in a dozen lines: how many households, what they owe, what the cooperatives shared."""
    told = outcome["province"]
    table = _table(_("The province"), "")
    table.add_column("", justify="right", no_wrap=True)
    for said, value in (
        (_("Households"), str(told["households"])),
        (_("exempt, with a yearly notice"), str(told["exempt"])),
        (_("of these at 90 % of the threshold or more"), str(told["near_threshold"])),
        (_("taxed by percentage"), str(told["by_percentage"])),
        (_("taxed by income"), str(told["by_income"])),
        (_("need somebody to look"), str(len(told["needs_human"]))),
        (_("Returns and notices prepared"), str(told["returns"])),
        (_("Revenue"), format_dong(told["revenue_vnd"])),
        (_("VAT"), format_dong(told["vat_vnd"])),
        (_("PIT"), format_dong(told["pit_vnd"])),
    ):
        table.add_row(said, value)
    for coop in outcome["cooperatives"]:
        said = _("{name}: {count} members share").format(name=coop["name"], count=coop["members"])
        table.add_row(said, format_dong(coop["shared_vnd"]))
    console.print(table)
    for said in sorted(set(told["needs_human"])):
        console.print(f"  [yellow]![/] {escape(said)}")


def _table(title: str, first: str) -> Table:
    table = Table(title=title)
    table.add_column(first)
    return table


def show_logins(*, console: Console, password: str) -> None:
    """Tell as whom to sign in; the password is this checkout's own and stands nowhere else."""
    people = Table(title=_("Sign in at http://127.0.0.1:8000 as"))
    for title in (_("Person"), _("Phone"), _("E-mail"), _("Password")):
        people.add_column(title)
    for one in CAST:
        people.add_row(f"{one.called} ({one.name})", one.phone, one.email, password)
    console.print(people)
