"""The last payroll, so that the next one begins where it ended."""

from collections.abc import Mapping
from uuid import UUID

from ecoop.vouchers.calc.papers import PAYROLL_PAPER, PayLine, pay_lines
from ecoop.vouchers.models import Voucher
from ecoop.vouchers.queries.one import list_drafts


def get_last_payroll(*, org_id: UUID) -> Mapping[UUID, PayLine]:
    """Get what each worker got in the last payroll, by their ids; nothing before the first.

    Queries: 2
    """
    last = Voucher.objects.filter(org_id=org_id, paper=PAYROLL_PAPER).order_by("-voucher_on", "-id").first()
    if last is None:
        return {}
    (draft,) = list_drafts(org_id=org_id, vouchers=[last])
    return {line.party_id: line for line in pay_lines(lines=draft.lines, names={}) if line.party_id}
