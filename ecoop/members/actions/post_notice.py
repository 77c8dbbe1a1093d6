"""Tell the members a few words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.models import Notice


@dataclass(frozen=True)
class NoticeDraft:
    """A few words to every member."""

    id: UUID
    title: str
    text: str = ""
    until_on: date | None = None


@transaction.atomic
def post_notice(*, org_id: UUID, notice: NoticeDraft, by: UUID, now: datetime) -> UUID:
    """Tell the members something from now on; the same id again changes nothing.

    Raises:  nothing
    Queries: 3
    """
    if Notice.objects.filter(org_id=org_id, id=notice.id).exists():
        return notice.id
    Notice.objects.create(
        id=notice.id,
        org_id=org_id,
        title=notice.title.strip(),
        text=notice.text.strip(),
        until_on=notice.until_on,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.notice.post",
        object_kind="notice",
        object_id=notice.id,
        detail={},
        now=now,
    )
    return notice.id
