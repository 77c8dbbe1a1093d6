"""Reads of what a bank line may pay, the likeliest first, each with its reasons."""

from uuid import UUID

from ecoop.payments.calc.matching import Candidate, Line, weigh_asked, weigh_payable
from ecoop.payments.queries.entries import is_cooperative
from ecoop.payments.queries.office import list_proposals
from ecoop.payments.queries.payables import list_asked, list_payables

CANDIDATES_MAX = 20


def list_candidates(*, org_id: UUID, line: Line) -> list[Candidate]:
    """List the documents that a line may pay, each once, what speaks most for it first.

    Queries: about 35; none if nothing of the line is left
    """
    if line.left_vnd <= 0:
        return []
    if is_cooperative(org_id=org_id):
        return list_proposals(org_id=org_id, lines=[line])[0].get(line.id, [])
    asked = [weigh_asked(line=line, asked=each) for _, each in list_asked(org_id=org_id, lines=[line])]
    payables = list_payables(org_id=org_id, booked_on=line.booked_on, is_in=line.amount_vnd > 0)
    guessed = [weigh_payable(line=line, payable=each) for each in payables]
    best: dict[UUID, Candidate] = {}
    for found in (*asked, *guessed):
        if found is not None:
            before = best.get(found.payable.document_id)
            if before is None or found.weight > before.weight:
                best[found.payable.document_id] = found
    ordered = sorted(best.values(), key=lambda each: (-each.weight, each.payable.on, each.payable.document_id))
    return ordered[:CANDIDATES_MAX]
