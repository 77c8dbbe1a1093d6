"""Let vouchers use a fund only as far as a resolution permits it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.resolutions.actions.draw_on_resolution import Draw, check_draw, draw_on_resolution
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft
from ecoop.vouchers.errors import FundNeedsResolution
from ecoop.vouchers.queries.funds import FUND_USED, sum_drawn_on

MATTER = "fund_use"


class FundDraws:
    """What the vouchers of a batch draw on resolutions, beside what was drawn before."""

    def __init__(self, *, org_id: UUID, now: datetime) -> None:
        self.org_id, self.done_at = org_id, now
        self.of_batch: dict[UUID, int] = defaultdict(int)

    def check(self, draft: VoucherDraft) -> None:
        """Refuse a voucher that uses a fund beyond what its resolution permits.

        Raises: FundNeedsResolution, and what `check_draw` refuses
        """
        draw = find_draw(draft=draft)
        if draw is None:
            return
        if draft.resolution_id is None:
            raise FundNeedsResolution()
        drawn_vnd = sum_drawn_on(org_id=self.org_id, resolution_id=draft.resolution_id)
        drawn_vnd = Dong(drawn_vnd + self.of_batch[draft.resolution_id])
        given = {"org_id": self.org_id, "resolution_id": draft.resolution_id, "now": self.done_at}
        check_draw(draw=draw, drawn_vnd=drawn_vnd, **given)  # type: ignore[arg-type]
        self.of_batch[draft.resolution_id] += draw.amount_vnd


def record_draws(*, org_id: UUID, drafts: Iterable[VoucherDraft], by: UUID, now: datetime) -> None:
    """Write down what recorded vouchers drew on which resolution.

    Raises: what `draw_on_resolution` refuses
    """
    for draft in drafts:
        draw = find_draw(draft=draft)
        if draw:
            draw_on_resolution(org_id=org_id, resolution_id=draft.resolution_id, draw=draw, by=by, now=now)


def find_draw(*, draft: VoucherDraft) -> Draw | None:
    """Find what a voucher takes out of a fund, if it does: all its happenings are of one fund."""
    lines = [line for line in draft.lines if line.rule == FUND_USED]
    if not lines:
        return None
    amount_vnd = Dong(sum(line.amounts.get("amount_vnd", 0) for line in lines))
    funds = sorted({line.facts.get("fund", "") for line in lines})
    return Draw(MATTER, VOUCHER, draft.id, amount_vnd, draft.voucher_on, {"source": ", ".join(funds)})
