"""Trade: internal only with official members under agreement; each line posted on its side."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Posting
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.calc import DealingKind, Means, Side
from ecoop.members.errors import DealingDoesNotFit, DocumentDiffers, InternalNeedsAgreement, NotAMemberThatDay
from ecoop.members.queries import Worth, sum_trade_by_side, sum_worth
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

DAY = date(2026, 3, 2)
YEAR = {"starts_on": date(2026, 1, 1), "ends_before": date(2027, 1, 1)}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        return set_the_stage(cast)


def line(side: Side, kind: DealingKind, value: int, **more: Any) -> DealingDraft:
    return DealingDraft(new_id(), DAY, side, kind, more.pop("means", Means.CASH), "Phân bón", Dong(value), **more)


def deal(cast: Cast, *dealings: DealingDraft) -> list:
    with cast.inside(cast.coop, cast.lan):
        return record_dealings(org_id=cast.coop.id, dealings=dealings, by=cast.lan.id, now=BEGAN_AT)


def posted(cast: Cast) -> list[tuple[str, str, int, str | None]]:
    with cast.inside(cast.coop, cast.lan):
        return sorted((row.debit, row.credit, row.amount_vnd, row.side) for row in Posting.objects.all())


def test_each_line_is_posted_on_its_side(cast: Cast, stage: Stage) -> None:
    """
    2026-03-02  Nợ 1111 Có 5121  3.000   sold to Năm under agreement        Nợ 6121 Có 156  2.000
    2026-03-02  Nợ 131  Có 5111  5.000   sold to somebody outside           Nợ 6111 Có 156  4.000
    2026-03-02  Nợ 156  Có 1111  7.000   tea bought from Năm under agreement
    2026-03-02  Nợ 154  Có 334     900   Năm's work, paid later
    """
    internal = {"member_id": stage.nam, "agreement_id": stage.nam_agreement}
    deal(
        cast,
        line(Side.INTERNAL, DealingKind.GOODS, 3_000, cost_vnd=Dong(2_000), **internal),
        line(Side.EXTERNAL, DealingKind.GOODS, 5_000, cost_vnd=Dong(4_000), means=Means.CREDIT),
        line(Side.INTERNAL, DealingKind.PURCHASE, 7_000, **internal),
        line(Side.INTERNAL, DealingKind.LABOUR, 900, means=Means.CREDIT, **internal),
    )
    assert posted(cast) == [
        ("1111", "5121", 3_000, "internal"),
        ("131", "5111", 5_000, "external"),
        ("154", "334", 900, None),
        ("156", "1111", 7_000, "internal"),
        ("6111", "156", 4_000, "external"),
        ("6121", "156", 2_000, "internal"),
    ]


def test_use_and_labour_are_measured_per_member(cast: Cast, stage: Stage) -> None:
    """Năm took 3,000 and delivered 7,000: a use of 10,000; the work is 900. Outside revenue is nobody's use."""
    internal = {"member_id": stage.nam, "agreement_id": stage.nam_agreement}
    deal(
        cast,
        line(Side.INTERNAL, DealingKind.GOODS, 3_000, **internal),
        line(Side.INTERNAL, DealingKind.PURCHASE, 7_000, **internal),
        line(Side.INTERNAL, DealingKind.LABOUR, 900, **internal),
        line(Side.EXTERNAL, DealingKind.GOODS, 5_000, cost_vnd=Dong(4_000)),
    )
    with cast.inside(cast.coop, cast.lan):
        assert sum_worth(org_id=cast.coop.id, **YEAR) == {stage.nam: Worth(Dong(10_000), Dong(900))}
        assert sum_trade_by_side(org_id=cast.coop.id, **YEAR) == {
            Side.INTERNAL: (3_000, 0),
            Side.EXTERNAL: (5_000, 4_000),
        }


def test_the_same_line_twice_counts_once(cast: Cast, stage: Stage) -> None:
    one = line(Side.EXTERNAL, DealingKind.GOODS, 5_000)
    assert (deal(cast, one), deal(cast, one)) == ([one.id], [])
    assert posted(cast) == [("1111", "5111", 5_000, "external")]
    with pytest.raises(DocumentDiffers):
        deal(cast, replace(one, value_vnd=Dong(1)))


def test_internal_needs_an_agreement_of_that_member_in_force(cast: Cast, stage: Stage) -> None:
    internal = line(Side.INTERNAL, DealingKind.GOODS, 1, member_id=stage.nam, agreement_id=stage.nam_agreement)
    for wrong in (
        replace(internal, agreement_id=None),
        replace(internal, agreement_id=stage.hoa_agreement),
        replace(internal, member_id=None),
        replace(internal, member_id=stage.use_only),
    ):
        with pytest.raises(InternalNeedsAgreement):
            deal(cast, wrong)
    with pytest.raises(NotAMemberThatDay):
        deal(cast, replace(internal, dealt_on=date(2026, 1, 4)))


@pytest.mark.parametrize(
    "wrong",
    [
        line(Side.EXTERNAL, DealingKind.GOODS, 0),
        line(Side.EXTERNAL, DealingKind.EXPENSE, 5, cost_vnd=Dong(1)),
        line(Side.EXTERNAL, DealingKind.LABOUR, 5),
        line(Side.INTERNAL, DealingKind.EXPENSE, 5),
    ],
)
def test_a_line_that_does_not_fit_is_refused(cast: Cast, stage: Stage, wrong: DealingDraft) -> None:
    with pytest.raises(DealingDoesNotFit):
        deal(cast, wrong)
    assert stage
