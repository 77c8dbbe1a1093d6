"""Matching for a cooperative: what is in the books is recognised, debts are settled by rules, nothing twice."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.models import FeeDue
from ecoop.members.queries import list_fees
from ecoop.members.queries.commitments import list_commitments
from ecoop.payments.actions.accept_proposals import accept_sure
from ecoop.payments.actions.book_lines import LineBooking, book_lines
from ecoop.payments.actions.match_by_hand import match_by_hand, take_back_match
from ecoop.payments.calc.drafts import MatchDraft
from ecoop.payments.calc.office import FEE_DUE, PROMISE
from ecoop.payments.errors import DocumentIsPaid, LineIsUsedUp
from ecoop.payments.models import Match
from ecoop.payments.queries.candidates import list_candidates
from ecoop.payments.queries.lines import get_line
from ecoop.payments.queries.proposals import get_proposals_page
from ecoop.payments.tests.coop import MARCH_5, MARCH_6, CoopBank
from ecoop.vouchers.actions.take_back_voucher import take_back_voucher
from tests.cast import Cast


@pytest.fixture
def bank(cast: Cast) -> Iterator[CoopBank]:
    """Stand in the cooperative."""
    with cast.inside(cast.coop, cast.lan):
        yield CoopBank(cast)
        assert list_findings(org_id=cast.coop.id) == []


def candidates(bank: CoopBank, line_id: UUID) -> list[tuple[str, int, list[str], bool]]:
    found = list_candidates(org_id=bank.org_id, line=get_line(org_id=bank.org_id, line_id=line_id))
    return [
        (each.payable.document_kind, each.payable.open_vnd, [str(why) for why in each.reasons], each.is_certain)
        for each in found
    ]


def posted(bank: CoopBank) -> list[str]:
    """Write the last entry as a pencil would."""
    entry = Entry.objects.filter(org_id=bank.org_id).order_by("-year", "-number")[0]
    rows = Posting.objects.filter(org_id=bank.org_id, entry_id=entry.id).order_by("line")
    return [f"{entry.entry_on:%m-%d} {row.debit} {row.credit} {row.amount_vnd}" for row in rows]


def choose(bank: CoopBank, line_id: UUID, kind: str, document_id: UUID, amount: int | None = None) -> str:
    draft = MatchDraft(new_id(), line_id, kind, document_id, Dong(amount) if amount else None)
    (outcome,) = match_by_hand(matches=[draft], **bank.act)  # type: ignore[arg-type]
    (again,) = match_by_hand(matches=[draft], **bank.act)  # type: ignore[arg-type]
    assert again.status == ("known" if outcome.status == "recorded" else "refused")
    return outcome.refusal.code if outcome.refusal else outcome.status


def test_a_voucher_that_is_in_the_books_is_recognised_and_not_booked_again(bank: CoopBank) -> None:
    """2026-03-05 posted   Nợ 642  Có 1121   1.200.000   electricity, paid through the bank, recorded by hand"""
    facts = {"means": "bank"}
    voucher = bank.voucher("management-expense", 1_200_000, facts=facts, counterparty_id=bank.office.power)
    (line,) = bank.hear((-1_200_000, "TT TIEN DIEN LUC THAI NGUYEN T2"))
    before = Entry.objects.count()
    assert candidates(bank, line) == [
        ("vouchers.voucher", 1_200_000, ["in_books", "amount", "name", "day"], True),
    ]
    assert accept_sure(**bank.act).accepted == 1  # type: ignore[arg-type]
    match = Match.objects.get(org_id=bank.org_id)
    assert (match.document_id, match.money_move_id) == (voucher, None)
    assert Entry.objects.count() == before
    # The same again does nothing, and a second line of the same amount finds the voucher taken.
    assert accept_sure(**bank.act).accepted == 0  # type: ignore[arg-type]
    (twin,) = bank.hear((-1_200_000, "TT TIEN DIEN LUC THAI NGUYEN T2"))
    assert candidates(bank, twin) == []


def test_two_lines_for_one_voucher_wait_for_a_person(bank: CoopBank) -> None:
    bank.voucher("management-expense", 500_000, on=MARCH_6, facts={"means": "bank"})
    bank.hear((-500_000, "chi"), (-500_000, "chi nua"))
    assert accept_sure(**bank.act).accepted == 0  # type: ignore[arg-type]


def test_two_lines_for_one_voucher_wait_for_a_person_also_on_two_pages(bank: CoopBank) -> None:
    bank.voucher("management-expense", 500_000, on=MARCH_6, facts={"means": "bank"})
    bank.hear((-500_000, "chi"), (-500_000, "chi nua"))
    step = accept_sure(limit=1, **bank.act)  # type: ignore[arg-type]
    assert (step.accepted, step.next_after is None) == (0, False)
    assert accept_sure(limit=1, after=step.next_after or 0, **bank.act).accepted == 0  # type: ignore[arg-type]
    page = get_proposals_page(org_id=bank.org_id, limit=1)
    assert [row.is_sure for row in page.rows] == [False]


def test_a_customer_named_by_tax_code_or_name_pays_what_is_open(bank: CoopBank) -> None:
    """
    2026-03-05 posted   Nợ 131  Có 5112   3.000.000   on credit
    2026-03-06 posted   Nợ 1121 Có 131    3.000.000   by the bank
    """
    bank.owes(3_000_000)
    (line,) = bank.hear((3_000_000, "CUA HANG CHE XANH thanh toan tien hang"))
    assert candidates(bank, line) == [
        ("payments.open.receipt", 3_000_000, ["amount", "name"], True),
    ]
    step = accept_sure(**bank.act)  # type: ignore[arg-type]
    assert (step.accepted, step.refused, step.next_after) == (1, (), None)
    assert posted(bank) == ["03-06 1121 131 3000000"]
    match = Match.objects.get(org_id=bank.org_id)
    assert (match.document_kind, match.document_id) == ("vouchers.voucher", match.money_move_id)
    assert match.reasons == ["amount", "name"]
    # Taken back: a red entry, and the line waits again.
    take_back_match(match_id=match.id, reason="Nhầm khách", **bank.act)  # type: ignore[arg-type]
    assert posted(bank) == ["03-06 1121 131 -3000000"]
    assert [each[0] for each in candidates(bank, line)] == ["payments.open.receipt", "vouchers.voucher"]
    # What a red entry took back is never sure, but the debt is not booked beside it without a person.
    assert accept_sure(**bank.act).accepted == 1  # type: ignore[arg-type]


def test_a_part_payment_is_proposed_by_the_name_and_booked_by_a_person(bank: CoopBank) -> None:
    bank.owes(3_000_000)
    (line,) = bank.hear((1_000_000, "Cua hang Che Xanh tra truoc mot phan"))
    assert candidates(bank, line) == [
        ("payments.open.receipt", 3_000_000, ["amount_less", "name"], False),
    ]
    assert accept_sure(**bank.act).accepted == 0  # type: ignore[arg-type]
    assert choose(bank, line, "payments.open.receipt", bank.office.shop, 1_000_001) == LineIsUsedUp.code
    assert choose(bank, line, "payments.open.receipt", bank.office.shop) == "recorded"
    assert posted(bank) == ["03-06 1121 131 1000000"]
    assert choose(bank, line, "payments.open.receipt", bank.office.shop) == LineIsUsedUp.code


def test_a_supplier_is_paid_and_a_line_the_other_way_is_refused(bank: CoopBank) -> None:
    """
    2026-03-05 posted   Nợ 642  Có 331    700.000   on credit
    2026-03-06 posted   Nợ 331  Có 1121   700.000   by the bank
    """
    bank.voucher("management-expense", 700_000, facts={"means": "credit"}, counterparty_id=bank.office.power)
    wrong, right = bank.hear((700_000, "DIEN LUC THAI NGUYEN hoan tien"), (-700_000, "DIEN LUC THAI NGUYEN"))
    assert candidates(bank, wrong) == []
    assert choose(bank, wrong, "payments.open.payment", bank.office.power) == DocumentIsPaid.code
    assert accept_sure(**bank.act).accepted == 1  # type: ignore[arg-type]
    assert posted(bank) == ["03-06 331 1121 700000"]
    assert Match.objects.get(org_id=bank.org_id).line_id == right


def test_a_fee_and_promised_capital_are_told_apart_by_the_words(bank: CoopBank) -> None:
    """
    2026-03-06 posted   Nợ 1121 Có 4111   10.000.000  promised capital
    2026-03-06 posted   Nợ 1121 Có 4118      200.000  a fee
    """
    promise = CommitmentDraft(new_id(), bank.members.hoa, Dong(10_000_000), MARCH_5, due_on=date(2026, 6, 1))
    commit_capital(commitments=[promise], **bank.act)  # type: ignore[arg-type]
    fee = FeeDue.objects.create(
        org_id=bank.org_id,
        member_id=bank.members.use_only,
        year=2026,
        amount_vnd=200_000,
        due_on=MARCH_5,
        rests_on="NQ 01",
        recorded_by_id=bank.by,
        recorded_at=bank.act["now"],
    )
    capital, paid = bank.hear((10_000_000, "TV002 gop von"), (200_000, "TV004 phi thanh vien 2026"))
    assert candidates(bank, capital) == [
        (PROMISE, 10_000_000, ["amount", "party_number", "purpose"], True),
    ]
    assert candidates(bank, paid) == [(FEE_DUE, 200_000, ["amount", "party_number", "purpose", "day"], True)]
    step = accept_sure(**bank.act)  # type: ignore[arg-type]
    assert (step.accepted, step.refused) == (2, ())
    assert posted(bank) == ["03-06 1121 4118 200000"]
    (line,) = list_commitments(org_id=bank.org_id, day=MARCH_6)
    assert line.settled.unpaid_vnd == 0
    assert list_fees(org_id=bank.org_id)[0].open_vnd == 0
    for match in Match.objects.filter(org_id=bank.org_id):
        take_back_match(match_id=match.id, reason="Nhầm", **bank.act)  # type: ignore[arg-type]
    assert list_fees(org_id=bank.org_id, fee_ids=[fee.id])[0].open_vnd == 200_000
    assert list_commitments(org_id=bank.org_id, day=MARCH_6)[0].settled.unpaid_vnd == 10_000_000


def test_a_payment_that_came_back_is_shown_and_meets_the_red_entry(bank: CoopBank) -> None:
    facts = {"means": "bank"}
    voucher = bank.voucher("other-expense", 400_000, facts=facts, counterparty_id=bank.office.worker)
    out, back = bank.hear((-400_000, "HOANG THI MAI"), (400_000, "HOAN TIEN HOANG THI MAI sai so tai khoan"))
    assert candidates(bank, back) == [("payments.came-back", 400_000, ["came_back", "amount", "name", "day"], False)]
    assert choose(bank, back, "payments.came-back", voucher) == DocumentIsPaid.code
    assert accept_sure(**bank.act).accepted == 1  # type: ignore[arg-type]
    given = {"entry_on": MARCH_6, "reason": "Sai số tài khoản", **bank.act}
    take_back_voucher(voucher_id=voucher, **given)  # type: ignore[arg-type]
    ((kind, amount, reasons, is_certain),) = candidates(bank, back)
    assert (amount, reasons, is_certain) == (400_000, ["in_books", "amount", "name", "day", "taken_back"], False)
    red = Entry.objects.get(org_id=bank.org_id, kind="red")
    assert choose(bank, back, kind, red.document_id) == "recorded"
    assert Match.objects.filter(org_id=bank.org_id, line_id=out).count() == 1


def test_a_line_is_booked_by_a_rule_where_it_stands(bank: CoopBank) -> None:
    """2026-03-06 posted   Nợ 642  Có 1121   11.000   a fee of the bank"""
    (line,) = bank.hear((-11_000, "PHI NGAN HANG T3"))
    wrong = LineBooking(new_id(), line, "receipt", {"means": "bank"})
    good = LineBooking(new_id(), line, "management-expense", {"means": "bank"})
    told = book_lines(bookings=[wrong, good, good], **bank.act)  # type: ignore[arg-type]
    assert [each.status for each in told] == ["refused", "recorded", "known"]
    assert posted(bank) == ["03-06 642 1121 11000"]
    assert get_line(org_id=bank.org_id, line_id=line).left_vnd == 0
    assert Match.objects.get(org_id=bank.org_id).reasons == ["rule", "chosen"]


def test_income_that_is_distributed_is_never_paid_past_its_own_page(bank: CoopBank) -> None:
    """2026-03-05 posted   Nợ 4211  Có 338   900.000   a share of the year, told by the distribution"""
    (line,) = bank.hear((-900_000, "TRA DO THI HOA"))
    bank.share(900_000, bank.members.hoa)
    assert candidates(bank, line) == []
    # Money collected for her stands on the same account and may be handed on.
    bank.voucher("other-debt-arises", 100_000, facts={"means": "cash"}, member_id=bank.members.hoa)
    assert [each[:2] for each in candidates(bank, line)] == [("payments.open.other-debt-paid", 100_000)]
