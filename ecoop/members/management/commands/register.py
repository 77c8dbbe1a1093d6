"""The register from the command line: `ecoop register show|count|export --org SLUG`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.sheets import write_excel
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries.verification import list_verifiable
from ecoop.members.queries import (
    MemberLine,
    MembersWanted,
    get_headcount,
    list_members_page,
    list_standstills,
)
from ecoop.members.queries.register_files import draft_register_sheet

LINES_MAX = 200


class Command(EcoopCommand):
    """Show, count or export the register of members as of a day."""

    help = "The register of members as of any day"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        show = verbs.add_parser("show", help="the members by number, page by page")
        show.add_argument("--find", default="", help="words of a name without accents, or the beginning of a number")
        show.add_argument("--after", default="", help="begin after this member's number")
        count = verbs.add_parser("count", help="how many members of each type, and what the law asks")
        export = verbs.add_parser("export", help="write the register as Excel, with every field of Article 15")
        export.add_argument("file", type=Path)
        for verb in (show, count, export):
            verb.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
            verb.add_argument("--day", type=date.fromisoformat, help="as of this day (default: today)")

    def answer(self, *, verb: str, slug: str, **options: Any) -> Any:
        """Read the register inside the organisation."""
        (organisation,) = list_verifiable(slug=slug)
        day = options["day"] or vietnam_day(timezone.now())
        with inside_organisation(org_id=organisation.id, person_id=None):
            if verb == "export":
                with options["file"].open("wb") as out:
                    write_excel(sheets=[draft_register_sheet(org_id=organisation.id, day=day)], to=out)
                return {"day": day.isoformat(), "file": str(options["file"])}
            if verb == "count":
                return {"day": day.isoformat(), **_count(organisation.id, day)}
            wanted = MembersWanted(find=options["find"], after=options["after"], most=LINES_MAX)
            lines = list_members_page(org_id=organisation.id, day=day, wanted=wanted)
        return {"day": day.isoformat(), "members": [_plain(line) for line in lines]}

    def show(self, answer: Any, *, verb: str, **_options: Any) -> None:
        """Show the members as a table, the counts as sentences."""
        if verb == "export":
            self.console.print(_("Written: {file}").format(file=escape(answer["file"])))
        elif verb == "count":
            said = _("{official} official, {capital} with capital only, {rest} without capital; {foreign} foreign.")
            kinds = ("official", "associate_capital", "associate_no_capital")
            counts = dict(zip(("official", "capital", "rest"), (answer[kind] for kind in kinds), strict=True))
            self.console.print(said.format(foreign=answer["foreign"], **counts))
            for each in answer["standstills"]:
                self.console.print(
                    f"[yellow]![/] {each['code']}: {each['found']} / {each['bound']} ({each['article']})"
                )
        else:
            self.console.print(_table(answer))


def _count(org_id: UUID, day: date) -> dict[str, Any]:
    heads = get_headcount(org_id=org_id, day=day)
    found = list_standstills(org_id=org_id, day=day, heads=heads)
    counts = dict.fromkeys(("official", "associate_capital", "associate_no_capital"), 0)
    return {
        **counts,
        **{kind.value: number for kind, number in heads.by_type.items()},
        "foreign": heads.foreign,
        "standstills": [
            {
                "code": one.code,
                "is_broken": one.is_broken,
                "found": one.found,
                "bound": one.bound,
                "article": one.law.article,
            }
            for one in found
        ],
    }


def _plain(line: MemberLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": line.name,
        "type": line.type,
        "admitted_on": line.admitted_on.isoformat(),
        "left_on": line.left_on.isoformat() if line.left_on else None,
        "paid_in_vnd": line.paid_in_vnd,
    }


def _table(answer: Any) -> Table:
    heads = (_("Number"), _("Name"), _("Type"), _("Admitted on"), _("Capital paid in"))
    table = Table(*heads, title=_("Register of members"))
    for line in answer["members"]:
        day = format_day(date.fromisoformat(line["admitted_on"]))
        amount = format_dong(Dong(line["paid_in_vnd"]))
        table.add_row(line["number"], escape(line["name"]), line["type"] or "", day, amount)
    return table
