"""VAT of a cooperative from its books: sales by the rate that their entries show, purchases with input tax."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries import sum_balance
from ecoop.ledger.queries.pairs import Input, Share, list_inputs, list_shares
from ecoop.taxes.calc.cooperative.deadlines import vat_frequency
from ecoop.taxes.calc.cooperative.facts import DIRECT, VatPeriod, VatPurchase, VatSale, VatYear
from ecoop.taxes.calc.cooperative.vat import CUT, NON_CASH, STANDARD
from ecoop.taxes.queries.cooperative_facts import Accounts, TaxFacts, field_of

REDUCED = "tax/cooperative/vat/reduced_rate"
# Every line of an invoice rounds its tax; an entry with more lines than this is looked at by a person.
SLACK_VND = 20
# Sales without tax, by their field: what the producer sells, what is bought to be resold, and lending bear none.
_UNTAXED = {"own_produce": "own_produce", "salt": "own_produce", "member_produce": "raw_produce"}
_UNTAXED |= {"lending": "internal_lending"}
_DIRECT = {"processing": "production_transport", "services": "services", "technical_services": "services"}
_DIRECT |= {"social_services": "services", "other": "other", "agriculture_other": "services"}


@dataclass(frozen=True)
class _Rates:
    """Which kind of sale a rate stands for."""

    kinds: Mapping[Decimal, tuple[str, bool]]

    def kind(self, ratio: Decimal | None, field: str) -> tuple[str, bool]:
        if ratio is not None and ratio in self.kinds:
            return self.kinds[ratio]
        return _UNTAXED.get(field, "not_taxable"), False


def get_vat_year(
    *, org_id: UUID, year: int, law: Law, told: TaxFacts, accounts: Accounts, previous_vnd: Dong | None
) -> VatYear:
    """Get the VAT of a year from the books, by month or quarter as it is filed.

    Queries: 3
    """
    days = {"from_on": date(year, 1, 1), "before_on": date(year + 1, 1, 1)}
    rates = _rates(law)
    output, result = accounts.role(role="vat_output"), accounts.role(role="result")
    sold = list_shares(
        org_id=org_id,
        base=accounts.of(roles=["revenue", "other_income"]),
        part=[output],
        left_out=[result, *accounts.of(roles=["revenue", "other_income"])],
        ratios=[Decimal(0), *rates.kinds],
        slack_vnd=SLACK_VND,
        **days,
    )
    bought = list_inputs(
        org_id=org_id,
        codes=[accounts.role(role="vat_input")],
        cash=[accounts.role(role="cash")],
        left_out=[output],
        limit_vnd=law.dong(NON_CASH),
        **days,
    )
    is_monthly = vat_frequency(law=law, previous_revenue_vnd=previous_vnd) == "monthly"
    names = [f"{year}-{each:02d}" if is_monthly else f"{year}-Q{each}" for each in range(1, 13 if is_monthly else 5)]
    opening = sum_balance(org_id=org_id, codes=_input_codes(accounts), before_on=date(year, 1, 1))
    is_direct = told.vat_method == DIRECT
    periods = [_period(name, is_monthly, sold, bought, rates, told, accounts, is_direct) for name in names]
    return VatYear(
        periods=tuple(periods),
        method=told.vat_method or None,
        method_since=told.vat_method_on.year if told.vat_method_on else None,
        volunteers=told.has_volunteered,
        measured_revenue_vnd=previous_vnd,
        carried_in_vnd=Dong(max(0, opening)),
    )


def _rates(law: Law) -> _Rates:
    kinds = {law.rate(STANDARD): ("standard", False), law.rate(REDUCED): ("reduced", False)}
    if law.has(CUT):
        kinds[law.rate(CUT)] = ("standard", True)
    return _Rates(kinds)


def _input_codes(accounts: Accounts) -> list[str]:
    code = accounts.role(role="vat_input")
    return [code, *(f"{code}{each}" for each in range(1, 10))]


def _period(
    name: str,
    is_monthly: bool,
    sold: Sequence[Share],
    bought: Sequence[Input],
    rates: _Rates,
    told: TaxFacts,
    accounts: Accounts,
    is_direct: bool,
) -> VatPeriod:
    number = int(name[-2:]) if is_monthly else int(name[-1])
    months = range(number, number + 1) if is_monthly else range(number * 3 - 2, number * 3 + 1)
    own = [each for each in sold if each.month.month in months]
    sales = _direct_sales(own, told, accounts) if is_direct else _sales(own, rates, told, accounts)
    purchases = [
        VatPurchase(each.base_vnd, each.input_vnd, paid="cash" if each.is_cash_above else "non_cash")
        for each in bought
        if each.month.month in months
    ]
    return VatPeriod(name, tuple(sales), tuple(purchases))


def _sales(sold: Sequence[Share], rates: _Rates, told: TaxFacts, accounts: Accounts) -> list[VatSale]:
    base: dict[tuple[str, bool], int] = defaultdict(int)
    tax: dict[tuple[str, bool], int] = defaultdict(int)
    for each in sold:
        kind = rates.kind(each.ratio, field_of(account=each.account, told=told, accounts=accounts))
        if each.is_part:
            # Tax that fits no rate stands with the standard one, where a person looks first.
            tax[kind if each.ratio in rates.kinds else ("standard", False)] += each.amount_vnd
        else:
            base[kind if each.ratio is not None else ("standard", False)] += each.amount_vnd
    return [
        VatSale(
            kind=kind,
            amount_vnd=Dong(base[kind, is_cut]),
            buyer="enterprise" if kind == "raw_produce" else "other",
            is_cut=is_cut,
            vat_vnd=Dong(tax[kind, is_cut]),
        )
        for kind, is_cut in sorted({*base, *tax})
        if base[kind, is_cut] or tax[kind, is_cut]
    ]


def _direct_sales(sold: Sequence[Share], told: TaxFacts, accounts: Accounts) -> list[VatSale]:
    base: dict[tuple[str, str], int] = defaultdict(int)
    for each in sold:
        if not each.is_part:
            field = field_of(account=each.account, told=told, accounts=accounts)
            base[_UNTAXED.get(field, "standard"), _DIRECT.get(field, "goods")] += each.amount_vnd
    return [
        VatSale(kind=kind, amount_vnd=Dong(amount), activity=activity)
        for (kind, activity), amount in sorted(base.items())
        if amount > 0
    ]
