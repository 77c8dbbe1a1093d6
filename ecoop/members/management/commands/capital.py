"""Capital from the command line: `ecoop capital room --org SLUG [--member N] [--charter X]`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong, parse_dong
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries.verification import list_verifiable
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import MemberRoom, find_member_by_number, list_member_rooms

LINES_MAX = 200


class Command(EcoopCommand):
    """Tell how much may still be contributed, as things stand or if the charter capital were another."""

    help = "Tell how much capital members may still contribute"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        room = verbs.add_parser("room", help="how much each member may still contribute")
        room.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
        room.add_argument("--member", default="", help="the member's number (default: everybody, page by page)")
        room.add_argument("--charter", default="", help="if the charter capital were this, for example 600.000.000")
        room.add_argument("--day", type=date.fromisoformat, help="as of this day (default: today)")
        room.add_argument("--after", default="", help="begin after this member's number")

    def answer(self, *, slug: str, **options: Any) -> Any:
        """Reckon the rooms inside the organisation."""
        (organisation,) = list_verifiable(slug=slug)
        day = options["day"] or vietnam_day(timezone.now())
        whole_vnd = parse_dong(options["charter"]) if options["charter"] else None
        with inside_organisation(org_id=organisation.id, person_id=None):
            rooms = _rooms(organisation.id, day, options["member"], options["after"], whole_vnd)
        return {"day": day.isoformat(), "rooms": [_plain(room) for room in rooms]}

    def show(self, answer: Any, **options: Any) -> None:
        """Show the rooms as a table."""
        table = Table(title=_("May still be contributed"))
        for name in (_("Member"), _("Held"), _("May still be contributed"), _("Article")):
            table.add_column(name, justify="left" if name in (_("Member"), _("Article")) else "right")
        for room in answer["rooms"]:
            amounts = (format_dong(Dong(room[name])) for name in ("held_vnd", "left_vnd"))
            table.add_row(f"{room['number']} {room['name']}", *amounts, room["article"])
        self.console.print(table)
        if len(answer["rooms"]) == LINES_MAX:
            self.console.print(_("More: --after {number}").format(number=answer["rooms"][-1]["number"]))


def _rooms(org_id: Any, day: date, number: str, after: str, whole_vnd: Dong | None) -> list[MemberRoom]:
    if not number:
        given: dict[str, Any] = {"after": after or None, "limit": LINES_MAX, "charter_capital_vnd": whole_vnd}
        return list_member_rooms(org_id=org_id, day=day, **given)
    member = find_member_by_number(org_id=org_id, number=number)
    if member is None:
        raise MemberUnknown(member=number)
    return list_member_rooms(org_id=org_id, day=day, limit=1, ids=[member.id], charter_capital_vnd=whole_vnd)


def _plain(room: MemberRoom) -> dict[str, Any]:
    return {
        "number": room.number,
        "name": room.name,
        "held_vnd": room.held_vnd,
        "promised_vnd": room.promised_vnd,
        "ratio": f"{room.ratio:f}",
        "left_vnd": room.left_vnd,
        "left_if_it_grows_vnd": room.left_if_it_grows_vnd,
        "article": room.tightest.law.article if room.tightest else "",
    }
