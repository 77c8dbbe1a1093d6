"""Two desks at once: numbers have no gap and no double, and a voucher that both send is recorded once."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from ecoop.ledger.queries import list_findings
from ecoop.vouchers.models import Voucher
from ecoop.vouchers.tests.office import set_the_office
from tests.cast import bring_the_cast

DESKS, TIMES = 3, 6


def test_desks_number_at_once(committed_db: str) -> None:
    office = set_the_office(bring_the_cast())
    shared = [office.draft(text="Chung") for _ in range(TIMES)]

    def record_some(_desk: int) -> None:
        try:
            for time in range(TIMES):
                refused = office.draft(amounts={})
                outcomes = office.record(shared[time], refused, office.draft(text="Riêng"))
                assert [each.status for each in outcomes][1:] == ["refused", "recorded"]
        finally:
            connection.close()

    with ThreadPoolExecutor(DESKS) as pool:
        list(pool.map(record_some, range(DESKS)))
    with office.cast.inside(office.cast.coop, office.cast.lan):
        serials = list(Voucher.objects.order_by("serial").values_list("serial", flat=True))
        # Six shared vouchers, and six of each of the three desks.
        assert serials == list(range(1, TIMES + DESKS * TIMES + 1))
        assert list_findings(org_id=office.cast.coop.id) == []
