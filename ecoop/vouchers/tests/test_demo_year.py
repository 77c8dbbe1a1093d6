"""The demo's year of an office: whole, repeatable, and in order by every check."""

from datetime import date

from demo.coop_vouchers import live_vouchers
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries import list_findings, list_trial_balance
from ecoop.vouchers.models import CashCount
from ecoop.vouchers.queries.truth import list_misposted
from tests.cast import BEGAN_AT, Cast


def test_a_year_of_the_office(cast: Cast) -> None:
    given = {
        "seed": 1,
        "slug": cast.coop.slug,
        "org_id": cast.coop.id,
        "by": cast.lan.id,
        "year": 2026,
        "now": BEGAN_AT,
    }
    with cast.inside(cast.coop, cast.lan):
        who = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
        open_books(chart="cooperative", starts_on=date(2026, 1, 1), **who)
        capital = [Posting("1121", "4118", Dong(600_000_000))]
        on = date(2026, 1, 2)
        adjust_books(document_id=new_id(), document_on=on, entry_on=on, text="Vốn", postings=capital, **who)
        assert live_vouchers(**given) > 100
        assert live_vouchers(**given) == 0
        assert list_findings(org_id=cast.coop.id) == []
        lines = {line.code: line for line in list_trial_balance(
            org_id=cast.coop.id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31)
        )}  # fmt: skip
        assert list_misposted(org_id=cast.coop.id, starts_on=date(2026, 1, 1), ends_before=date(2027, 1, 1)) == []
        # Nothing that must have a debit has a credit: cash, bank, costs paid ahead, advances.
        assert all(lines[code].closing_vnd >= 0 for code in ("1111", "1121", "2421", "141"))
        assert [count.counted_vnd - count.book_vnd for count in CashCount.objects.all()] == [0, 0]
