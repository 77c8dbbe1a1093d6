"""Read e-invoices from files, folders and zips, and say what is true of each: `ecoop invoice read …`."""

import json
from argparse import SUPPRESS, ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ecoop.invoicing.errors import SIGNERS
from ecoop.invoicing.queries import ReadEntry, get_reading_rules, stream_entries
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong

_ROWS_MAX = 500
# The space between an amount and its đ.
_NO_BREAK = "\u00a0"


class Command(EcoopCommand):
    """Answer with one entry per invoice, as they are read; a bad file is an entry too and stops nothing."""

    help = "Read e-invoices"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        read = verbs.add_parser("read", help="read files, folders and zips of e-invoices")
        read.add_argument("paths", nargs="+", type=Path)
        read.add_argument("--json", action="store_true", dest="as_json", default=SUPPRESS)
        read.add_argument("--jsonl", action="store_true", dest="as_jsonl", help="one entry a line, without brackets")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write entry by entry, so that a pile of any size needs little memory."""
        entries = stream_entries(paths=options["paths"], rules=get_reading_rules(today=vietnam_day(timezone.now())))
        if options.get("as_jsonl"):
            for entry in entries:
                self.stdout.write(entry.text)
        elif options.get("as_json"):
            self._write_array(entries)
        else:
            self._show_entries(entries)

    def _write_array(self, entries: Iterable[ReadEntry]) -> None:
        before = "[\n"
        for entry in entries:
            self.stdout.write(before + entry.text, ending="")
            before = ",\n"
        self.stdout.write("\n]" if before != "[\n" else "[]")

    def _show_entries(self, entries: Iterable[ReadEntry]) -> None:
        """Show what was noticed as it is read, then one row per invoice and the sums."""
        table = Table(_("File"), _("Invoice"), _("Seller"), _("To pay"), _("Signatures"))
        counts: Counter[str] = Counter()
        screen = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn(_("Reading")), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
            bar = progress.add_task("", total=None)
            for entry in entries:
                progress.advance(bar)
                counts[entry.status] += 1
                given = json.loads(entry.text)
                if entry.status == "read" and table.row_count < _ROWS_MAX:
                    table.add_row(*(_plain(cell) for cell in _row(given)))
                self._show_problems(given)
        if table.row_count:
            self.console.print(table)
        if counts["read"] > table.row_count:
            more = _("{count} more invoices are not shown; --jsonl writes them all.")
            self.console.print(more.format(count=counts["read"] - table.row_count))
        said = _("{read} invoices read, {refused} refused.")
        self.console.print(said.format(read=counts["read"], refused=counts["refused"]))

    def _show_problems(self, given: dict[str, Any]) -> None:
        sign = "[red]✗[/]" if given["status"] == "refused" else "[yellow]![/]"
        for problem in given["problems"]:
            self.console.print(f"{sign} {_plain(_where(given))}: {_plain(problem['said'])}")
        if given["status"] == "refused":
            self.console.print(f"    → {_plain(given['refused']['remedy'])}")
            for reason in (given["about"] or {}).get("reasons", []):
                words = (reason["invoice"], reason["code"], reason["said"], reason["remedy"])
                self.console.print(f"    • {_plain(' · '.join(word for word in words if word))}")


def _plain(text: str) -> str:
    # Names of files and of sellers are a stranger's; no terminal should obey what stands in them.
    return escape("".join(letter if letter.isprintable() or letter == _NO_BREAK else "·" for letter in text))


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
