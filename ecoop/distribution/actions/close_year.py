"""Close the books of a year: deductions, revenue and cost to the results, the results to undistributed profit."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc import describe_plan, incomes_of, read_key
from ecoop.distribution.errors import AllocationKeyUnknown, YearHasNotBegun, YearIsClosed, YearIsNotOver
from ecoop.distribution.models import YearClosing
from ecoop.distribution.queries import find_closing, get_charter_key
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.closing import AllocationKey, ClosingPlan
from ecoop.ledger.queries.statements import plan_period

DOCUMENT_KIND = "distribution.closing"


def close_year(*, org_id: UUID, year: int, by: UUID, now: datetime, today: date | None = None, key: str = "") -> UUID:
    """Close a year's revenue and cost to its results, side by side, and the results to account 421.

    Management cost is parted between the sides by the key that is given, else by that of the charter, else by revenue;
    other results and tax are the external side's, or parted too, as the charter says.
    `today` is the day on which the year is closed, if it is another than that of `now`.

    Law:    C71 Appendix I, accounts 521, 911 and 421; the posting rules close-… and profit-of-the-year
    Shape:  the id of the closing
    Raises: YearIsNotOver, YearIsClosed, AllocationKeyUnknown, and what post_entries refuses
    Queries: 11
    """
    if (today or vietnam_day(now)) <= date(year, 12, 31):
        raise YearIsNotOver(year=year, today=today or vietnam_day(now))
    return _close(org_id=org_id, year=year, key=key, by=by, now=now, is_trial=False)


def close_year_on_trial(*, org_id: UUID, year: int, by: UUID, now: datetime, key: str = "") -> UUID:
    """Close a year that may not be over, to see what it comes to; nothing can be decided on it, and it can be undone.

    Law:    C71 Appendix I, accounts 521, 911 and 421
    Shape:  the id of the closing
    Raises: YearHasNotBegun, YearIsClosed, AllocationKeyUnknown, and what post_entries refuses
    Queries: 11
    """
    if year > vietnam_day(now).year:
        raise YearHasNotBegun(year=year)
    return _close(org_id=org_id, year=year, key=key, by=by, now=now, is_trial=True)


@transaction.atomic
def _close(*, org_id: UUID, year: int, key: str, by: UUID, now: datetime, is_trial: bool) -> UUID:
    day = date(year, 12, 31)
    # A sale posted between the look at the balances and the closing would stay behind.
    lock_books(org_id=org_id)
    if before := find_closing(org_id=org_id, year=year):
        raise YearIsClosed(year=year, closed_on=before.closed_on)
    chosen = _choose_key(org_id=org_id, day=day, key=key)
    plan = plan_period(org_id=org_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1), key=chosen)
    closing = _record(org_id=org_id, year=year, day=day, plan=plan, by=by, now=now, is_trial=is_trial)
    if plan.postings:
        text = _("Closing of {year}").format(year=year)
        entry = EntryDraft(DOCUMENT_KIND, closing.id, day, day, text, plan.postings)
        post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.close",
        object_kind="year_closing",
        object_id=closing.id,
        detail={"year": year, "key": plan.key.text, "is_trial": is_trial},
        now=now,
    )
    return closing.id


def _choose_key(*, org_id: UUID, day: date, key: str) -> AllocationKey:
    if not key:
        return get_charter_key(org_id=org_id, day=day)
    chosen = read_key(text=key)
    if chosen is None:
        raise AllocationKeyUnknown(key=key)
    return replace(chosen, others=get_charter_key(org_id=org_id, day=day).others)


def _record(
    *, org_id: UUID, year: int, day: date, plan: ClosingPlan, by: UUID, now: datetime, is_trial: bool
) -> YearClosing:
    internal, external = incomes_of(plan=plan)
    return YearClosing.objects.create(
        org_id=org_id,
        year=year,
        number=YearClosing.objects.filter(org_id=org_id, year=year).count(),
        closed_on=day,
        is_trial=is_trial,
        management_key=plan.key.text,
        internal_pre_tax_vnd=internal.pre_tax_vnd,
        internal_after_tax_vnd=internal.after_tax_vnd,
        external_pre_tax_vnd=external.pre_tax_vnd,
        external_after_tax_vnd=external.after_tax_vnd,
        figures=describe_plan(plan=plan),
        recorded_by_id=by,
        recorded_at=now,
    )
