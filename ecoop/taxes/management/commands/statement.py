"""Statements: `ecoop statement b01 --org SLUG --year 2026 [--pdf OUT]`, `… read FILE`, `… reconcile --org SLUG`.

The first are those of a cooperative, what is read is a bank's; people call both by one word.
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.access.errors import NoSuchOrganisation
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import find_organisation
from ecoop.payments.calc.reconciliation import KIND_LABELS, Kind
from ecoop.payments.errors import StatementUnreadable
from ecoop.payments.queries.reading import describe_statement
from ecoop.payments.queries.reconciliation import get_reconciliation
from ecoop.taxes.calc.statement_sheets import FORMS, read_period
from ecoop.taxes.queries.statement_files import SET, make_file
from ecoop.taxes.queries.statement_pages import describe_sheet
from ecoop.taxes.queries.statement_sets import find_set
from ecoop.taxes.queries.statements import get_sheet

_FILES = {"pdf": "paper", "excel": "excel", "xml": "xml"}
_READ, _RECONCILE = "read", "reconcile"


class Command(EcoopCommand):
    """Show a statement, or write it and the whole set as files."""

    help = "Show the statements of a cooperative: B01, B02, the notes, the trial balance, changes in equity"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the forms with their period and files, and the reading of a bank's statement."""
        verbs = parser.add_subparsers(dest="form", required=True)
        read = verbs.add_parser(_READ, help="read a bank's statement: camt, MT940, Excel or CSV")
        read.add_argument("file", type=Path)
        held = verbs.add_parser(_RECONCILE, help="hold the statements of the bank against the books on a day")
        held.add_argument("--org", dest="slug", required=True)
        held.add_argument("--on", type=date.fromisoformat, help="2026-03-31; today if left out")
        held.add_argument("--since", type=date.fromisoformat, help="the first day; that of the year's first line")
        for form in (*FORMS, SET):
            verb = verbs.add_parser(form)
            verb.add_argument("--org", dest="slug", required=True, help="the cooperative's short name")
            verb.add_argument("--year", dest="period", required=True, help="2026, 2026-Q3 or 2026-07")
            for name in _FILES:
                verb.add_argument(f"--{name}", type=Path, help=f"write it as {name}")

    def answer(self, *, form: str, **options: Any) -> Any:
        """Read a bank's statement, or compute one of the cooperative's."""
        if form == _RECONCILE:
            return _reconcile(**options)
        return _read(**options) if form == _READ else self._compute(form=form, **options)

    def _compute(self, *, form: str, slug: str, period: str, **options: Any) -> Any:
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

    def show(self, answer: Any, *, form: str, **_options: Any) -> None:
        """Show the figures as a table for each statement."""
        if form == _READ:
            self._show_read(answer)
            return
        if form == _RECONCILE:
            self._show_reconciled(answer)
            return
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

    def _show_reconciled(self, answer: Any) -> None:
        shown = Table(_("Day"), _("Why"), _("Amount"), _("Text"), title=f"{answer['account']} {answer['on']}")
        for each in answer["differences"]:
            why = str(KIND_LABELS[Kind(each["kind"])])
            text = escape(f"{each['label']} {each['text']}".strip())
            shown.add_row(each["on"] or "", why, format_dong(Dong(each["amount_vnd"])), text)
        self.console.print(shown)
        said = {name: format_dong(Dong(answer[f"{name}_vnd"])) for name in ("books", "bank", "difference")}
        told = _("The books say {books}, the bank says {bank}: {difference} apart.").format(**said)
        self.console.print(told, markup=False)

    def _show_read(self, answer: Any) -> None:
        for each in answer["statements"]:
            shown = Table(_("Day"), _("Amount"), _("From or to"), _("Text"), title=each["account"], show_lines=False)
            for entry in each["entries"]:
                amount = str(entry.get("amount_vnd", entry.get("amount")))
                shown.add_row(entry["booked_on"], amount, escape(entry["counterparty"]), escape(entry["text"]))
            self.console.print(shown)
            balances = _("Opening {opening}, closing {closing} {currency}.").format(**each)
            told = {True: _("The sums agree."), False: _("The sums differ by {missing}.").format(**each), None: ""}
            self.console.print(f"{balances} {told[each['sums_agree']]}", markup=False)
            for row in each["refused"]:
                self.console.print(f"{row['row']}: {row['refusal']['said']}", markup=False)


def _reconcile(*, slug: str, on: date | None, since: date | None, **_options: Any) -> Any:
    """Hold the bank against the books."""
    organisation = find_organisation(slug=slug)
    if organisation is None:
        raise NoSuchOrganisation(slug=slug)
    day = on or vietnam_day(timezone.now())
    with inside_organisation(org_id=organisation.id, person_id=None):
        return get_reconciliation(org_id=organisation.id, on=day, starts_on=since).as_dict()


def _read(*, file: Path, **_options: Any) -> Any:
    """Read a bank's statement, or say why the file cannot be opened."""
    try:
        data = file.read_bytes()
    except OSError as broken:
        raise StatementUnreadable(name=file.name, problem=broken.strerror) from None
    return describe_statement(data=data, name=file.name, on=vietnam_day(timezone.now()))
