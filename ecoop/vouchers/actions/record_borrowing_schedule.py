"""Record when the money of a contract with a lender falls due."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.vouchers.calc.borrowings import Due
from ecoop.vouchers.calc.vouchers import NAME_MAX
from ecoop.vouchers.errors import PartyNotFound, ScheduleSaysNothing
from ecoop.vouchers.models import BorrowingSchedule
from ecoop.vouchers.queries.parties import PartyFound, get_known_parties

DUES_MAX = 400
KIND = "vouchers.borrowing-schedule"


@transaction.atomic
def record_borrowing_schedule(
    *, org_id: UUID, schedule_id: UUID, party: PartyFound, paper: str, dues: Sequence[Due], by: UUID, now: datetime
) -> None:
    """Record the schedule of a contract as it is agreed now; it takes the place of the one before, none ends it.

    Raises: ScheduleSaysNothing, PartyNotFound
    Queries: about 8
    """
    lock_books(org_id=org_id)
    if BorrowingSchedule.objects.filter(org_id=org_id, id=schedule_id).exists():
        return
    is_said = bool(paper.strip()) and len(paper) <= NAME_MAX and "\x00" not in paper
    if not is_said or len(dues) > DUES_MAX or any(due.amount_vnd <= 0 for due in dues):
        raise ScheduleSaysNothing(most=DUES_MAX)
    known = get_known_parties(
        org_id=org_id,
        member_ids={party.member_id} if party.member_id else set(),
        counterparty_ids={party.counterparty_id} if party.counterparty_id else set(),
    )
    party_id = party.member_id or party.counterparty_id
    if party_id not in known.member_ids | known.counterparty_ids:
        raise PartyNotFound()
    BorrowingSchedule(
        id=schedule_id,
        org_id=org_id,
        party_id=party_id,
        paper=paper.strip(),
        dues=[[due.on.isoformat(), int(due.amount_vnd)] for due in sorted(dues)],
        recorded_at=now,
        recorded_by_id=by,
    ).save(force_insert=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.borrowing-schedule.record",
        object_kind=KIND,
        object_id=schedule_id,
        detail={"dues": len(dues)},
        now=now,
    )
