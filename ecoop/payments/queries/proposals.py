"""Reads of the page of proposals: bank lines of a cooperative that wait, and what each is probably about."""

from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.payments.calc.matching import Candidate, Line
from ecoop.payments.queries.lines import list_rivals, list_waiting_lines
from ecoop.payments.queries.office import list_proposals

LINES_A_PAGE = 50
_DIGITS_MAX = 18


@dataclass(frozen=True)
class Proposal:
    """A waiting line, what it is most probably about, whether that is sure, and how many others there are."""

    line: Line
    candidate: Candidate | None
    is_sure: bool
    others: int


@dataclass(frozen=True)
class ProposalsPage:
    """A page of proposals in the order in which the lines came."""

    rows: list[Proposal]
    next_cursor: str

    @property
    def sure_count(self) -> int:
        """Say how many of the page are sure."""
        return sum(row.is_sure for row in self.rows)


def get_proposals_page(*, org_id: UUID, cursor: str = "", limit: int = LINES_A_PAGE) -> ProposalsPage:
    """Get the next waiting lines of a cooperative with what each is probably about.

    Raises:  CursorIsUnreadable
    Queries: about 20
    """
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _DIGITS_MAX):
        raise CursorIsUnreadable(cursor=cursor[:40])
    lines, next_after = list_waiting_lines(org_id=org_id, after=int(cursor or 0), limit=limit)
    found, sure = list_proposals(org_id=org_id, lines=lines, rivals=list_rivals(org_id=org_id, lines=lines))
    rows = []
    for line in lines:
        candidates = found.get(line.id, [])
        best = sure.get(line.id) or next(iter(candidates), None)
        rows.append(Proposal(line, best, line.id in sure, max(len(candidates) - 1, 0)))
    return ProposalsPage(rows, str(next_after) if next_after else "")
