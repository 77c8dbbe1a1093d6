"""Read e-invoices from bytes: any version, any wrapping, any order of tags, each file on its own.

Law:    Decisions 1450/QĐ-TCT (2.0.0), 1510/QĐ-TCT (2.0.1) and 1271/QĐ-CT (2.1.0)
Children are matched by name, never by position. A tag nobody here knows is kept in `extra`.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from ecoop.invoicing.calc.arithmetic import check_invoice
from ecoop.invoicing.calc.invoice import (
    AdjustsRead,
    InvoiceRead,
    InvoiceRefused,
    LineRead,
    PartyRead,
    Problem,
    RateRead,
    SignatureRead,
    TotalsRead,
)
from ecoop.invoicing.calc.safe_xml import parse_safely
from ecoop.invoicing.calc.signatures import check_signatures
from ecoop.invoicing.errors import (
    FileIsMinutes,
    FileIsNotInvoice,
    FileIsRegistration,
    FileIsSummary,
    InvoiceIsLegacy,
    InvoiceLacksIdentity,
    MessageIsAnswer,
    MessageIsNotice,
    StructureIsSuperseded,
)
from ecoop.kernel.refusals import Refusal

# What is read into a named field, below DLHDon. Everything else that holds text goes to `extra`.
_GENERAL = ("PBan", "THDon", "KHMSHDon", "KHHDon", "SHDon", "NLap", "DVTTe", "HTTToan")
_RELATED = ("TCHDon", "KHMSHDCLQuan", "KHHDCLQuan", "SHDCLQuan", "NLHDCLQuan", "GChu")
_LINE = ("TChat", "THHDVu", "DVTinh", "SLuong", "DGia", "STCKhau", "ThTien", "TSuat")
_TOTAL = ("TgTCThue", "TgTThue", "TgTTTBSo", "TTCKTMai", "TGTKhac", "DSLPhi/LPhi/TPhi")
_RATE = ("TSuat", "ThTien", "TThue")
_READ = frozenset(
    [f"TTChung/{tag}" for tag in _GENERAL]
    + [f"TTChung/TTHDLQuan/{tag}" for tag in _RELATED]
    + [f"NDHDon/{party}/{tag}" for party in ("NBan", "NMua") for tag in ("Ten", "MST", "DChi")]
    + [f"NDHDon/DSHHDVu/HHDVu/{tag}" for tag in _LINE]
    + [f"NDHDon/TToan/{tag}" for tag in _TOTAL]
    + [f"NDHDon/TToan/THTTLTSuat/LTSuat/{tag}" for tag in _RATE]
)
# Tags of Decision 635/2020 that no later structure has.
_SUPERSEDED = ("TDLap", "LHDGoc", "HDXKhau", "HDDUNLap", "KHMSHDGoc")
# The format allows 21 digits in a number; a little more is read, so that nothing honest is lost.
_NUMBER_LENGTH_MAX, _NUMBER_SIZE_MAX = 30, 20
_INVOICE_NUMBER_DIGITS_MAX, _CODE_LENGTH_MAX = 18, 20
_SHARED_SIGNATURES_MAX = 8
# A comma before three digits might mean thousands and stays unread; before any other count it can only be the point.
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,6})")


def read_invoices(data: bytes, *, name: str) -> list[InvoiceRead | InvoiceRefused]:
    """Read every invoice of one file; a bad file or a bad invoice in it becomes a refusal, never an exception.

    Shape:  at least one entry; many when a message carries many invoices
    """
    try:
        root = parse_safely(data, name=name)
    except Refusal as refusal:
        return [InvoiceRefused(file=name, refusal=refusal)]
    message_type, message_id = _text(root, "TTChung/MLTDiep"), _text(root, "TTChung/MTDiep")
    message_type, message_id = (message_type, message_id) if root.tag == "TDiep" else ("", "")
    signatures = check_signatures(root)
    bodies = list(_bodies(root))
    if not bodies:
        what_else = _what_else(root, name=name, message_type=message_type)
        own = tuple(signature for _place, signature in signatures)
        return [InvoiceRefused(name, what_else, message_type, message_id, own)]
    results: list[InvoiceRead | InvoiceRefused] = []
    homes = _by_home(signatures)
    for holder, body in bodies:
        own = tuple(_signatures_of(holder, body, homes))
        try:
            invoice = _read_one(body, holder, name=name, message=(message_type, message_id), signatures=own)
            results.append(check_invoice(invoice.with_problems(*_encoding_problem(root))))
        except Refusal as refusal:
            results.append(InvoiceRefused(name, refusal, message_type, message_id, own))
    return results


def _bodies(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield each invoice as (HDon, DLHDon); a bare DLHDon holds itself."""
    if root.tag == "DLHDon" and root.find("TTChung") is not None:
        yield root, root
        return
    for holder in root.iter("HDon"):
        body = holder.find("DLHDon")
        if body is not None:
            yield holder, body


