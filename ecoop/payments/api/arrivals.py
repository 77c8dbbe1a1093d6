"""Money that came in, for phones; statements, lines and matches, for programs."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import CursorWanted, OutcomesOut, tell_outcomes
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, Page, RefusedOut, Text, tell_refusal
from ecoop.payments.actions.keep_statement import StatementKept, keep_statement, keep_statement_file
from ecoop.payments.actions.match_by_hand import match_by_hand, take_back_match
from ecoop.payments.calc.drafts import MatchDraft
from ecoop.payments.errors import StatementUnreadable
from ecoop.payments.queries.arrivals import ARRIVALS_MAX, Arrival, list_arrivals
from ecoop.payments.queries.pages import LineShown, get_lines_page

router = Router(tags=["payments"])

MATCHES_MAX = 50
Since = Annotated[str, Query(max_length=20, description="`cursor` of the answer before; the last day if left out.")]
Limit = Annotated[int, Query(ge=1, le=ARRIVALS_MAX)]
Base64 = Annotated[str, Field(max_length=12_000_000, description="The bytes of the file in base64.")]


class MatchedOut(Schema):
    """The document that money pays, and why we think so, in words."""

    document_kind: str = Field(examples=["trade.sale"])
    document_id: UUID
    reason: str = Field(examples=["the reference stands in the text, the amount is the same"])


class ArrivalOut(Schema):
    """Money that came in."""

    id: UUID
    amount_vnd: int = Field(examples=[45_000])
    reference: str = Field(examples=["FT26206000001"], description="The bank's own reference.")
    text: str = Field(examples=["EC7K2M9 chuyen tien"])
    counterparty: str
    arrived_at: datetime
    matched: MatchedOut | None


class ArrivalsOut(Schema):
    """What is new since a cursor, and the cursor to ask with next."""

    cursor: str
    arrivals: list[ArrivalOut]


class BankStatementIn(Schema):
    """A statement as the bank wrote it."""

    id: UUID
    name: Text = Field(min_length=1, examples=["sao-ke-thang-3.xlsx"])
    content_base64: Base64


class BankStatementOut(Schema):
    """What a statement says, and what became of its entries."""

    account: str
    opening_vnd: int | None
    closing_vnd: int | None
    sums_agree: bool | None
    new: int
    merged: int = Field(description="Entries that a notice or another statement told of before.")
    known: int
    left: int = Field(description="Entries of the file that wait for the next step: send the same again.")
    refused: list[RefusedOut]


class BankLineOut(Schema):
    """A bank line; of what it pays, how much is left."""

    id: UUID
    booked_on: date
    amount_vnd: int
    left_vnd: int
    counterparty: str
    reference: str
    text: str


class MatchIn(Schema):
    """A line pays a document; the caller chooses the id."""

    id: UUID
    line_id: UUID
    document_kind: Text = Field(examples=["trade.sale"])
    document_id: UUID
    amount_vnd: Annotated[int, Field(strict=True, ge=1, le=AMOUNT_VND_MAX)] | None = None


class MatchesIn(Schema):
    """A batch of matches; each is made or refused for itself."""

    matches: list[MatchIn] = Field(min_length=1, max_length=MATCHES_MAX)


class TakenBackIn(Schema):
    """Why a match is taken back."""

    reason: Text = Field(min_length=1, pattern=r"\S")


class MatchTakenBackOut(Schema):
    """The match that stands no more."""

    match_id: UUID


@router.get("/o/{slug:slug}/payments/arrivals", response=ArrivalsOut, summary="List money that came in")
def get_arrivals(request: HttpRequest, slug: str, cursor: Since = "", limit: Limit = ARRIVALS_MAX) -> ArrivalsOut:
    """List money that came in since a cursor; a line comes again when what it pays has changed."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        found, following = list_arrivals(org_id=acting.org_id, cursor=cursor, now=timezone.now(), limit=limit)
    return ArrivalsOut(cursor=following, arrivals=[_arrival(each) for each in found])


