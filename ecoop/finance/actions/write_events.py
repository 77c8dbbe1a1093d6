"""Write what happens to loans, and post it: every event is one document with at most one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.calc import EventKind, EventMeans, Parts, list_rule_calls
from ecoop.finance.errors import LoanDayIsAhead, LoanDiffers
from ecoop.finance.models import LoanEvent
from ecoop.finance.queries.law import law_on
from ecoop.finance.queries.loans import LOAN_EVENT, LoanFacts
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import get_posting_rule

VERBS = {
    EventKind.DISBURSED: "finance.loan.pay-out",
    EventKind.PLEDGED: "finance.loan.pledge",
    EventKind.ACCRUED: "finance.interest.accrue",
    EventKind.REPAID: "finance.loan.repay",
    EventKind.DOUBTED: "finance.loan.doubt",
    EventKind.DOUBT_ENDED: "finance.loan.doubt",
    EventKind.PROVIDED: "finance.loan.provide",
    EventKind.PROVISION_RELEASED: "finance.loan.provide",
    EventKind.WRITTEN_OFF: "finance.loan.write-off",
    EventKind.RECOVERED: "finance.loan.recover",
    EventKind.RELEASED: "finance.loan.release",
}


@dataclass(frozen=True)
class EventDraft:
    """Something that happens to a loan."""

    id: UUID
    loan: LoanFacts
    kind: EventKind
    on: date
    amount_vnd: Dong
    principal_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    interest_vnd: Dong = Dong(0)  # noqa: RUF009
    overdue_vnd: Dong = Dong(0)  # noqa: RUF009
    off_books_vnd: Dong = Dong(0)  # noqa: RUF009
    means: EventMeans = EventMeans.NONE
    paper: str = ""
    text: str = ""


def write_events(*, org_id: UUID, drafts: Sequence[EventDraft], by: UUID, now: datetime) -> list[UUID]:
    """Write events and post them in one go; the caller holds the lock of the books and has checked them.

    Law:    C71 Appendix I, accounts 132, 512, 006, 008, 229
    Raises: LoanDayIsAhead, and what post_entries refuses
    Queries: 4 for any number
    """
    if not drafts:
        return []
    for draft in drafts:
        check_day(day=draft.on, now=now)
    LoanEvent.objects.bulk_create(_rows(org_id, drafts, by, now))
    entries = [entry for draft in drafts if (entry := _entry(draft)) is not None]
    post_entries(org_id=org_id, entries=entries, by=by, now=now)
    for verb in dict.fromkeys(VERBS[draft.kind] for draft in drafts):
        of_it = [draft for draft in drafts if VERBS[draft.kind] == verb]
        record_event(
            org_id=org_id,
            person_id=by,
            verb=verb,
            object_kind="loan_event",
            object_id=of_it[0].id if len(of_it) == 1 else None,
            detail={"count": len(of_it), "loan": str(of_it[0].loan.id)},
            now=now,
        )
    return [draft.id for draft in drafts]


def check_day(*, day: date, now: datetime) -> None:
    """Refuse a day that has not come.

    Raises: LoanDayIsAhead
    """
    if day > vietnam_day(now):
        raise LoanDayIsAhead(day=format_day(day))


def is_known(*, org_id: UUID, draft_id: UUID, kind: EventKind, on: date, amount_vnd: Dong | None) -> bool:
    """Tell whether an event was recorded already; the same id with something else is refused.

    Without an amount, whatever was recorded is meant.

    Raises: LoanDiffers
    Queries: 1
    """
    row = LoanEvent.objects.filter(org_id=org_id, id=draft_id).first()
    if row is None:
        return False
    amount_vnd = Dong(row.amount_vnd) if amount_vnd is None else amount_vnd
    if (row.kind, row.happened_on, row.amount_vnd) != (kind.value, on, amount_vnd):
        raise LoanDiffers
    return True


def _rows(org_id: UUID, drafts: Sequence[EventDraft], by: UUID, now: datetime) -> list[LoanEvent]:
    known = LoanEvent.objects.filter(org_id=org_id, loan_id__in={draft.loan.id for draft in drafts})
    last: dict[tuple[UUID, str], int] = {
        (loan_id, kind): revision
        for loan_id, kind, revision in known.values_list("loan_id", "kind").annotate(last=Max("revision"))
    }
    rows = []
    for draft in drafts:
        key = (draft.loan.id, draft.kind.value)
        last[key] = last.get(key, 0) + 1
        rows.append(
            LoanEvent(
                id=draft.id,
                org_id=org_id,
                loan_id=draft.loan.id,
                member_id=draft.loan.member_id,
                member_org_id=draft.loan.member_org_id,
                kind=draft.kind.value,
                revision=last[key],
                happened_on=draft.on,
                means=draft.means.value,
                amount_vnd=draft.amount_vnd,
                principal_vnd=draft.principal_vnd,
                interest_vnd=draft.interest_vnd,
                overdue_vnd=draft.overdue_vnd,
                off_books_vnd=draft.off_books_vnd,
                paper=draft.paper.strip(),
                text=draft.text.strip()[:300],
                recorded_by_id=by,
                recorded_at=now,
            )
        )
    return rows


def _entry(draft: EventDraft) -> EntryDraft | None:
    parts = Parts(
        draft.kind, draft.means, draft.amount_vnd, draft.principal_vnd, draft.interest_vnd, draft.off_books_vnd
    )
    postings: list[Posting] = []
    label, law = "", law_on(day=draft.on)
    for call in list_rule_calls(parts=parts):
        rule = get_posting_rule(regime="cooperative", rule=call.rule, law=law)
        label = label or rule.label_vi
        amounts = {"amount_vnd": call.amount_vnd}
        postings += postings_by_rule(
            rule=rule, amounts=amounts, facts=call.facts, party_id=draft.loan.member_id, item_id=draft.loan.id
        )
    if not postings:
        return None
    text = f"{label}: {draft.loan.number} {draft.loan.member_name}"
    return EntryDraft(LOAN_EVENT, draft.id, draft.on, draft.on, text, tuple(postings))
