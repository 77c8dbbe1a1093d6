"""What comes in from outside: awaited payments, lines of accounts, choices of people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.kernel.dong import Dong

AWAITED, LINE, MATCH = "payments.awaited", "payments.line", "payments.match"
CONNECTION, STATEMENT = "payments.connection", "payments.statement"


@dataclass(frozen=True)
class AwaitedDraft:
    """A payer was shown a reference for a document: this much should come with these words."""

    id: UUID
    document_kind: str
    document_id: UUID
    reference: str
    amount_vnd: Dong
    asked_at: datetime
    bank_account_id: UUID | None = None


@dataclass(frozen=True)
class LineDraft:
    """A line of an account on its way in; `key` is the same whenever the same paper tells it again."""

    key: str
    booked_on: date
    amount_vnd: Dong
    account: str = ""
    happened_at: datetime | None = None
    counterparty: str = ""
    counterparty_account: str = ""
    reference: str = ""
    text: str = ""
    bank_account_id: UUID | None = None


@dataclass(frozen=True)
class MatchDraft:
    """Somebody says that a line pays a document; without an amount, as much as goes."""

    id: UUID
    line_id: UUID
    document_kind: str
    document_id: UUID
    amount_vnd: Dong | None = None
