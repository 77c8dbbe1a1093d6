"""The contract of a loan on paper: in Vietnamese, its amount in words, its schedule."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.distribution.queries.share_papers import describe_head
from ecoop.finance.calc import ScheduleKind, make_schedule
from ecoop.finance.queries.applications import get_application
from ecoop.finance.queries.conditions import write_rate
from ecoop.finance.queries.law import DAYS_OF_YEAR, TERM, WORDS, find_account, get_mover, law_on
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.finance.queries.summary import get_summary
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import typeset
from ecoop.kernel.words import vnd_in_words
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import ParticularsDraft
from ecoop.members.queries import get_member_line, list_particulars
from ecoop.parties.queries import find_identity, get_organisation, map_places

_TEMPLATE, _SUMMARY = "finance/contract.typ", "finance/summary.typ"
_SUMMARY_CODE, _REGIME = "S26-HTX", "tt-71-2024"


def print_contract(*, org_id: UUID, loan_id: UUID, made_at: datetime) -> bytes:
    """Print the contract of a loan; before the money went out, its schedule is the one of the day of signing.

    Raises:  LoanNotFound
    Queries: 25
    """
    loan = get_loan(org_id=org_id, loan_id=loan_id)
    coop, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    with override("vi"):
        data = {
            "coop": {
                "name": coop.name,
                "tax_code": identity.tax_code if identity else "",
                "address": identity.address_line if identity else "",
                "phone": identity.phone if identity else "",
                "representative": loan.signed_by,
            },
            "member": _member(org_id, loan),
            "loan": _loan(org_id, loan),
        }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def print_summary(*, org_id: UUID, year: int, made_at: datetime) -> bytes:
    """Print the book S26 of a year.

    Law:     C71 Appendix III, S26-HTX
    Queries: 9
    """
    summary, law = get_summary(org_id=org_id, year=year), law_on(day=date(year, 12, 31))
    sums = ("opening_vnd", "debit_vnd", "credit_vnd", "closing_vnd")
    with override("vi"):
        data = {
            "head": describe_head(org_id=org_id),
            "code": _SUMMARY_CODE,
            "source": lawbook.get_source(_REGIME)["number"],
            "account": find_account(law=law, code="receivables"),
            "year": year,
            "printed_on": vietnam_day(made_at),
            "lines": [
                {"position": at, "name": line.name, **{name: getattr(line, name) for name in sums}}
                for at, line in enumerate(summary.lines, 1)
            ],
            "total": {name: getattr(summary.total, name) for name in sums},
        }
    return typeset(template=_SUMMARY, data=data, made_at=made_at)


def _member(org_id: UUID, loan: LoanFacts) -> dict[str, Any]:
    line = get_member_line(org_id=org_id, member_id=loan.member_id, day=loan.signed_on)
    who = list_particulars(org_id=org_id, ids=[loan.member_id]).get(loan.member_id) or ParticularsDraft()
    place = map_places(codes={who.ward_code} if who.ward_code else set()).get(who.ward_code or "")
    address = ", ".join(part for part in (who.address, f"{place.name}, {place.province_name}" if place else "") if part)
    return {
        "number": line.number,
        "name": line.name,
        "id": who.id_number or who.code,
        "address": address,
        "phone": who.phone,
        "representative": who.representative_name,
    }


def _loan(org_id: UUID, loan: LoanFacts) -> dict[str, Any]:
    decision = get_application(org_id=org_id, application_id=loan.application_id).decision
    parts = loan.plans[0].instalments if loan.plans else _planned(loan)
    law = law_on(day=loan.signed_on)
    words = {row["code"]: row["label_vi"] for row in law.table(WORDS)}
    return {
        "number": loan.number,
        "signed_on": loan.signed_on,
        "amount_vnd": loan.amount_vnd,
        "in_words": vnd_in_words(loan.amount_vnd),
        "months": loan.months,
        "rate": write_rate(rate=loan.rate_per_year),
        "overdue": write_rate(rate=loan.overdue_ratio),
        "order": words[loan.order],
        "purpose": loan.purpose_text,
        "schedule": words[loan.schedule],
        "most_months": law.whole(TERM),
        "days_of_year": law.whole(DAYS_OF_YEAR),
        "collateral": loan.collateral,
        "collateral_vnd": loan.collateral_vnd,
        "board_paper": decision.paper if decision else "",
        "parts": [
            {
                "position": part.position,
                "due_on": part.due_on,
                "principal_vnd": part.principal_vnd,
                "interest_vnd": part.interest_vnd,
                "total_vnd": part.total_vnd,
            }
            for part in parts
        ],
    }


def _planned(loan: LoanFacts) -> tuple[Any, ...]:
    return make_schedule(
        amount_vnd=loan.amount_vnd,
        starts_on=loan.signed_on,
        months=loan.months,
        kind=ScheduleKind(loan.schedule),
        rates=loan.rates,
        move=get_mover(day=loan.signed_on),
    )
