"""End the handing out of ballots and let the box take them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.calc.votes import VOTERS_MIN
from ecoop.governance.errors.votes import BallotIsClosed, BallotIsOpen, BoxIsOpenAlready, TooFewPapers, TooFewPhones
from ecoop.governance.models import BoxOpening
from ecoop.governance.queries.votes import count_so_far, get_ballot


@transaction.atomic
def open_box(*, org_id: UUID, ballot_id: UUID, by: UUID, now: datetime) -> None:
    """Open the box of a secret vote; from now on nobody is handed a ballot.

    Raises: BallotUnknown, BallotIsClosed, BallotIsOpen, BoxIsOpenAlready, TooFewPapers, TooFewPhones
    """
    lock_ballot(ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    if not ballot.is_secret:
        raise BallotIsOpen()
    if not ballot.is_handing_out:
        raise BoxIsOpenAlready()
    so_far = count_so_far(org_id=org_id, ballot=ballot)
    if 0 < so_far.phones < VOTERS_MIN:
        raise TooFewPhones(phones=so_far.phones)
    if so_far.phones and 0 < so_far.papers < VOTERS_MIN:
        raise TooFewPapers(papers=so_far.papers)
    BoxOpening.objects.create(org_id=org_id, ballot_id=ballot_id, recorded_by_id=by, recorded_at=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.box.open",
        object_kind="ballot",
        object_id=ballot_id,
        detail={},
        now=now,
    )
