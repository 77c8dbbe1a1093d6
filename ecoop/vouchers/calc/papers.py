"""What stands on a printed voucher: which layout, whose names, which accounts; payroll by worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.words import vnd_in_words
from ecoop.ledger.calc import Posting
from ecoop.vouchers.calc.vouchers import VoucherDraft, VoucherLineDraft

PAYROLL_PAPER = "02-LĐTL"
# Each form that has a layout of its own; all others print as the general accounting voucher.
LAYOUTS = {
    "01-TT": "receipt",
    "02-TT": "payment",
    "03-TT": "advance_request",
    "04-TT": "advance_settlement",
    "05-TT": "payment_request",
    "06-TT": "money_receipt",
    PAYROLL_PAPER: "payroll",
}
PAY, CONTRIBUTIONS, TAX = "payroll-due", "payroll-contributions", "payroll-tax-withheld"


@dataclass(frozen=True)
class PayLine:
    """One worker of a payroll: pay, what is taken from it, what is left to pay out."""

    party_id: UUID | None
    name: str
    pay_vnd: Dong
    employer_vnd: Dong
    worker_vnd: Dong
    tax_vnd: Dong
    days: str = ""

    @property
    def left_vnd(self) -> Dong:
        """Give what the worker gets."""
        return Dong(self.pay_vnd - self.worker_vnd - self.tax_vnd)


def layout_of(*, paper: str) -> str:
    """Choose how a form is laid out."""
    return LAYOUTS.get(paper, "general")


def pay_lines(*, lines: Sequence[VoucherLineDraft], names: Mapping[UUID, str]) -> list[PayLine]:
    """Put the happenings of a payroll together, worker by worker, in the order in which they come.

    Shape:  one line per worker; the pay of all lines adds up to what the voucher says
    """
    sums: dict[UUID | None, dict[str, int]] = {}
    texts: dict[UUID | None, str] = {}
    for line in lines:
        own = sums.setdefault(line.party_id, {})
        texts.setdefault(line.party_id, "")
        texts[line.party_id] = texts[line.party_id] or line.text
        for amount, vnd in line.amounts.items():
            key = f"{line.rule}.{amount}"
            own[key] = own.get(key, 0) + vnd
    return [
        PayLine(
            party_id=party_id,
            name=_name(party_id, names),
            pay_vnd=Dong(own.get(f"{PAY}.amount_vnd", 0)),
            employer_vnd=Dong(own.get(f"{CONTRIBUTIONS}.employer_vnd", 0)),
            worker_vnd=Dong(own.get(f"{CONTRIBUTIONS}.worker_vnd", 0)),
            tax_vnd=Dong(own.get(f"{TAX}.amount_vnd", 0)),
            days=texts[party_id],
        )
        for party_id, own in sums.items()
    ]


def accounts_of(*, postings: Sequence[Posting], side: str) -> str:
    """List the accounts of one side as a voucher names them, each once: Nợ 642, 1331."""
    return ", ".join(dict.fromkeys(getattr(posting, side) for posting in postings))


def voucher_as_data(
    *,
    draft: VoucherDraft,
    paper: str,
    title: str,
    total_vnd: Dong,
    postings: Sequence[Posting],
    names: Mapping[UUID, str],
    address: str,
) -> dict[str, Any]:
    """Write a voucher as the data of its paper."""
    party = _name(draft.member_id or draft.counterparty_id, names)
    workers = pay_lines(lines=draft.lines, names=names) if layout_of(paper=paper) == "payroll" else []
    return {
        "layout": layout_of(paper=paper),
        "form": paper,
        "title": title,
        "number": draft.number,
        "on": draft.voucher_on,
        "debit": accounts_of(postings=postings, side="debit"),
        "credit": accounts_of(postings=postings, side="credit"),
        "person": draft.person_name or party,
        "party": party,
        "address": draft.person_address or address,
        "text": draft.text,
        "total_vnd": total_vnd,
        "in_words": vnd_in_words(total_vnd),
        "attached_count": draft.attached_count,
        "attached_papers": draft.attached_papers,
        "postings": [
            {"debit": each.debit, "credit": each.credit, "vnd": each.amount_vnd, "party": _name(each.party_id, names)}
            for each in postings
        ],
        "workers": [
            {
                "name": each.name,
                "days": each.days,
                "pay": each.pay_vnd,
                "worker": each.worker_vnd,
                "tax": each.tax_vnd,
                "left": each.left_vnd,
            }
            for each in workers
        ],
    }


def _name(party_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(party_id, "") if party_id else ""
