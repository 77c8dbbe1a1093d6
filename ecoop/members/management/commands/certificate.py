"""Certificates from the command line: `ecoop certificate check FILE|CODE --key HEX`; needs no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import format_dong
from ecoop.members.calc import read_code
from ecoop.members.errors import CertificateNotProved, CertificateUnreadable


class Command(EcoopCommand):
    """Check the signature of a certificate against a public key, without network and database."""

    help = "Check a certificate of contribution"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="check a certificate against a public key; needs no database")
        check.add_argument("code", help="the code that the square carries, or a file with it")
        check.add_argument("--key", required=True, help="the public key, 64 hexadecimal digits")

    def answer(self, *, code: str, key: str, **options: Any) -> Any:
        """Read the code and check its signature."""
        signed = read_code(code=_read(code))
        if not signed.is_signed_by(public_key=key):
            raise CertificateNotProved()
        said = signed.certificate
        return {
            "proved": True,
            "cooperative": said.cooperative,
            "cooperative_code": said.cooperative_code,
            "number": said.number,
            "issued_on": said.issued_on.isoformat(),
            "member_number": said.member_number,
            "member": said.member,
            "contributed_vnd": said.contributed_vnd,
            "charter_capital_vnd": said.charter_capital_vnd,
            "ratio": f"{said.ratio:f}",
            "term": said.term,
        }

    def show(self, answer: Any, *, code: str, **options: Any) -> None:
        """Show what the certificate says."""
        said = read_code(code=_read(code)).certificate
        self.console.print("[green]✓[/] " + _("The signature is good; only the page can tell whether it still holds."))
        self.stdout.write(f"{said.cooperative} ({said.cooperative_code})")
        self.stdout.write(f"{said.number} · {format_day(said.issued_on)} · {said.member_number} {said.member}")
        self.stdout.write(f"{format_dong(said.contributed_vnd)} / {format_dong(said.charter_capital_vnd)}")


def _read(code: str) -> str:
    """Give the code itself, from a file if it names one."""
    try:
        path = Path(code)
        return path.read_text(encoding="utf-8") if len(code) < 255 and path.is_file() else code
    except (OSError, UnicodeDecodeError) as problem:
        raise CertificateUnreadable() from problem
