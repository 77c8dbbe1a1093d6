"""Value added tax of a cooperative: which method holds, what sales bear, what purchases give back, what is carried on.

Law:    VAT Law 48/2024 Articles 9, 11, 12, 14; Decree 181/2025 Articles 4, 21, 26, as amended by Decree 359/2025
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.taxes.calc.cooperative.cit import C
from ecoop.taxes.calc.cooperative.facts import (
    BUSINESS_BUYERS,
    CREDIT,
    DIRECT,
    CooperativeYear,
    VatPeriod,
    VatPurchase,
    VatSale,
    VatYear,
)
from ecoop.taxes.calc.cooperative.result import Telling, VatLine, VatOfPeriod, VatOfYear
from ecoop.taxes.errors import VatMethodIsCredit

SALES = "tax/cooperative-sales"
CREDIT_FROM, STABLE = f"{C}/vat/credit_method_revenue_vnd_min", f"{C}/vat/method_stable_years_min"
STANDARD, CUT = f"{C}/vat/standard_rate", f"{C}/vat/standard_rate_while_cut"
NON_CASH = f"{C}/vat/non_cash_payment_vnd_min"
RAW, RAW_DIRECT = f"{C}/vat/unprocessed_produce_rate", f"{C}/vat/unprocessed_produce_direct_rate"
# The rates of Article 12(2), and their cut, are the same for everybody who uses the direct method.
DIRECT_RATES, DIRECT_CUT = "tax/household/vat_rate", "tax/household/vat_cut_ratio"
NOT_TAXABLE, UNDECLARED, ZERO, TAXED = "not_taxable", "undeclared", "zero", "taxed"
_UNDECLARED_LINE = "32a"


def vat_of_year(*, facts: CooperativeYear, telling: Telling) -> VatOfYear | None:
    """Compute the VAT of a year period by period, and tell how; None where nothing was said of VAT.

    Raises: VatMethodIsCredit
    """
    if facts.vat is None:
        return None
    method = vat_method(year=facts.year, given=facts.vat, telling=telling)
    kinds = {str(row["code"]): row for row in telling.law.table(SALES)}
    periods, carried = list[VatOfPeriod](), facts.vat.carried_in_vnd
    for period in facts.vat.periods:
        if method == CREDIT:
            found = _credit(period, kinds, carried, telling)
            carried = found.carried_out_vnd
        else:
            found = _direct(period, kinds, telling)
        periods.append(found)
    total = Dong(sum(each.vat_vnd for each in periods))
    telling.step(code="vat-total", value=total)
    if method == CREDIT and carried:
        telling.step(code="vat-carried", value=carried)
    return VatOfYear(method, tuple(periods), total)


def vat_method(*, year: int, given: VatYear, telling: Telling) -> str:
    """Say by which method VAT is computed: once chosen it stays for two years, then the taxable revenue decides.

    Law:    tax/cooperative/vat/credit_method_revenue_vnd_min, method_stable_years_min
    Raises: VatMethodIsCredit
    """
    law, measured = telling.law, given.measured_revenue_vnd
    least, stable = law.dong(CREDIT_FROM), law.whole(STABLE)
    if given.method and given.method_since and year < given.method_since + stable:
        facts = {"years": stable, "since": str(given.method_since)}
        telling.step(code=f"vat-stays-{given.method}", value=Dong(0), path=STABLE, facts=facts)
        return given.method
    if measured is None:
        method = given.method or (CREDIT if given.volunteers else DIRECT)
        telling.warn(code="coop-vat-measure", limit_vnd=least)
    else:
        if measured >= least and given.method == DIRECT:
            raise VatMethodIsCredit(revenue_vnd=measured, limit_vnd=least)
        method = CREDIT if measured >= least or given.volunteers else DIRECT
        if given.method == CREDIT and method == DIRECT:
            telling.warn(code="coop-vat-volunteers", limit_vnd=least)
            method = CREDIT
    said = {"measured_vnd": measured or 0, "limit_vnd": least}
    code = f"vat-{method}" if method == DIRECT or (measured or 0) >= least else "vat-volunteered"
    code = f"vat-unmeasured-{method}" if measured is None else code
    telling.step(code=code, value=least, path=CREDIT_FROM, facts=said)
    return method


def _credit(period: VatPeriod, kinds: Mapping[str, Mapping[str, Any]], carried: Dong, telling: Telling) -> VatOfPeriod:
    lines = tuple(_line_by_credit(sale, kinds[sale.kind], telling) for sale in period.sales)
    for line in lines:
        _tell_line(line, period.name, telling)
    output = Dong(sum(line.vat_vnd for line in lines))
    allowed, refused = _input(period, lines, telling)
    net = output - allowed - carried
    if allowed or refused:
        facts = {"period": period.name, "refused_vnd": refused}
        telling.step(code="vat-input", value=Dong(-allowed), path=NON_CASH, facts=facts)
    if carried:
        telling.step(code="vat-carried-in", value=Dong(-carried), facts={"period": period.name})
    telling.step(code="vat-due" if net >= 0 else "vat-left", value=Dong(abs(net)), facts={"period": period.name})
    return VatOfPeriod(
        name=period.name,
        lines=lines,
        bought_vnd=Dong(sum(each.amount_vnd for each in period.purchases)),
        bought_vat_vnd=Dong(sum(each.vat_vnd for each in period.purchases)),
        input_vnd=allowed,
        refused_input_vnd=refused,
        output_vnd=output,
        carried_in_vnd=carried,
        vat_vnd=Dong(max(0, net)),
        carried_out_vnd=Dong(max(0, -net)),
    )


def _line_by_credit(sale: VatSale, row: Mapping[str, Any], telling: Telling) -> VatLine:
    """Say what a sale bears by the credit method."""
    treatment, line, law = str(row["treatment"]), str(row["line"]), telling.law
    if treatment in (NOT_TAXABLE, ZERO):
        return VatLine(sale.kind, treatment, line, sale.amount_vnd, Decimal(0), Dong(0))
    if treatment == "raw_produce" and sale.buyer in BUSINESS_BUYERS:
        return VatLine(sale.kind, UNDECLARED, _UNDECLARED_LINE, sale.amount_vnd, Decimal(0), Dong(0))
    if treatment == "standard" and sale.is_cut:
        if law.has(CUT):
            return VatLine(sale.kind, "cut", line, sale.amount_vnd, law.rate(CUT), _tax(sale, law.rate(CUT)))
        telling.warn(code="coop-vat-cut-over")
    rate = law.rate(str(row["rate"]))
    return VatLine(sale.kind, TAXED, line, sale.amount_vnd, rate, _tax(sale, rate))


def _input(period: VatPeriod, lines: Sequence[VatLine], telling: Telling) -> tuple[Dong, Dong]:
    """Sort input tax: what may be taken off, and what may not for cash or for sales that bear none."""
    least = telling.law.dong(NON_CASH)
    by_seller: dict[tuple[str, date | None], int] = defaultdict(int)
    for each in period.purchases:
        by_seller[_day_of(each)] += each.amount_vnd + each.vat_vnd
    allowed, mixed, refused = 0, 0, 0
    for each in period.purchases:
        whole = by_seller[_day_of(each)] if each.seller and each.on else each.amount_vnd + each.vat_vnd
        if each.paid == "cash" and whole >= least:
            refused += each.vat_vnd
            telling.warn(code="coop-vat-cash", period=period.name, vat_vnd=each.vat_vnd, limit_vnd=least)
        elif each.used_for == "untaxed":
            refused += each.vat_vnd
        elif each.used_for == "both":
            mixed += each.vat_vnd
        else:
            allowed += each.vat_vnd
    shared = _share_of_taxed(Dong(mixed), lines)
    return Dong(allowed + shared), Dong(refused + mixed - shared)


def _day_of(purchase: VatPurchase) -> tuple[str, date | None]:
    return purchase.seller, purchase.on


def _share_of_taxed(mixed: Dong, lines: Sequence[VatLine]) -> Dong:
    """Take off what was bought for both by the share of revenue that is not free of VAT."""
    whole = sum(line.amount_vnd for line in lines)
    taxed = sum(line.amount_vnd for line in lines if line.treatment != NOT_TAXABLE)
    if not mixed or not whole:
        return mixed
    return round_dong(Decimal(mixed * taxed) / Decimal(whole), rule=Rounding.HALF_UP)


def _direct(period: VatPeriod, kinds: Mapping[str, Mapping[str, Any]], telling: Telling) -> VatOfPeriod:
    lines = tuple(_direct_line(sale, kinds[sale.kind], telling) for sale in period.sales)
    for line in lines:
        _tell_line(line, period.name, telling)
    vat = Dong(sum(line.vat_vnd for line in lines))
    telling.step(code="vat-due", value=vat, facts={"period": period.name})
    bought = Dong(sum(each.amount_vnd for each in period.purchases))
    bought_vat = Dong(sum(each.vat_vnd for each in period.purchases))
    return VatOfPeriod(period.name, lines, bought, bought_vat, Dong(0), bought_vat, vat, Dong(0), vat, Dong(0))


def _direct_line(sale: VatSale, row: Mapping[str, Any], telling: Telling) -> VatLine:
    treatment, line, law = str(row["treatment"]), str(row["line"]), telling.law
    if treatment in (NOT_TAXABLE, ZERO):
        return VatLine(sale.kind, treatment, line, sale.amount_vnd, Decimal(0), Dong(0))
    rate = law.rate(RAW_DIRECT if treatment == "raw_produce" else f"{DIRECT_RATES}/{sale.activity}")
    if sale.is_cut and treatment == "standard":
        if law.has(DIRECT_CUT):
            rate *= 1 - law.rate(DIRECT_CUT)
        else:
            telling.warn(code="coop-vat-cut-over")
    return VatLine(sale.kind, sale.activity, line, sale.amount_vnd, rate, _tax(sale, rate))


def _tell_line(line: VatLine, period: str, telling: Telling) -> None:
    facts = {"period": period, "amount_vnd": line.amount_vnd, "rate": line.rate}
    table = {str(row["code"]): row for row in telling.law.table(SALES)}
    paths = {TAXED: str(table[line.kind]["rate"]), "cut": CUT}
    if line.treatment in (NOT_TAXABLE, ZERO, UNDECLARED):
        telling.step(code=f"vat-{line.treatment.replace('_', '-')}", value=Dong(0), path=_path(line), facts=facts)
    else:
        direct = RAW_DIRECT if line.kind == "raw_produce" else f"{DIRECT_RATES}/{line.treatment}"
        telling.step(code="vat-sale", value=line.vat_vnd, path=paths.get(line.treatment, direct), facts=facts)


def _path(line: VatLine) -> str:
    return RAW if line.treatment == UNDECLARED else ""


def _tax(sale: VatSale, rate: Decimal) -> Dong:
    return _of(sale.amount_vnd, rate) if sale.vat_vnd is None else sale.vat_vnd


def _of(amount_vnd: Dong, rate: Decimal) -> Dong:
    return round_dong(Decimal(amount_vnd) * rate, rule=Rounding.HALF_UP)
