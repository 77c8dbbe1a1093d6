"""Lists from the command line: `ecoop list import FILE --org SLUG --kind sales`, `ecoop list template KIND OUT`."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ecoop.access.queries import find_somebody_who_may
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import KINDS, Header, ListKind, column_at, draft_template, kind_of
from ecoop.intake.errors import ListFileNotFound, MappingNotUnderstood, OrganisationNotFound
from ecoop.intake.queries import ImportFacts, draft_refused_sheet, get_import, list_refused, look_at_list
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dong import format_dong
from ecoop.kernel.sheets import BYTES_MAX, write_excel
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation

_SHOWN = 20


class Command(EcoopCommand):
    """Bring a list in step by step, as the pages do, or write the empty list of a kind."""

    help = "Bring in lists from Excel and CSV"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="bring a list into the books; run it again to go on")
        bring.add_argument("file", type=Path)
        bring.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
        bring.add_argument("--kind", required=True, choices=list(KINDS))
        bring.add_argument("--as", dest="person", help="phone or e-mail of who brings it in (default: the owner)")
        bring.add_argument("--sheet", type=int, help="the sheet, from 1 (default: the likeliest)")
        bring.add_argument("--mapping", action="append", default=[], help="field=COLUMN, field==choice or field=")
        bring.add_argument("--refused", type=Path, help="write the refused rows to this Excel file")
        empty = verbs.add_parser("template", help="write the empty list of a kind")
        empty.add_argument("kind", choices=list(KINDS))
        empty.add_argument("file", type=Path)

    def answer(self, *, verb: str, kind: str, file: Path, **options: Any) -> dict[str, Any]:
        """Do what the verb says."""
        known = kind_of(kind)
        if verb == "template":
            with file.open("wb") as out:
                write_excel(sheets=draft_template(kind=known), to=out)
            return {"kind": kind, "file": str(file)}
        organisation, person_id = _who_acts(slug=options["slug"], person=options["person"])
        walls = {"org_id": organisation.id, "person_id": person_id}
        with inside_organisation(**walls):
            import_id = _start(organisation, person_id, known, file, options)
        facts = self._go_on(walls, import_id)
        with inside_organisation(**walls):
            if options["refused"] and facts.refused_rows:
                with options["refused"].open("wb") as out:
                    write_excel(sheets=[draft_refused_sheet(org_id=organisation.id, facts=facts)], to=out)
            return _told(organisation.id, facts)

    def show(self, answer: dict[str, Any], *, verb: str, **_options: Any) -> None:
        """Show the counts and the first refused rows."""
        if verb == "template":
            self.console.print(_("Written: {file}").format(file=escape(answer["file"])))
            return
        said = _(
            "{recorded} documents recorded, {known} in the books before, {refused} rows to mend; together {total}."
        )
        total = format_dong(answer["total_vnd"])
        counts = {"recorded": answer["recorded"], "known": answer["known"], "refused": answer["refused_rows"]}
        self.console.print("[green]✓[/] " + said.format(total=total, **counts))
        table = Table(_("Row"), _("Column"), _("What is wrong"), _("How to mend it"))
        for each in answer["refused"][:_SHOWN]:
            table.add_row(str(each["row"]), *(escape(each[name]) for name in ("column", "said", "remedy")))
        if table.row_count:
            self.console.print(table)

    def _go_on(self, walls: dict[str, Any], import_id: UUID) -> ImportFacts:
        """Do step after step, each in a transaction of its own, and show how far it has come."""
        with inside_organisation(**walls):
            facts = get_import(org_id=walls["org_id"], import_id=import_id)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal) as bar:
            task = bar.add_task(_("Rows"), total=facts.plan.rows)
            while not facts.is_done:
                with inside_organisation(**walls):
                    facts = run_step(
                        org_id=walls["org_id"], import_id=import_id, by=walls["person_id"], now=timezone.now()
                    )
                bar.update(task, completed=facts.rows_done)
        return facts


def _who_acts(*, slug: str, person: str | None) -> tuple[OrganisationFacts, UUID]:
    """Find the organisation, and somebody who may record documents there: who is named, else the first."""
    organisation = find_organisation(slug=slug)
    refusal = OrganisationNotFound(slug=slug, person=person or "—")
    if organisation is None:
        raise refusal
    person_id = find_somebody_who_may(organisation=organisation, permission="documents.record", phone_or_email=person)
    if person_id is None:
        raise refusal
    return organisation, person_id


def _start(
    organisation: OrganisationFacts, person_id: UUID, kind: ListKind, file: Path, options: dict[str, Any]
) -> UUID:
    try:
        with file.open("rb") as opened:
            data = opened.read(BYTES_MAX + 1)
    except OSError:
        raise ListFileNotFound(path=file) from None
    given: dict[str, Any] = {"org_id": organisation.id, "by": person_id, "now": timezone.now()}
    file_id = receive_file(name=file.name, data=data, **given)
    sheet = options["sheet"] - 1 if options["sheet"] else None
    look = look_at_list(org_id=organisation.id, file_id=file_id, kind=kind, sheet=sheet)
    columns = {**look.suggested, **_mapping(options["mapping"], kind, look.header)}
    return start_import(file_id=file_id, kind=kind.name, sheet=look.sheet, header=look.header, columns=columns, **given)


def _mapping(given: Sequence[str], kind: ListKind, header: Header) -> dict[str, str]:
    """Read field=COLUMN (a letter or a name), field==choice for every row, and field= for none."""
    columns = {}
    for text in given:
        name, _equals, chosen = text.partition("=")
        at = column_at(text=chosen, names=header.names)
        is_known = any(each.name == name for each in kind.fields)
        if not is_known or (chosen and not chosen.startswith("=") and at is None):
            raise MappingNotUnderstood(text=text, fields=", ".join(each.name for each in kind.fields))
        columns[name] = chosen if at is None else str(at)
    return columns


def _told(org_id: UUID, facts: ImportFacts) -> dict[str, Any]:
    refused = list_refused(org_id=org_id, import_id=facts.id)
    return {
        "import": str(facts.id),
        "rows": facts.plan.rows,
        "recorded": facts.recorded,
        "known": facts.known,
        "refused_rows": facts.refused_rows,
        "total_vnd": facts.total_vnd,
        "refused": [
            {"row": each.row, "column": each.column, "said": each.said, "remedy": each.remedy} for each in refused
        ],
    }
