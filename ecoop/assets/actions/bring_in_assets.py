"""Take a list of old assets into the register: the books know them, nothing is posted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.calc.drafts import AssetDraft
from ecoop.assets.queries.law import first_day_of
from ecoop.ledger.calc.outcomes import Outcome

MONTHS = 12


def bring_in_assets(*, org_id: UUID, assets: Sequence[AssetDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Register assets of a list; each goes on wearing on the first day of the books, over the months then left.

    Shape:   one outcome per asset, in order
    Raises:  BooksAreOfAnotherKind
    Queries: those of acquire_assets, and 1
    """
    starts_on = first_day_of(org_id=org_id)
    drafts = [_going_on(draft, starts_on) for draft in assets]
    return acquire_assets(org_id=org_id, assets=drafts, by=by, now=now)


def _going_on(draft: AssetDraft, starts_on: date) -> AssetDraft:
    """Say from when the rest wears and over how long, where the list does not."""
    from_on = max(starts_on, draft.in_use_on)
    if draft.months_left is not None or draft.life_months is None:
        return replace(draft, wears_from_on=from_on)
    used = (from_on.year - draft.in_use_on.year) * MONTHS + from_on.month - draft.in_use_on.month
    # Something that is not worn yet wears for a month at least, however old it is.
    is_worn = draft.opening_worn_vnd >= draft.cost_vnd
    left = draft.life_months - used
    return replace(draft, wears_from_on=from_on, months_left=None if is_worn and left <= 0 else max(1, left))
