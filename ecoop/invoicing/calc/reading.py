"""Read e-invoices from bytes: any version, any wrapping, any order of tags, each file on its own.

Law:    Decisions 1450/QĐ-TCT (2.0.0), 1510/QĐ-TCT (2.0.1) and 1271/QĐ-CT (2.1.0)
Children are matched by name, never by position. A tag nobody here knows is kept in `extra`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lxml import etree

from ecoop.invoicing.calc.arithmetic import check_sums
from ecoop.invoicing.calc.checks import check_invoice
from ecoop.invoicing.calc.invoice import (
    AdjustsRead,
    InvoiceRead,
    InvoiceRefused,
    LineRead,
    PartyRead,
    Problem,
    RateRead,
    RelatedRead,
    SignatureRead,
    TotalsRead,
)
from ecoop.invoicing.calc.messages import explain_other, facts_of_other, is_superseded
from ecoop.invoicing.calc.rules import NO_RULES, ReadingRules
from ecoop.invoicing.calc.safe_xml import parse_safely
from ecoop.invoicing.calc.signatures import DS, CheckedSignature, check_signatures
from ecoop.invoicing.calc.values import currency_of, day_of, number_in, said, text_of
from ecoop.invoicing.errors import FileIsUnnatural, InvoiceLacksIdentity, StructureIsSuperseded
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
# Bounds of good sense: a message of two megabytes cannot hold more honest invoices, lines or free fields.
_INVOICES_MAX, _LINES_MAX, _EXTRA_MAX, _RELATED_MAX = 3_000, 20_000, 3_000, 1_000
_INVOICE_NUMBER_DIGITS_MAX, _CODE_LENGTH_MAX = 18, 20
_SHARED_SIGNATURES_MAX = 8
_Home = dict[etree._Element | None, list[CheckedSignature]]


def read_invoices(data: bytes, *, name: str, rules: ReadingRules = NO_RULES) -> list[InvoiceRead | InvoiceRefused]:
    """Read every invoice of one file; a bad file or a bad invoice in it becomes a refusal, never an exception.

    Shape:  at least one entry; many when a message carries many invoices
    """
    try:
        root = parse_safely(data, name=name)
        signatures = check_signatures(root)
        _drop_name_space(root)
        bodies = list(_bodies(root))
        if len(bodies) > _INVOICES_MAX:
            raise FileIsUnnatural(name=name)
    except Refusal as refusal:
        return [InvoiceRefused(file=name, refusal=refusal)]
    if not bodies:
        message = _message_of(root)
        own = tuple(each.read for each in signatures[:_SHARED_SIGNATURES_MAX])
        what_else = explain_other(root, name=name, message_type=message[0])
        return [InvoiceRefused(name, what_else, *message, own, facts_of_other(root))]
    homes, encoding = _by_home(signatures), _encoding_problem(root)
    return [_read_or_refuse(holder, body, homes, encoding, name=name, rules=rules) for holder, body in bodies]


def _read_or_refuse(
    holder: etree._Element,
    body: etree._Element,
    homes: _Home,
    encoding: Sequence[Problem],
    *,
    name: str,
    rules: ReadingRules,
) -> InvoiceRead | InvoiceRefused:
    message = _message_of(body)
    own = tuple(_signatures_of(holder, body, homes))
    try:
        invoice = _read_one(body, holder, name=name, message=message, signatures=own)
    except Refusal as refusal:
        return InvoiceRefused(name, refusal, *message, own)
    invoice = invoice.with_problems(*encoding, *_code_problem(holder, homes))
    return check_invoice(check_sums(invoice), rules=rules)


def _drop_name_space(root: etree._Element) -> None:
    """Take a name space off the tags of an invoice: the format has none, and some programs write one.

    Signatures are checked before, for what was signed was signed with it.
    """
    space = etree.QName(root).namespace
    if space and etree.QName(root).localname in ("HDon", "TDiep", "DLHDon"):
        for element in root.iter(f"{{{space}}}*"):
            element.tag = etree.QName(element).localname


def _bodies(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield each invoice as (HDon, DLHDon); a bare DLHDon holds itself. What hides in a signature is no invoice."""
    if root.tag == "DLHDon" and root.find("TTChung") is not None:
        yield root, root
        return
    for holder in root.iter("HDon"):
        body = holder.find("DLHDon")
        if body is not None and next(holder.iterancestors(f"{DS}Signature"), None) is None:
            yield holder, body


