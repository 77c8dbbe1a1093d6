"""Check what an invoice says against itself, with the tolerances that practice needs.

Law:    Decision 1271/QĐ-CT part IV recommends whole đồng for the total and says nothing about lines
A difference of one unit is rounding; more is told. Nothing is corrected and nothing is refused for its sums.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ecoop.invoicing.calc.invoice import InvoiceRead, Problem, SignatureRead, TotalsRead, plain_number
from ecoop.kernel.errors import TaxCodeNotUnderstood
from ecoop.kernel.tax_codes import read_tax_code

_ONE = Decimal(1)
_VERSIONS = ("2.0.0", "2.0.1", "2.1.0")
_FORMS = frozenset("123456789")
_SYMBOL = re.compile(r"[CK]\d{2}[A-Z]{3}")
_CASH_REGISTER_CODE = re.compile(r"M[1-9]-\d{2}-[A-Z0-9]{5}-\d{11}")
_RATE = re.compile(r"(?:KHAC:)?(\d{1,2}(?:\.\d{1,2})?)%")
_SALES_FORMS = frozenset("29")


def check_invoice(invoice: InvoiceRead) -> InvoiceRead:
    """Return the invoice with everything noticed on it: format, sums, signatures."""
    noticed = [
        *_format_problems(invoice),
        *_line_problems(invoice),
        *_total_problems(invoice),
        *_signature_problems(invoice),
    ]
    return invoice.with_problems(*noticed)


def rate_of(text: str) -> Decimal | None:
    """Read a VAT rate as invoices write it: 8%, KHAC:3.50%; None for KCT, KKKNT and other words."""
    found = _RATE.fullmatch(text.replace(" ", "").upper())
    return Decimal(found.group(1)).scaleb(-2) if found else None


def net_of_lines(invoice: InvoiceRead) -> Decimal:
    """Add up the lines before tax: goods, services and special goods, less trade discounts."""
    sums = Decimal(0)
    for line in invoice.lines:
        if line.amount is not None and line.kind in ("1", "5"):
            sums += line.amount
        elif line.amount is not None and line.kind == "3":
            sums -= abs(line.amount)
    return sums


def _format_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    if not invoice.version:
        yield Problem("version-missing", {})
    elif invoice.version not in _VERSIONS:
        yield Problem("version-unknown", {"version": invoice.version[:20]})
    if invoice.form not in _FORMS:
        yield Problem("form-unknown", {"form": invoice.form[:20]})
    if not _SYMBOL.fullmatch(invoice.symbol):
        yield Problem("symbol-unknown", {"symbol": invoice.symbol[:20]})
    elif int(invoice.symbol[1:3]) != _two_digits(invoice.issued_on):
        yield Problem("symbol-year", {"symbol": invoice.symbol, "issued_on": invoice.issued_on.isoformat()})
    if len(str(invoice.number)) > 8:
        yield Problem("number-too-long", {"number": str(invoice.number)})
    if (
        invoice.symbol[3:4] == "M"
        and invoice.authority_code
        and not _CASH_REGISTER_CODE.fullmatch(invoice.authority_code)
    ):
        yield Problem("cash-register-code", {"code": invoice.authority_code[:40]})
    for who, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        if party.tax_code and not _looks_right(party.tax_code):
            yield Problem(f"{who}-tax-code", {"tax_code": party.tax_code[:20]})


def _line_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    for place, line in enumerate(invoice.lines, start=1):
        if line.quantity is None or line.unit_price is None or line.amount is None:
            continue
        expected = line.quantity * line.unit_price - (line.discount or 0)
        if abs(expected - line.amount) > _ONE:
            yield Problem(
                "line-amount", {"line": str(place), "expected": _shown(expected), "found": _shown(line.amount)}
            )
        if invoice.form in _SALES_FORMS and (rate_of(line.vat_rate) or 0) > 0:
            yield Problem("vat-on-sales-invoice", {"rate": line.vat_rate})


def _total_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    totals, lines_net = invoice.totals, net_of_lines(invoice)
    if totals.net is not None and _differ(lines_net, totals.net):
        yield Problem("net-total", {"expected": _shown(lines_net), "found": _shown(totals.net)})
    vat = Decimal(0)
    for group in totals.rates:
        rate = rate_of(group.rate)
        vat += group.vat or 0
        if rate is None or group.net is None or group.vat is None:
            continue
        expected = group.net * rate
        if _differ(expected, group.vat):
            facts = {"rate": group.rate, "net": _shown(group.net)}
            yield Problem("vat-of-rate", {**facts, "expected": _shown(expected), "found": _shown(group.vat)})
    if totals.rates and totals.vat is not None and _differ(vat, totals.vat):
        yield Problem("vat-total", {"expected": _shown(vat), "found": _shown(totals.vat)})
    if totals.gross is not None:
        expected_gross = _gross(totals, lines_net)
        if _differ(expected_gross, totals.gross):
            yield Problem("gross-total", {"expected": _shown(expected_gross), "found": _shown(totals.gross)})


def _gross(totals: TotalsRead, lines_net: Decimal) -> Decimal:
    """Add up what is to pay; without stated net and tax the lines are all there is."""
    if totals.net is None and totals.vat is None:
        return lines_net + totals.fees - (totals.discount or 0) - (totals.other_reduction or 0)
    net = totals.net if totals.net is not None else lines_net
    return net + (totals.vat or 0) + totals.fees - (totals.other_reduction or 0)


def _signature_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    for signature in invoice.signatures:
        yield from _one_signature(signature)
    needs_one = invoice.symbol[3:4] != "M"
    if needs_one and not any(signature.by == "seller" for signature in invoice.signatures):
        yield Problem("signature-missing", {})


def _one_signature(signature: SignatureRead) -> Iterator[Problem]:
    if signature.why == "elsewhere":
        yield Problem("signature-elsewhere", {"by": signature.by})
    elif signature.state == "broken":
        yield Problem("signature-broken", {"by": signature.by})
    elif signature.state == "cannot_check":
        yield Problem("signature-unchecked", {"by": signature.by, "why": signature.why})
    if not signature.in_date:
        yield Problem("certificate-out-of-date", {"signer": signature.signer})


def _looks_right(tax_code: str) -> bool:
    try:
        return not read_tax_code(tax_code).warnings
    except TaxCodeNotUnderstood:
        return False


def _differ(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) > _ONE


def _shown(number: Decimal) -> str:
    return str(plain_number(number))


def _two_digits(day: date) -> int:
    return day.year % 100
