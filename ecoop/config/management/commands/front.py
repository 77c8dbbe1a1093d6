"""`ecoop front install`: fetch the style sheets, fonts and icons of the desk."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from ecoop.config.front import VENDOR, install_front
from ecoop.kernel.commands import EcoopCommand


class Command(EcoopCommand):
    """Fetch what desk pages take from npm; quick when nothing changed."""

    help = "Fetch the desk's style sheets, fonts and icons."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the verb `install`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("install", help="bring the files from npm unless they are current")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Install and tell what is there."""
        return {"state": install_front(), "files": sorted(path.name for path in VENDOR.iterdir())}

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """Tell in one line."""
        said = {"current": _("The front-end files are current."), "fetched": _("The front-end files were fetched.")}
        self.console.print(f"[green]✓[/] {said[answer['state']]}")
