"""What one entry moved on an account."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong


class EntryMove(NamedTuple):
    """What one entry put into an account and took out of it."""

    document_kind: str
    document_id: UUID
    label: str
    entry_on: date
    text: str
    # A red entry takes another one back.
    is_red: bool
    in_vnd: Dong
    out_vnd: Dong

    @property
    def moved_vnd(self) -> Dong:
        """Give what it changed, in less out."""
        return Dong(self.in_vnd - self.out_vnd)
