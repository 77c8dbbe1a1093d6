"""What documents moved on some accounts: where a balance came from."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc.document_moves import DocumentMove
from ecoop.ledger.queries.rows import read_rows

_MOVES = read_sql(__file__, "document_moves.sql")


def list_document_moves(
    *, org_id: UUID, codes: Sequence[str], starts_on: date, ends_before: date
) -> list[DocumentMove]:
    """List what documents moved on some accounts until the end of a span; red entries count for what they take back.

    Shape:   `codes` take postings; `starts_on` and `ends_before` are first days of months
    Queries: 1
    """
    wanted = {"org_id": org_id, "codes": list(codes), "starts_on": starts_on, "ends_before": ends_before}
    return [DocumentMove(*row) for row in read_rows(text=_MOVES, wanted=wanted)]
