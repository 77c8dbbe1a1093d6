"""Returns from the command line: `ecoop return prepare --org SLUG --form 01/CNKD --period 2026-Q3 [--xml OUT]`."""
# ruff: noqa: N999 (the command is called `return`, as the paper is)

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.access.errors import NoSuchOrganisation
from ecoop.access.queries import find_somebody_who_may
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import parse_day, vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.paper import typeset
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.calc.returns import FORMS
from ecoop.taxes.errors import NobodyMayFile
from ecoop.taxes.queries.return_pages import get_return_file, get_return_paper
from ecoop.taxes.queries.returns import get_return_year


class Command(EcoopCommand):
    """Prepare a return, write its files, or list what is due."""

    help = "Prepare the returns of a household, from its documents"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        prepare = verbs.add_parser("prepare", help="prepare a return; the same documents give the same return")
        prepare.add_argument("--org", dest="slug", required=True, help="the household's short name")
        prepare.add_argument("--form", required=True, choices=FORMS)
        prepare.add_argument("--period", required=True, help="2026-Q3, 2026-07, 2026-H1 or 2026")
        prepare.add_argument("--known-on", default="", help="the day of knowledge of the law (default: today)")
        prepare.add_argument("--as", dest="person", help="phone or e-mail of who prepares it (default: the owner)")
        prepare.add_argument("--xml", type=Path, help="write the electronic file")
        prepare.add_argument("--pdf", type=Path, help="write the form as PDF")
        due = verbs.add_parser("list", help="list what is due, prepared, filed or late")
        due.add_argument("--org", dest="slug", required=True, help="the household's short name")
        due.add_argument("--year", type=int, help="2026; the year that runs if nothing is said")

    def answer(self, *, verb: str, slug: str, **options: Any) -> Any:
        """Do what the verb says."""
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise NoSuchOrganisation(slug=slug)
        today = vietnam_day(timezone.now())
        if verb == "list":
            with inside_organisation(org_id=organisation.id, person_id=None):
                returns = get_return_year(org_id=organisation.id, year=options["year"] or today.year, today=today)
                return [_line(each) for each in returns.lines]
        person_id = _who_files(organisation, options["person"])
        with inside_organisation(org_id=organisation.id, person_id=person_id):
            return _prepare(organisation, person_id, options)

    def show(self, answer: Any, *, verb: str, **_options: Any) -> None:
        """Show the figures, or the list."""
        if verb == "list":
            table = Table(_("Form"), _("Period"), _("Due on"), _("State"), _("VAT"), _("Personal income tax"))
            for each in answer:
                amounts = [format_dong(Dong(each[name])) if each[name] is not None else "" for name in _TAXES]
                table.add_row(each["form"], each["period"], each["due_on"] or "", each["state"], *amounts)
            self.console.print(table)
            return
        said = _("{form} for {period}: VAT {vat}, PIT {pit}, due on {due_on}")
        vat, pit = (format_dong(Dong(answer[name])) for name in _TAXES)
        facts = {name: answer[name] for name in ("form", "period", "due_on")}
        self.console.print(said.format(vat=vat, pit=pit, **facts))
        for path in answer["files"]:
            self.console.print(_("Written to {path}").format(path=path))


_TAXES = ("vat_vnd", "pit_vnd")


def _prepare(organisation: OrganisationFacts, person_id: UUID, options: dict[str, Any]) -> dict[str, Any]:
    now, org_id = timezone.now(), organisation.id
    known_on = parse_day(options["known_on"]) if options["known_on"] else vietnam_day(now)
    asked: dict[str, Any] = {"form": options["form"], "period": options["period"], "known_on": known_on}
    kept = prepare_return(org_id=org_id, by=person_id, now=now, **asked)
    files = []
    if options["xml"]:
        options["xml"].write_bytes(get_return_file(org_id=org_id, return_id=kept.id).content)
        files.append(str(options["xml"]))
    if options["pdf"]:
        data = get_return_paper(org_id=org_id, return_id=kept.id)
        options["pdf"].write_bytes(typeset(template="taxes/return.typ", data=data, made_at=kept.computed_at))
        files.append(str(options["pdf"]))
    return {**kept.as_dict(), "files": files}


def _line(line: Any) -> dict[str, Any]:
    return {
        "form": line.form,
        "period": line.period,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "state": line.state,
        "vat_vnd": line.vat_vnd,
        "pit_vnd": line.pit_vnd,
        "return_id": str(line.newest.id) if line.newest else None,
    }


def _who_files(organisation: OrganisationFacts, person: str | None) -> UUID:
    """Find somebody who may prepare returns there: who is named, else the first."""
    person_id = find_somebody_who_may(organisation=organisation, permission="tax.file", phone_or_email=person)
    if person_id is None:
        raise NobodyMayFile(slug=organisation.slug)
    return person_id
