"""Internal lending from the command line: `ecoop lending check --org SLUG --member TV001 --amount N --months M`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.finance.calc import Light, Purpose
from ecoop.finance.errors import BorrowerUnknown, LendingCooperativeNotFound
from ecoop.finance.queries.conditions import Asked, Conditions, check_lending
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.walls import inside_organisation
from ecoop.members.queries import find_member_by_number
from ecoop.parties.queries import find_organisation

SIGNS = {Light.GREEN.value: "[green]✓[/]", Light.YELLOW.value: "[yellow]![/]", Light.RED.value: "[red]✗[/]"}


class Command(EcoopCommand):
    """Hold the rules of internal lending against a member, an amount and a term."""

    help = "Check the rules of internal lending"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="print every rule with its article, held or broken")
        check.add_argument("--org", dest="slug", required=True, help="the cooperative's short name")
        check.add_argument("--member", required=True, help="the member's number, TV001")
        check.add_argument("--amount", type=int, required=True, help="whole đồng")
        check.add_argument("--months", type=int, required=True, help="for how many months")
        check.add_argument("--purpose", choices=[word.value for word in Purpose], default=Purpose.PRODUCTION.value)
        check.add_argument("--day", type=date.fromisoformat, help="as of this day (default: today)")

    def answer(self, *, slug: str, member: str, amount: int, months: int, **options: Any) -> dict[str, Any]:
        """Hold the rules."""
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise LendingCooperativeNotFound(slug=slug)
        day = options["day"] or vietnam_day(timezone.now())
        with inside_organisation(org_id=organisation.id, person_id=None):
            found = find_member_by_number(org_id=organisation.id, number=member.strip())
            if found is None:
                raise BorrowerUnknown(member=member)
            asked = Asked(found.id, Dong(amount), months, Purpose(options["purpose"]))
            return _tell(check_lending(org_id=organisation.id, asked=asked, day=day))

    def show(self, answer: Any, **_options: Any) -> None:
        """Show the answer to a person."""
        self.console.print(escape(answer["member"]), format_dong(answer["amount_vnd"]))
        table = Table("", _("Rule"), _("What was found"), _("Article"))
        for check in answer["checks"]:
            article = f"{check['law']['article']}, {check['law']['document']}"
            table.add_row(SIGNS[check["light"]], escape(check["label"]), escape(check["said"]), escape(article))
        self.console.print(table)
        for warning in answer["warnings"]:
            self.console.print(f"[yellow]![/] {escape(warning)}")
        held = _("Every rule is held.") if answer["is_held"] else _("At least one rule is broken: nothing can be lent.")
        self.console.print(held)


def _tell(found: Conditions) -> dict[str, Any]:
    pool = found.frame.pool
    return {
        "member": f"{found.member.number} {found.member.name}",
        "day": found.frame.day.isoformat(),
        "amount_vnd": found.asked.amount_vnd,
        "months": found.asked.months,
        "is_held": found.is_held,
        "pool_vnd": pool.limit_vnd,
        "used_vnd": pool.used_vnd,
        "free_vnd": pool.free_vnd,
        "member_limit_vnd": pool.member_limit_vnd,
        "owed_vnd": found.owed_vnd,
        "checks": [check.as_dict() for check in found.checks],
        "warnings": found.warnings,
    }
