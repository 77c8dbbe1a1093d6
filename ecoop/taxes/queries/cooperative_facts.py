"""What was told about a cooperative's tax year, and which accounts its taxes read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import NOTHING_VND
from ecoop.taxes.models import CooperativeTaxFacts
from ecoop.taxes.queries.cooperative_duties import ACCOUNTS


@dataclass(frozen=True)
class TaxFacts:
    """What was told about a tax year; nothing was told where `is_told` is false."""

    year: int
    is_told: bool = False
    is_agricultural: bool = False
    is_dependent: bool = False
    area: str = "normal"
    previous_revenue_vnd: Dong | None = None
    previous_months: int = 12
    forecast_revenue_vnd: Dong | None = None
    vat_method: str = ""
    vat_method_on: date | None = None
    has_volunteered: bool = False
    raw_input_vnd: Dong | None = None
    non_deductible_vnd: Dong = NOTHING_VND
    undivided_fund_vnd: Dong = NOTHING_VND
    fields: Mapping[str, str] = field(default_factory=dict)
    losses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Accounts:
    """The accounts that the taxes read, by what each is for."""

    rows: Sequence[Mapping[str, Any]]

    def of(self, *, roles: Iterable[str]) -> list[str]:
        """List the accounts of some roles."""
        wanted = set(roles)
        return [str(row["account"]) for row in self.rows if row["role"] in wanted]

    def role(self, *, role: str) -> str:
        """Give the one account of a role."""
        [code] = self.of(roles=[role])
        return code


def accounts_of_taxes(*, law: Law) -> Accounts:
    """Give the accounts that the taxes of a cooperative read.

    Queries: 0
    """
    return Accounts(law.table(ACCOUNTS))


def get_tax_facts(*, org_id: UUID, year: int) -> TaxFacts:
    """Get what was told about a tax year; the last record holds.

    Queries: 1
    """
    row = CooperativeTaxFacts.objects.filter(org_id=org_id, year=year).order_by("-recorded_at", "-id").first()
    if row is None:
        return TaxFacts(year)
    names = [name for name in TaxFacts.__dataclass_fields__ if name not in ("year", "is_told")]
    return TaxFacts(year=year, is_told=True, **{name: getattr(row, name) for name in names})


def field_of(*, account: str, told: TaxFacts, accounts: Accounts) -> str:
    """Say in which field of activity an account's turnover stands: as chosen, the nearest account above it first.

    Queries: 0
    """
    chosen = sorted((code for code in told.fields if account.startswith(code)), key=len)
    if chosen:
        return told.fields[chosen[-1]]
    rows = (row for row in accounts.rows if row["field"] and account.startswith(str(row["account"])))
    return next((str(row["field"]) for row in rows), "other")
