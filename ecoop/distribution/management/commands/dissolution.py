"""`ecoop dissolution compute`: what becomes of everything when a cooperative in a JSON file is dissolved."""

import json
import sys
from argparse import SUPPRESS
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.distribution.queries.dissolution import answer_dissolution
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.written import format_dong

MEMBERS_SHOWN = 30


class Command(EcoopCommand):
    """Compute who gets what on dissolution, each step with its article."""

    help = "share out everything a dissolved cooperative has, by law"

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the verb and the file."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        compute = verbs.add_parser("compute", help="steps and shares of a case in JSON")
        compute.add_argument("input", help="a JSON file, or - for standard input")
        compute.add_argument("--json", action="store_true", dest="as_json", default=SUPPRESS, help="answer as JSON")

    def answer(self, **options: Any) -> Any:
        """Read the case and compute."""
        return answer_dissolution(data=_read(options["input"]))

    def show(self, answer: Any, **options: Any) -> None:
        """Show the steps, what is handed over, then the members."""
        steps = Table(_("Step"), _("Amount"), _("Left"), _("Article"), title=_("Dissolution"))
        for step in answer["steps"]:
            said = f"{step['said']} {step['name']}".strip()
            amounts = (format_dong(step["amount_vnd"]), format_dong(step["left_vnd"]))
            steps.add_row(said, *amounts, f"{step['law']['article']} ({step['law']['document']})")
        assets = Table(_("Asset"), _("Value"), _("Where it goes"))
        for each in answer["handed_over"]:
            assets.add_row(each["name"], format_dong(each["value_vnd"]), each["said"])
        members = Table(_("Member"), _("Capital paid in"), _("Share"))
        for each in answer["members"][:MEMBERS_SHOWN]:
            members.add_row(each["id"], format_dong(each["paid_in_vnd"]), format_dong(each["share_vnd"]))
        for table in (steps, assets, members):
            self.console.print(table)


def _read(name: str) -> Any:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text, parse_float=Decimal)
    # Brackets inside brackets without end are no case either.
    except (OSError, ValueError, RecursionError) as problem:
        raise CaseNotUnderstood(field=name, problem=str(problem)) from None
