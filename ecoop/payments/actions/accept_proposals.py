"""Accept all sure proposals of a cooperative's bank lines, in steps (docs/decisions/0016)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.actions.lock_register import lock_register
from ecoop.payments.actions.match_lines import make_match
from ecoop.payments.errors import LinesAreOfNoCooperative, MadeBy
from ecoop.payments.queries.entries import is_cooperative
from ecoop.payments.queries.lines import list_rivals, list_waiting_lines
from ecoop.payments.queries.office import list_proposals

AT_ONCE = 50


@dataclass(frozen=True)
class AcceptedStep:
    """What a step accepted, what of it the books refused and why, and behind which line the next one begins."""

    accepted: int
    refused: tuple[tuple[UUID, Refusal], ...]
    next_after: int | None


@transaction.atomic
def accept_sure(*, org_id: UUID, by: UUID, now: datetime, after: int = 0, limit: int = AT_ONCE) -> AcceptedStep:
    """Match the next waiting lines with what they surely are; all else goes on waiting for a person.

    Each is made or refused for itself; running it twice changes nothing. `after` is the number of a line.

    Raises:  LinesAreOfNoCooperative
    Queries: about 25, and 5 to 25 for each line that is sure
    """
    if not is_cooperative(org_id=org_id):
        raise LinesAreOfNoCooperative()
    # The one order that everybody keeps: capital and register, then the books.
    lock_capital(org_id=org_id)
    lock_register(org_id=org_id)
    lock_books(org_id=org_id)
    lines, next_after = list_waiting_lines(org_id=org_id, after=after, limit=limit)
    _all, sure = list_proposals(org_id=org_id, lines=lines, rivals=list_rivals(org_id=org_id, lines=lines))
    accepted, refused = 0, []
    for line in lines:
        candidate = sure.get(line.id)
        if candidate is None:
            continue
        try:
            make_match(org_id=org_id, line=line, candidate=candidate, by=by, now=now, made_by=MadeBy.PERSON)
            accepted += 1
        except Refusal as refusal:
            refused.append((line.id, refusal))
    return AcceptedStep(accepted, tuple(refused), next_after)
