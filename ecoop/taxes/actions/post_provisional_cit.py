"""Post the corporate income tax of a quarter before the year is settled."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, postings_by_rule
from ecoop.ledger.queries import get_posting_rule
from ecoop.taxes.calc.return_forms import ends_on

DOCUMENT = "taxes.provisional-cit"
_RULE, _REGIME = "cit-provisional", "cooperative"


@transaction.atomic
def post_provisional_cit(
    *, org_id: UUID, year: int, quarter: int, amount_vnd: Dong, by: UUID, now: datetime
) -> PostedEntry:
    """Post what a quarter owes provisionally, on its last day; a quarter stands in the books once.

    Law:    Circular 71/2024 Appendix I, account 659; Decree 252/2026 Article 24
    Raises: the refusals of `post_entries`
    """
    period = f"{year}-Q{quarter}"
    day, document_id = ends_on(period=period), uuid5(org_id, f"{DOCUMENT}:{period}")
    rule = get_posting_rule(regime=_REGIME, rule=_RULE, law=lawbook.on(day))
    postings = postings_by_rule(rule=rule, amounts={"amount_vnd": amount_vnd}, facts={})
    draft = EntryDraft(DOCUMENT, document_id, day, day, f"{rule.label_vi} {quarter}/{year}", postings)
    [posted] = post_entries(org_id=org_id, entries=[draft], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.provisional-cit.post",
        object_kind="provisional_cit",
        object_id=document_id,
        detail={"period": period},
        now=now,
    )
    return posted
