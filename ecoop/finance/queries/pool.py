"""The pool: owners' equity by the filed statements, what is out, what is promised, what one member may owe."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from ecoop.finance.calc import Equity, EventKind, Pool, Verdict, measure_pool
from ecoop.finance.models import FiledEquity, Loan, LoanDecision, LoanEvent, LoanReversal
from ecoop.finance.queries.law import (
    CHARTER_MEMBER,
    CHARTER_POOL,
    MEMBER_RATE,
    POOL_RATE,
    find_account,
    get_readings,
    law_on,
)
from ecoop.finance.queries.loans import LOAN_EVENT
from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.members.queries import CharterLine, get_charter_on
from ecoop.resolutions.queries import ResolutionFacts, list_resolutions
from ecoop.taxes.queries.statement_sets import get_deadlines, list_sets

LENDING = "lending"
_TAX_OFFICE, _FORM = "tax_office", "b01"
_LINES = ("owners", "capital", "profit", "funds")


@dataclass(frozen=True)
class Frame:
    """What lending rests on, on a day: law, charter, the meeting's resolution, equity, and the pool they make."""

    day: date
    law: Law
    charter: dict[str, CharterLine]
    resolution: ResolutionFacts | None
    equity: Equity | None
    is_equity_late: bool
    pool: Pool

    def charter_rate(self, *, name: str) -> Decimal | None:
        """Give a rate of the charter, if it has one."""
        line = self.charter.get(name)
        return Decimal(line.value) if line else None


def get_frame(*, org_id: UUID, day: date, but: UUID | None = None) -> Frame:
    """Get what lending rests on, on a day; an application that is looked at itself is left out of what is promised.

    Law:     D113 Art. 19; cooperative/lending/*
    Queries: about 20
    """
    law, charter = law_on(day=day), get_charter_on(org_id=org_id, day=day)
    resolution = find_lending_resolution(org_id=org_id, day=day)
    equity = find_equity(org_id=org_id, day=day)
    pool = measure_pool(
        equity=equity,
        pool_rate=_least(law.rate(POOL_RATE), charter.get(CHARTER_POOL)),
        member_rate=_least(law.rate(MEMBER_RATE), charter.get(CHARTER_MEMBER)),
        readings=get_readings(law=law),
        meeting_limit_vnd=_meeting_limit(resolution),
        used_vnd=sum_most_out(org_id=org_id, day=day),
        promised_vnd=sum_promised(org_id=org_id, but=but),
    )
    late = equity is not None and equity.year < day.year - 1 and day > get_deadlines(year=day.year - 1).file_by_on
    return Frame(day, law, dict(charter), resolution, equity, late, pool)


def find_lending_resolution(*, org_id: UUID, day: date) -> ResolutionFacts | None:
    """Find the meeting's resolution on lending that is in force on a day.

    Queries: 3
    """
    for facts in list_resolutions(org_id=org_id, matter=LENDING):
        said = facts.parameters
        starts_on, ends_on = _day(said.get("starts_on")) or facts.starts_on, _day(said.get("ends_on"))
        if facts.annulment is None and starts_on <= day and (ends_on is None or day <= ends_on):
            return facts
    return None


def find_equity(*, org_id: UUID, day: date) -> Equity | None:
    """Find owners' equity by last year's statements as they were filed with the tax office, or by those before.

    Law:     D113 Art. 19
    Queries: 2 to 20
    """
    for year in (day.year - 1, day.year - 2):
        for facts in list_sets(org_id=org_id, year=year):
            filed = [one for one in facts.filings if one.filed_with == _TAX_OFFICE and one.filed_on <= day]
            if facts.period == str(year) and filed:
                return _equity(year, filed[0].filed_on, filed[0].figures)
        row = FiledEquity.objects.filter(org_id=org_id, year=year, filed_on__lte=day).first()
        if row is not None:
            parts = (row.owners_vnd, row.capital_vnd, row.profit_vnd, row.funds_vnd)
            return Equity(year, row.filed_on, *(Dong(part) for part in parts))
    return None


def sum_out(*, org_id: UUID, day: date, member_id: UUID | None = None) -> Dong:
    """Sum the principal that is out on a day, of all members or of one.

    Queries: 3
    """
    return Dong(sum(vnd for on, vnd in _list_moves(org_id, member_id) if on <= day))


