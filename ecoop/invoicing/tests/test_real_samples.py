"""The real files of the shared collection, against what its index says is true of each."""

import csv
import os
import sys
from collections import defaultdict
from pathlib import Path

from ecoop.invoicing.calc import InvoiceRead, InvoiceRefused, read_invoices

_HERE = Path(__file__).resolve()
FOLDER = Path(os.environ.get("ECOOP_SHARED", _HERE.parents[4] / "shared")) / "data" / "einvoices"
# By its name the index tells kinds that are no invoice of today; each has its own explanation.
_REFUSALS = {
    "TBao": "invoicing.message-is-answer",
    "TKhai": "invoicing.file-is-registration",
    "BBan": "invoicing.file-is-minutes",
    "legacy-invoice": "invoicing.invoice-is-legacy",
}
_EXPECTED_PROBLEMS = {"sum!=TT(diff)": "gross-total", "rate:other": "vat-of-rate", "sum!=TgTCThue": "net-total"}


def test_every_real_file_is_what_the_index_says() -> None:
    if not (FOLDER / "INDEX.csv").exists():
        sys.stdout.write(f"the real e-invoices are not beside this checkout ({FOLDER}); nothing was compared\n")
        return
    with (FOLDER / "INDEX.csv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index))
    wrong: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        results = read_invoices((FOLDER / row["file"]).read_bytes(), name=row["file"])
        for result in results:
            wrong[row["file"]].extend(_differences(row, result))
        wrong[row["file"]].extend(_line_differences(row, [each for each in results if isinstance(each, InvoiceRead)]))
    assert {file: found for file, found in wrong.items() if found} == {}
    sys.stdout.write(f"{len(rows)} real files compared with the index\n")


def _differences(row: dict[str, str], result: InvoiceRead | InvoiceRefused) -> list[str]:
    if row["provider"].startswith("TECA"):
        is_right = isinstance(result, InvoiceRefused)
        return [] if is_right else ["a mock was taken for an invoice"]
    if row["kind"] in _REFUSALS or row["MLTDiep"] in ("100", "204", "301"):
        code = _REFUSALS["TBao" if row["MLTDiep"] in ("204", "301") else "TKhai"]
        code = _REFUSALS.get(row["kind"], code)
        is_right = isinstance(result, InvoiceRefused) and result.refusal.code == code
        return [*([] if is_right else [f"should be refused with {code}"]), *_signature_differences(row, result)]
    if isinstance(result, InvoiceRefused):
        return [f"refused: {result.refusal}"]
    found = []
    # The index gives the version of the envelope where there is one; the body may differ, as real traffic does.
    version = result.version if row["root"] != "TDiep" else row["PBan"]
    for tag, value in (("KHMSHDon", result.form), ("KHHDon", result.symbol), ("PBan", version)):
        if row[tag] and row[tag] != value:
            found.append(f"{tag} is {value}, the index says {row[tag]}")
    if row["TCHDon"] != (result.adjusts.how if result.adjusts else ""):
        found.append("adjusts")
    codes = {problem.code for problem in result.problems}
    sums = {"line-amount", "net-total", "vat-of-rate", "gross-total"} & codes
    expected = {_EXPECTED_PROBLEMS[word] for word in row["totals_check"].split("|") if word in _EXPECTED_PROBLEMS}
    if sums != expected:
        found.append(f"sums {sorted(sums)}, the index says {sorted(expected)}")
    return [*found, *_signature_differences(row, result)]


def _line_differences(row: dict[str, str], invoices: list[InvoiceRead]) -> list[str]:
    """Compare all lines of a file; the index counts the rows of the list of wrong invoices among them."""
    if not invoices:
        return []
    lines = [line for invoice in invoices for line in invoice.lines]
    listed = sum(
        len(invoice.adjusts.invoices) for invoice in invoices if invoice.adjusts and invoice.adjusts.list_number
    )
    found = {
        "lines": str(len(lines) + listed),
        "TChat": "|".join(sorted({line.kind for line in lines})),
        "TSuat": "|".join(sorted({line.vat_rate for line in lines} - {""})),
        "MLTDiep": invoices[0].message_type,
        "has_MCCQT": "yes" if invoices[0].authority_code else "no",
    }
    return [f"{name} is {value}, the index says {row[name]}" for name, value in found.items() if value != row[name]]


def _signature_differences(row: dict[str, str], result: InvoiceRead | InvoiceRefused) -> list[str]:
    check = row["signature_check"]
    states = {signature.state for signature in result.signatures}
    expected = {"broken"} if "redacted" in check or "invalid" in check else {"intact"}
    if check in ("none", "redacted (original: none)"):
        expected = set()
    found = [] if states == expected else [f"signatures {states}, the index says {check}"]
    is_weak = any(signature.weak for signature in result.signatures)
    should_be = "sha1" in row["signature_alg/keybits"] or "/1024" in row["signature_alg/keybits"]
    if is_weak != should_be and "redacted" not in check:
        found.append(f"weak is {is_weak}, the index says {row['signature_alg/keybits']}")
    return found
