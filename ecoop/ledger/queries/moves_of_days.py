"""What moved on one account in some days, entry by entry."""

from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc.entry_moves import EntryMove
from ecoop.ledger.queries.rows import read_rows

_MOVES = read_sql(__file__, "moves_of_days.sql")


def list_moves_of_days(*, org_id: UUID, code: str, from_on: date, until_on: date) -> list[EntryMove]:
    """List what each entry of some days moved on an account, in the order of the books.

    Queries: 1
    """
    wanted = {"org_id": org_id, "code": code, "from_on": from_on, "until_on": until_on}
    return [
        EntryMove(kind, document_id, f"{year}-{number}", on, text, of == "red", Dong(came_in), Dong(went_out))
        for kind, document_id, year, number, on, text, of, came_in, went_out in read_rows(text=_MOVES, wanted=wanted)
    ]
