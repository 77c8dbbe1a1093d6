"""Note what a locked phone lost when it emptied itself."""

from datetime import date, datetime

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.actions.register_device import DEVICE
from ecoop.sync.calc.ears import find_organisation_of
from ecoop.sync.models import Loss
from ecoop.sync.queries.orders import find_device_of, is_revoked


def note_loss(
    *, ear: str, lost_events: int, lost_papers: int, first_day: date | None, last_day: date | None, now: datetime
) -> None:
    """Keep how many entries and photos a phone lost, once; whoever says it learns nothing.

    Only a phone that was told to wipe itself can have lost anything: of one in use, and of a word that nobody was
    given, nothing is kept. What was said first stands, however often it is said.

    Queries: 4, besides the walls' own; none for a word that cannot be an ear
    """
    org_id = find_organisation_of(ear=ear)
    if org_id is None or not (lost_events or lost_papers):
        return
    with inside_organisation(org_id=org_id, person_id=None):
        device_id = find_device_of(org_id=org_id, ear=ear)
        if device_id is None or not is_revoked(org_id=org_id, device_id=device_id):
            return
        given = {"lost_events": lost_events, "lost_papers": lost_papers, "first_day": first_day, "last_day": last_day}
        loss = Loss(id=new_id(), org_id=org_id, device_id=device_id, told_at=now, **given)
        # Two that say it at once make one row; the second writes nothing, nor into the trail.
        Loss.objects.bulk_create([loss], ignore_conflicts=True)
        if Loss.objects.filter(org_id=org_id, id=loss.id).exists():
            record_event(
                org_id=org_id,
                person_id=None,
                verb="sync.device.lose",
                object_kind=DEVICE,
                object_id=device_id,
                detail={},
                now=now,
            )
