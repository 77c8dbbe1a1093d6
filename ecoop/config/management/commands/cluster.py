"""`ecoop cluster plan`: the statements that spread this schema over a Citus cluster."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from ecoop.config.cluster import Plan, plan_cluster
from ecoop.kernel.commands import EcoopCommand


class Command(EcoopCommand):
    """Print the plan as SQL that psql takes, with what to know as comments."""

    help = "Plan how this schema is spread over many machines (Citus 14)."
    plan: Plan

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the verb `plan`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("plan", help="print the statements; nothing is changed")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Plan from the catalogue of the connected database."""
        self.plan = plan_cluster()
        return {**asdict(self.plan), "statements": self.plan.statements}

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """Print statements and comments; plain, so that the output can be handed to psql."""
        for line in _lines(self.plan):
            self.stdout.write(line)


def _lines(plan: Plan) -> list[str]:
    before = _("Run this on the coordinator, as a superuser, after `ecoop setup` and before any organisation is there.")
    home = _("These stay on the coordinator: {tables}.").format(tables=", ".join(plan.stays_on_coordinator))
    return [
        # A translation may hold a line's end, and what follows it would be a statement.
        *(f"-- {' '.join(remark.split())}" for remark in (before, home, *plan.notes)),
        "CREATE EXTENSION IF NOT EXISTS citus;",
        *plan.statements,
    ]
