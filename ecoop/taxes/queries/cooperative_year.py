"""A cooperative's tax year from its books, and from what it told that no book says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong, split_vnd
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries import sum_balance
from ecoop.ledger.queries.pairs import Pair, list_pairs_by_day, list_pairs_by_month
from ecoop.parties.queries import get_organisation
from ecoop.taxes.calc.cooperative import CooperativeTax, CooperativeYear
from ecoop.taxes.calc.cooperative.deadlines import provisional_due_on
from ecoop.taxes.calc.cooperative.facts import Activity, LossOfYear, PaidToPeople, Provisional
from ecoop.taxes.queries.check_cooperative import tax_of_cooperative
from ecoop.taxes.queries.cooperative_facts import Accounts, TaxFacts, accounts_of_taxes, field_of, get_tax_facts
from ecoop.taxes.queries.cooperative_vat import get_vat_year

EXTERNAL, INTERNAL = "external", "internal"
_QUARTERS = range(1, 5)


def get_cooperative_facts(*, org_id: UUID, year: int, known_on: date | None = None) -> CooperativeYear:
    """Get what the books of a cooperative and what it told say about a tax year.

    Queries: 10
    """
    law, told = lawbook.on(date(year, 12, 31), known_on=known_on), get_tax_facts(org_id=org_id, year=year)
    accounts = accounts_of_taxes(law=law)
    pairs = list_pairs_by_month(
        org_id=org_id, codes=_read(accounts), from_on=date(year, 1, 1), before_on=date(year + 1, 1, 1)
    )
    sums = _Sums(accounts, pairs)
    previous = told.previous_revenue_vnd
    if previous is None:
        previous = _revenue_before(org_id, year, accounts)
    return CooperativeYear(
        year=year,
        activities=tuple(_activities(sums, told)),
        known_on=known_on,
        started_on=get_organisation(org_id=org_id).started_on,
        previous_revenue_vnd=previous,
        previous_months=told.previous_months,
        forecast_revenue_vnd=told.forecast_revenue_vnd,
        is_dependent=told.is_dependent,
        is_agricultural=told.is_agricultural,
        area=told.area,
        shared_costs_vnd=_least_nothing(sums.spent(["management"])),
        other_income_vnd=_least_nothing(sums.earned(["other_income"])),
        other_costs_vnd=_least_nothing(sums.spent(["other_cost"])),
        non_deductible_vnd=told.non_deductible_vnd,
        undivided_fund_vnd=told.undivided_fund_vnd,
        losses=tuple(LossOfYear(int(of_year), Dong(amount)) for of_year, amount in told.losses.items()),
        provisional=tuple(_provisional(org_id, year, law, accounts)),
        vat=get_vat_year(org_id=org_id, year=year, law=law, told=told, accounts=accounts, previous_vnd=previous),
        people=tuple(_people(sums)),
    )


def get_cooperative_year(*, org_id: UUID, year: int, known_on: date | None = None) -> CooperativeTax:
    """Compute the taxes of a cooperative's year from its books.

    Raises:  every refusal of `cooperative_tax`
    Queries: those of `get_cooperative_facts`
    """
    return tax_of_cooperative(facts=get_cooperative_facts(org_id=org_id, year=year, known_on=known_on))


@dataclass(frozen=True)
class _Sums:
    """Sums over pairs of accounts; the closing of the year against 911 is no income and no cost."""

    accounts: Accounts
    pairs: Sequence[Pair]

    def earned(self, roles: Iterable[str]) -> int:
        codes, result = tuple(self.accounts.of(roles=roles)), self.accounts.role(role="result")
        return sum(
            pair.amount_vnd * (pair.credit.startswith(codes) - pair.debit.startswith(codes))
            for pair in self.pairs
            if not (pair.credit.startswith(result) or pair.debit.startswith(result))
        )

    def spent(self, roles: Iterable[str]) -> int:
        return -self.earned(roles)

    def by_account(self, codes: Iterable[str], left_out: Iterable[str]) -> dict[str, int]:
        """Add up credits less debits of each account at or below some codes."""
        wanted, out, sums = tuple(codes), tuple(left_out), dict[str, int]()
        for pair in self.pairs:
            if pair.credit.startswith(wanted) and not pair.debit.startswith(out):
                sums[pair.credit] = sums.get(pair.credit, 0) + pair.amount_vnd
            if pair.debit.startswith(wanted) and not pair.credit.startswith(out):
                sums[pair.debit] = sums.get(pair.debit, 0) - pair.amount_vnd
        return sums

    def between(self, debit: str, credit: str, months: range) -> Dong:
        return Dong(
            sum(
                pair.amount_vnd
                for pair in self.pairs
                if pair.debit.startswith(debit) and pair.credit.startswith(credit) and pair.on.month in months
            )
        )


def _read(accounts: Accounts) -> list[str]:
    roles = ("revenue", "reduction", "other_income", "other_cost", "management", "withheld", "pay")
    return accounts.of(roles=roles) + [str(row["cost"]) for row in accounts.rows if row["cost"]]


def _activities(sums: _Sums, told: TaxFacts) -> list[Activity]:
    """Add revenue and cost up by field of activity, from the accounts and the field chosen for each."""
    rows = [row for row in sums.accounts.rows if row["role"] == "revenue"]
    out = sums.accounts.of(roles=["result", "reduction"])
    revenue = _less_reductions(sums, sums.by_account([str(row["account"]) for row in rows], out), rows)
    # A cost account belongs to the revenue account that stands beside it in the law's table, details included.
    cost_of = {str(row["cost"]): str(row["account"]) for row in rows}
    costs: dict[str, int] = {}
    for code, amount in sums.by_account(list(cost_of), sums.accounts.of(roles=["result"])).items():
        prefix = next(each for each in cost_of if code.startswith(each))
        account = cost_of[prefix] + code[len(prefix) :]
        costs[account] = costs.get(account, 0) - amount
    totals: dict[str, list[int]] = {}
    for account in sorted({*revenue, *costs}):
        row = next(each for each in rows if account.startswith(str(each["account"])))
        total = totals.setdefault(field_of(account=account, told=told, accounts=sums.accounts), [0, 0, 0, 0])
        place = 2 if row["side"] == INTERNAL else 0
        total[place] += revenue.get(account, 0)
        total[place + 1] += costs.get(account, 0)
    return [_activity(name, total, told) for name, total in totals.items() if any(total)]


def _activity(name: str, total: Sequence[int], told: TaxFacts) -> Activity:
    external, external_cost, internal, internal_cost = (_least_nothing(each) for each in total)
    cost = Dong(external_cost + internal_cost)
    raw = told.raw_input_vnd if name == "processing" else None
    return Activity(
        field=name,
        revenue_vnd=Dong(external + internal),
        cost_vnd=cost,
        internal_revenue_vnd=internal,
        internal_cost_vnd=internal_cost,
        raw_input_vnd=None if raw is None else Dong(min(raw, cost)),
    )


def _less_reductions(sums: _Sums, revenue: dict[str, int], rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Take returns and discounts off the revenue of their side, by what each account brought."""
    code, result = sums.accounts.role(role="reduction"), sums.accounts.role(role="result")
    own = tuple(str(row["account"]) for row in rows)
    for side in (EXTERNAL, INTERNAL):
        total = sum(
            pair.amount_vnd
            for pair in sums.pairs
            if pair.debit.startswith(code) and (pair.side or EXTERNAL) == side
            and not pair.credit.startswith((*own, result))
        )  # fmt: skip
        names = [name for name in revenue if _side_of(name, rows) == side and revenue[name] > 0]
        if total and names:
            shares = split_vnd(total_vnd=Dong(total), weights=[revenue[name] for name in names])
            for name, share in zip(names, shares, strict=True):
                revenue[name] -= share
    return revenue


