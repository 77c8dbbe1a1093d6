"""Opening balances from the command line: `ecoop openings look FILE --org SLUG`, `ecoop openings record FILE …`."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.access.queries import find_somebody_who_may
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dong import format_dong
from ecoop.kernel.sheets import BYTES_MAX, read_sheets
from ecoop.kernel.walls import inside_organisation
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.openings import get_opening_day
from ecoop.parties.queries import find_organisation
from ecoop.vouchers.actions.record_openings import record_openings, replace_openings
from ecoop.vouchers.errors import NobodyToActFor
from ecoop.vouchers.queries.opening_looks import OpeningLook, look_at_openings


class Command(EcoopCommand):
    """Look at a trial balance of older books, or record it as the opening balances."""

    help = "Open the books of a cooperative with a trial balance"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, said in (("look", "say what a list would become"), ("record", "record it as a whole, or nothing")):
            verb = verbs.add_parser(name, help=said)
            verb.add_argument("file", type=Path)
            verb.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
            verb.add_argument("--as", dest="person", help="phone or e-mail of who acts (default: who may)")
            verb.add_argument("--chart", choices=("24", "71"), default="24", help="accounts of the list")
            verb.add_argument("--take", choices=("closing", "opening", "plain"), default="")
            verb.add_argument("--to", action="append", default=[], help="OLD=NEW: which account takes over which")
            verb.add_argument("--record-parties", action="store_const", const="yes", default="no", dest="makes")
        verb.add_argument("--reason", default="", help="replace what was recorded before, and why")

    def answer(self, *, verb: str, slug: str, person: str | None, file: Path, **options: Any) -> dict[str, Any]:
        """Look at the list, and record it if the verb says so."""
        refusal = NobodyToActFor(slug=slug, person=person or "—")
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise refusal
        by = find_somebody_who_may(organisation=organisation, permission="books.post", phone_or_email=person)
        if by is None:
            raise refusal
        with inside_organisation(org_id=organisation.id, person_id=by):
            look = _look(organisation.id, file, options)
            told = _tell(look)
            if verb == "record":
                told["entries"] = _record(organisation.id, by, file, look, options["reason"])
            return told

    def show(self, answer: dict[str, Any], **_options: Any) -> None:
        """Show both sides, the accounts, and what is wrong."""
        table = Table(_("In the list"), _("In these books"), _("Note"))
        for row in answer["accounts"]:
            table.add_row(*(escape(row[name]) for name in ("old", "new", "note")))
        self.console.print(table)
        for wrong in answer["wrong"]:
            self.console.print(f"[red]✗[/] {wrong['row']}: {escape(wrong['said'])}")
        for name in ("debits_vnd", "credits_vnd", "difference_vnd"):
            self.console.print(f"{name.removesuffix('_vnd')}: {format_dong(answer[name])}")
        if "entries" in answer:
            self.console.print(_("Opening balances recorded in {count} entries.").format(count=answer["entries"]))


def _look(org_id: UUID, file: Path, options: dict[str, Any]) -> OpeningLook:
    with file.open("rb") as given:
        rows = read_sheets(given.read(BYTES_MAX + 1), name=file.name)[0].rows
    first_on = get_opening_day(org_id=org_id) + timedelta(days=1)
    return look_at_openings(
        org_id=org_id,
        rows=rows,
        chart=options["chart"],
        take=options["take"],
        choices=dict(each.split("=", 1) for each in options["to"] if "=" in each),
        makes_parties=options["makes"],
        law=lawbook.on(first_on),
    )


def _record(org_id: UUID, by: UUID, file: Path, look: OpeningLook, reason: str) -> int:
    # The same bytes again are the same opening.
    opening_id = uuid5(org_id, f"openings\x1f{file.read_bytes()!r}")
    given: dict[str, Any] = {"org_id": org_id, "opening_id": opening_id, "look": look, "by": by, "now": timezone.now()}
    posted = replace_openings(reason=reason, **given) if reason else record_openings(**given)
    return len(posted)


def _tell(look: OpeningLook) -> dict[str, Any]:
    return {
        "accounts": [{"old": each.old_code, "new": each.code, "note": each.note} for each in look.proposals],
        "wrong": [
            {"row": row.row, "account": row.code, "said": row.problem.said_text} for row in look.problems if row.problem
        ],
        "debits_vnd": look.difference.debits_vnd,
        "credits_vnd": look.difference.credits_vnd,
        "difference_vnd": look.difference.amount_vnd,
        "lines": len(look.lines),
        "unknown": [each.name for each in look.unknown],
    }
