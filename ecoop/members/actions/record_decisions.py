"""Write down what a body of the cooperative decided about a member, by which resolution."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.refusals import Citation
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.members.calc import BODY_WORDS, Body, DecidedAct, MemberType
from ecoop.members.errors import DecisionNeedsResolution, WrongBodyDecides
from ecoop.members.models import Decision
from ecoop.members.queries import get_decider

_DOCUMENT = "luat-17-2023-qh15"


@dataclass(frozen=True)
class DecisionDraft:
    """A body decided, by a resolution, on a day."""

    body: Body
    resolution: str
    decided_on: date
    reason: str = ""
    application_id: UUID | None = None


def check_decision(*, name: str, decision: DecisionDraft, kind: MemberType, governance: str, day: date) -> None:
    """Refuse a decision of a body that the law does not let decide, and one without its resolution.

    Law:    cooperative/who-decides; L17 Arts 66, 68, 70, 71
    Raises: WrongBodyDecides, DecisionNeedsResolution
    """
    if not decision.resolution.strip():
        raise DecisionNeedsResolution(name=name, body=str(BODY_WORDS[decision.body]))
    try:
        decider = get_decider(act="admit_or_end", kind=kind, governance=governance, day=day)
    except NoLawOnDay:
        return
    if decider.body is not decision.body:
        law = Citation(_DOCUMENT, decider.source)
        given, body = str(BODY_WORDS[decision.body]), str(BODY_WORDS[decider.body])
        raise WrongBodyDecides(law=law, name=name, given=given, body=body)


def decision_row(*, decision: DecisionDraft, act: DecidedAct, **of: Any) -> Decision:
    """Make the row of a decision about a member or an application; the caller writes it in its own batch."""
    return Decision(
        act=act.value,
        body=decision.body.value,
        resolution=decision.resolution.strip(),
        decided_on=decision.decided_on,
        reason=decision.reason,
        application_id=decision.application_id,
        **of,
    )


def write_decisions(
    *, decided: Iterable[tuple[UUID, UUID | None, DecisionDraft | None]], act: DecidedAct, **recorded: Any
) -> None:
    """Write down what was decided about members, each with the organisation behind them; without a decision, nothing.

    Queries: 1
    """
    Decision.objects.bulk_create(
        decision_row(decision=decision, act=act, member_id=member_id, member_org_id=member_org_id, **recorded)
        for member_id, member_org_id, decision in decided
        if decision
    )
