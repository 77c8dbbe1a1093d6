"""The demo's store: its openings balance, its year is lived twice and recorded once."""

from datetime import UTC, date, datetime

from demo.coop_openings import ITEMS, live_openings
from demo.coop_stock import live_stock
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings, list_trial_balance
from ecoop.vouchers.queries.stock_cards import list_stock_summary
from ecoop.vouchers.queries.stock_slips import list_unpriced_months
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)


def test_the_store_of_the_demo_is_in_balance(cast: Cast) -> None:
    given = {"seed": 1, "slug": "htx-a", "org_id": cast.coop.id, "by": cast.lan.id, "year": 2026, "now": NOW}
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=BEGAN_AT)
        assert (live_openings(**given), live_openings(**given)) == (6, 0)
        assert (live_stock(**given), live_stock(**given)) == (29, 0)
        assert list_findings(org_id=cast.coop.id) == []
        assert list_unpriced_months(org_id=cast.coop.id) == []
        span = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
        summary = list_stock_summary(org_id=cast.coop.id, **span)
        lines = {line.code: line for line in list_trial_balance(org_id=cast.coop.id, **span)}
    worth = sum(quantity * price for _code, _name, _unit, quantity, price in ITEMS)
    assert lines["152"].opening_vnd == worth
    assert [items == books for _account, items, books in summary.accounts] == [True]
    # 2.000 USD are left, at 25.890 on the last day of the year.
    assert lines["1122"].closing_vnd == 51_780_000