def _side_of(account: str, rows: Sequence[Mapping[str, Any]]) -> str:
    return next(str(row["side"]) for row in rows if account.startswith(str(row["account"])))


def _revenue_before(org_id: UUID, year: int, accounts: Accounts) -> Dong | None:
    """Add up the revenue of the year before, where the books hold any."""
    codes = accounts.of(roles=["revenue", "other_income"])
    before = list_pairs_by_month(org_id=org_id, codes=codes, from_on=date(year - 1, 1, 1), before_on=date(year, 1, 1))
    if not before:
        return None
    # Before deductions: what came in on the accounts, less what was taken back in red.
    result = accounts.role(role="result")
    total = sum(pair.amount_vnd for pair in before if pair.credit.startswith(tuple(codes)) and pair.debit[:3] != result)
    return _least_nothing(total)


def _provisional(org_id: UUID, year: int, law: Law, accounts: Accounts) -> list[Provisional]:
    """List payments of CIT until the last quarter's day; what was owed when the year began is paid first."""
    code, last = accounts.role(role="cit"), provisional_due_on(law=law, year=year)
    money = tuple(accounts.of(roles=["cash", "bank"]))
    paid = list_pairs_by_day(org_id=org_id, codes=[code], from_on=date(year, 1, 1), before_on=date(year + 1, 4, 1))
    owed = -min(0, sum_balance(org_id=org_id, codes=[code], before_on=date(year, 1, 1)))
    by_quarter: dict[int, list[Any]] = {}
    for pair in paid:
        if not (pair.debit.startswith(code) and pair.credit.startswith(money)):
            continue
        settled = min(owed, pair.amount_vnd)
        owed -= settled
        amount = pair.amount_vnd - settled
        quarter = next((number for number, day in zip(_QUARTERS, last, strict=True) if pair.on <= day), 0)
        if amount and quarter:
            total = by_quarter.setdefault(quarter, [0, pair.on])
            total[0], total[1] = total[0] + amount, max(total[1], pair.on)
    return [Provisional(quarter, Dong(total[0]), total[1]) for quarter, total in sorted(by_quarter.items())]


def _people(sums: _Sums) -> list[PaidToPeople]:
    """List what was paid for work and withheld from pay and from members, by quarter."""
    accounts = sums.accounts
    withheld, pay, members = (accounts.role(role=role) for role in ("withheld", "pay", "payable"))
    found = []
    for quarter in _QUARTERS:
        months = range(quarter * 3 - 2, quarter * 3 + 1)
        from_pay, from_members = (sums.between(code, withheld, months) for code in (pay, members))
        paid = sum(pair.amount_vnd for pair in sums.pairs if pair.credit.startswith(pay) and pair.on.month in months)
        if paid or from_pay or from_members:
            found.append(
                PaidToPeople(
                    quarter=quarter,
                    pay_vnd=_least_nothing(paid),
                    withheld_from_pay_vnd=from_pay,
                    withheld_from_members_vnd=from_members,
                )
            )
    return found


def _least_nothing(amount: int) -> Dong:
    return Dong(max(0, amount))
