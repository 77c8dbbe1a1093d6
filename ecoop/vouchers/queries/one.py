"""One voucher with all that belongs to it: its lines in words, its postings, its originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries import get_entry_by_number, list_accounts
from ecoop.vouchers.calc.papers import PAYROLL_PAPER, PayLine, pay_lines
from ecoop.vouchers.calc.vouchers import VoucherDraft, VoucherLineDraft
from ecoop.vouchers.errors import VoucherNotFound
from ecoop.vouchers.models import Voucher, VoucherAttachment, VoucherLine
from ecoop.vouchers.queries.lists import VoucherRow, describe_vouchers
from ecoop.vouchers.queries.parties import name_parties
from ecoop.vouchers.queries.rules import Office


@dataclass(frozen=True)
class PostingLine:
    """A posting with the names of its accounts."""

    debit: str
    debit_name: str
    credit: str
    credit_name: str
    amount_vnd: Dong
    party_name: str = ""


@dataclass(frozen=True)
class Original:
    """An original kept with a voucher."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    recorded_at: datetime


@dataclass(frozen=True)
class VoucherFacts:
    """A voucher with its postings in the books and its originals."""

    row: VoucherRow
    draft: VoucherDraft
    answers: tuple[tuple[str, str], ...]
    postings: tuple[PostingLine, ...]
    taken_back_by: str
    originals: tuple[Original, ...]
    papers: tuple[str, ...]
    workers: tuple[PayLine, ...] = ()

    @property
    def left_vnd(self) -> Dong:
        """Give what a payroll leaves to pay out."""
        return Dong(sum(worker.left_vnd for worker in self.workers))


def get_voucher(*, org_id: UUID, office: Office, voucher_id: UUID) -> VoucherFacts:
    """Get one voucher.

    Queries: about 12
    Raises:  VoucherNotFound
    """
    voucher = Voucher.objects.filter(org_id=org_id, id=voucher_id).first()
    if voucher is None:
        raise VoucherNotFound()
    (row,) = describe_vouchers(org_id=org_id, office=office, vouchers=[voucher])
    draft = list_drafts(org_id=org_id, vouchers=[voucher])[0]
    year, number = row.entry_label.split("-")
    entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
    rows = VoucherAttachment.objects.filter(org_id=org_id, voucher_id=voucher_id).order_by("recorded_at", "id")
    originals = tuple(
        Original(*each) for each in rows.values_list("id", "name", "media_type", "size_bytes", "recorded_at")
    )
    rule = office.rules.get(voucher.rule)
    return VoucherFacts(
        row=row,
        draft=draft,
        answers=tuple(say_facts(office=office, facts=draft.facts)),
        postings=tuple(name_postings(org_id=org_id, postings=entry.postings)),
        taken_back_by=entry.reversed_by or "",
        originals=originals,
        papers=rule.papers_besides if rule else (),
        workers=tuple(_workers(org_id, draft)),
    )


def list_drafts(*, org_id: UUID, vouchers: Sequence[Voucher]) -> list[VoucherDraft]:
    """Give vouchers as they were told, with all their lines.

    Shape:   one per voucher, in order
    Queries: 1
    """
    ids = [each.id for each in vouchers]
    rows = VoucherLine.objects.filter(org_id=org_id, voucher_id__in=ids).order_by("voucher_id", "line")
    lines: dict[UUID, list[VoucherLineDraft]] = {}
    for row in rows:
        line = VoucherLineDraft(row.rule, row.facts, row.amounts, row.text, row.member_id, row.counterparty_id)
        lines.setdefault(row.voucher_id, []).append(line)
    return [_draft(each, lines[each.id]) for each in vouchers]


def get_original(*, org_id: UUID, voucher_id: UUID, original_id: UUID) -> tuple[Original, bytes]:
    """Get an original kept with a voucher, and its bytes.

    Queries: 1
    Raises:  VoucherNotFound
    """
    row = VoucherAttachment.objects.filter(org_id=org_id, voucher_id=voucher_id, id=original_id).first()
    if row is None:
        raise VoucherNotFound()
    return Original(row.id, row.name, row.media_type, row.size_bytes, row.recorded_at), bytes(row.content)


def name_postings(*, org_id: UUID, postings: Sequence[Posting]) -> list[PostingLine]:
    """Write postings with the names of their accounts and parties.

    Queries: 1, and those of name_parties if a party is named
    """
    names = {account.code: account.name for account in list_accounts(org_id=org_id)}
    parties = name_parties(org_id=org_id, ids={each.party_id for each in postings if each.party_id})
    return [
        PostingLine(
            debit=each.debit,
            debit_name=names.get(each.debit, ""),
            credit=each.credit,
            credit_name=names.get(each.credit, ""),
            amount_vnd=each.amount_vnd,
            party_name=parties.get(each.party_id, "") if each.party_id else "",
        )
        for each in postings
    ]


def say_facts(*, office: Office, facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say in plain words what a voucher answered.

    Queries: 0
    """
    return [
        (office.say(kind="fact", name=name), office.say(kind="value", name=f"{name}.{value}"))
        for name, value in facts.items()
    ]


def _workers(org_id: UUID, draft: VoucherDraft) -> list[PayLine]:
    if draft.paper != PAYROLL_PAPER:
        return []
    names = name_parties(org_id=org_id, ids={line.party_id for line in draft.lines if line.party_id})
    return pay_lines(lines=draft.lines, names=names)


def _draft(voucher: Voucher, lines: Sequence[VoucherLineDraft]) -> VoucherDraft:
    first, *further = lines
    on: date = voucher.voucher_on
    return VoucherDraft(
        id=voucher.id,
        voucher_on=on,
        rule=first.rule,
        facts=first.facts,
        amounts=first.amounts,
        text=voucher.text,
        member_id=first.member_id,
        counterparty_id=first.counterparty_id,
        paper=voucher.paper,
        number=voucher.number,
        person_name=voucher.person_name,
        person_address=voucher.person_address,
        attached_count=voucher.attached_count,
        attached_papers=voucher.attached_papers,
        further=tuple(further),
        first_text=first.text,
    )
