"""`ecoop distribution compute`: share the income of a year that stands in a JSON file."""

import json
import sys
from argparse import SUPPRESS
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.distribution.calc import share_income
from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.distribution.forms import read_asked, read_case
from ecoop.distribution.queries import describe_sharing, get_sharing_rules
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.written import format_dong
from ecoop.lawbook import queries as lawbook

MEMBERS_SHOWN = 30


class Command(EcoopCommand):
    """Compute funds and shares of one year, each step with its article."""

    help = "share the income of a cooperative's year by law and charter"

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the verb and the file."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        compute = verbs.add_parser("compute", help="funds, shares and steps of a case in JSON")
        compute.add_argument("input", help="a JSON file, or - for standard input")
        compute.add_argument("--known-on", type=date.fromisoformat, help="the law as it was known on this day")
        # The flag is understood after the verb too.
        compute.add_argument("--json", action="store_true", dest="as_json", default=SUPPRESS, help="answer as JSON")

    def answer(self, **options: Any) -> Any:
        """Read the case, ask the law of the year's last day, and share."""
        data = _read(options["input"])
        asked = read_asked(data=data)
        law = lawbook.on(date(asked.year, 12, 31), known_on=options.get("known_on"))
        rules = get_sharing_rules(law=law, form=asked.form)
        return describe_sharing(sharing=share_income(case=read_case(data=data, rules=rules), rules=rules))

    def show(self, answer: Any, **options: Any) -> None:
        """Show the waterfall, then the members."""
        steps = Table(_("Side"), _("Step"), _("Amount"), _("Left"), _("Article"), title=_("Sharing of income"))
        for step in answer["steps"]:
            law = step["law"]
            amounts = (format_dong(step["amount_vnd"]), format_dong(step["left_vnd"]))
            steps.add_row(step["side"], step["said"], *amounts, f"{law['article']} ({law['document']})")
        members = Table(_("Member"), _("Internal"), _("External"), _("Together"))
        for member in answer["members"][:MEMBERS_SHOWN]:
            shares = [format_dong(member[f"{part}_vnd"]) for part in ("internal", "external", "total")]
            members.add_row(member["id"], *shares)
        for table in (steps, members):
            self.console.print(table)
        for warning in answer["warnings"]:
            self.console.print(f"[yellow]![/] {warning}")


def _read(name: str) -> Any:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text, parse_float=Decimal)
    # Brackets inside brackets without end are no case either.
    except (OSError, ValueError, RecursionError) as problem:
        raise CaseNotUnderstood(field=name, problem=str(problem)) from None
