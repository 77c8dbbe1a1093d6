"""Check what an invoice says against itself, with the tolerances that practice needs.

Law:    Decision 1271/QĐ-CT part IV recommends whole đồng for the total and says nothing about lines
A difference of one unit is rounding; more is told. Nothing is corrected and nothing is refused for its sums.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ecoop.invoicing.calc.invoice import InvoiceRead, Problem, TotalsRead, plain_number

# One đồng of rounding; money with cents is rounded to them.
_ONE, _FEW_CENTS = Decimal(1), Decimal("0.05")
_RATE = re.compile(r"(?:KHAC:)?(\d{1,2}(?:\.\d{1,2})?)%")
_SALES_FORMS = frozenset("29")
_CUT = re.compile(r"giảm.{0,80}(?:nghị quyết|20 ?%)|nghị quyết.{0,80}giảm", re.IGNORECASE)


def check_sums(invoice: InvoiceRead) -> InvoiceRead:
    """Return the invoice with every sum noticed that does not agree."""
    return invoice.with_problems(*_line_problems(invoice), *_total_problems(invoice))


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


def _line_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    allowed = _allowed(invoice)
    for place, line in enumerate(invoice.lines, start=1):
        if line.quantity is None or line.unit_price is None or line.amount is None:
            continue
        # A discount line may be written with either sign.
        whole = line.quantity * line.unit_price
        expected = whole - (line.discount or 0)
        found = (line.amount, -line.amount) if line.kind == "3" else (line.amount,)
        if all(abs(expected - each) > allowed for each in found):
            facts = {"line": str(place), "expected": _shown(expected), "found": _shown(line.amount)}
            yield Problem("line-amount", facts)
        if invoice.form in _SALES_FORMS and (rate_of(line.vat_rate) or 0) > 0:
            yield Problem("vat-on-sales-invoice", {"rate": line.vat_rate})


def _total_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    totals, lines_net, allowed = invoice.totals, net_of_lines(invoice), _allowed(invoice)
    if totals.net is not None and abs(lines_net - totals.net) > allowed:
        yield Problem("net-total", {"expected": _shown(lines_net), "found": _shown(totals.net)})
    vat = Decimal(0)
    for group in totals.rates:
        rate = rate_of(group.rate)
        vat += group.vat or 0
        if rate is None or group.net is None or group.vat is None:
            continue
        expected = group.net * rate
        if abs(expected - group.vat) > allowed:
            facts = {"rate": group.rate, "net": _shown(group.net)}
            yield Problem("vat-of-rate", {**facts, "expected": _shown(expected), "found": _shown(group.vat)})
    if totals.rates and totals.vat is not None and abs(vat - totals.vat) > allowed:
        yield Problem("vat-total", {"expected": _shown(vat), "found": _shown(totals.vat)})
    if totals.gross is not None:
        sums = _possible_gross(totals, lines_net)
        if all(abs(each - totals.gross) > allowed for each in sums):
            code = "percentage-cut" if _names_a_cut(invoice) and totals.gross < sums[0] else "gross-total"
            yield Problem(code, {"expected": _shown(sums[0]), "found": _shown(totals.gross)})


def _possible_gross(totals: TotalsRead, lines_net: Decimal) -> list[Decimal]:
    """Add up what is to pay, in the ways in which discounts are stated; the likeliest comes first."""
    rest = totals.fees - (totals.other_reduction or 0)
    if totals.net is None and totals.vat is None:
        whole = lines_net + rest
    else:
        whole = (totals.net if totals.net is not None else lines_net) + (totals.vat or 0) + rest
    # The discount stated at the foot is mostly off the lines already; where it is not, it comes off here.
    return [whole, whole - abs(totals.discount)] if totals.discount else [whole]


def _names_a_cut(invoice: InvoiceRead) -> bool:
    """Tell whether a sales invoice says that the percentage of VAT was cut, which lowers what is to pay."""
    if invoice.form not in _SALES_FORMS:
        return False
    texts = (*(line.name for line in invoice.lines), *(f"{tag} {value}" for tag, value in invoice.extra))
    return any(_CUT.search(text) for text in texts)


def _allowed(invoice: InvoiceRead) -> Decimal:
    return _ONE if invoice.currency == "VND" else _FEW_CENTS


def _shown(number: Decimal) -> str:
    return str(plain_number(number))
