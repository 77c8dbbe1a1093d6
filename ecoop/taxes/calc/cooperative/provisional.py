"""CIT paid quarter by quarter: whether four quarters brought the share the law asks, and interest on what was missing.

Law:    Decree 252/2026 Article 24; Circular 89/2026 Article 21
"""

from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.taxes.calc.cooperative.cit import C
from ecoop.taxes.calc.cooperative.deadlines import finalisation_due_on, provisional_due_on
from ecoop.taxes.calc.cooperative.facts import CooperativeYear
from ecoop.taxes.calc.cooperative.result import CitTax, ProvisionalTax, Telling
from ecoop.taxes.calc.interest import late_interest

RATIO = f"{C}/provisional_ratio_min"
INTEREST = "tax/late_interest_per_day"


def provisional_tax(*, facts: CooperativeYear, cit: CitTax, telling: Telling) -> ProvisionalTax | None:
    """Hold the payments of four quarters against the tax of the year, and tell how; None where none were named.

    Law:    tax/cooperative/provisional_ratio_min, tax/late_interest_per_day
    """
    if facts.provisional is None:
        return None
    law = telling.law
    days = provisional_due_on(law=law, year=facts.year)
    required = round_dong(Decimal(cit.tax_vnd) * law.rate(RATIO), rule=Rounding.UP)
    paid = sum(each.amount_vnd for each in facts.provisional)
    in_time = sum(each.amount_vnd for each in facts.provisional if each.paid_on is None or each.paid_on <= days[-1])
    short = Dong(max(0, required - in_time))
    settled_on = facts.settled_on or law.next_working_day(finalisation_due_on(law=law, last_day=facts.last_day))
    interest = late_interest(law=law, tax_vnd=short, due_on=days[-1], paid_on=settled_on)
    telling.step(code="cit-required", value=required, path=RATIO, facts={"rate": law.rate(RATIO)})
    telling.step(code="cit-paid", value=Dong(in_time), facts={"due_on": days[-1]})
    if short:
        telling.step(code="cit-short", value=short, path=RATIO)
        facts_of = {"tax_vnd": short, "rate": interest.rate, "days": interest.days}
        telling.step(code="cit-interest", value=interest.interest_vnd, path=INTEREST, facts=facts_of)
        telling.warn(code="coop-short", short_vnd=short, interest_vnd=interest.interest_vnd, paid_on=settled_on)
    left, over = Dong(max(0, cit.tax_vnd - paid)), Dong(max(0, paid - cit.tax_vnd))
    telling.step(code="cit-left" if not over else "cit-over", value=over or left)
    owed = interest.interest_vnd if short else Dong(0)
    return ProvisionalTax(
        required, Dong(paid), Dong(in_time), short, owed, interest.days if short else 0, left, over, tuple(days)
    )
