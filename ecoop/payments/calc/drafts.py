"""What comes in from outside: awaited payments, lines of accounts, choices of people."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ecoop.kernel.dong import Dong

AWAITED, LINE, MATCH = "payments.awaited", "payments.line", "payments.match"
# More than all the money there is; what a broken file says beyond it is no amount.
AMOUNT_BITS_MAX = 53
YEARS_AGO_MAX = 30
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


def cannot_be(*, draft: LineDraft, today: date) -> bool:
    """Tell whether a line has no amount that could be, or a day that nobody can have reached."""
    is_far = draft.booked_on.year < today.year - YEARS_AGO_MAX or draft.booked_on > today + timedelta(days=1)
    return is_far or not draft.amount_vnd or bool(abs(draft.amount_vnd) >> AMOUNT_BITS_MAX)


@dataclass(frozen=True)
class MatchDraft:
    """Somebody says that a line pays a document; without an amount, as much as goes."""

    id: UUID
    line_id: UUID
    document_kind: str
    document_id: UUID
    amount_vnd: Dong | None = None
