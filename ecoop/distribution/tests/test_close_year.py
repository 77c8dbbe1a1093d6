"""Closing a year by 12.2: deductions with their side, tax both ways, the key of management cost, trial and undoing."""

from datetime import date
from decimal import Decimal

import pytest

from demo.resolutions import charter_on_paper
from ecoop.distribution.actions.close_year import close_year, close_year_on_trial
from ecoop.distribution.actions.undo_closing import undo_closing
from ecoop.distribution.errors import (
    AllocationKeyUnknown,
    ClosingIsOnTrial,
    YearIsClosed,
    YearIsDecided,
    YearIsNotClosed,
    YearIsNotOver,
)
from ecoop.distribution.models import YearClosing
from ecoop.distribution.queries import find_closing, get_closing_page
from ecoop.distribution.tests.stage import CLOSED_ON, close, decide, live_a_year, share, sum_accounts
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.errors import ReasonMissing
from ecoop.ledger.queries import list_findings
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.ledger.queries.statements import get_statement
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast

YEAR = {"starts_on": date(2026, 1, 1), "ends_before": date(2027, 1, 1)}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


def post(cast: Cast, *lines: tuple[str, str, int, str | None]) -> None:
    """Post lines of (debit, credit, millions, side) on one day."""
    day = date(2026, 9, 1)
    postings = tuple(Posting(debit, credit, Dong(vnd * 1_000_000), side=side) for debit, credit, vnd, side in lines)  # type: ignore[arg-type]
    draft = EntryDraft("test.entry", new_id(), day, day, "Bút toán", postings)
    post_entries(org_id=cast.coop.id, entries=[draft], by=cast.lan.id, now=BEGAN_AT)


def test_the_charter_parts_other_results_between_both_sides(cast: Cast, stage: Stage) -> None:
    """
    Revenue 120 outside, 80 inside: other income 5 is parted 3 : 2, management 20 is 12 : 8.
    Outside 120 - 40 - 12 + 3 = 71; inside 80 - 40 - 8 + 2 = 34. Tax 10.5 follows them: 7.1 and 3.4.
    """
    choice = CharterChoice("other_results_side", "allocated", date(2026, 1, 1))
    with cast.inside(cast.coop, cast.lan):
        charter_on_paper(org_id=cast.coop.id, choices=[choice], by=cast.lan.id, now=BEGAN_AT)
        post(cast, ("1121", "558", 5, None), ("659", "3334", 10, None))
        half = Posting("659", "3334", Dong(500_000))
        entry = EntryDraft("test.entry", new_id(), date(2026, 9, 1), date(2026, 9, 1), "Thuế", (half,))
        post_entries(org_id=cast.coop.id, entries=[entry], by=cast.lan.id, now=BEGAN_AT)
        open_page = get_closing_page(org_id=cast.coop.id, year=2026, today=CLOSED_ON)
        close(cast)
        closing = find_closing(org_id=cast.coop.id, year=2026)
        page = get_closing_page(org_id=cast.coop.id, year=2026, today=CLOSED_ON)
        assert closing is not None
        assert (closing.external_pre_tax_vnd, closing.internal_pre_tax_vnd) == (71_000_000, 34_000_000)
        assert (closing.external_after_tax_vnd, closing.internal_after_tax_vnd) == (63_900_000, 30_600_000)
        # The page shows both parts, before the closing and after.
        for shown in (open_page, page):
            parts = [(row.internal_vnd, row.external_vnd) for row in shown.rows if not row.is_total][-2:]
            assert parts == [(2_000_000, 3_000_000), (3_400_000, 7_100_000)]
        assert list_findings(org_id=cast.coop.id) == []
    assert stage


def test_deductions_go_to_the_revenue_of_their_side(cast: Cast, stage: Stage) -> None:
    """
    Revenue 120 outside, 80 inside; deductions 20 outside (one of 8 names no side), 5 inside: net 100 and 75.
    Management 20 by net revenue: 20 x 75/175 = 8.571428… inside, 11.428571… outside.
    Outside 100 - 40 - 11,428,571 = 48,571,429; inside 75 - 40 - 8,571,429 = 26,428,571.
    """
    with cast.inside(cast.coop, cast.lan):
        post(cast, ("521", "1121", 12, "external"), ("521", "1121", 8, None), ("521", "1121", 5, "internal"))
        close(cast)
        closing = find_closing(org_id=cast.coop.id, year=2026)
        balances = sum_accounts(cast, until_year=2026)
        results = get_statement(org_id=cast.coop.id, form="b02", **YEAR)
    assert closing is not None
    assert (closing.external_pre_tax_vnd, closing.internal_pre_tax_vnd) == (48_571_429, 26_428_571)
    assert not any(balances.get(code, 0) for code in ("521", "5112", "5121", "9111", "9112"))
    assert [results.amount(code) for code in ("01a", "02a", "01b", "02b")] == [
        120_000_000, 20_000_000, 80_000_000, 5_000_000,
    ]  # fmt: skip
    assert closing.figures["sides"]["external"]["deductions_vnd"] == 20_000_000
    assert closing.figures["weights"] == {"internal": "75000000", "external": "100000000"}
    assert stage


