"""Explain what is no invoice: answers of the authority, notices, registrations, minutes, tables, old and foreign files.

Law:    Decision 1271/QĐ-CT and Decision 1450/QĐ-TCT, lists of messages and of notices
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ecoop.invoicing.calc.values import text_of
from ecoop.invoicing.errors import (
    ANSWERS,
    MESSAGES,
    FileIsMinutes,
    FileIsNotInvoice,
    FileIsRegistration,
    FileIsSummary,
    InvoiceIsLegacy,
    MessageIsAnswer,
    MessageIsNotice,
    StructureIsSuperseded,
)
from ecoop.kernel.refusals import Refusal

# Tags of Decision 635/2020 that no later structure has.
SUPERSEDED = ("TDLap", "LHDGoc", "HDXKhau", "HDDUNLap", "KHMSHDGoc")
_ANSWERS = ("102", "103", "104", "105", "202", "204", "205", "301", "302")
_REASONS_MAX, _TEXT_MAX = 100, 500
_DESCRIPTION = re.compile(r"\d{1,3} - ")


def is_superseded(root: etree._Element) -> bool:
    """Tell whether a file follows the draft of 2020 or is a template whose values describe the fields."""
    return any(root.find(f".//{tag}") is not None for tag in SUPERSEDED) or _describes_fields(root)


def explain_other(root: etree._Element, *, name: str, message_type: str) -> Refusal:
    """Say what a file without an invoice is, and what it answers or decides."""
    data = root.find("DLieu") if root.tag == "TDiep" else root
    children = data.iterchildren(etree.Element) if data is not None else ()
    tags = {etree.QName(child).localname for child in children}
    tags.add(etree.QName(root).localname)
    first = etree.QName(root)
    if first.localname in ("invoice", "invoices", "transaction") and "invoicexml" in (first.namespace or ""):
        return InvoiceIsLegacy(name=name)
    if any(root.find(f".//{tag}") is not None for tag in SUPERSEDED) or _describes_fields(root):
        return StructureIsSuperseded(name=name)
    if message_type in _ANSWERS:
        said = MESSAGES.get(message_type, message_type)
        return MessageIsAnswer(name=name, message=message_type, kind=said, verdict=_verdict(root, message_type))
    if tags & {"TKhai", "DLTKhai"}:
        return FileIsRegistration(name=name)
    if tags & {"BBan", "DLBBan"}:
        return FileIsMinutes(name=name)
    if tags & {"BTHDLieu", "DLBTHop"}:
        return FileIsSummary(name=name)
    if root.tag == "TDiep" or tags & {"TBao", "DLTBao", "DNghi"}:
        kind = MESSAGES.get(message_type, "") or text_of(root, at=".//DLTBao/Ten")[:120] or "—"
        return MessageIsNotice(name=name, message=message_type or "—", kind=kind)
    return FileIsNotInvoice(name=name, root=first.localname[:40])


def facts_of_other(root: etree._Element) -> dict[str, Any] | None:
    """Tell a program what a notice, registration or table says: of whom, answering what, with which reasons."""
    body = _body_of(root)
    answers = text_of(root, at="TTChung/MTDTChieu") or text_of(body, at="MGDDTu") or text_of(body, at="MTDiep")
    if body is None and not answers:
        return None
    inner = body.find("TTChung") if body is not None else None
    general = inner if inner is not None else body
    return {
        "form": _first((general, "MSo")),
        "title": _first((general, "Ten"), (general, "TBBan")),
        "number": _first((body, "So"), (root, ".//STBao/So")),
        "issued_on": _first((general, "NTBao"), (root, ".//STBao/NTBao"), (general, "NLap")),
        "answers": _short(answers) or None,
        "tax_code": _first((general, "MST"), (root, "TTChung/MST")),
        "result": _first((body, "LTBao"), (body, "TTXNCQT"), (body, "TTTNhan")),
        "reasons": list(_reasons(root)),
    }


def _first(*places: tuple[etree._Element | None, str]) -> str | None:
    """Return the first of several places where anything is said."""
    texts = (text_of(parent, at=path) for parent, path in places)
    return next((_short(text) for text in texts if text), None)


def _body_of(root: etree._Element) -> etree._Element | None:
    for tag in ("DLTBao", "DLTKhai", "DLBTHop", "DLBBan", "TBao"):
        found = next(root.iter(tag), None)
        if found is not None:
            return found
    return None


def _reasons(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield each error the authority names, with the invoice it speaks of."""
    for place, reason in enumerate(root.iterfind(".//DSLDo/LDo")):
        if place == _REASONS_MAX:
            return
        home = next((above for above in reason.iterancestors() if above.find("SHDon") is not None), None)
        label = f"{text_of(home, at='KHMSHDon')}{text_of(home, at='KHHDon')} {text_of(home, at='SHDon')}".strip()
        yield {
            "invoice": _short(label) or None,
            "code": _short(text_of(reason, at="MLoi")) or None,
            "said": _short(text_of(reason, at="MTLoi") or text_of(reason, at="MTa") or text_of(reason, at=".")),
            "remedy": _short(text_of(reason, at="HDXLy")) or None,
        }


def _verdict(root: etree._Element, message_type: str) -> Any:
    if message_type == "204":
        found = ANSWERS.get(text_of(root, at=".//DLTBao/LTBao"))
    elif message_type in ("103", "104"):
        found = ANSWERS.get("accepted" if text_of(root, at=".//TTXNCQT") == "1" else "refused")
    elif message_type == "301":
        found = ANSWERS.get("refused" if root.find(".//LDo") is not None else "accepted")
    else:
        found = None
    return found or ANSWERS["other"]


def _describes_fields(root: etree._Element) -> bool:
    # "30 - Số thông báo": a length and a name stand where a value should.
    places = (".//TTChung/KHMSHDon", "TTChung/KHMSHDon", ".//MSo", ".//DNghi//Ten")
    return any(_DESCRIPTION.match(text_of(root, at=place)) for place in places)


def _short(text: str) -> str:
    return text[:_TEXT_MAX]
