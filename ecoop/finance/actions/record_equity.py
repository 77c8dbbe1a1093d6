"""Record owners' equity by statements that were filed before ecoop kept these books."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.errors import DecisionNeedsPaper, EquityIsKnown
from ecoop.finance.models import FiledEquity
from ecoop.kernel.dong import Dong
from ecoop.taxes.queries.statement_sets import list_sets


@dataclass(frozen=True)
class EquityDraft:
    """The year, the day and the receipt of the filing, and the lines of owners' equity in it."""

    id: UUID
    year: int
    filed_on: date
    receipt: str
    owners_vnd: Dong
    capital_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    profit_vnd: Dong = Dong(0)  # noqa: RUF009
    funds_vnd: Dong = Dong(0)  # noqa: RUF009


@transaction.atomic
def record_equity(*, org_id: UUID, equity: EquityDraft, by: UUID, now: datetime) -> UUID:
    """Record the equity of a year that was filed elsewhere; a year whose set is filed here needs none.

    Law:    D113 Art. 19
    Raises: EquityIsKnown, DecisionNeedsPaper
    Queries: 5
    """
    known = FiledEquity.objects.filter(org_id=org_id, year=equity.year).first()
    if known is not None and (known.id == equity.id or known.owners_vnd == equity.owners_vnd):
        return known.id
    is_filed_here = any(
        one.period == str(equity.year) and one.filings for one in list_sets(org_id=org_id, year=equity.year)
    )
    if known is not None or is_filed_here:
        raise EquityIsKnown(year=equity.year)
    if not equity.receipt.strip() or equity.filed_on.year <= equity.year:
        raise DecisionNeedsPaper(missing=_("the receipt, and a day after the year"))
    FiledEquity.objects.create(
        id=equity.id,
        org_id=org_id,
        year=equity.year,
        filed_on=equity.filed_on,
        receipt=equity.receipt.strip(),
        owners_vnd=equity.owners_vnd,
        capital_vnd=equity.capital_vnd,
        profit_vnd=equity.profit_vnd,
        funds_vnd=equity.funds_vnd,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.equity.record",
        object_kind="filed_equity",
        object_id=equity.id,
        detail={"year": equity.year},
        now=now,
    )
    return equity.id
