"""The fields of a cooperative's returns, by the codes of their forms, out of taxes that are computed.

Law:    forms 01/GTGT, 03/TNDN, 05/KK-TNCN of Circular 80/2021; figures without a known code stand under a key of ours
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.taxes.calc.cooperative.facts import CooperativeYear
from ecoop.taxes.calc.cooperative.result import CIT, PIT, VAT, CooperativeTax, VatOfPeriod
from ecoop.taxes.calc.result import period_in_words
from ecoop.taxes.calc.returns import Fields, Taxpayer

VAT_RETURN, CIT_RETURN, PIT_RETURN = "01/GTGT", "03/TNDN", "05/KK-TNCN"
COOPERATIVE_FORMS: Mapping[str, str] = {VAT_RETURN: VAT, CIT_RETURN: CIT, PIT_RETURN: PIT}
# Where what is to be paid stands on each form.
DUE_FIELDS: Mapping[str, str] = {VAT_RETURN: "[40]", CIT_RETURN: "left", PIT_RETURN: "[29]"}
_CUT = "cut"
# The annex wants names of goods; the books know accounts, so the accountant names them in the tax office's program.
_GOODS = "Hàng hóa, dịch vụ được giảm còn {rate}%"


def fill_cooperative_return(
    *,
    form: str,
    period: str,
    number: int,
    tax: CooperativeTax,
    facts: CooperativeYear,
    taxpayer: Taxpayer,
    standard_rate: Decimal,
) -> Fields:
    """Fill in a return of a cooperative; the standard rate of VAT says what a cut took off.

    Shape:  head, values and lists by the codes of the form, in values that JSON knows
    """
    if form == VAT_RETURN:
        values, lists = _vat(tax, period, standard_rate)
    elif form == CIT_RETURN:
        values, lists = _cit(tax, facts), {}
    else:
        values, lists = _pit(tax, facts, period), {}
    head = {
        "[01]": period_in_words(name=period),
        "[02]": "" if number else "x",
        "[03]": str(number or ""),
        "[04]": taxpayer.name,
        "[05]": taxpayer.tax_code,
    }
    return {"head": head, "values": values, "lists": lists}


def _vat(tax: CooperativeTax, name: str, standard_rate: Decimal) -> tuple[dict[str, Any], dict[str, Any]]:
    period = next(each for each in tax.vat.periods if each.name == name) if tax.vat else _nothing(name)
    sold, taxed = _by_line(period)
    values: dict[str, Any] = {
        "[21]": "x" if not (period.lines or period.bought_vnd or period.bought_vat_vnd) else "",
        "[22]": period.carried_in_vnd,
        "[23]": period.bought_vnd,
        "[24]": period.bought_vat_vnd,
        "[23a]": 0,
        "[24a]": 0,
        "[25]": period.input_vnd,
        "[26]": sold["26"],
        "[27]": sold["29"] + sold["30"] + sold["32"] + sold["32a"],
        "[28]": taxed["30"] + taxed["32"],
        "[29]": sold["29"],
        "[30]": sold["30"],
        "[31]": taxed["30"],
        "[32]": sold["32"],
        "[33]": taxed["32"],
        "[32a]": sold["32a"],
    }
    values |= {"[34]": values["[26]"] + values["[27]"], "[35]": values["[28]"]}
    values |= {"[36]": values["[35]"] - values["[25]"], "[37]": 0, "[38]": 0, "[39a]": 0}
    net = values["[36]"] - values["[22]"]
    values |= {"[40a]": max(0, net), "[40b]": 0, "[40]": max(0, net)}
    values |= {"[41]": max(0, -net), "[42]": 0, "[43]": max(0, -net)}
    return values, {"cut_sales": _cut_sales(period, standard_rate)}


def _by_line(period: VatOfPeriod) -> tuple[dict[str, int], dict[str, int]]:
    """Add sales and their tax up by the line of the form."""
    sold, taxed = dict.fromkeys(("26", "29", "30", "32", "32a"), 0), dict.fromkeys(("30", "32"), 0)
    for line in period.lines:
        sold[line.line] += line.amount_vnd
        if line.line in taxed:
            taxed[line.line] += line.vat_vnd
    return sold, taxed


def _cut_sales(period: VatOfPeriod, standard_rate: Decimal) -> list[dict[str, Any]]:
    """List what was sold at the cut rate, with the tax that the cut took off, as the annex asks."""
    return [
        {
            "key": line.kind,
            "name": _GOODS.format(rate=_percent(line.rate)),
            "amount": line.amount_vnd,
            "before": _percent(standard_rate),
            "after": _percent(line.rate),
            "reduced": round_dong(line.amount_vnd * standard_rate, rule=Rounding.HALF_UP) - line.vat_vnd,
        }
        for line in period.lines
        if line.treatment == _CUT
    ]


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}"


def _nothing(name: str) -> VatOfPeriod:
    zero = Dong(0)
    return VatOfPeriod(name, (), zero, zero, zero, zero, zero, zero, zero, zero)


def _cit(tax: CooperativeTax, facts: CooperativeYear) -> dict[str, Any]:
    cit, paid = tax.cit, tax.provisional
    return {
        "revenue": tax.revenue_vnd,
        "income": sum(part.income_vnd for part in cit.parts),
        "non_deductible": facts.non_deductible_vnd,
        "exempt_income": cit.exempt_income_vnd,
        "fund": cit.fund_vnd,
        "losses": cit.losses_used_vnd,
        "agriculture_taxable": cit.agriculture_taxable_vnd,
        "agriculture_tax": cit.agriculture_tax_vnd,
        "size_taxable": cit.size_taxable_vnd,
        "size_tax": cit.size_tax_vnd,
        "deemed_tax": cit.deemed_tax_vnd,
        "tax": cit.tax_vnd,
        "paid": paid.paid_vnd if paid else 0,
        "left": paid.left_vnd if paid else cit.tax_vnd,
        "over": paid.over_vnd if paid else 0,
        "required": paid.required_vnd if paid else 0,
        "shortfall": paid.shortfall_vnd if paid else 0,
        "interest": paid.interest_vnd if paid else 0,
        "loss": cit.loss_vnd,
    }


def _pit(tax: CooperativeTax, facts: CooperativeYear, period: str) -> dict[str, Any]:
    """Fill in what was withheld from pay; members' income from capital is declared on another form."""
    quarter = int(period[-1])
    paid = next((each for each in facts.people if each.quarter == quarter), None)
    withheld = next((each.pay_pit_vnd for each in tax.pit if each.quarter == quarter), Dong(0))
    pay = paid.pay_vnd if paid else 0
    return {"[16]": paid.people if paid else 0, "[21]": pay, "[22]": pay, "[29]": withheld, "[30]": withheld}
