"""Close the books of a year: revenue and cost to the results, the results to undistributed profit."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc import Results, plan_closing
from ecoop.distribution.calc.closing import RULES
from ecoop.distribution.errors import DeductionsAreOpen, YearHasNotBegun, YearIsClosed
from ecoop.distribution.models import YearClosing
from ecoop.distribution.queries import sum_accounts
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.queries import get_posting_rule
from ecoop.members.queries import get_charter_on

REGIME = "cooperative"


@transaction.atomic
def close_year(*, org_id: UUID, year: int, by: UUID, now: datetime) -> UUID:
    """Close a year's revenue and cost to its results, side by side, and the results to account 421.

    Management cost is parted between the sides by the key of the charter, revenue where it names none.

    Law:    C71 Appendix I, accounts 911 and 421; the posting rules close-… and profit-of-the-year
    Shape:  the id of the closing
    Raises: YearHasNotBegun, YearIsClosed, DeductionsAreOpen
    Queries: 10
    """
    day = date(year, 12, 31)
    if year > vietnam_day(now).year:
        raise YearHasNotBegun(year=year)
    # A sale posted between the look at the balances and the closing would stay behind.
    lock_books(org_id=org_id)
    before = YearClosing.objects.filter(org_id=org_id, year=year).first()
    if before:
        raise YearIsClosed(year=year, closed_on=before.closed_on)
    law = lawbook.on(day)
    balances = sum_accounts(org_id=org_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1))
    _refuse_open_deductions(balances=balances, law=law, year=year)
    charter = get_charter_on(org_id=org_id, day=day)
    key = charter["management_cost_key"].value if "management_cost_key" in charter else "revenue"
    rules = {name: get_posting_rule(regime=REGIME, rule=name, law=law) for name in RULES}
    results = plan_closing(balances_vnd=balances, rules=rules, key=key)
    closing = _record(org_id=org_id, year=year, day=day, key=key, results=results, by=by, now=now)
    if results.postings:
        text = _("Closing of {year}").format(year=year)
        entry = EntryDraft("distribution.closing", closing.id, day, day, text, results.postings)
        post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.close",
        object_kind="year_closing",
        object_id=closing.id,
        detail={"year": year},
        now=now,
    )
    return closing.id


def _refuse_open_deductions(*, balances: dict[str, Dong], law: Law, year: int) -> None:
    account = get_posting_rule(regime=REGIME, rule="close-deductions", law=law).lines[0].credit.fixed
    if amount_vnd := balances.get(account, Dong(0)):
        raise DeductionsAreOpen(account=account, amount_vnd=amount_vnd, year=year)


def _record(*, org_id: UUID, year: int, day: date, key: str, results: Results, by: UUID, now: datetime) -> YearClosing:
    return YearClosing.objects.create(
        org_id=org_id,
        year=year,
        closed_on=day,
        management_key=key,
        internal_pre_tax_vnd=results.internal.pre_tax_vnd,
        internal_after_tax_vnd=results.internal.after_tax_vnd,
        external_pre_tax_vnd=results.external.pre_tax_vnd,
        external_after_tax_vnd=results.external.after_tax_vnd,
        recorded_by_id=by,
        recorded_at=now,
    )
