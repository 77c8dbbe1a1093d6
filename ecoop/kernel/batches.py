"""How a batch of documents travels through the API: what became of each, exact quantities, how many at once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol
from uuid import UUID

from ninja import Query, Schema
from pydantic import Field

from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import RefusedOut, tell_refusal

DOCUMENTS_MAX = 500
# Quantities travel as texts, so that no program rounds them on the way.
Exact = Annotated[Decimal, Field(max_digits=18, decimal_places=6, ge=0, allow_inf_nan=False, examples=["2.5"])]
CursorWanted = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]


class Told(Protocol):
    """What became of one document, as the domains say it."""

    @property
    def id(self) -> UUID:
        """The id of the document."""

    @property
    def status(self) -> str:
        """What became of it: recorded, known or refused."""

    @property
    def refusal(self) -> Refusal | None:
        """Why it was refused, if it was."""

    @property
    def entry_label(self) -> str:
        """The entry that it became, if it did."""


class OutcomeOut(Schema):
    """What became of one document of a batch."""

    id: UUID
    status: str = Field(examples=["recorded"], description="recorded, known (it was there already) or refused")
    entry_label: str = Field(examples=["2026-17"])
    refused: RefusedOut | None = None


class OutcomesOut(Schema):
    """What became of every document, in the order in which they were sent."""

    outcomes: list[OutcomeOut]


def tell_outcomes(*, outcomes: Sequence[Told]) -> OutcomesOut:
    """Tell a program what became of each document of its batch."""
    return OutcomesOut(outcomes=[_outcome(each) for each in outcomes])


def write_exact(*, value: Decimal | None) -> str | None:
    """Write a quantity or price exactly, as a text."""
    return None if value is None else f"{value:f}"


def _outcome(outcome: Told) -> OutcomeOut:
    refused = tell_refusal(refusal=outcome.refusal) if outcome.refusal else None
    return OutcomeOut(id=outcome.id, status=outcome.status, entry_label=outcome.entry_label, refused=refused)
