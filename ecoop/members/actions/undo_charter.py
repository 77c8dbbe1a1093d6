"""Take choices of the charter back whose resolution was annulled: what held before holds again, from that day on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.actions.set_charter import CHARTER_PARAMETER, DAY, free_day
from ecoop.members.models import CharterParameter
from ecoop.members.queries import label_charter
from ecoop.resolutions.queries import list_annulled


@transaction.atomic
def undo_choices(
    *, org_id: UUID, choice_ids: Collection[UUID], undone_on: date, rests_on: str, by: UUID, now: datetime
) -> list[str]:
    """Let what held before a choice hold again; what was reckoned by it in between stays as it was reckoned.

    What was annulled before, and what an annulment put back, is nothing that held before.

    Shape:   the labels of choices that stay, because there was nothing before them or something was chosen since
    Queries: 4, and 2 if something is taken back
    """
    taken = list(CharterParameter.objects.filter(org_id=org_id, id__in=choice_ids).order_by("name"))
    rows = CharterParameter.objects.filter(org_id=org_id, name__in=[row.name for row in taken]).order_by("starts_on")
    by_name: dict[str, list[CharterParameter]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    annulled = list_annulled(
        org_id=org_id, object_kind=CHARTER_PARAMETER, object_ids=[row.id for each in by_name.values() for row in each]
    )
    back, left = [], []
    for row in taken:
        day = max(undone_on, row.starts_on + DAY)
        holds, should = _hold_on(by_name[row.name], annulled, day)
        if should is None or holds == should:
            left.append(label_charter(name=row.name))
            continue
        if holds.value == should.value:
            continue
        back.append(
            CharterParameter(
                org_id=org_id,
                name=row.name,
                value=should.value,
                starts_on=free_day(rows=by_name[row.name], day=day),
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


def _hold_on(
    rows: Sequence[CharterParameter], annulled: Mapping[UUID, str], day: date
) -> tuple[CharterParameter, CharterParameter | None]:
    """Find what holds on a day as the rows stand, and what a resolution that was not annulled says for it."""
    begun = [row for row in rows if row.starts_on <= day]
    papers = {annulled[row.id][:200] for row in rows if row.id in annulled}
    chosen = [row for row in begun if row.id not in annulled and row.rests_on not in papers]
    return begun[-1], chosen[-1] if chosen else None