@router.get("/o/{slug:slug}/payments/lines", response=Page[BankLineOut], summary="List bank lines")
def get_lines(request: HttpRequest, slug: str, cursor: CursorWanted = None) -> Page[BankLineOut]:
    """List the lines of the bank accounts, the newest first."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        page = get_lines_page(org_id=acting.org_id, show="all", cursor=cursor or "")
    return Page[BankLineOut](items=[_line(each) for each in page.rows], next_cursor=page.next_cursor or None)


@router.post("/o/{slug:slug}/payments/statements", response=list[BankStatementOut], summary="Hand a bank statement in")
def post_statement(request: HttpRequest, slug: str, body: BankStatementIn) -> list[BankStatementOut]:
    """Keep a statement (camt, MT940, Excel, CSV) and its lines, each once, and match what is certain."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        data = _decoded(body)
        act = {"by": acting.person_id, "org_id": acting.org_id}
        file_id, _read = keep_statement_file(**act, file_id=body.id, name=body.name, data=data, now=now)
        step = keep_statement(org_id=acting.org_id, by=acting.person_id, file_id=file_id, now=now)
        return [_statement(each, step.left) for each in step.kept]


@router.post("/o/{slug:slug}/payments/matches", response=OutcomesOut, summary="Match bank lines with documents")
def post_matches(request: HttpRequest, slug: str, body: MatchesIn) -> OutcomesOut:
    """Match lines with documents as a person chose; what settles a debt is booked as its receipt or payment."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [
            MatchDraft(m.id, m.line_id, m.document_kind, m.document_id, Dong(m.amount_vnd) if m.amount_vnd else None)
            for m in body.matches
        ]
        outcomes = match_by_hand(org_id=acting.org_id, matches=drafts, by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


@router.post(
    "/o/{slug:slug}/payments/matches/{uuid:match_id}/taking-back",
    response=MatchTakenBackOut,
    summary="Take a match back",
)
def post_taking_back(request: HttpRequest, slug: str, match_id: UUID, body: TakenBackIn) -> MatchTakenBackOut:
    """Take a match back; what it booked is taken back by a red entry."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        take_back_match(
            org_id=acting.org_id, match_id=match_id, reason=body.reason, by=acting.person_id, now=timezone.now()
        )
    return MatchTakenBackOut(match_id=match_id)


def _decoded(body: BankStatementIn) -> bytes:
    try:
        return base64.b64decode(body.content_base64, validate=True)
    except (binascii.Error, ValueError):
        raise StatementUnreadable(name=body.name, problem="base64") from None


def _arrival(each: Arrival) -> ArrivalOut:
    matched = None
    if each.document_id is not None:
        matched = MatchedOut(
            document_kind=each.document_kind, document_id=each.document_id, reason=", ".join(each.reasons)
        )
    return ArrivalOut(
        id=each.id,
        amount_vnd=each.amount_vnd,
        reference=each.reference,
        text=each.text,
        counterparty=each.counterparty,
        arrived_at=each.arrived_at,
        matched=matched,
    )


def _line(each: LineShown) -> BankLineOut:
    return BankLineOut(
        id=each.id,
        booked_on=each.booked_on,
        amount_vnd=each.amount_vnd,
        left_vnd=each.left_vnd,
        counterparty=each.counterparty,
        reference=each.reference,
        text=each.text,
    )


def _statement(kept: StatementKept, left: int) -> BankStatementOut:
    refused = [each.refusal for each in kept.outcomes if each.refusal is not None]
    refused += [each.refusal for each in kept.read.refused]
    said = kept.read.as_dict()
    return BankStatementOut(
        account=kept.read.account,
        opening_vnd=said["opening"],
        closing_vnd=said["closing"],
        sums_agree=said["sums_agree"],
        new=kept.count("new"),
        merged=kept.count("merged"),
        known=kept.count("known"),
        left=left,
        refused=[tell_refusal(refusal=each) for each in refused],
    )
