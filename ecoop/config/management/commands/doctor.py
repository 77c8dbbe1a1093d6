"""`ecoop doctor`: what is there, what is missing, how to mend it."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from rich.markup import escape

from ecoop.config.doctor import examine
from ecoop.kernel.commands import EcoopCommand

SIGNS = {"good": "[green]✓[/]", "worth knowing": "[yellow]•[/]", "broken": "[bold red]✗[/]"}


class Command(EcoopCommand):
    """Examine the machine; the exit status is 1 when something is broken."""

    help = "Look what is there, what is missing, and how to mend it."
    is_well = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, then leave with the status that scripts read."""
        super().handle(*args, **options)
        if not self.is_well:
            sys.exit(1)

    def answer(self, **options: Any) -> dict[str, Any]:
        """Examine everything."""
        findings = examine(now=datetime.now(UTC))
        self.is_well = not any(finding.state == "broken" for finding in findings)
        return {"is_well": self.is_well, "findings": [asdict(finding) for finding in findings]}

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """One line per thing, and under it what to do."""
        for finding in answer["findings"]:
            self.console.print(f"{SIGNS[finding['state']]} {escape(finding['what'])}: {escape(finding['found'])}")
            if finding["remedy"]:
                self.console.print(f"    → {escape(finding['remedy'])}")
        said = (
            _("Everything is in order.") if answer["is_well"] else _("Something is broken; the arrows say what to do.")
        )
        self.console.print(said)
