"""`ecoop phone build`: build the phone's app; `words`: only its words; `types`: what the API answers, as types."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ecoop.config.phone import BUILT, build_phone, write_types, write_words
from ecoop.kernel.commands import EcoopCommand

# Only the types need the API; building the app, which every set-up does, should not wait for all its routes.
API = "ecoop.config.api.api"


class Command(EcoopCommand):
    """Build what the server hands out at /app/; quick when nothing changed."""

    help = "Build the phone's app."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the verbs `build`, `words` and `types`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("build", help="build the app into var/phone unless it is current")
        verbs.add_parser("words", help="write the app's words in five languages")
        verbs.add_parser("types", help="write the types of the API, which the phone's code is held against")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Build or write, and tell what is there."""
        if options["verb"] == "words":
            write_words()
            return {"state": "written", "files": []}
        if options["verb"] == "types":
            return {"state": "written", "files": [write_types(routes=import_string(API).get_openapi_schema()).name]}
        return {"state": build_phone(), "files": sorted(path.name for path in BUILT.iterdir())}

    def show(self, answer: dict[str, Any], **options: Any) -> None:
        """Tell in one line."""
        said = {
            "current": _("The phone's app is current."),
            "built": _("The phone's app was built."),
            "written": _("What the phone's code needs was written."),
        }
        self.console.print(f"[green]✓[/] {said[answer['state']]}")
