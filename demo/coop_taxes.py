"""Taxes of a cooperative of the small world: what it told of its year, its meetings, its returns, most of them out."""

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_duty_days import record_duty_days
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.errors import ReturnIsFiled
from ecoop.taxes.queries.cooperative_duties import get_duty_days
from ecoop.taxes.queries.cooperative_facts import get_tax_facts
from ecoop.taxes.queries.cooperative_returns import list_cooperative_dues

MILLION = 1_000_000
# Own leaves are its own crop; what is bought from members and sold on is asked about by the law itself.
FIELDS = {"5111": "member_produce", "5112": "processing", "5113": "technical_services", "5122": "technical_services"}
DAYS_BEFORE_MAX = 6


def live_taxes(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Tell what the books do not say, and prepare and file the returns that are due; tell how many there are."""
    rng, today = random.Random(f"{seed}:{slug}:taxes"), vietnam_day(now)
    _tell(rng=rng, org_id=org_id, by=by, year=year, now=now)
    # Quarters that are over; the one before today's month is still on the accountant's table.
    dues = [due for due in list_cooperative_dues(org_id=org_id, year=year) if ends_on(period=due.period) < today]
    for place, due in enumerate(dues, start=1):
        filed_on = due.due_on - timedelta(days=rng.randint(0, DAYS_BEFORE_MAX))
        known_on = min(filed_on, today)
        given: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
        try:
            kept = prepare_return(form=due.form, period=due.period, known_on=known_on, **given)
        except ReturnIsFiled:
            continue
        if filed_on < today and place < len(dues):
            receipt = f"DEMO-{rng.randint(10_000, 99_999)}"
            record_filing(return_id=kept.id, filed_on=filed_on, channel="etax", receipt=receipt, **given)
    return len(dues)


def _tell(*, rng: random.Random, org_id: UUID, by: UUID, year: int, now: datetime) -> None:
    """Tell the facts of the year and the days that duties rest on, once."""
    if not get_tax_facts(org_id=org_id, year=year).is_told:
        before = rng.randint(15, 40) * 100 * MILLION
        record_tax_facts(
            org_id=org_id,
            year=year,
            is_agricultural=True,
            is_dependent=False,
            area="normal",
            previous_revenue_vnd=Dong(before),
            previous_months=12,
            forecast_revenue_vnd=None,
            vat_method="credit",
            vat_method_on=date(year - 1, 1, 1),
            has_volunteered=False,
            raw_input_vnd=None,
            non_deductible_vnd=Dong(rng.randint(2, 9) * MILLION),
            undivided_fund_vnd=Dong(0),
            fields=FIELDS,
            losses={str(year - 2): rng.randint(5, 20) * MILLION},
            by=by,
            now=now,
        )
    if get_duty_days(org_id=org_id).last_meeting_on is None:
        record_duty_days(
            org_id=org_id,
            fiscal_year_ends="12-31",
            last_meeting_on=min(date(year, 4, rng.randint(5, 25)), vietnam_day(now)),
            last_audit_on=None,
            last_change_on=None,
            is_simplified=False,
            is_large=False,
            by=by,
            now=now,
        )
