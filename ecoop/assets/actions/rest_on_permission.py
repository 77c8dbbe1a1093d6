"""Rest what is bought on the resolution that permits the investment, where the law wants one or one is named."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ecoop.assets.calc.drafts import AssetDraft
from ecoop.assets.calc.words import ACQUISITION, Kind, Origin
from ecoop.assets.errors import PurchaseIsTheMeetings, PurchaseNeedsResolution
from ecoop.assets.models import Asset
from ecoop.assets.queries.deals import get_sale_law
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_standing_entries
from ecoop.resolutions.actions.draw_on_resolution import Draw, check_draw, draw_on_resolution
from ecoop.resolutions.actions.use_resolution import check_majority
from ecoop.resolutions.calc import DecidingBody, Majority
from ecoop.resolutions.queries import find_uses

MATTER = "investment"
# The source of money that is the undivided fund.
FUND = "fund"


class Permissions:
    """What the assets of a batch draw on resolutions, beside what was drawn before."""

    def __init__(self, *, org_id: UUID, now: datetime) -> None:
        self.org_id, self.done_at = org_id, now
        self.of_batch: dict[UUID, int] = defaultdict(int)

    def check(self, draft: AssetDraft) -> None:
        """Refuse an investment that its resolution does not carry, or that needs one and names none.

        Law:    L17 Art. 61, clause 2; Art. 64
        Raises: PurchaseNeedsResolution, PurchaseIsTheMeetings, MajorityTooSmall, and what `check_draw` refuses
        """
        if draft.origin is not Origin.BOUGHT:
            return
        of_fund = draft.kind is Kind.UNDIVIDED and any(source.kind == FUND for source in draft.sources)
        kind = Kind.UNDIVIDED if of_fund else Kind.FIXED
        law = get_sale_law(org_id=self.org_id, kind=kind, worth_vnd=draft.cost_vnd, day=draft.acquired_on)
        if draft.resolution_id is None:
            if law.needs_meeting:
                raise PurchaseNeedsResolution(law=law.law)
            return
        drawn_vnd = Dong(_sum_drawn(self.org_id, draft.resolution_id) + self.of_batch[draft.resolution_id])
        facts = check_draw(
            org_id=self.org_id,
            resolution_id=draft.resolution_id,
            draw=draw_of(draft=draft),
            drawn_vnd=drawn_vnd,
            now=self.done_at,
        )
        if law.needs_meeting:
            if facts.body is not DecidingBody.GENERAL_MEETING:
                raise PurchaseIsTheMeetings(law=law.law, number=facts.number)
            check_majority(facts=facts, majority=Majority.SPECIAL)
        self.of_batch[draft.resolution_id] += draft.cost_vnd


def record_permitted(*, org_id: UUID, assets: Sequence[AssetDraft], by: UUID, now: datetime) -> None:
    """Write down which assets were bought on which resolution.

    Raises: what `draw_on_resolution` refuses
    """
    for draft in assets:
        if draft.resolution_id and draft.origin is Origin.BOUGHT:
            draw = draw_of(draft=draft)
            draw_on_resolution(org_id=org_id, resolution_id=draft.resolution_id, draw=draw, by=by, now=now)


def draw_of(*, draft: AssetDraft) -> Draw:
    """Say what an asset takes of what a resolution permits: its cost without tax."""
    return Draw(MATTER, ACQUISITION, draft.id, draft.cost_vnd, draft.acquired_on)


def _sum_drawn(org_id: UUID, resolution_id: UUID) -> int:
    ids = [use.object_id for use in find_uses(org_id=org_id, resolution_id=resolution_id)]
    entries = list_standing_entries(org_id=org_id, document_kind=ACQUISITION, document_ids=ids)
    rows = Asset.objects.filter(org_id=org_id, id__in={entry.document_id for entry in entries})
    return sum(rows.values_list("cost_vnd", flat=True))
