"""`ecoop law`: show, list, check and compare the law that stands in law/."""

import argparse
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries.cases import differences_of
from ecoop.lawbook.queries.changes import change_in_words, list_changes
from ecoop.lawbook.queries.checks import list_faults, read_waiting
from ecoop.lawbook.queries.readers import readers_of

FAULTY = 1


class Command(EcoopCommand):
    """Answer questions about the law without a database."""

    help = "show, list, check and compare the law"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add one verb for each question."""
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        show = verbs.add_parser("show", help="one number on one day")
        show.add_argument("path")
        show.add_argument("--on", type=date.fromisoformat, default=None, help="the day it governs (default: today)")
        show.add_argument("--known-on", type=date.fromisoformat, default=None, help="as known on that day")
        listed = verbs.add_parser("list", help="the paths below a prefix")
        listed.add_argument("prefix", nargs="?", default="")
        verbs.add_parser("check", help="everything wrong in law/")
        verbs.add_parser("shrink", help="take out of waiting.txt what is read now")
        compare = verbs.add_parser("diff", help="what changed between two days of knowledge")
        compare.add_argument("--known-on", nargs=2, type=date.fromisoformat, required=True, metavar=("A", "B"))
        for each in (show, listed, *(verbs.choices[name] for name in ("check", "shrink", "diff"))):
            each.add_argument("--json", action="store_true", dest="as_json", default=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, and end with status 1 when the law is faulty."""
        self.lines: list[str] = []
        self.is_faulty = False
        super().handle(*args, **options)
        if self.is_faulty:
            sys.exit(FAULTY)

    def answer(self, **options: Any) -> Any:
        """Ask the verb; what people read is kept in `lines`."""
        answered = dict(getattr(self, f"_{options['verb']}")(**options))
        self.lines = answered.pop("lines")
        self.is_faulty = bool(answered.get("faults"))
        return answered

    def show(self, answer: Any, **options: Any) -> None:
        """Tell it in words."""
        for line in self.lines:
            self.stdout.write(line)

    def _show(self, *, path: str, on: date | None, known_on: date | None, **_options: Any) -> dict[str, Any]:
        day = on or vietnam_day(timezone.now())
        law = lawbook.on(day, known_on=known_on)
        figure = law.figure(path)
        document = lawbook.get_source(figure.source.document)
        answer = {**asdict(figure), "on": day, "known_on": known_on, "document": document["number"]}
        answer["warning"] = law.warning(path)
        until = format_day(figure.ends_on) if figure.ends_on else "…"
        lines = [
            f"{figure.label}: {lawbook.figure_in_words(figure)}",
            _("holds {first} to {last}, known since {known}").format(
                first=format_day(figure.starts_on), last=until, known=format_day(figure.known_from)
            ),
            f"{document['number']}, {figure.source.article} [{figure.mark}]",
        ]
        return {**answer, "lines": [*lines, *(line for line in (figure.note, answer["warning"]) if line)]}

    def _list(self, *, prefix: str, **_options: Any) -> dict[str, Any]:
        paths = {path: lawbook.label_of(path) for path in lawbook.list_paths(prefix)}
        return {"paths": paths, "lines": [f"{path}  {label}" for path, label in paths.items()]}

    def _check(self, **_options: Any) -> dict[str, Any]:
        root = Path(settings.LAW)
        tree = lawbook.read_tree(root)
        faults = list_faults(root=root, tree=tree, readers=readers_of(tree=tree, code=Path(settings.ROOT) / "ecoop"))
        idle = [] if faults else [case.path for case in lawbook.list_cases() if differences_of(case) is None]
        counts = {shelf: len(tree[shelf]) for shelf in ("parameters", "sources", "tables", "forms", "cases")}
        said = _("{parameters} parameters, {sources} documents, {tables} tables, {forms} forms, {cases} cases")
        summary = [said.format(**counts), _("{count} cases have no code that runs them yet").format(count=len(idle))]
        sound = [] if faults else [_("The law is sound.")]
        lines = [*(f"✗ {fault}" for fault in faults), *summary, *sound]
        return {"faults": [asdict(fault) for fault in faults], "counts": counts, "idle_cases": idle, "lines": lines}

    def _shrink(self, **_options: Any) -> dict[str, Any]:
        root = Path(settings.LAW)
        tree = lawbook.read_tree(root)
        readers = readers_of(tree=tree, code=Path(settings.ROOT) / "ecoop")
        waiting = read_waiting(root)[1]
        left = [path for path in waiting if path in tree["parameters"] and path not in readers]
        said = "# Parameters that wait for the code that will read them. This list may only shrink."
        head = [said, f"# most: {len(left)}"]
        (root / "waiting.txt").write_text("\n".join([*head, *left]) + "\n", encoding="utf-8")
        told = _("{count} taken out, {left} wait").format(count=len(waiting) - len(left), left=len(left))
        return {"taken_out": len(waiting) - len(left), "waiting": len(left), "lines": [told]}

    def _diff(self, *, known_on: list[date], **_options: Any) -> dict[str, Any]:
        before, after = known_on
        changes = list_changes(known_before=before, known_after=after)
        lines = [
            f"{change_in_words(change)} {lawbook.get_source(change.after.source.document)['number']},"
            f" {change.after.source.article}"
            for change in changes
        ]
        return {"changes": [asdict(change) for change in changes], "lines": lines or [_("Nothing changed.")]}
