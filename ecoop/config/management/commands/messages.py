"""`ecoop messages`: find what is said, tell what is not translated, compile what is."""

import json
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ecoop.config import catalogues
from ecoop.kernel.commands import EcoopCommand


class Command(EcoopCommand):
    """Keep the catalogues of messages."""

    help = "Keep the catalogues of messages in five languages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the four things one can do."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, said in (
            ("extract", "find all messages and write them into the .po files"),
            ("missing", "list what is not translated"),
            ("compile", "make the .mo files that Django reads"),
        ):
            verbs.add_parser(verb, help=said).add_argument(
                "--json", action="store_true", dest="as_json", default=SUPPRESS
            )
        filling = verbs.add_parser("fill", help="put translations from a JSON file into a .po file")
        filling.add_argument("language")
        filling.add_argument("file", type=Path)
        filling.add_argument("--json", action="store_true", dest="as_json", default=SUPPRESS)

    def answer(self, **options: Any) -> Any:
        """Do the one thing that was asked for."""
        locale = Path(settings.LOCALE_PATHS[0])
        languages = [code for code, _name in settings.LANGUAGES]
        if options["verb"] == "compile":
            # Beside our own words stand those that a library does not speak in one of the languages.
            borrowed = [Path(path) for path in settings.LOCALE_PATHS[1:]]
            wanted = [(one, locale) for one in languages]
            wanted += [(one, path) for one in languages for path in borrowed if (path / one).is_dir()]
            made = [catalogues.compile_catalogue(language=one, locale=path) for one, path in wanted]
            return {"compiled": [path.relative_to(locale).as_posix() for path in made]}
        if options["verb"] == "fill":
            given = json.loads(options["file"].read_text(encoding="utf-8"))
            filled = catalogues.fill(translations=given, language=options["language"], locale=locale)
            return {"filled": filled, "given": len(given)}
        messages = catalogues.find_messages(package=locale.parent)
        act = catalogues.merge if options["verb"] == "extract" else catalogues.find_missing
        missing = {one: act(messages=messages, language=one, locale=locale) for one in languages}
        return {"messages": len(messages), "missing": {one: _listed(found) for one, found in missing.items()}}

    def show(self, answer: Any, **options: Any) -> None:
        """Tell what was done, and how many words each language still misses."""
        if "missing" not in answer:
            self.console.print(", ".join(f"{key}: {value}" for key, value in answer.items()))
            return
        self.console.print(_("{count} messages").format(count=answer["messages"]))
        for language, missing in answer["missing"].items():
            self.console.print(_("{language}: {count} not translated").format(language=language, count=len(missing)))


def _listed(messages: list[catalogues.Message]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "plural": one.plural, "context": one.context, "paths": list(one.paths)} for one in messages
    ]
