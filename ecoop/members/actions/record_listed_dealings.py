"""Record lines of trade from a list, which names members by number or by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.record_dealings import record_dealings_one_by_one
from ecoop.members.calc import ListedDealing
from ecoop.members.queries.named import read_named


@transaction.atomic
def record_listed_dealings(
    *, org_id: UUID, dealings: Sequence[ListedDealing], by: UUID, now: datetime
) -> list[Outcome]:
    """Record the good lines of a list and tell what became of each; whoever cannot be found is told, not guessed.

    Law:    L17 Art. 4, clauses 1 and 2
    Shape:  one outcome per line, in order
    Queries: 17 for any number of lines
    """
    register = read_named(org_id=org_id, lines=[(listed.member_number, listed.member_name) for listed in dealings])
    outcomes: dict[int, Outcome] = {}
    found = {}
    for place, listed in enumerate(dealings):
        try:
            member_id = register.find(number=listed.member_number, name=listed.member_name)
            found[place] = replace(listed.draft, member_id=member_id)
        except Refusal as refusal:
            outcomes[place] = Outcome(listed.id, "refused", refusal)
    recorded = record_dealings_one_by_one(org_id=org_id, dealings=list(found.values()), by=by, now=now)
    outcomes.update(zip(found, recorded, strict=True))
    return [outcomes[place] for place in range(len(dealings))]
