"""Returns of the quarters that are over: prepared, most of them filed, a few late, some left for the accountant."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.calc import HouseholdTax
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.errors import ReturnIsFiled
from ecoop.taxes.queries.return_making import get_return_material

DAYS_BEFORE_MAX = 9
FILED_OF_TEN = 9
# The last quarter that is over is still on the accountant's table for so many of ten of her households.
LEFT_OF_TEN = 6


def file_returns(
    *,
    seed: int,
    slug: str,
    org_id: UUID,
    owner: UUID,
    tax: HouseholdTax,
    today: date,
    now: datetime,
    leaves_some: bool = False,
) -> int:
    """Prepare the returns of a household that are due for periods before today; tell how many there are."""
    rng = random.Random(f"{seed}:{slug}:returns")
    over = [due for due in tax.returns if ends_on(period=due.period) < today]
    material = get_return_material(org_id=org_id, year=tax.year) if over else None
    prepared = 0
    for place, due in enumerate(over, start=1):
        is_filed, days_before, is_left = rng.randint(1, 10), rng.randint(0, DAYS_BEFORE_MAX), rng.randint(1, 10)
        if place == len(over) and leaves_some and is_left <= LEFT_OF_TEN:
            continue
        filed_on = max(due.due_on - timedelta(days=days_before), ends_on(period=due.period) + timedelta(days=2))
        try:
            kept = prepare_return(
                org_id=org_id,
                form=due.form,
                period=due.period,
                known_on=min(filed_on, today),
                by=owner,
                now=now,
                material=material,
            )
        except ReturnIsFiled:
            prepared += 1
            continue
        prepared += 1
        if is_filed <= FILED_OF_TEN and filed_on < today:
            receipt = f"DEMO-{rng.randint(10_000, 99_999)}"
            record_filing(
                org_id=org_id,
                return_id=kept.id,
                filed_on=filed_on,
                channel="etax",
                receipt=receipt,
                by=owner,
                now=now,
            )
    return prepared
