"""A list of transfers as banks read it: ISO 20022 pain.001, and the letters that may stand in it.

Shape:  pain.001.001.09 or .03; one payment information, one credit transfer for each line; checked by its own rules
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from ecoop.distribution.errors import TransferFileBroken
from ecoop.kernel.dong import Dong
from ecoop.kernel.written import without_accents

VERSIONS = ("pain.001.001.09", "pain.001.001.03")
ID_MAX, NAME_MAX, TEXT_MAX = 35, 70, 140
_NOT_ALLOWED = re.compile(r"[^A-Z0-9/\-?:().,'+ ]+")
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_CURRENCY = "VND"


@dataclass(frozen=True)
class Payer:
    """From whose account a list is paid."""

    name: str
    account: str
    bank_bin: str
    bank_name: str


@dataclass(frozen=True)
class Transfer:
    """One transfer: to whom, where, how much, and what comes back with it."""

    reference: str
    name: str
    account: str
    bank_bin: str
    bank_name: str
    amount_vnd: Dong
    text: str


@dataclass(frozen=True)
class TransferFile:
    """A list of transfers for one bank on one day."""

    id: str
    made_at: datetime
    pays_on: date
    payer: Payer
    transfers: tuple[Transfer, ...]

    @property
    def total_vnd(self) -> Dong:
        """Add up what is to be transferred."""
        return Dong(sum(transfer.amount_vnd for transfer in self.transfers))


def fold(*, text: str, most: int) -> str:
    """Write a text in the capital letters that every bank takes, without accents, cut to a length."""
    plain = _NOT_ALLOWED.sub(" ", without_accents(text).upper())
    return re.sub(r" +", " ", plain).strip()[:most].strip()


def write_pain(*, file: TransferFile, version: str) -> bytes:
    """Write the list as a customer credit transfer initiation.

    Raises: TransferFileBroken where it would break a rule of its own
    """
    problems = find_problems(file=file)
    if problems:
        raise TransferFileBroken(problem=problems[0])
    space = f"{_NAMESPACE}{version}"
    names: Any = {None: space}
    root = etree.Element(f"{{{space}}}Document", nsmap=names)
    initiation = _add(root, "CstmrCdtTrfInitn")
    _write_header(_add(initiation, "GrpHdr"), file)
    _write_payment(_add(initiation, "PmtInf"), file, version)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def find_problems(*, file: TransferFile) -> list[str]:
    """List what a bank would refuse: double or long references, amounts of nothing, empty names or accounts."""
    references = [transfer.reference for transfer in file.transfers]
    found = []
    if not file.transfers:
        found.append("no transfer")
    if len(set(references)) != len(references):
        found.append("a reference stands twice")
    found += [
        f"{name} {value!r} is empty, too long or in letters that banks do not take"
        for name, value in (("MsgId", file.id), *(("EndToEndId", reference) for reference in references))
        if not value or len(value) > ID_MAX or fold(text=value, most=ID_MAX) != value.upper()
    ]
    found += [f"amount {each.amount_vnd} of {each.reference}" for each in file.transfers if each.amount_vnd <= 0]
    found += [f"no name for {each.reference}" for each in file.transfers if not fold(text=each.name, most=NAME_MAX)]
    found += [
        f"no account for {each.reference}, or one in letters that banks do not take"
        for each in file.transfers
        if not each.account or not _is_plain(each.account, each.bank_bin)
    ]
    if not file.payer.account or not _is_plain(file.payer.account, file.payer.bank_bin):
        found.append("no account to pay from, or one in letters that banks do not take")
    return found


def _is_plain(*texts: str) -> bool:
    return all(fold(text=text, most=len(text)) == text.upper() for text in texts if text)


def read_totals(*, content: bytes) -> list[tuple[str, int, Decimal, Sequence[Decimal]]]:
    """Read back the number and control sum of a file's header and payment, beside the amounts of its transfers."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    amounts = [Decimal(node.text or "") for node in root.iter("{*}InstdAmt")]
    return [
        (
            etree.QName(head).localname,
            int(str(head.findtext("{*}NbOfTxs"))),
            Decimal(str(head.findtext("{*}CtrlSum"))),
            amounts,
        )
        for head in root.iter("{*}GrpHdr", "{*}PmtInf")
    ]


def _write_header(header: Any, file: TransferFile) -> None:
    _add(header, "MsgId", file.id)
    _add(header, "CreDtTm", file.made_at.replace(microsecond=0).isoformat())
    _write_sums(header, file)
    _add(_add(header, "InitgPty"), "Nm", fold(text=file.payer.name, most=NAME_MAX))


def _write_payment(payment: Any, file: TransferFile, version: str) -> None:
    _add(payment, "PmtInfId", file.id)
    _add(payment, "PmtMtd", "TRF")
    _write_sums(payment, file)
    day = _add(payment, "ReqdExctnDt")
    if version.endswith(".03"):
        day.text = file.pays_on.isoformat()
    else:
        _add(day, "Dt", file.pays_on.isoformat())
    _add(_add(payment, "Dbtr"), "Nm", fold(text=file.payer.name, most=NAME_MAX))
    account = _write_account(payment, "DbtrAcct", file.payer.account)
    _add(account, "Ccy", _CURRENCY)
    _write_bank(payment, "DbtrAgt", file.payer.bank_bin, file.payer.bank_name)
    _add(payment, "ChrgBr", "SLEV")
    for transfer in file.transfers:
        _write_transfer(_add(payment, "CdtTrfTxInf"), transfer)


def _write_transfer(node: Any, transfer: Transfer) -> None:
    _add(_add(node, "PmtId"), "EndToEndId", transfer.reference)
    _add(_add(node, "Amt"), "InstdAmt", str(transfer.amount_vnd)).set("Ccy", _CURRENCY)
    _write_bank(node, "CdtrAgt", transfer.bank_bin, transfer.bank_name)
    _add(_add(node, "Cdtr"), "Nm", fold(text=transfer.name, most=NAME_MAX))
    _write_account(node, "CdtrAcct", transfer.account)
    _add(_add(node, "RmtInf"), "Ustrd", fold(text=transfer.text, most=TEXT_MAX))


def _write_sums(node: Any, file: TransferFile) -> None:
    _add(node, "NbOfTxs", str(len(file.transfers)))
    _add(node, "CtrlSum", str(file.total_vnd))


def _write_account(node: Any, name: str, number: str) -> Any:
    account = _add(node, name)
    _add(_add(_add(account, "Id"), "Othr"), "Id", number)
    return account


def _write_bank(node: Any, name: str, bank_bin: str, bank_name: str) -> None:
    institution = _add(_add(node, name), "FinInstnId")
    if bank_bin:
        _add(_add(institution, "ClrSysMmbId"), "MmbId", bank_bin)
    _add(institution, "Nm", fold(text=bank_name, most=TEXT_MAX))


def _add(parent: Any, name: str, text: str | None = None) -> Any:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    child.text = text
    return child