def test_corporate_tax_runs_both_ways(cast: Cast, stage: Stage) -> None:
    """What was taken back of last year's provision is a negative cost: outside 68 + 2 = 70 after tax."""
    with cast.inside(cast.coop, cast.lan):
        post(cast, ("3334", "659", 2, None))
        close(cast)
        closing = find_closing(org_id=cast.coop.id, year=2026)
        results = get_statement(org_id=cast.coop.id, form="b02", **YEAR)
    assert closing is not None
    assert (closing.external_pre_tax_vnd, closing.external_after_tax_vnd) == (68_000_000, 70_000_000)
    assert (results.amount("51"), results.amount("60"), results.is_provisional) == (-2_000_000, 102_000_000, False)
    assert stage


@pytest.mark.parametrize(
    ("key", "internal_vnd"),
    [("revenue", 8_000_000), ("cost", 10_000_000), ("fixed:0.25", 5_000_000), ("fixed:0", 0)],
)
def test_management_cost_is_parted_by_the_key_that_is_chosen(
    cast: Cast, stage: Stage, key: str, internal_vnd: int
) -> None:
    """20 millions: by revenue 80 : 120, by cost 40 : 40, or by the share that the charter fixes."""
    with cast.inside(cast.coop, cast.lan):
        close_year(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT, today=CLOSED_ON, key=key)
        closing = find_closing(org_id=cast.coop.id, year=2026)
    assert closing is not None
    assert closing.figures["sides"]["internal"]["management_vnd"] == internal_vnd
    assert Decimal(closing.figures["weights"]["internal"]) >= 0
    assert stage


def test_a_key_that_nobody_knows_is_refused(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        for key in ("moon", "fixed", "fixed:1.5", "fixed:x", "cost:0.4"):
            with pytest.raises(AllocationKeyUnknown):
                close_year(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT, today=CLOSED_ON, key=key)
    assert stage


def test_a_year_that_runs_is_closed_on_trial_only(cast: Cast, stage: Stage) -> None:
    act = {"org_id": cast.coop.id, "year": 2026, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(YearIsNotOver):
            close_year(**act)  # type: ignore[arg-type]
        close_year_on_trial(**act)  # type: ignore[arg-type]
        with pytest.raises(ClosingIsOnTrial):
            decide(cast)
        with pytest.raises(YearIsClosed):
            close(cast)
        undo_closing(reason="Đã xem thử", **act)  # type: ignore[arg-type]
        assert get_statement(org_id=cast.coop.id, form="b02", **YEAR).is_provisional
        close(cast)
        decide(cast)
        share(cast)
        assert [row.number for row in YearClosing.objects.order_by("number")] == [0, 1]
    assert stage


def test_a_closing_is_undone_by_a_red_entry_while_nothing_was_decided(cast: Cast, stage: Stage) -> None:
    act = {"org_id": cast.coop.id, "year": 2026, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        before = sum_accounts(cast, until_year=2026)
        with pytest.raises(YearIsNotClosed):
            undo_closing(reason="Chưa khóa", **act)  # type: ignore[arg-type]
        close(cast)
        with pytest.raises(ReasonMissing):
            undo_closing(reason=" ", **act)  # type: ignore[arg-type]
        undo_closing(reason="Còn chứng từ tháng 12", **act)  # type: ignore[arg-type]
        after = sum_accounts(cast, until_year=2026)
        assert {code: vnd for code, vnd in after.items() if vnd} == {code: vnd for code, vnd in before.items() if vnd}
        close(cast)
        decide(cast)
        with pytest.raises(YearIsDecided):
            undo_closing(reason="Muộn rồi", **act)  # type: ignore[arg-type]
    assert stage


def test_a_closing_reversed_in_the_books_can_be_undone_and_made_anew(cast: Cast, stage: Stage) -> None:
    act = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        before = sum_accounts(cast, until_year=2026)
        closing = YearClosing.objects.get()
        entry_id = find_entry_id(org_id=cast.coop.id, document_kind="distribution.closing", document_id=closing.id)
        assert entry_id is not None
        reverse_entry(entry_id=entry_id, entry_on=date(2026, 12, 31), reason="Nhầm", **act)
        assert list_findings(org_id=cast.coop.id) != []
        undo_closing(year=2026, reason="Nhầm", **act)
        close(cast)
        assert (sum_accounts(cast, until_year=2026), list_findings(org_id=cast.coop.id)) == (before, [])