def _read_one(
    body: etree._Element,
    holder: etree._Element,
    *,
    name: str,
    message: tuple[str, str],
    signatures: tuple[SignatureRead, ...],
) -> InvoiceRead:
    if any(body.find(f".//{tag}") is not None for tag in _SUPERSEDED) or " - " in _text(body, "TTChung/KHMSHDon"):
        raise StructureIsSuperseded(name=name)
    problems: list[Problem] = []
    form, symbol, number, issued_on = _identity(body, name=name)
    return InvoiceRead(
        file=name,
        message_type=message[0],
        message_id=message[1],
        version=_text(body, "TTChung/PBan"),
        form=form,
        symbol=symbol,
        number=number,
        issued_on=issued_on,
        title=_text(body, "TTChung/THDon"),
        currency=_currency(_text(body, "TTChung/DVTTe")),
        payment=_text(body, "TTChung/HTTToan"),
        authority_code=_text(holder, "MCCQT") or _text(holder, ".//MCCQT"),
        seller=_party(body, "NDHDon/NBan"),
        buyer=_party(body, "NDHDon/NMua"),
        lines=tuple(_line(line, problems) for line in body.iterfind("NDHDon/DSHHDVu/HHDVu")),
        totals=_totals(body, problems),
        adjusts=_adjusts(body) or _adjusts_by_list(holder),
        extra=tuple(_extra(body)),
        signatures=signatures,
        problems=tuple(problems),
    )


def _identity(body: etree._Element, *, name: str) -> tuple[str, str, int, date]:
    form, symbol = _text(body, "TTChung/KHMSHDon"), _text(body, "TTChung/KHHDon")
    number, issued_on = _text(body, "TTChung/SHDon"), _day(_text(body, "TTChung/NLap"))
    missing = [
        tag
        for tag, is_there in (
            ("NBan/MST", 0 < len(_text(body, "NDHDon/NBan/MST")) <= _CODE_LENGTH_MAX),
            ("KHMSHDon", 0 < len(form) <= _CODE_LENGTH_MAX),
            ("KHHDon", 0 < len(symbol) <= _CODE_LENGTH_MAX),
            ("SHDon", number.isascii() and number.isdecimal() and len(number) <= _INVOICE_NUMBER_DIGITS_MAX),
            ("NLap", issued_on is not None),
        )
        if not is_there
    ]
    if missing or issued_on is None:
        raise InvoiceLacksIdentity(name=name, missing=", ".join(missing))
    return form, symbol, int(number), issued_on


def _party(body: etree._Element, path: str) -> PartyRead:
    return PartyRead(
        tax_code=_text(body, f"{path}/MST"),
        # A consumer often stands in the field of the person who bought.
        name=_text(body, f"{path}/Ten") or _text(body, f"{path}/HVTNMHang"),
        address=_text(body, f"{path}/DChi"),
    )


def _line(line: etree._Element, problems: list[Problem]) -> LineRead:
    return LineRead(
        kind=_text(line, "TChat") or "1",
        name=_text(line, "THHDVu"),
        unit=_text(line, "DVTinh"),
        quantity=_number(line, "SLuong", problems),
        unit_price=_number(line, "DGia", problems),
        discount=_number(line, "STCKhau", problems),
        amount=_number(line, "ThTien", problems),
        vat_rate=_text(line, "TSuat"),
    )


def _totals(body: etree._Element, problems: list[Problem]) -> TotalsRead:
    totals = body.find("NDHDon/TToan")
    if totals is None:
        return TotalsRead(net=None, vat=None, gross=None)
    fees = [_number(fee, "TPhi", problems) or Decimal(0) for fee in totals.iterfind("DSLPhi/LPhi")]
    return TotalsRead(
        net=_number(totals, "TgTCThue", problems),
        vat=_number(totals, "TgTThue", problems),
        gross=_number(totals, "TgTTTBSo", problems),
        discount=_number(totals, "TTCKTMai", problems),
        other_reduction=_number(totals, "TGTKhac", problems),
        fees=sum(fees, Decimal(0)),
        rates=tuple(
            RateRead(
                rate=_text(rate, "TSuat"), net=_number(rate, "ThTien", problems), vat=_number(rate, "TThue", problems)
            )
            for rate in totals.iterfind("THTTLTSuat/LTSuat")
        ),
    )


def _adjusts(body: etree._Element) -> AdjustsRead | None:
    related = body.find("TTChung/TTHDLQuan")
    if related is None or not _text(related, "TCHDon"):
        return None
    return AdjustsRead(
        how=_text(related, "TCHDon"),
        form=_text(related, "KHMSHDCLQuan"),
        symbol=_text(related, "KHHDCLQuan"),
        number=_text(related, "SHDCLQuan"),
        issued_on=_day(_text(related, "NLHDCLQuan")),
        note=_text(related, "GChu"),
    )


