"""Payment codes from the command line: `ecoop qr make --bank 970436 --account … --amount 45000`, `ecoop qr read …`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong, parse_dong
from ecoop.payments.calc.vietqr import read_code
from ecoop.payments.queries.banks import code_for, describe_code, find_bank_name, write_code

_DOTS = 8


class Command(EcoopCommand):
    """Make and read the codes with which people pay into an account."""

    help = "Make and read VietQR payment codes"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="make a code")
        make.add_argument("--bank", required=True, help="the six digits, the code or the short name of the bank")
        make.add_argument("--account", required=True, help="the account, or with --card the card")
        make.add_argument("--amount", default="", help="whole đồng; without it the payer types it")
        make.add_argument("--purpose", default="", help="at most 25 letters; accents are taken off")
        make.add_argument("--bill", default="", dest="invoice", help="the number of a bill")
        make.add_argument("--card", action="store_true", dest="is_card")
        make.add_argument("--svg", type=Path, help="draw it as SVG")
        make.add_argument("--png", type=Path, help="draw it as PNG")
        read = verbs.add_parser("read", help="read a code")
        read.add_argument("payload", help="the text of the code; - reads it from the standard input")

    def answer(self, *, verb: str, **options: Any) -> Any:
        """Make or read."""
        on = vietnam_day(timezone.now())
        if verb == "read":
            text = sys.stdin.read() if options["payload"] == "-" else options["payload"]
            found = read_code(text=text)
            return {**found.as_dict(), "bank_name": find_bank_name(bank_bin=found.bank_bin, on=on)}
        amount: Dong | None = parse_dong(options["amount"]) if options["amount"] else None
        said = {name: options[name] for name in ("bank", "account", "purpose", "invoice", "is_card")}
        code = code_for(amount_vnd=amount, on=on, **said)
        payload = write_code(code=code, on=on)
        files = [str(path) for kind in ("svg", "png") if (path := options[kind])]
        for path in files:
            segno.make(payload, error="m", micro=False).save(path, scale=_DOTS)
        return {**describe_code(code=code, payload=payload, on=on), "files": files}

    def show(self, answer: Any, **_options: Any) -> None:
        """Show what the code says, and the code itself where it was made."""
        if "payload" in answer:
            self.console.print(answer["payload"], markup=False, soft_wrap=True)
            if not answer["files"]:
                segno.make(answer["payload"], error="m", micro=False).terminal(compact=True, out=sys.stdout)
        amount = format_dong(Dong(answer["amount"])) if answer["amount"] else _("as the payer types it")
        parts = (answer["bank_name"] or answer.get("scheme", ""), answer["account"], amount, answer["purpose"])
        self.console.print(" · ".join(part for part in parts if part), markup=False)
        for path in answer.get("files", ()):
            self.console.print(_("Written to {path}").format(path=path), markup=False)
