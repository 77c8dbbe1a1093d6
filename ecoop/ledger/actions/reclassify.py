"""Move balances on sides that the statements have no line for to the accounts where they belong."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, Posting
from ecoop.ledger.errors import NotToBeReclassified
from ecoop.ledger.queries.misplaced import Reclassification, list_reclassifications

DOCUMENT_KIND = "ledger.reclassification"
DAY = timedelta(days=1)


@transaction.atomic
def reclassify(
    *, org_id: UUID, account: str, starts_on: date, ends_before: date, by: UUID, now: datetime
) -> list[PostedEntry]:
    """Post one adjusting entry per party that moves an account's balance from the side without a line.

    The entries stand on the last day of the period and are remembered as reclassifications.

    Law:    C71 Appendix IV; the table cooperative/reclassifications
    Raises: NotToBeReclassified, and what post_entries refuses
    Queries: 9
    """
    lock_books(org_id=org_id)
    found = list_reclassifications(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    wanted = [one for one in found if one.account == account]
    if not wanted or not all(one.has_target for one in wanted):
        raise NotToBeReclassified(account=account)
    day = ends_before - DAY
    entries = [_draft(one, org_id=org_id, day=day, now=now) for one in wanted]
    posted = post_entries(org_id=org_id, entries=entries, by=by, now=now)
    for entry in posted:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="ledger.entry.reclassify",
            object_kind="ledger.entry",
            object_id=entry.entry_id,
            detail={"account": account},
            now=now,
        )
    return posted


def _draft(one: Reclassification, *, org_id: UUID, day: date, now: datetime) -> EntryDraft:
    debit, credit = (one.to, one.account) if one.side == "debit" else (one.account, one.to)
    posting = Posting(debit, credit, one.amount_vnd, one.party_id)
    # The same balance on the same day is moved once, whoever presses the button twice.
    document = uuid5(org_id, f"{day}|{one.account}|{one.party_id}|{one.amount_vnd}|{now.isoformat()}")
    text = _("Reclassified for the statements: {reason}").format(reason=one.label_vi)
    return EntryDraft(DOCUMENT_KIND, document, day, day, text, (posting,), kind="adjusting")
