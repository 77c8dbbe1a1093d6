"""Reads of what was judged of a cost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from ecoop.trade.models import CostJudgement
from ecoop.trade.queries.weighing import cost_law


@dataclass(frozen=True)
class JudgementFacts:
    """Who said what of a condition, when and why."""

    label: str
    is_met: bool
    reason: str
    by: str
    at: datetime


def list_judgements(*, org_id: UUID, document_id: UUID) -> list[JudgementFacts]:
    """List what was judged of a document, the last word first.

    Queries: 1
    """
    rows = CostJudgement.objects.filter(org_id=org_id, document_id=document_id).select_related("recorded_by")
    place = 0 if get_language() == "vi" else 1
    return [
        JudgementFacts(
            label=cost_law(on=row.recorded_at.date()).labels.get(row.condition, (row.condition,) * 2)[place],
            is_met=row.is_met,
            reason=row.reason,
            by=str(row.recorded_by),
            at=row.recorded_at,
        )
        for row in rows.order_by("-recorded_at", "-id")
    ]
