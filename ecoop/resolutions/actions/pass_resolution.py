"""Write down what a body decided: what it says, by how many votes, under which number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.resolutions.calc import DecidingBody, Majority, Matter, ResolutionDraft, check_body, read_parameters
from ecoop.resolutions.errors import (
    ResolutionDaysWrong,
    ResolutionDiffers,
    ResolutionNumberTaken,
    ResolutionTitleMissing,
    TooFewVotes,
)
from ecoop.resolutions.models import Resolution
from ecoop.resolutions.queries import find_tally, get_matter_on, number_sign

RESOLUTION = "resolution"


@transaction.atomic
def pass_resolution(*, org_id: UUID, draft: ResolutionDraft, by: UUID, now: datetime) -> UUID:
    """Record a resolution that was passed; the same one again is the one that is there.

    Without a number it gets the next one of its body and year, such as 01/2027/NQ-ĐHTV.

    Law:    cooperative/resolution-matters, cooperative/meeting/majority
    Raises: MatterUnknown, BodyMayNotDecide, ParameterUnreadable, TooFewVotes, ResolutionDaysWrong,
            ResolutionTitleMissing, ResolutionNumberTaken, ResolutionDiffers
    """
    matter = get_matter_on(code=draft.matter, day=draft.passed_on)
    check_body(matter=matter, body=draft.body)
    says = read_parameters(matter=matter, parameters=draft.parameters)
    _check(draft, matter, now)
    # One after the other: numbers have no gaps, and the same one twice is one.
    lock_books(org_id=org_id)
    known = Resolution.objects.filter(org_id=org_id, id=draft.id).first()
    if known:
        if (known.body, known.matter, known.parameters, known.passed_on) != (
            draft.body.value,
            draft.matter,
            says,
            draft.passed_on,
        ):
            raise ResolutionDiffers(number=known.number)
        return known.id
    _write(org_id=org_id, draft=draft, matter=matter, says=says, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="resolutions.resolution.pass",
        object_kind=RESOLUTION,
        object_id=draft.id,
        detail={"matter": draft.matter},
        now=now,
    )
    return draft.id


def _check(draft: ResolutionDraft, matter: Matter, now: datetime) -> None:
    today = vietnam_day(now)
    if draft.passed_on > today:
        raise ResolutionDaysWrong(passed_on=draft.passed_on, today=today)
    if not draft.title.strip():
        raise ResolutionTitleMissing()
    if draft.body is DecidingBody.DIRECTOR:
        return
    counted = find_tally(
        votes_for=draft.votes_for,
        votes_against=draft.votes_against,
        votes_blank=draft.votes_blank,
        majority=majority_needed(draft=draft, matter=matter),
        day=draft.passed_on,
        casting_votes=int(draft.is_chair_for and draft.body is DecidingBody.BOARD),
    )
    # What was passed before the law of this book is taken as it was passed.
    if counted and not counted.is_passed:
        raise TooFewVotes(law=matter.law, votes_for=draft.votes_for, cast=counted.cast, needed=counted.needed)


def majority_needed(*, draft: ResolutionDraft, matter: Matter) -> Majority:
    """Give the larger of what the matter needs and what its object asks for."""
    return Majority.SPECIAL if Majority.SPECIAL in (matter.majority, draft.majority) else Majority.SIMPLE


def _write(
    *, org_id: UUID, draft: ResolutionDraft, matter: Matter, says: dict[str, Any], by: UUID, now: datetime
) -> None:
    year, serial, number = draft.passed_on.year, None, draft.number.strip()
    same = Resolution.objects.filter(org_id=org_id, body=draft.body.value, year=year)
    taken = set(same.values_list("number", flat=True))
    if number in taken:
        raise ResolutionNumberTaken(year=year, number=number)
    if not number:
        serial, number = _next_number(draft, taken, same.aggregate(last=Max("serial"))["last"] or 0)
    Resolution.objects.create(
        id=draft.id,
        org_id=org_id,
        body=draft.body.value,
        year=year,
        serial=serial,
        number=number,
        matter=draft.matter,
        majority=majority_needed(draft=draft, matter=matter).value,
        title=draft.title.strip(),
        text=draft.text.strip(),
        parameters=says,
        passed_on=draft.passed_on,
        starts_on=draft.starts_on,
        called=draft.called,
        attended=draft.attended,
        votes_for=draft.votes_for,
        votes_against=draft.votes_against,
        votes_blank=draft.votes_blank,
        is_chair_for=draft.is_chair_for,
        is_on_paper=draft.is_on_paper,
        paper=draft.paper.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )


def _next_number(draft: ResolutionDraft, taken: set[str], last: int) -> tuple[int, str]:
    """Count on from the last number; one that a paper bears already is stepped over by nobody but that paper."""
    sign = number_sign(body=draft.body, day=draft.passed_on)
    serial = last
    while True:
        serial += 1
        number = f"{serial:02}/{draft.passed_on.year}/{sign}"
        if number not in taken:
            return serial, number
