"""Many hands at one store: what is there leaves once, and the numbers of papers have no gap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries import list_findings
from ecoop.vouchers.actions.record_stock_slips import record_stock_slips
from ecoop.vouchers.queries.stock_slips import list_slip_page
from ecoop.vouchers.tests.store import YEAR, set_the_store
from tests.cast import BEGAN_AT, bring_the_cast

HANDS = 4


def test_four_hands_issue_thirty_of_a_hundred_and_one_is_refused(committed_db: str) -> None:
    store = set_the_store(bring_the_cast(), method="moving")
    lan = store.office.cast.lan
    day = date(YEAR, 2, 10)
    slips = [
        store.slip("materials-used", day, (store.npk, "30", 0), facts={"where": "production"}) for _hand in range(HANDS)
    ]

    def issue(hand: int) -> str:
        try:
            with inside_organisation(org_id=store.org_id, person_id=lan.id):
                (outcome,) = record_stock_slips(org_id=store.org_id, slips=[slips[hand]], by=lan.id, now=BEGAN_AT)
            return outcome.status
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        statuses = sorted(pool.map(issue, range(HANDS)))
    assert statuses == ["recorded"] * 3 + ["refused"]
    with store.inside():
        numbers = sorted(slip.number for slip in list_slip_page(org_id=store.org_id).rows)
        assert list_findings(org_id=store.org_id) == []
    assert numbers == [f"{YEAR % 100}-0000{serial}" for serial in (1, 2, 3)]
    # 100 kg for 1.000.000: three times 300.000 left.
    assert store.balance("152") == 100_000
