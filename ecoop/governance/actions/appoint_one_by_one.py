"""Appoint people, or end posts, that come from outside in a batch: the good ones are kept, whatever the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.governance.actions.appoint import AppointmentDraft, appoint
from ecoop.governance.actions.end_post import PostEndDraft, end_post
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.queries.bodies import get_post
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome


@dataclass(frozen=True)
class NamedAppointment:
    """An appointment of somebody who is named; their line of their own is found or made."""

    person: PersonNamed
    draft: AppointmentDraft


def appoint_one_by_one(
    *, org_id: UUID, appointments: Sequence[NamedAppointment], by: UUID, now: datetime
) -> list[Outcome]:
    """Appoint people one by one; who is refused does not hold up the others.

    Law:     L17 Arts 62 to 72
    Shape:   one outcome per appointment, in order
    Raises:  nothing; every refusal is an outcome
    Queries: 16 for each appointment
    """
    outcomes = []
    for one in appointments:
        try:
            with transaction.atomic():
                (holder_id,) = name_holders(org_id=org_id, people=[one.person], by=by, now=now)
                draft = replace(one.draft, holder_id=holder_id)
                new = appoint(org_id=org_id, appointments=[draft], by=by, now=now)
            outcomes.append(Outcome(draft.id, "recorded" if new else "known"))
        except Refusal as refusal:
            outcomes.append(Outcome(one.draft.id, "refused", refusal))
    return outcomes


def end_posts_one_by_one(*, org_id: UUID, ends: Sequence[PostEndDraft], by: UUID, now: datetime) -> list[Outcome]:
    """End posts one by one; each outcome bears the id of its post.

    Shape:   one outcome per end, in order
    Raises:  nothing; every refusal is an outcome
    Queries: 7 for each end
    """
    outcomes = []
    for one in ends:
        try:
            had_ended = get_post(org_id=org_id, post_id=one.post_id).ground is not None
            end_post(org_id=org_id, end=one, by=by, now=now)
            outcomes.append(Outcome(one.post_id, "known" if had_ended else "recorded"))
        except Refusal as refusal:
            outcomes.append(Outcome(one.post_id, "refused", refusal))
    return outcomes
