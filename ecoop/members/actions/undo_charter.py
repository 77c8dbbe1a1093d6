"""Take choices of the charter back whose resolution was annulled: what held before holds again, from that day on."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.actions.set_charter import CHARTER_PARAMETER
from ecoop.members.models import CharterParameter
from ecoop.members.queries import label_charter

DAY = timedelta(days=1)


@transaction.atomic
def undo_choices(
    *, org_id: UUID, choice_ids: Collection[UUID], undone_on: date, rests_on: str, by: UUID, now: datetime
) -> list[str]:
    """Let what held before a choice hold again; what was reckoned by it in between stays as it was reckoned.

    Shape:   the labels of choices that stay, because there was nothing before them or something was chosen since
    Queries: 2, and 2 if something is taken back
    """
    taken = list(CharterParameter.objects.filter(org_id=org_id, id__in=choice_ids).order_by("name"))
    rows = CharterParameter.objects.filter(org_id=org_id, name__in=[row.name for row in taken]).order_by("starts_on")
    by_name: dict[str, list[CharterParameter]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    back, left = [], []
    for row in taken:
        before = [each for each in by_name[row.name] if each.starts_on < row.starts_on]
        later = [each for each in by_name[row.name] if each.starts_on > row.starts_on]
        if not before or later:
            left.append(label_charter(name=row.name))
            continue
        back.append(
            CharterParameter(
                org_id=org_id,
                name=row.name,
                value=before[-1].value,
                starts_on=max(undone_on, row.starts_on + DAY),
                rests_on=rests_on[:200],
                recorded_by_id=by,
                recorded_at=now,
            )
        )
    CharterParameter.objects.bulk_create(back)
    if back:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.charter.undo",
            object_kind=CHARTER_PARAMETER,
            object_id=None,
            detail={"names": [row.name for row in back]},
            now=now,
        )
    return left
