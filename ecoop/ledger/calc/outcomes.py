"""What became of one document of a batch that came from outside."""

from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.refusals import Refusal


@dataclass(frozen=True)
class Outcome:
    """What became of one document of a batch: recorded, known (it was there already) or refused."""

    id: UUID
    status: str
    refusal: Refusal | None = None
    entry_label: str = ""
