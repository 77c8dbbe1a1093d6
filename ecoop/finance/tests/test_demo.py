"""The demo's lending is recorded once, and its books agree with its loans."""

from datetime import UTC, date, datetime

from demo import coop_lending
from demo.coop_lending import live_lending
from ecoop.finance.queries import get_lending_home
from ecoop.finance.tests.stage import seat_supervisors
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.tests.stage import FOUNDED_ON, set_the_stage
from tests.cast import Cast

NOW = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)


def test_the_same_year_twice_is_one_year_and_one_loan_is_late(cast: Cast) -> None:
    """Tea is paid back in October, the roaster pays interest until December, the house is late since 15 October."""
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        act = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
        open_books(chart="cooperative", starts_on=date(2026, 1, 1), **act)
        seat_supervisors(act, count=3)
        more = [Admission(new_id(), f"TV1{at:02d}", f"Hộ {at}", None, FOUNDED_ON, True, True, True) for at in range(12)]
        admit_members(admissions=more, **act)
        given = {"seed": 7, "slug": coop_lending.COOP_SLUG, "year": 2026, **act}
        documents = live_lending(**given)
        assert documents > 20
        assert live_lending(**given) == documents
        home = get_lending_home(org_id=cast.coop.id, day=date(2026, 12, 31))
        assert [line.loan.amount_vnd for line in home.late] == [10_000_000]
        assert home.frame.pool.used_vnd == 40_000_000
        assert home.strays_vnd == 0
        assert list_findings(org_id=cast.coop.id) == []