def sum_most_out(*, org_id: UUID, day: date, member_id: UUID | None = None) -> Dong:
    """Sum the principal that is out on a day, or the most that was out on a later one.

    Money that is told late to have gone out earlier must leave the limits held on the days since.

    Queries: 3
    """
    moves = _list_moves(org_id, member_id)
    out_vnd = most_vnd = sum(vnd for on, vnd in moves if on <= day)
    for _on, vnd in sorted(move for move in moves if move[0] > day):
        out_vnd += vnd
        most_vnd = max(most_vnd, out_vnd)
    return Dong(most_vnd)


def _list_moves(org_id: UUID, member_id: UUID | None) -> list[tuple[date, int]]:
    """List by how much the principal that is out changed on each day."""
    red = list_reversed_documents(org_id=org_id, document_kind=LOAN_EVENT)
    rows = LoanEvent.objects.filter(org_id=org_id).exclude(id__in=red)
    rows = rows.exclude(id__in=LoanReversal.objects.filter(org_id=org_id).values("event_id"))
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    back = Q(kind__in=[EventKind.REPAID.value, EventKind.WRITTEN_OFF.value])
    days = rows.values("happened_on").annotate(
        out=Sum("principal_vnd", filter=Q(kind=EventKind.DISBURSED.value)), back=Sum("principal_vnd", filter=back)
    )
    return [(row["happened_on"], int(row["out"] or 0) - int(row["back"] or 0)) for row in days]


def sum_promised(*, org_id: UUID, member_id: UUID | None = None, but: UUID | None = None) -> Dong:
    """Sum what was approved and not paid out yet, the rest of loans that are paid out in parts too.

    Once all that was paid out is back, a rest that nobody drew is promised no more.

    Queries: 5
    """
    red = list_reversed_documents(org_id=org_id, document_kind=LOAN_EVENT)
    out = LoanEvent.objects.filter(org_id=org_id, kind=EventKind.DISBURSED.value).exclude(id__in=red)
    out = out.exclude(id__in=LoanReversal.objects.filter(org_id=org_id).values("event_id"))
    paid = Loan.objects.filter(org_id=org_id, id__in=out.values("loan_id")).values("application_id")
    rows = LoanDecision.objects.filter(org_id=org_id, verdict=Verdict.APPROVED.value).exclude(application_id__in=paid)
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    if but is not None:
        rows = rows.exclude(application_id=but)
    whole_vnd = rows.aggregate(sum=Sum("amount_vnd"))["sum"] or 0
    return Dong(whole_vnd + _sum_rests(org_id, out.values("loan_id"), member_id, but))


def _sum_rests(org_id: UUID, paid_out: Any, member_id: UUID | None, but: UUID | None) -> int:
    """Sum what is left to pay out of loans of which something is out."""
    loans = Loan.objects.filter(org_id=org_id, id__in=paid_out).exclude(application_id=but)
    if member_id is not None:
        loans = loans.filter(member_id=member_id)
    amounts = dict(loans.values_list("id", "amount_vnd"))
    red = LoanReversal.objects.filter(org_id=org_id).values("event_id")
    rows = LoanEvent.objects.filter(org_id=org_id, loan_id__in=list(amounts)).exclude(id__in=red)
    rows = rows.exclude(id__in=list_reversed_documents(org_id=org_id, document_kind=LOAN_EVENT))
    back = Q(kind__in=[EventKind.REPAID.value, EventKind.WRITTEN_OFF.value])
    moved = rows.values("loan_id").annotate(
        out=Sum("principal_vnd", filter=Q(kind=EventKind.DISBURSED.value)), back=Sum("principal_vnd", filter=back)
    )
    return sum(amounts[row["loan_id"]] - (row["out"] or 0) for row in moved if (row["out"] or 0) > (row["back"] or 0))


def _equity(year: int, filed_on: date, figures: dict[str, Any]) -> Equity:
    lines = {row["code"]: Dong(row["cells"][0] if row["cells"] else 0) for row in figures.get(_FORM, ())}
    law = law_on(day=filed_on)
    return Equity(year, filed_on, *(lines.get(find_account(law=law, code=word), Dong(0)) for word in _LINES))


def _least(by_law: Decimal, line: CharterLine | None) -> Decimal:
    return min(by_law, Decimal(line.value)) if line else by_law


def _meeting_limit(resolution: ResolutionFacts | None) -> Dong | None:
    said = resolution.parameters.get("member_limit_vnd") if resolution else None
    return None if said in (None, "") else Dong(int(said))


def _day(said: Any) -> date | None:
    return date.fromisoformat(str(said)) if said else None
