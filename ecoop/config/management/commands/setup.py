"""`ecoop setup`: make or update the database, the catalogues and the static files."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.database import grant_framework_tables, prepare_roles_and_database
from ecoop.kernel.dates import vietnam_day
from ecoop.parties.actions.load_places import load_places


class Command(EcoopCommand):
    help = "Make the database, its roles and tables, or bring them up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="leave the static files as they are")

    def answer(self, **options: Any) -> dict[str, str]:
        """Set up step by step; every step may be repeated."""
        prepare_roles_and_database(databases=settings.DATABASES)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        with connections["owner"].cursor() as cursor:
            grant_framework_tables(cursor=cursor)
        load_places(day=vietnam_day(timezone.now()))
        if not options["no_static"]:
            call_command("collectstatic", verbosity=0, interactive=False)
        return {"database": str(settings.DATABASES["owner"]["NAME"]), "state": "ready"}

    def show(self, answer: dict[str, str], **options: Any) -> None:
        self.console.print(f"[green]✓[/] {answer['database']}: {answer['state']}")