def _message_of(element: etree._Element) -> tuple[str, str]:
    message = element if element.tag == "TDiep" else next(element.iterancestors("TDiep"), None)
    return text_of(message, at="TTChung/MLTDiep")[:20], text_of(message, at="TTChung/MTDiep")[:80]


def _read_one(
    body: etree._Element,
    holder: etree._Element,
    *,
    name: str,
    message: tuple[str, str],
    signatures: tuple[SignatureRead, ...],
) -> InvoiceRead:
    if is_superseded(body):
        raise StructureIsSuperseded(name=name)
    problems: list[Problem] = []
    form, symbol, number, issued_on = _identity(body, name=name)
    return InvoiceRead(
        file=name,
        message_type=message[0],
        message_id=message[1],
        version=text_of(body, at="TTChung/PBan"),
        form=form,
        symbol=symbol,
        number=number,
        issued_on=issued_on,
        title=text_of(body, at="TTChung/THDon"),
        currency=currency_of(text_of(body, at="TTChung/DVTTe")),
        payment=text_of(body, at="TTChung/HTTToan"),
        authority_code=said(code) if (code := _code(holder)) is not None else "",
        seller=_party(body, "NDHDon/NBan"),
        buyer=_party(body, "NDHDon/NMua"),
        lines=tuple(_lines(body, problems, name=name)),
        totals=_totals(body, problems),
        adjusts=_adjusts(body, holder),
        issuer_tax_code=text_of(body, at="TTChung/MSTDVNUNLHDon"),
        extra=tuple(_extra(body, problems)),
        signatures=signatures,
        problems=tuple(problems),
    )


