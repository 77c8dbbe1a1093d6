"""What vouchers spent of a fund on a resolution."""

from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_standing_entries
from ecoop.resolutions.queries import find_uses
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.models import VoucherLine

# The posting rule by which money of a fund is spent.
FUND_USED = "fund-used"


def sum_drawn_on(*, org_id: UUID, resolution_id: UUID) -> Dong:
    """Sum what vouchers that still stand spent of a fund on a resolution.

    Queries: 5
    """
    ids = [use.object_id for use in find_uses(org_id=org_id, resolution_id=resolution_id)]
    standing = {
        entry.document_id for entry in list_standing_entries(org_id=org_id, document_kind=VOUCHER, document_ids=ids)
    }
    rows = VoucherLine.objects.filter(org_id=org_id, voucher_id__in=standing, rule=FUND_USED)
    return Dong(sum(int(amounts.get("amount_vnd", 0)) for amounts in rows.values_list("amounts", flat=True)))
