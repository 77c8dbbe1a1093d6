"""Assets from the command line: `ecoop asset list | depreciate --org SLUG [--month 2026-03]`."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.access.queries import find_somebody_who_may
from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.errors import CooperativeNotFound, NobodyMayPost
from ecoop.assets.queries.register import list_assets
from ecoop.assets.queries.wear import get_month_of_wear
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation


class Command(EcoopCommand):
    """List the assets of a cooperative, or post the wear of a month."""

    help = "List assets and post their wear"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help="list the assets as of a day")
        listing.add_argument("--day", type=date.fromisoformat, help="as of this day (default: today)")
        wear = verbs.add_parser("depreciate", help="post the wear of a month, once")
        wear.add_argument("--month", type=_month, help="the month, 2026-03 (default: the month before this one)")
        wear.add_argument("--as", dest="person", help="phone or e-mail of who posts it (default: who may)")
        for verb in (listing, wear):
            verb.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
            verb.add_argument("--json", action="store_true", dest="as_json", default=False)

    def answer(self, *, verb: str, slug: str, **options: Any) -> Any:
        """Do what the verb says."""
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise CooperativeNotFound(slug=slug)
        today = vietnam_day(timezone.now())
        if verb == "list":
            with inside_organisation(org_id=organisation.id, person_id=None):
                return _list(organisation.id, options["day"] or today)
        month = options["month"] or month_start(month_start(today) - timedelta(days=1))
        return _depreciate(organisation, options["person"], month)

    def show(self, answer: Any, *, verb: str, **_options: Any) -> None:
        """Show the answer to a person."""
        if verb == "depreciate":
            said = _("The wear of {month} is posted, as entry {label} of the books.")
            self.console.print(said.format(month=answer["month"], label=answer["entry"]))
            self.console.print(format_dong(answer["total_vnd"]))
            return
        table = Table(_("Code"), _("Name"), _("Place"), _("Cost"), _("Worn"), _("Remaining"))
        for each in answer:
            amounts = (format_dong(each[name]) for name in ("cost_vnd", "worn_vnd", "remaining_vnd"))
            table.add_row(escape(each["code"]), escape(each["name"]), escape(each["place"]), *amounts)
        self.console.print(table)


def _list(org_id: UUID, day: date) -> list[dict[str, Any]]:
    return [
        {
            "code": asset.code,
            "name": asset.name,
            "kind": asset.row.kind,
            "place": asset.place,
            "cost_vnd": asset.cost_vnd,
            "worn_vnd": asset.worn_vnd,
            "remaining_vnd": asset.remaining_vnd,
        }
        for asset in list_assets(org_id=org_id, day=day)
        if not asset.is_gone
    ]


def _depreciate(organisation: OrganisationFacts, person: str | None, month: date) -> dict[str, Any]:
    by = find_somebody_who_may(organisation=organisation, permission="books.post", phone_or_email=person)
    if by is None:
        raise NobodyMayPost(name=organisation.name)
    with inside_organisation(org_id=organisation.id, person_id=by):
        posted = depreciate_month(org_id=organisation.id, month=month, by=by, now=timezone.now())
        wear = get_month_of_wear(org_id=organisation.id, month=month)
    return {"month": f"{month:%m/%Y}", "entry": posted.label, "total_vnd": wear.total_vnd}


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise ArgumentTypeError("write a month such as 2026-03") from None
