"""What a document moved between two accounts, as sums of the books."""

from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong


class DocumentMove(NamedTuple):
    """What one document moved between two accounts, before a span of months or in it."""

    document_kind: str
    document_id: UUID
    debit: str
    credit: str
    is_before: bool
    amount_vnd: Dong
