"""Capital promised, paid in kind, returned, transferred: in the register and in the books at once, by pencil."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Sum

from demo.resolutions import add_profit_on_paper, charter_on_paper, return_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.calc import Posting as PostingDraft
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members import errors
from ecoop.members.actions.add_profit_to_capital import ProfitAdded
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.extend_deadlines import ExtensionDraft, extend_deadlines
from ecoop.members.actions.record_contributions import AssetPaid, Contribution, record_contributions
from ecoop.members.actions.register_capital import register_capital
from ecoop.members.actions.return_capital import ReturnDraft
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import CapitalMeans, ChangeKind, Means, ReturnReason, Side, Valuer
from ecoop.members.models import Departure
from ecoop.members.queries import (
    capital_of,
    capital_ratio_on,
    get_contribution_book,
    list_capital_duties,
    list_members_on,
    measure_member_room,
)
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

DUE_ON = date(2026, 7, 5)
MILLION = 1_000_000


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        return set_the_stage(cast)


@pytest.fixture
def do(cast: Cast) -> Callable[..., Any]:
    """Call an action or a query inside the cooperative, as cô Lan where somebody acts."""

    def call(what: Callable[..., Any], **given: Any) -> Any:
        acts = {} if what.__module__.startswith("ecoop.members.queries") else {"by": cast.lan.id, "now": BEGAN_AT}
        with cast.inside(cast.coop, cast.lan):
            return what(org_id=cast.coop.id, **acts, **given)

    return call


def pay(do: Callable[..., Any], member: UUID, millions: int, on: date = date(2026, 2, 2), **given: Any) -> UUID:
    draft = Contribution(new_id(), member, on, given.pop("means", Means.BANK), Dong(millions * MILLION), **given)
    do(record_contributions, contributions=[draft])
    return draft.id


def promise(member: UUID, millions: int, **given: Any) -> CommitmentDraft:
    return CommitmentDraft(new_id(), member, Dong(millions * MILLION), FOUNDED_ON, **given)


def tractor(**given: Any) -> AssetPaid:
    papers = AssetPaid(
        what="Máy cày Kubota L4018",
        quantity=Decimal(1),
        unit="chiếc",
        valued_by=Valuer.MEETING,
        valuation_paper="BB 03/2026",
        valued_on=date(2026, 2, 1),
        handed_over_on=date(2026, 2, 2),
    )
    return replace(papers, **given)


def leave(cast: Cast, member: UUID, on: date, ground: str = "voluntary") -> None:
    with cast.inside(cast.coop, cast.lan):
        Departure.objects.create(
            org_id=cast.coop.id, member_id=member, ends_on=on, ground=ground, recorded_by_id=cast.lan.id,
            recorded_at=BEGAN_AT,
        )  # fmt: skip


def back(member: UUID, millions: int, **given: Any) -> ReturnDraft:
    usual = ReturnDraft(
        id=new_id(),
        member_id=member,
        returned_on=date(2026, 9, 1),
        amount_vnd=Dong(millions * MILLION),
        means=Means.BANK,
        reason=ReturnReason.MEMBERSHIP_ENDED,
        resolution_id=None,
        debts_seen_by="Nguyễn Thị Lan, kế toán trưởng",
    )
    return replace(usual, **given)


def postings(cast: Cast) -> list[tuple[str, str, int, UUID]]:
    with cast.inside(cast.coop, cast.lan):
        rows = Posting.objects.order_by("entry_id", "line")
        return [(row.debit, row.credit, row.amount_vnd, row.party_id) for row in rows]


def findings(cast: Cast) -> list[Any]:
    with cast.inside(cast.coop, cast.lan):
        return list_findings(org_id=cast.coop.id)


def test_rights_follow_the_promise_and_then_the_money(stage: Stage, do: Callable[..., Any]) -> None:
    """Năm promises 20 million on 5 January and pays 5: 20 % until 5 July, six months later, then 5 %."""
    do(commit_capital, commitments=[promise(stage.nam, 20)])
    pay(do, stage.nam, 5)
    assert str(do(capital_ratio_on, day=DUE_ON)[stage.nam]) == "0.200000"
    assert str(do(capital_ratio_on, day=date(2026, 7, 6))[stage.nam]) == "0.050000"
    facts = do(capital_of, day=DUE_ON)
    assert (facts.committed_vnd, facts.paid_in_vnd) == (20 * MILLION, 5 * MILLION)
    assert do(capital_of, day=date(2026, 7, 6)).committed_vnd == 5 * MILLION


def test_a_charter_may_ask_for_less_time_but_not_more(stage: Stage, do: Callable[..., Any]) -> None:
    """The law gives 6 months; the charter 3, so until 5 April; 10 days of transport make it 15 April."""
    with pytest.raises(errors.CharterPassesLaw) as caught:
        do(charter_on_paper, choices=[CharterChoice("contribution_months", "7", FOUNDED_ON)])
    assert caught.value.law is not None
    assert caught.value.law.article == "Điều 74, khoản 4"
    do(charter_on_paper, choices=[CharterChoice("contribution_months", "3", FOUNDED_ON)])
    with pytest.raises(errors.DeadlineDoesNotFit):
        do(commit_capital, commitments=[promise(stage.nam, 20, due_on=date(2026, 4, 6))])
    draft = promise(stage.nam, 20)
    do(commit_capital, commitments=[draft])
    do(extend_deadlines, extensions=[ExtensionDraft(new_id(), draft.id, 10, "Chờ sang tên quyền sử dụng đất")])
    assert str(do(capital_ratio_on, day=date(2026, 4, 15))[stage.nam]) == "0.200000"
    assert str(do(capital_ratio_on, day=date(2026, 4, 16))[stage.nam]) == "0.000000"


def test_a_promise_passes_no_ceiling_and_no_minimum(stage: Stage, do: Callable[..., Any]) -> None:
    """Of 100 million: 20 paid and 10 promised are all that one may; the charter asks for at least 2."""
    do(charter_on_paper, choices=[CharterChoice("min_contribution_vnd", "2000000", FOUNDED_ON)])
    pay(do, stage.nam, 20)
    later = {"committed_on": date(2026, 3, 1)}
    do(commit_capital, commitments=[replace(promise(stage.nam, 10), **later)])
    with pytest.raises(errors.CapitalPassesCeiling):
        do(commit_capital, commitments=[replace(promise(stage.nam, 1), **later)])
    with pytest.raises(errors.ContributionTooSmall):
        do(commit_capital, commitments=[promise(stage.hoa, 1)])


def test_a_machine_comes_with_its_papers(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    """2026-02-02  Nợ 2111  Có 4111  25.000.000; land: Nợ 2113."""
    with pytest.raises(errors.AssetNeedsValuation):
        pay(do, stage.nam, 25, means=CapitalMeans.FIXED_ASSET)
    with pytest.raises(errors.AssetNeedsValuation):
        pay(do, stage.nam, 25, means=CapitalMeans.FIXED_ASSET, asset=tractor(handed_over_on=date(2026, 2, 3)))
    with pytest.raises(errors.AssetNeedsValuation, match=r"right lasts|quyền"):
        pay(do, stage.hoa, 5, means=CapitalMeans.LAND_USE_RIGHT, asset=tractor(what="Thửa 12"))
    pay(do, stage.nam, 25, means=CapitalMeans.FIXED_ASSET, asset=tractor())
    land = tractor(what="Thửa 12", unit="m2", quantity=Decimal(500), lasts_until_on=date(2043, 10, 15))
    pay(do, stage.hoa, 5, means=CapitalMeans.LAND_USE_RIGHT, asset=land)
    assert postings(cast) == [
        ("2111", "4111", 25 * MILLION, stage.nam),
        ("2113", "4111", 5 * MILLION, stage.hoa),
    ]
    assert findings(cast) == []


def test_another_asset_than_promised_needs_consent(stage: Stage, do: Callable[..., Any]) -> None:
    do(commit_capital, commitments=[promise(stage.nam, 25, means=CapitalMeans.LAND_USE_RIGHT, what="Thửa 12")])
    with pytest.raises(errors.OtherAssetNeedsConsent) as caught:
        pay(do, stage.nam, 25, means=CapitalMeans.FIXED_ASSET, asset=tractor())
    assert caught.value.law is not None
    assert caught.value.law.article == "Điều 74, khoản 5"
    pay(do, stage.nam, 25, means=CapitalMeans.FIXED_ASSET, asset=tractor(consent="NQ HĐQT 04/2026"))


def test_capital_returns_after_the_end_and_after_the_debts(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    """
    Hoa paid 20 million, leaves on 1 August, and owes 3 million for fertiliser (Nợ 131).
    2026-09-01  Nợ 4111  Có 1121  20.000.000, after the debt is paid
    """
    pay(do, stage.hoa, 20)
    with pytest.raises(errors.ReturnNeedsGround):
        do(return_on_paper, returns=[back(stage.hoa, 20)])
    leave(cast, stage.hoa, date(2026, 8, 1))
    owed = PostingDraft("131", "5121", Dong(3 * MILLION), party_id=stage.hoa, side="internal")
    paid = PostingDraft("1121", "131", Dong(3 * MILLION), party_id=stage.hoa)
    book = {"document_on": date(2026, 6, 1), "entry_on": date(2026, 6, 1), "text": "Phân bón"}
    do(adjust_books, document_id=new_id(), postings=[owed], **book)
    with pytest.raises(errors.MemberOwes):
        do(return_on_paper, returns=[back(stage.hoa, 20)])
    do(adjust_books, document_id=new_id(), postings=[paid], **book)
    with pytest.raises(errors.CapitalNotHeld):
        do(return_on_paper, returns=[back(stage.hoa, 21)])
    with pytest.raises(errors.ReturnNeedsGround):
        do(return_on_paper, returns=[back(stage.hoa, 20, debts_seen_by=" ")])
    one = back(stage.hoa, 20)
    assert do(return_on_paper, returns=[one]) == [one.id]
    assert do(return_on_paper, returns=[one]) == []
    assert postings(cast)[-1] == ("4111", "1121", 20 * MILLION, stage.hoa)
    assert do(list_members_on, day=date(2026, 9, 1), ids=[stage.hoa])[0].paid_in_vnd == 0
    assert do(list_members_on, day=date(2026, 8, 31), ids=[stage.hoa])[0].paid_in_vnd == 20 * MILLION
    assert findings(cast) == []


def test_only_the_excess_returns_to_a_member(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    """Năm holds 30 of 100 million; the charter capital falls to 80, of which 24 may be held: 6 return, no đồng more."""
    pay(do, stage.nam, 30)
    do(charter_on_paper, choices=[CharterChoice("charter_capital_vnd", "80000000", date(2026, 8, 1))])
    with pytest.raises(errors.ReturnNeedsGround):
        do(return_on_paper, returns=[back(stage.nam, 7, reason=ReturnReason.EXCESS)])
    passed = [duty for duty in do(list_capital_duties, day=date(2026, 8, 2)) if duty.kind == "ceiling_passed"]
    assert [(duty.member_id, duty.amount_vnd) for duty in passed] == [(stage.nam, 6 * MILLION)]
    do(return_on_paper, returns=[back(stage.nam, 6, reason=ReturnReason.EXCESS)])
    assert do(measure_member_room, member_id=stage.nam, day=date(2026, 9, 1)).held_vnd == 24 * MILLION
    assert findings(cast) == []


def test_a_transfer_gives_one_what_it_takes_from_the_other(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    """
    Năm holds 20 and sells 12 to Hoa, who holds 20: 30 of 100 million is all she may, so 10 pass and no more.
    2026-05-05  Nợ 4111 (Năm)  Có 4118  10.000.000
                Nợ 4118  Có 4111 (Hoa)  10.000.000
    """
    pay(do, stage.nam, 20)
    pay(do, stage.hoa, 20)
    sale = TransferDraft(new_id(), stage.nam, stage.hoa, date(2026, 5, 5), Dong(12 * MILLION), ChangeKind.SOLD, "HĐ 1")
    with pytest.raises(errors.CapitalPassesCeiling):
        do(transfer_capital, transfers=[sale])
    good = replace(sale, amount_vnd=Dong(10 * MILLION))
    assert (do(transfer_capital, transfers=[good]), do(transfer_capital, transfers=[good])) == ([good.id], [])
    with pytest.raises(errors.DocumentDiffers):
        do(transfer_capital, transfers=[sale])
    assert postings(cast)[-2:] == [
        ("4111", "4118", 10 * MILLION, stage.nam),
        ("4118", "4111", 10 * MILLION, stage.hoa),
    ]
    held = {line.id: line.paid_in_vnd for line in do(list_members_on, day=date(2026, 5, 5))}
    assert (held[stage.nam], held[stage.hoa]) == (10 * MILLION, 30 * MILLION)
    book = do(get_contribution_book, member_id=stage.nam, starts_on=date(2026, 3, 1), ends_before=date(2027, 1, 1))
    assert (book.opening_vnd, book.closing_vnd) == (20 * MILLION, 10 * MILLION)
    assert [(line.account, line.out_vnd) for line in book.lines] == [("4118", 10 * MILLION)]
    assert findings(cast) == []


def test_an_heir_gets_capital_after_a_death(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    pay(do, stage.hoa, 10)
    will = TransferDraft(
        new_id(), stage.hoa, stage.nam, date(2026, 9, 1), Dong(10 * MILLION), ChangeKind.INHERITED, "Di chúc 2/2026"
    )
    with pytest.raises(errors.TransferDoesNotFit):
        do(transfer_capital, transfers=[will])
    leave(cast, stage.hoa, date(2026, 8, 1), ground="death")
    with pytest.raises(errors.NotAMemberThatDay):
        do(transfer_capital, transfers=[replace(will, from_id=stage.nam, to_id=stage.hoa)])
    do(transfer_capital, transfers=[will])
    assert findings(cast) == []


def test_a_payment_for_an_earlier_day_cannot_hide_behind_a_later_sale(stage: Stage, do: Callable[..., Any]) -> None:
    """30 held in February, 10 sold in May; 5 more in March would have made 35 of 100 in April."""
    pay(do, stage.nam, 30)
    sale = TransferDraft(new_id(), stage.nam, stage.hoa, date(2026, 5, 5), Dong(10 * MILLION), ChangeKind.SOLD, "HĐ")
    do(transfer_capital, transfers=[sale])
    with pytest.raises(errors.CapitalPassesCeiling):
        pay(do, stage.nam, 5, on=date(2026, 3, 1))
    pay(do, stage.nam, 5, on=date(2026, 5, 5))


def test_profit_added_is_nobodys(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    """2026-12-31  Nợ 4211  Có 4118  7.000.000"""
    profit = ProfitAdded(new_id(), date(2026, 12, 31), Side.EXTERNAL, Dong(7 * MILLION), None)
    assert (do(add_profit_on_paper, profit=profit), do(add_profit_on_paper, profit=profit)) == (True, False)
    assert postings(cast) == [("4211", "4118", 7 * MILLION, None)]
    assert findings(cast) == []
    assert stage


def test_deadlines_become_duties_with_their_article(stage: Stage, do: Callable[..., Any]) -> None:
    """
    Năm promised 20 and paid 5, Hoa promised 10 and paid nothing; the charter asks for at least 2.
    Before 5 July both are due; after it Hoa's membership ends, and 25 less must be registered by 4 August.
    """
    do(charter_on_paper, choices=[CharterChoice("min_contribution_vnd", "2000000", FOUNDED_ON)])
    do(commit_capital, commitments=[promise(stage.nam, 20), promise(stage.hoa, 10)])
    pay(do, stage.nam, 5)

    def duties(day: date) -> set[tuple[str, UUID | None, int, str]]:
        found = do(list_capital_duties, day=day)
        return {(one.kind, one.member_id, one.amount_vnd, one.law.article if one.law else "") for one in found}

    assert duties(DUE_ON) == {
        ("commitment_due", stage.nam, 15 * MILLION, "Điều 74, khoản 4"),
        ("commitment_due", stage.hoa, 10 * MILLION, "Điều 74, khoản 4"),
    }
    late = do(list_capital_duties, day=date(2026, 7, 6))
    assert {(one.kind, one.amount_vnd, one.due_on) for one in late} == {
        ("membership_ends", 10 * MILLION, DUE_ON),
        ("reduce_capital", 25 * MILLION, date(2026, 8, 4)),
    }
    pay(do, stage.nam, 15, on=date(2026, 8, 4))
    assert ("reduce_capital", None, 10 * MILLION, "Điều 74, khoản 7") in duties(date(2026, 8, 4))
    do(charter_on_paper, choices=[CharterChoice("charter_capital_vnd", "90000000", date(2026, 8, 5))])
    # 10 of 100 million is 10 %, and 5 % already asks for registration within 10 days.
    assert ("register_change", None, 90 * MILLION, "Điều 47, khoản 1") in duties(date(2026, 8, 6))
    registered = {"charter_capital_vnd": Dong(90 * MILLION), "paper": "GCN lần 2"}
    do(register_capital, registered_on=date(2026, 8, 10), **registered)
    assert {kind for kind, *_ in duties(date(2026, 8, 10))} == {"membership_ends"}


@pytest.mark.wrongs_the_books
def test_a_hand_in_the_books_past_the_register_is_found(cast: Cast, stage: Stage, do: Callable[..., Any]) -> None:
    pay(do, stage.nam, 5)
    stray = PostingDraft("1121", "4111", Dong(1), party_id=stage.nam)
    day = date(2026, 3, 1)
    do(adjust_books, document_id=new_id(), document_on=day, entry_on=day, text="Ghi tay", postings=[stray])
    (found,) = findings(cast)
    assert "4999999" not in str(found)
    assert "5000001" in str(found)
    with cast.inside(cast.coop, cast.lan):
        assert Posting.objects.aggregate(sum=Sum("amount_vnd"))["sum"] == 5 * MILLION + 1
