"""Judge a cost: somebody who knows says that a condition of the law is met or not, and why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.trade.errors import ConditionUnknown, JudgementNeedsReason
from ecoop.trade.models import CostJudgement
from ecoop.trade.queries.costs import get_verdict


@transaction.atomic
def judge_cost(
    *,
    org_id: UUID,
    judgement_id: UUID,
    document_kind: str,
    document_id: UUID,
    condition: str,
    verdict: str,
    reason: str,
    by: UUID,
    now: datetime,
) -> None:
    """Say that one condition of a cost is met or unmet; the last word holds, all words are kept.

    Raises: DocumentNotFound, ConditionUnknown, JudgementNeedsReason
    Queries: 7
    """
    if not reason.strip():
        raise JudgementNeedsReason()
    weighed = get_verdict(org_id=org_id, document_kind=document_kind, document_id=document_id)
    if condition not in {each.code for each in weighed.conditions} or verdict not in ("met", "unmet"):
        raise ConditionUnknown(condition=condition[:40])
    if CostJudgement.objects.filter(org_id=org_id, id=judgement_id).exists():
        return
    CostJudgement.objects.create(
        id=judgement_id,
        org_id=org_id,
        document_kind=document_kind,
        document_id=document_id,
        condition=condition,
        is_met=verdict == "met",
        reason=reason.strip()[:500],
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.cost.judge",
        object_kind=document_kind,
        object_id=document_id,
        detail={"condition": condition, "verdict": verdict},
        now=now,
    )
