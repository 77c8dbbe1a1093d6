"""The books from the command line: `ecoop ledger seal | receipt | check-receipt | export`."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.seal_days import seal_days
from ecoop.ledger.calc.exports import FORMATS
from ecoop.ledger.calc.receipts import is_proved, read_receipt
from ecoop.ledger.errors import EntryUnknown, ReceiptDoesNotProve, ReceiptUnreadable
from ecoop.ledger.queries.entries import get_entry_by_number
from ecoop.ledger.queries.exports import write_export
from ecoop.ledger.queries.seals import get_receipt, list_seals
from ecoop.ledger.queries.verification import list_verifiable


class Command(EcoopCommand):
    """One verb per thing that an operator does with books."""

    help = "Seal days, give and check receipts, export books"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        seal = verbs.add_parser("seal", help="seal the days that are over")
        receipt = verbs.add_parser("receipt", help="give the receipt of a sealed entry")
        check = verbs.add_parser("check-receipt", help="check a receipt against a root; needs no database")
        export = verbs.add_parser("export", help="write the books for another program")
        for verb in (seal, receipt, export):
            verb.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
        seal.add_argument("--day", type=date.fromisoformat, help="up to this day (default: yesterday)")
        receipt.add_argument("--entry", required=True, help="the entry's number, for example 2026-17")
        check.add_argument("file", type=Path)
        check.add_argument("--root", required=True, help="the root, 64 hexadecimal digits")
        export.add_argument("--format", choices=FORMATS, required=True)
        export.add_argument("--output", type=Path, help="a file (default: standard output)")
        for verb in (seal, receipt, check, export):
            verb.add_argument("--json", action="store_true", dest="as_json", default=False)

    def answer(self, *, verb: str, **options: Any) -> Any:
        """Do what the verb says."""
        if verb == "check-receipt":
            return _check(file=options["file"], root=options["root"])
        (organisation,) = list_verifiable(slug=options["slug"])
        with inside_organisation(org_id=organisation.id, person_id=None):
            if verb == "seal":
                return _seal(org_id=organisation.id, day=options["day"], now=timezone.now())
            if verb == "receipt":
                return _receipt(org_id=organisation.id, label=options["entry"])
            return write_export(
                org_id=organisation.id, name=organisation.name, form=options["format"],
                output=options["output"], standard_output=sys.stdout.buffer,
            )  # fmt: skip

    def show(self, answer: Any, *, verb: str, **options: Any) -> None:
        """Show the answer to a person."""
        if verb == "receipt":
            self.stdout.write(answer["text"])
        elif verb == "check-receipt":
            self.console.print("[green]✓[/] " + _("The entry stood in the books that this root sums up."))
            self.stdout.write(answer["leaf"])
        elif verb == "seal":
            for seal in answer:
                self.console.print(f"{seal['day']}  {seal['size']:>7}  {seal['root']}", soft_wrap=True)
        elif options["output"]:
            self.console.print(_("{entries} entries written to {file}.").format(**answer))


def _seal(*, org_id: Any, day: date | None, now: datetime) -> list[dict[str, Any]]:
    seal_days(org_id=org_id, until_day=day or vietnam_day(now) - timedelta(days=1), by=None, now=now)
    return [{"day": seal.day.isoformat(), "size": seal.size, "root": seal.root} for seal in list_seals(org_id=org_id)]


def _receipt(*, org_id: Any, label: str) -> dict[str, Any]:
    year, _dash, number = label.partition("-")
    if not (year.isdigit() and number.isdigit()):
        raise EntryUnknown()
    entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
    receipt = get_receipt(org_id=org_id, entry_id=entry.entry_id)
    return {"text": receipt.as_text(), "root": receipt.root}


def _check(*, file: Path, root: str) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ReceiptUnreadable() from problem
    receipt = read_receipt(text=text)
    if not is_proved(receipt=receipt, root=root):
        raise ReceiptDoesNotProve()
    return {"proved": True, "day": receipt.day, "leaf": receipt.leaf}
