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
    bytes_worth_reading,
    mark_duplicates,
    read_invoices,
    unpack_safely,
)
from ecoop.invoicing.errors import SIGNERS, FileIsNotThere
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dong import Dong, format_dong
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
        """Show one row per invoice, then what was noticed, file by file."""
        table = Table(_("File"), _("Invoice"), _("Seller"), _("To pay"), _("Signatures"))
        for entry in answer:
            if entry["status"] == "read":
                table.add_row(*(_plain(cell) for cell in _row(entry)))
        if table.row_count:
            self.console.print(table)
        for entry in answer:
            for problem in entry["problems"]:
                sign = "[red]✗[/]" if entry["status"] == "refused" else "[yellow]![/]"
                self.console.print(f"{sign} {_plain(_where(entry))}: {_plain(problem['said'])}")
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
    try:
        with path.open("rb") as file:
            data = file.read(bytes_worth_reading(name=path.name))
    except OSError:
        yield InvoiceRefused(file=str(path), refusal=FileIsNotThere(name=str(path)))
        return
    if path.suffix.lower() != ".zip":
        yield from read_invoices(data, name=str(path))
        return
    try:
        for entry in unpack_safely(data, name=str(path)):
            if entry.refusal is not None:
                yield InvoiceRefused(file=entry.name, refusal=entry.refusal)
            else:
                yield from read_invoices(entry.data, name=entry.name)
    except Refusal as refusal:
        yield InvoiceRefused(file=str(path), refusal=refusal)


def _plain(text: str) -> str:
    # Names of files and of sellers are a stranger's; no terminal should obey what stands in them.
    return escape("".join(letter if letter.isprintable() else "·" for letter in text))


def _row(entry: dict[str, Any]) -> list[str]:
    states = ", ".join(_state(signature) for signature in entry["signatures"]) or "—"
    seller = entry["seller"]["name"] or entry["seller"]["tax_code"]
    gross, currency = entry["totals"]["gross"], entry["currency"]
    if isinstance(gross, int) and currency == "VND":
        pays = format_dong(Dong(gross))
    else:
        pays = "—" if gross is None else f"{gross} {currency}"
    return [Path(entry["file"]).name, _label(entry), seller, pays, states]


def _label(entry: dict[str, Any]) -> str:
    return f"{entry['form']}{entry['symbol']} {entry['number']}"


def _where(entry: dict[str, Any]) -> str:
    name = Path(entry["file"]).name
    return name if entry["status"] == "refused" else f"{name} ({_label(entry)})"


def _state(signature: dict[str, Any]) -> str:
    states = {"intact": _("intact"), "broken": _("broken"), "cannot_check": _("cannot be checked")}
    weak = _("weak") if signature["weak"] else ""
    words = (str(SIGNERS.get(signature["by"], signature["by"])), states[signature["state"]], weak)
    return " ".join(word for word in words if word)
