"""Add profit to the capital by resolution of the meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.actions.hold_ceilings import check_amount
from ecoop.members.calc import Side
from ecoop.members.errors import DocumentDiffers
from ecoop.members.models import CapitalFromProfit
from ecoop.resolutions.actions.use_resolution import use_resolution

PROFIT_TO_CAPITAL = "profit_to_capital"
DOCUMENT_KIND = "members.capital-from-profit"


@dataclass(frozen=True)
class ProfitAdded:
    """Profit of one side that becomes capital of the cooperative."""

    id: UUID
    added_on: date
    result: Side
    amount_vnd: Dong
    resolution_id: UUID | None


@transaction.atomic
def add_profit_to_capital(*, org_id: UUID, profit: ProfitAdded, by: UUID, now: datetime) -> bool:
    """Record profit that became capital of the cooperative, of no single member, and post it.

    Law:    TT71 Appendix I, account 411; the posting rule profit-to-capital
    Shape:  whether it is new
    Raises: DocumentDiffers, and what use_resolution refuses
    Queries: 10
    """
    check_amount(amount_vnd=profit.amount_vnd)
    row = CapitalFromProfit.objects.filter(org_id=org_id, id=profit.id).first()
    if row:
        if (row.added_on, row.result, row.amount_vnd) != (profit.added_on, profit.result.value, profit.amount_vnd):
            raise DocumentDiffers(document=profit.id)
        return False
    resolution = use_resolution(
        org_id=org_id,
        resolution_id=profit.resolution_id,
        matter=PROFIT_TO_CAPITAL,
        says={"result": profit.result.value, "amount_vnd": profit.amount_vnd},
        object_kind="capital_from_profit",
        object_id=profit.id,
        by=by,
        now=now,
    )
    CapitalFromProfit.objects.create(
        id=profit.id,
        org_id=org_id,
        added_on=profit.added_on,
        result=profit.result.value,
        amount_vnd=profit.amount_vnd,
        rests_on=resolution.number,
        recorded_by_id=by,
        recorded_at=now,
    )
    rule = get_posting_rule(regime="cooperative", rule="profit-to-capital", law=lawbook.on(profit.added_on))
    postings = postings_by_rule(
        rule=rule, amounts={"amount_vnd": profit.amount_vnd}, facts={"result": profit.result.value}
    )
    text = f"{rule.label_vi}: {resolution.number}"
    draft = EntryDraft(DOCUMENT_KIND, profit.id, profit.added_on, profit.added_on, text, postings)
    post_entries(org_id=org_id, entries=[draft], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.add-profit",
        object_kind="capital_from_profit",
        object_id=profit.id,
        detail={},
        now=now,
    )
    return True
