"""Secret ballots from the command line: `ecoop ballot check FILE [--key FILE]`; needs no server and no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ecoop.governance.calc.ballots import Recount, recount
from ecoop.governance.errors.votes import BallotFileUnreadable
from ecoop.kernel.commands import EcoopCommand


class Command(EcoopCommand):
    """Count the published list of a secret ballot again, with nothing but the list."""

    help = "Count a published list of ballots again"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="check every signature and count again; needs no server and no database")
        check.add_argument("file", help="the list as it was published")
        check.add_argument("--key", help="a file with the public key one trusts; left out, the one in the list")

    def answer(self, *, file: str, key: str | None, **options: Any) -> Any:
        """Check and count the list."""
        return _plain(_recount(file, key))

    def show(self, answer: Any, **options: Any) -> None:
        """Show the count and what is wrong with the list."""
        if answer["right"]:
            self.console.print(
                "[green]✓[/] " + _("Every ballot is signed and stands once; the count is the announced one.")
            )
        else:
            self.console.print("[red]✗[/] " + _("This list is not right."))
        self.stdout.write(answer["title"])
        self.stdout.write(_("Key: {fingerprint}").format(fingerprint=answer["key"]))
        self.stdout.write(_("Ballots: {count}").format(count=answer["ballots"]))
        for choice, votes in answer["counts"].items():
            self.stdout.write(f"  {choice}: {votes}")
        for what, label in (
            ("forged", _("forged")),
            ("doubled", _("twice in the list")),
            ("unreadable", _("unreadable")),
        ):
            for token in answer[what]:
                self.stdout.write(f"  {label}: {token}")


def _recount(file: str, key: str | None) -> Recount:
    try:
        public = Path(key).read_text(encoding="utf-8") if key else None
        return recount(text=Path(file).read_text(encoding="utf-8"), public_pem=public)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BallotFileUnreadable(reason=f"{type(problem).__name__}: {problem}") from problem


def _plain(counted: Recount) -> dict[str, Any]:
    return {
        "ballot": str(counted.ballot_id),
        "title": counted.title,
        "key": counted.fingerprint,
        "ballots": counted.counts.handed_in,
        "counts": dict(sorted(counted.counts.by_choice.items())),
        "forged": list(counted.forged),
        "doubled": list(counted.doubled),
        "unreadable": list(counted.unreadable),
        "right": counted.is_right,
    }
