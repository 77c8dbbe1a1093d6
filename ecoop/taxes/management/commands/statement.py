"""Statements of a cooperative from the command line: `ecoop statement b01 --org SLUG --year 2026 [--pdf OUT]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.access.errors import NoSuchOrganisation
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import find_organisation
from ecoop.taxes.calc.statement_sheets import FORMS, read_period
from ecoop.taxes.queries.statement_files import SET, make_file
from ecoop.taxes.queries.statement_pages import describe_sheet
from ecoop.taxes.queries.statement_sets import find_set
from ecoop.taxes.queries.statements import get_sheet

_FILES = {"pdf": "paper", "excel": "excel", "xml": "xml"}


class Command(EcoopCommand):
    """Show a statement, or write it and the whole set as files."""

    help = "Show the statements of a cooperative: B01, B02, the notes, the trial balance, changes in equity"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the forms, the period and the files."""
        parser.add_argument("form", choices=(*FORMS, SET))
        parser.add_argument("--org", dest="slug", required=True, help="the cooperative's short name")
        parser.add_argument("--year", dest="period", required=True, help="2026, 2026-Q3 or 2026-07")
        for name in _FILES:
            parser.add_argument(f"--{name}", type=Path, help=f"write it as {name}")

    def answer(self, *, form: str, slug: str, period: str, **options: Any) -> Any:
        """Compute the statement and write the files that are asked for."""
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise NoSuchOrganisation(slug=slug)
        span, files = read_period(text=period), []
        with inside_organisation(org_id=organisation.id, person_id=None):
            for name, kind in _FILES.items():
                if options[name]:
                    made = make_file(org_id=organisation.id, form=form, kind=kind, period=span, made_at=timezone.now())
                    options[name].write_bytes(made.content)
                    files.append(str(options[name]))
            kept = find_set(org_id=organisation.id, period=span.name)
            texts = kept.texts if kept else {}
            wanted = FORMS[:2] if form == SET else (form,)
            sheets = [get_sheet(org_id=organisation.id, form=one, period=span, texts=texts) for one in wanted]
        return {"statements": [describe_sheet(sheet=sheet) for sheet in sheets], "files": files}

    def show(self, answer: Any, **_options: Any) -> None:
        """Show the figures as a table for each statement."""
        for sheet in answer["statements"]:
            for section in sheet["sections"]:
                for table in section["tables"]:
                    shown = Table(_("Code"), _("Item"), *table["columns"], title=f"{sheet['code']} {section['code']}")
                    for row in table["rows"]:
                        shown.add_row(row["code"], row["label"], *(format_dong(Dong(cell)) for cell in row["cells"]))
                    self.console.print(shown)
            if sheet["is_provisional"]:
                self.console.print(
                    _("Provisional: the results are not closed yet; the figures are what a closing would give.")
                )
        for path in answer["files"]:
            self.console.print(_("Written to {path}").format(path=path))
