"""End a post, say that a representative does not do the work, or that he does again."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.calc.bodies import EndGround
from ecoop.governance.errors.bodies import PostEndedBefore, PostEndsTooEarly, PostUnfounded
from ecoop.governance.models import Absence, PostEnd
from ecoop.governance.queries.bodies import get_post


@dataclass(frozen=True)
class PostEndDraft:
    """A post ends: from `ended_on` on nobody holds it."""

    post_id: UUID
    ended_on: date
    ground: EndGround
    rests_on: str
    resolution_id: UUID | None = None


@transaction.atomic
def end_post(*, org_id: UUID, end: PostEndDraft, by: UUID, now: datetime) -> None:
    """Write down that a post ended; the same end told again is known already.

    Raises:  PostUnknown, PostEndedBefore, PostEndsTooEarly, PostUnfounded
    Queries: 5
    """
    lock_bodies(org_id=org_id)
    post = get_post(org_id=org_id, post_id=end.post_id)
    if post.ground is not None:
        if (post.ends_on, post.ground) == (end.ended_on, end.ground):
            return
        raise PostEndedBefore(name=post.person_name, day=post.ends_on)
    if not end.rests_on.strip():
        raise PostUnfounded
    if end.ended_on < post.starts_on and end.ground is not EndGround.MISTAKE:
        raise PostEndsTooEarly(name=post.person_name, starts_on=post.starts_on, day=end.ended_on)
    row = PostEnd.objects.create(
        org_id=org_id,
        post_id=post.id,
        ended_on=end.ended_on,
        ground=end.ground.value,
        rests_on=end.rests_on.strip(),
        resolution_id=end.resolution_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.post.end",
        object_kind="governance.post",
        object_id=row.post_id,
        detail={"ground": row.ground},
        now=now,
    )


@transaction.atomic
def tell_absence(*, org_id: UUID, post_id: UUID, from_on: date, is_absent: bool, by: UUID, now: datetime) -> None:
    """Write down from which day a legal representative does not do the work, or does it again.

    Law:     L17 Art. 11, clause 3
    Raises:  PostUnknown
    Queries: 4
    """
    post = get_post(org_id=org_id, post_id=post_id)
    row = Absence.objects.create(
        org_id=org_id, post_id=post.id, from_on=from_on, is_absent=is_absent, recorded_by_id=by, recorded_at=now
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.representative.absence",
        object_kind="governance.post",
        object_id=row.post_id,
        detail={"absent": is_absent},
        now=now,
    )
