"""Read e-invoices from files, folders and zips, and say what is true of each: `ecoop invoice read …`."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.invoicing.calc import (
    InvoiceRead,
    InvoiceRefused,
    mark_duplicates,
    read_invoices,
    unpack_safely,
)
from ecoop.invoicing.errors import FileIsNotThere
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.refusals import Refusal


class Command(EcoopCommand):
    """Answer with one entry per invoice; a bad file is an entry too and stops nothing."""

    help = "Read e-invoices"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        read = verbs.add_parser("read", help="read files, folders and zips of e-invoices")
        read.add_argument("paths", nargs="+", type=Path)
        read.add_argument("--json", action="store_true", dest="as_json", default=False)

    def answer(self, *, paths: list[Path], **_options: Any) -> list[dict[str, Any]]:
        """Read everything below the paths, in the order of their names."""
        results = (result for path in paths for result in _read_path(path))
        return [result.as_dict() for result in mark_duplicates(results)]

    def show(self, answer: list[dict[str, Any]], **_options: Any) -> None:
        """Show one row per invoice, and the problems below it."""
        table = Table(_("File"), _("Invoice"), _("Seller"), _("To pay"), _("Signatures"), _("Noticed"))
        for entry in answer:
            table.add_row(*_row(entry))
        self.console.print(table)
        counts = Counter(entry["status"] for entry in answer)
        said = _("{read} invoices read, {refused} refused.")
        self.console.print(said.format(read=counts["read"], refused=counts["refused"]))


def _read_path(path: Path) -> Iterator[InvoiceRead | InvoiceRefused]:
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file() and child.suffix.lower() in (".xml", ".zip"):
                yield from _read_file(child)
    elif path.is_file():
        yield from _read_file(path)
    else:
        yield InvoiceRefused(file=str(path), refusal=FileIsNotThere(name=str(path)))


def _read_file(path: Path) -> Iterator[InvoiceRead | InvoiceRefused]:
    if path.suffix.lower() != ".zip":
        yield from read_invoices(path.read_bytes(), name=str(path))
        return
    try:
        for entry in unpack_safely(path.read_bytes(), name=str(path)):
            if entry.refusal is not None:
                yield InvoiceRefused(file=entry.name, refusal=entry.refusal)
            else:
                yield from read_invoices(entry.data, name=entry.name)
    except Refusal as refusal:
        yield InvoiceRefused(file=str(path), refusal=refusal)


def _row(entry: dict[str, Any]) -> list[str]:
    file = escape(Path(entry["file"]).name)
    said = "\n".join(escape(problem["said"]) for problem in entry["problems"])
    if entry["status"] == "refused":
        return [file, "", "", "", "", f"[red]{said}[/]"]
    invoice = f"{entry['form']}{entry['symbol']} {entry['number']}"
    states = ", ".join(_state(signature) for signature in entry["signatures"])
    gross = entry["totals"]["gross"]
    return [file, escape(invoice), escape(entry["seller"]["name"] or ""), f"{gross}", escape(states), said]


def _state(signature: dict[str, Any]) -> str:
    weak = _("weak") if signature["weak"] else ""
    return " ".join(word for word in (signature["by"], signature["state"], weak) if word)
