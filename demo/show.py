"""The summary on the screen: what each number rests on, and as whom to sign in."""

from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from demo.world import CAST
from ecoop.kernel.dong import format_dong


def show_outcome(*, console: Console, outcome: dict[str, Any]) -> None:
    """Show the households' year and the cooperative's waterfall, each figure with its law."""
    households = Table(title=_("Households: revenue, tax and share of the year"))
    for title in (_("Household"), _("Revenue"), _("VAT"), _("PIT"), _("Share"), _("Rests on")):
        households.add_column(title)
    for shop in outcome["households"]:
        amounts = (format_dong(shop[f"{name}_vnd"]) for name in ("revenue", "vat", "pit", "share"))
        rests_on = _("exempt: {law}") if shop["exempt"] else _("by percentage: {law}")
        households.add_row(shop["name"], *amounts, rests_on.format(law=shop["law"]))
    console.print(households)
    steps = Table(title=_("Year end of {name}").format(name=outcome["cooperative"]["name"]))
    for title in (_("Side"), _("Step"), _("Amount"), _("Rests on")):
        steps.add_column(title)
    for step in outcome["cooperative"]["steps"]:
        steps.add_row(step["side"], step["said"], format_dong(step["amount_vnd"]), step["law"])
    console.print(steps)


def show_logins(*, console: Console, password: str) -> None:
    """Tell as whom to sign in; the password is this checkout's own and stands nowhere else."""
    people = Table(title=_("Sign in at http://127.0.0.1:8000 as"))
    for title in (_("Person"), _("Phone"), _("E-mail"), _("Password")):
        people.add_column(title)
    for one in CAST:
        people.add_row(f"{one.called} ({one.name})", one.phone, one.email, password)
    console.print(people)