def _adjusts_by_list(holder: etree._Element) -> AdjustsRead | None:
    """Read messages 208 and 210, where the invoices adjusted stand in a list beside this one."""
    message = holder.getparent()
    listed = message.find("BKe") if message is not None else None
    how = _text(listed, ".//TCHDon")
    if listed is None or not how:
        return None
    return AdjustsRead(how=how, form="", symbol="", number="", issued_on=None, note=_text(listed, ".//SBKe"))


def _extra(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield every value that has no field of its own, with the way to it; free fields go by their own name."""
    for leaf in body.iter(etree.Element):
        if len(leaf) or leaf.tag.startswith("{") or not _said(leaf):
            continue
        steps = [leaf.tag]
        place = leaf.getparent()
        while place is not None and place is not body:
            steps.append(str(place.tag))
            place = place.getparent()
        path = "/".join(reversed(steps))
        if path in _READ or (path.endswith(("/TTruong", "/KDLieu")) and "/TTin/" in path):
            continue
        if path.endswith("/TTin/DLieu"):
            path = path.removesuffix("TTin/DLieu") + _text(leaf.getparent(), "TTruong")
        yield path, _said(leaf)


def _by_home(
    signatures: list[tuple[etree._Element, SignatureRead]],
) -> dict[etree._Element | None, list[SignatureRead]]:
    """Group signatures by the invoice they stand in; None holds those of the whole file."""
    homes: dict[etree._Element | None, list[SignatureRead]] = {None: []}
    for place, signature in signatures:
        homes.setdefault(next(place.iterancestors("HDon"), None), []).append(signature)
    # Every invoice shares these; a hostile message must not hand thousands of them to thousands of invoices.
    homes[None] = homes[None][:_SHARED_SIGNATURES_MAX]
    return homes


def _signatures_of(
    holder: etree._Element, body: etree._Element, homes: dict[etree._Element | None, list[SignatureRead]]
) -> Iterator[SignatureRead]:
    """Yield the signatures inside this invoice, and those of the whole file that stand in no invoice at all."""
    own = [*homes.get(holder, ()), *homes[None]]
    path = body.getroottree().getpath(body) if own else ""
    for signature in own:
        covered = any(path == target or path.startswith(f"{target.rstrip('/')}/") for target in signature.covers)
        if signature.state == "intact" and not covered:
            # A sound signature over something else says nothing about this invoice: the classic wrapping attack.
            signature = _uncovered(signature)
        yield signature


def _uncovered(signature: SignatureRead) -> SignatureRead:
    return SignatureRead(
        by=signature.by,
        state="broken",
        weak=signature.weak,
        signer=signature.signer,
        signed_at=signature.signed_at,
        why="elsewhere",
        in_date=signature.in_date,
    )


def _what_else(root: etree._Element, *, name: str, message_type: str) -> Refusal:
    """Say what a file without an invoice is."""
    data = root.find("DLieu") if root.tag == "TDiep" else root
    tags = {etree.QName(child).localname for child in (data if data is not None else ())} | {str(root.tag)}
    first = etree.QName(root)
    if first.localname in ("invoice", "transaction") and "invoicexml" in (first.namespace or ""):
        return InvoiceIsLegacy(name=name)
    if message_type in ("202", "204", "205", "301", "102", "103", "104", "105", "302"):
        return MessageIsAnswer(name=name, message=message_type)
    if any(root.find(f".//{tag}") is not None for tag in _SUPERSEDED):
        return StructureIsSuperseded(name=name)
    if tags & {"TKhai", "DLTKhai"}:
        return FileIsRegistration(name=name)
    if tags & {"BBan", "DLBBan"}:
        return FileIsMinutes(name=name)
    if tags & {"BTHDLieu", "DLBTHop"}:
        return FileIsSummary(name=name)
    if root.tag == "TDiep" or tags & {"TBao", "DLTBao", "DNghi"}:
        return MessageIsNotice(name=name, message=message_type or "?")
    return FileIsNotInvoice(name=name, root=first.localname[:40])


def _encoding_problem(root: etree._Element) -> list[Problem]:
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return [] if encoding.upper() in ("UTF-8", "UTF8", "ASCII") else [Problem("encoding", {"encoding": encoding})]


def _said(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _text(parent: etree._Element | None, path: str) -> str:
    found = parent.find(path) if parent is not None else None
    return _said(found) if found is not None else ""


def _number(parent: etree._Element, tag: str, problems: list[Problem]) -> Decimal | None:
    text = _text(parent, tag)
    if not text:
        return None
    if _DECIMAL_COMMA.fullmatch(text):
        problems.append(Problem("decimal-comma", {"tag": tag, "value": text[:40]}))
        text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > _NUMBER_LENGTH_MAX or abs(number.adjusted()) > _NUMBER_SIZE_MAX:
        # Not a number, or one so long that sums with it would never end.
        problems.append(Problem("value-unreadable", {"tag": tag, "value": text[:40]}))
        return None
    return number


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _currency(text: str) -> str:
    return "VND" if text.casefold() in ("", "đ", "vnđ", "vnd", "đồng") else text.upper()[:3]
