"""Look over an invoice as an accountant would: form, symbol, days, parties, codes, and who signed.

Nothing here refuses anything: each finding is told, and a person decides.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from ecoop.invoicing.calc.invoice import InvoiceRead, Problem, SignatureRead
from ecoop.invoicing.calc.rules import ReadingRules
from ecoop.kernel.errors import TaxCodeNotUnderstood
from ecoop.kernel.tax_codes import read_tax_code

_VERSIONS = ("2.0.0", "2.0.1", "2.1.0")
_FORMS = frozenset("123456789")
_CASH_REGISTER_CODE = re.compile(r"M[1-9]-\d{2}-[A-Z0-9]{5}-\d{11}")
_NUMBER_DIGITS_MAX = 8
# A clock that runs ahead is no forgery; a day later than tomorrow is a mistake.
_AHEAD = timedelta(days=1)
_PARENT_DIGITS, _PERSON_DIGITS = 10, 12


def check_invoice(invoice: InvoiceRead, *, rules: ReadingRules) -> InvoiceRead:
    """Return the invoice with everything noticed on its format, its days, its parties and its signatures."""
    return invoice.with_problems(
        *_format_problems(invoice, rules),
        *_day_problems(invoice, rules),
        *_party_problems(invoice),
        *_code_problems(invoice),
        *_signature_problems(invoice, rules),
    )


def _format_problems(invoice: InvoiceRead, rules: ReadingRules) -> Iterator[Problem]:
    if not invoice.version:
        yield Problem("version-missing", {})
    elif invoice.version not in _VERSIONS:
        yield Problem("version-unknown", {"version": invoice.version[:20]})
    if invoice.form not in _FORMS:
        yield Problem("form-unknown", {"form": invoice.form[:20]})
    if not re.fullmatch(rules.symbol_pattern, invoice.symbol):
        yield Problem("symbol-unknown", {"symbol": invoice.symbol[:20]})
    if len(str(invoice.number)) > _NUMBER_DIGITS_MAX:
        yield Problem("number-too-long", {"number": str(invoice.number)})


def _day_problems(invoice: InvoiceRead, rules: ReadingRules) -> Iterator[Problem]:
    day, year = invoice.issued_on, invoice.symbol[1:3]
    if year.isascii() and year.isdecimal() and int(year) != day.year % 100:
        yield Problem("symbol-year", {"symbol": invoice.symbol, "issued_on": day.isoformat()})
    if rules.read_on is not None and day > rules.read_on + _AHEAD:
        yield Problem("day-in-future", {"issued_on": day.isoformat()})
    if rules.oldest_on is not None and day < rules.oldest_on:
        yield Problem("day-too-old", {"issued_on": day.isoformat(), "oldest_on": rules.oldest_on.isoformat()})


def _party_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    for who, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        if party.tax_code and not _looks_right(party.tax_code):
            yield Problem(f"{who}-tax-code", {"tax_code": party.tax_code[:20]})


def _code_problems(invoice: InvoiceRead) -> Iterator[Problem]:
    is_coded, is_register = invoice.symbol[:1] == "C", invoice.symbol[3:4] == "M"
    if is_coded and not invoice.authority_code:
        yield Problem("authority-code-missing", {})
    if is_register and invoice.authority_code and not _CASH_REGISTER_CODE.fullmatch(invoice.authority_code):
        yield Problem("cash-register-code", {"code": invoice.authority_code[:40]})
    is_signed = any(signature.by == "authority" for signature in invoice.signatures)
    if is_coded and not is_register and invoice.authority_code and not is_signed:
        yield Problem("authority-signature-missing", {})


def _signature_problems(invoice: InvoiceRead, rules: ReadingRules) -> Iterator[Problem]:
    for signature in invoice.signatures:
        yield from _one_signature(signature)
        if signature.by == "authority":
            yield from _authority_problems(signature, rules)
        elif signature.by in ("seller", "message"):
            yield from _signer_problems(signature, invoice)
    needs_one = invoice.symbol[3:4] != "M"
    if needs_one and not any(each.by == "seller" and not each.is_of_list for each in invoice.signatures):
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


def _authority_problems(signature: SignatureRead, rules: ReadingRules) -> Iterator[Problem]:
    """Tell the authority's certificate from one that anybody made and put in its place."""
    if not rules.authorities or not signature.fingerprint:
        return
    if any(signature.fingerprint == known.fingerprint for known in rules.authorities if known.fingerprint):
        return
    names = {(known.subject, known.issuer) for known in rules.authorities}
    signer = {"signer": signature.signer[:100], "issuer": signature.issuer[:200]}
    if (signature.subject, signature.issuer) in names:
        yield Problem("authority-certificate-new", signer)
    else:
        yield Problem("authority-not-recognised", signer)


def _signer_problems(signature: SignatureRead, invoice: InvoiceRead) -> Iterator[Problem]:
    """Compare the tax code on the certificate with the seller's, its parent's, and that of an authorised issuer."""
    signer = _digits(signature.tax_code)
    if not signer or signature.state != "intact":
        return
    allowed = {_digits(invoice.seller.tax_code), _digits(invoice.issuer_tax_code)}
    # A branch signs with its parent's certificate; a household with that of its owner, whose ID may not be its code.
    parents = {code[:_PARENT_DIGITS] for code in allowed if len(code) != _PERSON_DIGITS}
    is_persons = len(signer) == _PERSON_DIGITS and len(_digits(invoice.seller.tax_code)) != _PERSON_DIGITS
    if signer in allowed or (len(signer) != _PERSON_DIGITS and signer[:_PARENT_DIGITS] in parents) or is_persons:
        return
    facts = {"by": signature.by, "signer": signature.signer[:100], "tax_code": signature.tax_code}
    yield Problem("signer-is-not-seller", facts)


def _looks_right(tax_code: str) -> bool:
    try:
        return not read_tax_code(tax_code).warnings
    except TaxCodeNotUnderstood:
        return False


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