def _identity(body: etree._Element, *, name: str) -> tuple[str, str, int, date]:
    form, symbol = text_of(body, at="TTChung/KHMSHDon"), text_of(body, at="TTChung/KHHDon")
    number, issued_on = text_of(body, at="TTChung/SHDon"), day_of(text_of(body, at="TTChung/NLap"))
    missing = [
        tag
        for tag, is_there in (
            ("NBan/MST", 0 < len(text_of(body, at="NDHDon/NBan/MST")) <= _CODE_LENGTH_MAX),
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
        tax_code=text_of(body, at=f"{path}/MST"),
        # A consumer often stands in the field of the person who bought.
        name=text_of(body, at=f"{path}/Ten") or text_of(body, at=f"{path}/HVTNMHang"),
        address=text_of(body, at=f"{path}/DChi"),
    )


def _lines(body: etree._Element, problems: list[Problem], *, name: str) -> Iterator[LineRead]:
    for place, line in enumerate(body.iterfind("NDHDon/DSHHDVu/HHDVu")):
        if place == _LINES_MAX:
            raise FileIsUnnatural(name=name)
        yield _line(line, problems)


def _code(holder: etree._Element) -> etree._Element | None:
    code = holder.find("MCCQT")
    return code if code is not None else holder.find(".//MCCQT")


def _line(line: etree._Element, problems: list[Problem]) -> LineRead:
    return LineRead(
        kind=text_of(line, at="TChat") or "1",
        name=text_of(line, at="THHDVu"),
        unit=text_of(line, at="DVTinh"),
        quantity=number_in(line, tag="SLuong", problems=problems),
        unit_price=number_in(line, tag="DGia", problems=problems),
        discount=number_in(line, tag="STCKhau", problems=problems),
        amount=number_in(line, tag="ThTien", problems=problems),
        vat_rate=text_of(line, at="TSuat"),
    )


def _totals(body: etree._Element, problems: list[Problem]) -> TotalsRead:
    totals = body.find("NDHDon/TToan")
    if totals is None:
        return TotalsRead(net=None, vat=None, gross=None)
    fees = [number_in(fee, tag="TPhi", problems=problems) or Decimal(0) for fee in totals.iterfind("DSLPhi/LPhi")]
    return TotalsRead(
        net=number_in(totals, tag="TgTCThue", problems=problems),
        vat=number_in(totals, tag="TgTThue", problems=problems),
        gross=number_in(totals, tag="TgTTTBSo", problems=problems),
        discount=number_in(totals, tag="TTCKTMai", problems=problems),
        other_reduction=number_in(totals, tag="TGTKhac", problems=problems),
        fees=sum(fees, Decimal(0)),
        rates=tuple(
            RateRead(
                rate=text_of(rate, at="TSuat"),
                net=number_in(rate, tag="ThTien", problems=problems),
                vat=number_in(rate, tag="TThue", problems=problems),
            )
            for rate in totals.iterfind("THTTLTSuat/LTSuat")
        ),
    )


def _adjusts(body: etree._Element, holder: etree._Element) -> AdjustsRead | None:
    """Read which earlier invoice this one replaces or adjusts; messages 208 and 210 list many beside it."""
    related, message = body.find("TTChung/TTHDLQuan"), holder.getparent()
    listed = message.find("BKe") if message is not None and message.tag == "DLieu" else None
    how = text_of(related, at="TCHDon") or text_of(listed, at=".//TCHDon")
    if not how:
        return None
    own = _related(related, "CLQuan") if related is not None else None
    many = tuple(_listed(listed)) if listed is not None else ()
    return AdjustsRead(
        how=how,
        note=text_of(related, at="GChu") or text_of(listed, at=".//DSLDTDoi/LDo"),
        list_number=text_of(listed, at=".//SBKe")
        or text_of(related, at="SBKCLQuan")
        or text_of(body, at="TTChung/SBKe"),
        invoices=(own, *many) if own else many,
    )


def _related(place: etree._Element, ending: str) -> RelatedRead | None:
    form, symbol = text_of(place, at=f"KHMSHD{ending}"), text_of(place, at=f"KHHD{ending}")
    number, day = text_of(place, at=f"SHD{ending}"), text_of(place, at=f"NLHD{ending}") or text_of(place, at="NLap")
    return RelatedRead(form, symbol, number, day_of(day)) if form or symbol or number else None


def _listed(listed: etree._Element) -> Iterator[RelatedRead]:
    """Yield each invoice of the list once, however many of its lines were wrong."""
    seen = set()
    for place, row in enumerate(listed.iterfind("NDBKe/DSHHDVu/HHDVu/TTTDChinh")):
        one = _related(row, "on")
        if one is not None and one not in seen and place < _RELATED_MAX:
            seen.add(one)
            yield one


def _extra(body: etree._Element, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Yield every value that has no field of its own, with the way to it; free fields go by their own name."""
    count = 0
    for leaf in body.iter(etree.Element):
        if len(leaf) or leaf.tag.startswith("{") or not said(leaf):
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
            path = path.removesuffix("TTin/DLieu") + text_of(leaf.getparent(), at="TTruong")
        count += 1
        if count > _EXTRA_MAX:
            problems.append(Problem("extra-left-out", {"count": str(_EXTRA_MAX)}))
            return
        yield path, said(leaf)


def _by_home(signatures: Sequence[CheckedSignature]) -> _Home:
    """Group signatures by the invoice they stand in; None holds those of the whole file."""
    homes: _Home = {None: []}
    for each in signatures:
        homes.setdefault(next(each.place.iterancestors("HDon"), None), []).append(each)
    # Every invoice shares these; a hostile message must not hand thousands of them to thousands of invoices.
    homes[None] = homes[None][:_SHARED_SIGNATURES_MAX]
    return homes


def _signatures_of(holder: etree._Element, body: etree._Element, homes: _Home) -> Iterator[SignatureRead]:
    """Yield the signatures inside this invoice, and those of the whole file that stand in no invoice at all."""
    for each in (*homes.get(holder, ()), *homes[None]):
        if each.read.state == "intact" and not each.read.is_of_list and not each.is_over(body):
            # A sound signature over something else says nothing about this invoice: the classic wrapping attack.
            yield replace(each.read, state="broken", why="elsewhere")
        else:
            yield each.read


def _code_problem(holder: etree._Element, homes: _Home) -> Iterator[Problem]:
    """Notice a code that the authority's own signature does not cover: anybody may have put it there."""
    code = _code(holder)
    if code is None or not said(code):
        return
    own = [each for each in (*homes.get(holder, ()), *homes[None]) if each.read.by in ("authority", "message")]
    sound = [each for each in own if each.read.state == "intact"]
    if sound and not any(each.is_over(code) for each in sound):
        yield Problem("code-not-covered", {"code": said(code)[:40]})


def _encoding_problem(root: etree._Element) -> list[Problem]:
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return [] if encoding.upper() in ("UTF-8", "UTF8", "ASCII") else [Problem("encoding", {"encoding": encoding})]
