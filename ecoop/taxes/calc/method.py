"""Which method holds, and which years can be computed at all.

Law:    PIT Law 109/2025 Article 7; Decree 68/2026 Article 4(5)
"""

from ecoop.taxes.calc.facts import REAL_ESTATE, SECTORS, HouseholdYear
from ecoop.taxes.calc.rules import LIMIT, STABLE, SWITCH_AFTER, THRESHOLD, VAT_CUT, Rules, T
from ecoop.taxes.errors import (
    CutIsNotForRent,
    IncomeMethodIsDue,
    IncomeMethodIsYounger,
    IncomeMethodMustStay,
    PercentageMethodIsClosed,
    YearIsNotCovered,
)


def must_be_covered(*, rules: Rules, facts: HouseholdYear) -> None:
    """Refuse a year whose law is not loaded, and a cut where there is none.

    Raises: YearIsNotCovered, CutIsNotForRent
    """
    law = rules.law
    needed = (THRESHOLD, f"{T}/vat_rate/{SECTORS[0]}", f"{T}/pit_rate/{SECTORS[0]}", f"{T}/deduction/business_vnd")
    if not all(law.has(path) for path in needed):
        raise YearIsNotCovered(year=facts.year)
    if REAL_ESTATE in facts.vat_cut_eligible and law.has(VAT_CUT):
        raise CutIsNotForRent(sector=REAL_ESTATE, law=law.cite(VAT_CUT))


def method_of(*, rules: Rules, facts: HouseholdYear) -> str:
    """Name the method that holds: the one chosen, or the only one that is open.

    Raises: PercentageMethodIsClosed, IncomeMethodIsDue, IncomeMethodMustStay, IncomeMethodIsYounger
    """
    law, limit = rules.law, rules.limit_vnd
    if limit is None:
        if facts.method == "income":
            raise IncomeMethodIsYounger(year=facts.year)
        return "revenue"
    before = facts.prior_year_revenue_vnd
    if before is not None and before > limit and facts.method_at_start_of_year != "revenue":
        if facts.method == "revenue":
            raise IncomeMethodIsDue(before_vnd=before, limit_vnd=limit, law=law.cite(_after(rules)))
        return "income"
    if _must_stay(rules, facts):
        return "income"
    if facts.revenue_vnd > limit and facts.method_at_start_of_year != "revenue":
        if facts.method == "revenue":
            raise PercentageMethodIsClosed(revenue_vnd=facts.revenue_vnd, limit_vnd=limit, law=law.cite(LIMIT))
        return "income"
    chosen = facts.method or facts.method_at_start_of_year
    return "income" if chosen == "income" else "revenue"


def _must_stay(rules: Rules, facts: HouseholdYear) -> bool:
    """Tell whether the years in a row of the income method still run.

    Raises: IncomeMethodMustStay
    """
    since, law = facts.income_method_since, rules.law
    if since is None or not law.has(STABLE):
        return False
    years = law.whole(STABLE)
    if facts.year >= since + years:
        return False
    if facts.method == "revenue":
        free_from = since + years
        raise IncomeMethodMustStay(since=since, years=years, year=facts.year, free_from=free_from, law=law.cite(STABLE))
    return True


def _after(rules: Rules) -> str:
    return SWITCH_AFTER if rules.law.has(SWITCH_AFTER) else LIMIT
