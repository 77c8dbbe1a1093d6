"""`ecoop demo`: fill the database with a small world that has lived a full year."""

import os
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from demo.build import Builder, Step
from demo.outcome import gather_outcome
from demo.people import make_password
from demo.show import show_logins, show_outcome
from ecoop.kernel.commands import EcoopCommand

USUAL_SEED = 2026


class Command(EcoopCommand):
    """Make the world of a seed; run again it loses nothing and doubles nothing."""

    help = "Fill the database with a small invented world that has lived a full year"

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the seed: another one makes other people with other sums."""
        parser.add_argument("--seed", type=int, default=USUAL_SEED, help="which world to make")
        parser.add_argument("--no-verify", action="store_false", dest="verify", help="do not recompute the books after")

    def answer(self, *, seed: int, **_options: Any) -> dict[str, Any]:
        """Build step by step, then gather what came out."""
        password = make_password(secret=settings.SECRET_KEY, seed=seed)
        builder = Builder(
            seed=seed, now=timezone.now(), password=password, root=settings.ROOT, workers=os.cpu_count() or 1
        )
        steps = list(builder.list_steps())
        # Tables that were empty a minute ago have no statistics, and without them plans go astray.
        steps.insert(-1, Step(_("Statistics"), _gather_statistics))
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        # Progress goes to the error stream, so that `--json` leaves nothing but JSON on the other.
        console = Console(stderr=True, highlight=False)
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
            task = progress.add_task(_("Making a small world"), total=len(steps))
            builder.tell = partial(_tell, progress, task)
            for step in steps:
                progress.update(task, description=str(step.said))
                result = step.do()
                progress.console.print(f"[green]✓[/] {step.said}: {result}")
                progress.advance(task)
        return {**gather_outcome(builder=builder), "password": password}

    def show(self, answer: dict[str, Any], *, verify: bool, **_options: Any) -> None:
        """Show what each number rests on, then prove the books, then tell as whom to sign in."""
        show_outcome(console=self.console, outcome=answer)
        if verify:
            call_command("verify", stdout=self.stdout)
        show_logins(console=self.console, password=answer["password"])


def _tell(progress: Progress, task: TaskID, said: str) -> None:
    progress.update(task, description=said)


def _gather_statistics() -> str:
    """Let the database count its rows, as its owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return _("counted")
