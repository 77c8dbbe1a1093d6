"""The base of every `ecoop` command: answer for people or as JSON, and refuse politely."""

import json
import sys
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console

from ecoop.kernel.refusals import Refusal

REFUSED = 2


class EcoopCommand(BaseCommand):
    """Compute an answer, then show it to a person or print it as JSON."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Add `--json`, which every command understands."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer as JSON")
        for verb in _verbs(parser):
            if "--json" not in verb.format_help():
                # Suppressed, so that a verb that is silent does not take back what stood before it.
                verb.add_argument("--json", action="store_true", dest="as_json", default=SUPPRESS)
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, or say what was refused and how to mend it (exit status 2)."""
        as_json = options.pop("as_json", False)
        try:
            answer = self.answer(**options)
        except Refusal as refusal:
            self._refuse(refusal=refusal, as_json=as_json)
            sys.exit(REFUSED)
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        else:
            self.show(answer, **options)

    def answer(self, **options: Any) -> Any:
        """Compute what the command answers, in values that JSON knows."""
        raise NotImplementedError

    def show(self, answer: Any, **options: Any) -> None:
        """Show the answer to a person."""
        self.console.print(answer)

    @property
    def console(self) -> Console:
        """The terminal, with colours where it has them."""
        return Console(file=getattr(self.stdout, "_out", sys.stdout), highlight=False)

    def _refuse(self, *, refusal: Refusal, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"refused": refusal.as_dict()}, ensure_ascii=False, indent=2))
            return
        self.console.print(f"[bold red]✗[/] {refusal.said_text}")
        self.console.print(f"  → {refusal.remedy_text}")


def _verbs(parser: ArgumentParser) -> list[ArgumentParser]:
    """List the parsers of a group's verbs: `ecoop cluster plan --json` is what people type."""
    groups = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    return [verb for group in groups for verb in group.choices.values()]
