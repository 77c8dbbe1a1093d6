"""A list of payments as files for a bank: Excel with the columns that banks ask for, and ISO 20022."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ecoop.distribution.calc.transfers import NAME_MAX, Payer, Transfer, TransferFile, fold, write_pain
from ecoop.distribution.queries.payments import ListFacts, PaymentLine, get_payment_list, list_payment_lines
from ecoop.kernel.sheets import Column, SheetDraft
from ecoop.parties.queries import get_organisation

# Banks read the first row by place; its words are theirs and stay Vietnamese.
BANK_COLUMNS = (
    Column("STT", "number", 6),
    Column("Số tài khoản thụ hưởng", width=24),
    Column("Tên người thụ hưởng", width=32),
    Column("Mã ngân hàng (BIN)", width=12),
    Column("Ngân hàng thụ hưởng", width=28),
    Column("Số tiền (VND)", "money"),
    Column("Nội dung chuyển khoản", width=40),
    Column("Mã tham chiếu", width=34),
)


def describe_bank_sheet(*, org_id: UUID, list_id: UUID) -> SheetDraft:
    """Describe the list of a bank as a sheet: lines that stand, names in the letters that banks take.

    Raises: PaymentListUnknown
    Queries: 12
    """
    facts = get_payment_list(org_id=org_id, list_id=list_id)
    lines = _standing(org_id, list_id)
    rows = [
        (
            place,
            line.account,
            fold(text=line.holder, most=NAME_MAX),
            line.bank_bin,
            line.bank_name,
            line.net_vnd,
            _text(facts, line),
            line.reference,
        )
        for place, line in enumerate(lines, start=1)
    ]
    totals = ("", "", "", "", "", sum(line.net_vnd for line in lines), "", "")
    return SheetDraft(name=f"Danh sách {facts.number}", columns=BANK_COLUMNS, rows=rows, totals=totals)


def write_transfer_file(*, org_id: UUID, list_id: UUID, version: str, made_at: datetime) -> bytes:
    """Write the list of a bank as ISO 20022 pain.001 in a version.

    Raises: PaymentListUnknown, TransferFileBroken
    Queries: 13
    """
    facts = get_payment_list(org_id=org_id, list_id=list_id)
    transfers = tuple(
        Transfer(
            reference=line.reference,
            name=line.holder,
            account=line.account,
            bank_bin=line.bank_bin,
            bank_name=line.bank_name,
            amount_vnd=line.net_vnd,
            text=_text(facts, line),
        )
        for line in _standing(org_id, list_id)
    )
    name = get_organisation(org_id=org_id).name
    payer = Payer(name, facts.account, facts.bank_bin, facts.bank_name)
    # The same list is the same message, however often it is made: a bank then refuses the second.
    file = TransferFile(facts.id.hex.upper(), made_at, facts.pays_on, payer, transfers)
    return write_pain(file=file, version=version)


def _standing(org_id: UUID, list_id: UUID) -> Sequence[PaymentLine]:
    lines = list_payment_lines(org_id=org_id, list_id=list_id, limit=None)
    return [line for line in lines if line.is_standing]


def _text(facts: ListFacts, line: PaymentLine) -> str:
    return fold(text=f"Chia thu nhap nam {facts.year} thanh vien {line.number}", most=100)
