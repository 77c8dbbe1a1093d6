"""`ecoop phone build`: build the phone's app; `ecoop phone words`: only its words."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from ecoop.config.phone import BUILT, build_phone, write_words
from ecoop.kernel.commands import EcoopCommand


class Command(EcoopCommand):
    """Build what the server hands out at /app/; quick when nothing changed."""

    help = "Build the phone's app."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the verbs `build` and `words`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("build", help="build the app into var/phone unless it is current")
        verbs.add_parser("words", help="write the app's words in five languages")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Build or write, and tell what is there."""
        if options["verb"] == "words":
            write_words()
            return {"state": "written", "files": []}
        return {"state": build_phone(), "files": sorted(path.name for path in BUILT.iterdir())}

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """Tell in one line."""
        said = {
            "current": _("The phone's app is current."),
            "built": _("The phone's app was built."),
            "written": _("The phone's words were written."),
        }
        self.console.print(f"[green]✓[/] {said[answer['state']]}")
