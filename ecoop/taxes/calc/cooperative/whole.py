"""The taxes of one cooperative for one year: every tax computed in turn, each telling its steps."""

from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.cooperative.cit import corporate_income_tax
from ecoop.taxes.calc.cooperative.deadlines import list_cooperative_returns, vat_frequency
from ecoop.taxes.calc.cooperative.facts import DIRECT, CooperativeYear
from ecoop.taxes.calc.cooperative.pit import withheld_pit
from ecoop.taxes.calc.cooperative.provisional import provisional_tax
from ecoop.taxes.calc.cooperative.result import CooperativeTax, Telling
from ecoop.taxes.calc.cooperative.vat import vat_of_year
from ecoop.taxes.calc.result import Step


def cooperative_tax(*, law: Law, facts: CooperativeYear) -> CooperativeTax:
    """Compute the taxes of a cooperative under the law of the year's last day.

    Raises: PreviousRevenueIsNeeded, VatMethodIsCredit, NoLawOnDay
    """
    telling = Telling(law, [Step("coop-revenue", facts.revenue_vnd, {})], [])
    cit = corporate_income_tax(facts=facts, telling=telling)
    provisional = provisional_tax(facts=facts, cit=cit, telling=telling)
    vat = vat_of_year(facts=facts, telling=telling)
    pit = withheld_pit(facts=facts, telling=telling)
    frequency = vat_frequency(law=law, previous_revenue_vnd=facts.previous_revenue_vnd)
    returns = list_cooperative_returns(
        law=law, facts=facts, cit=cit, provisional=provisional, vat=vat, pit=pit, frequency=frequency
    )
    if vat is not None and vat.method == DIRECT:
        telling.warn(code="coop-vat-direct-form")
    if any(each.members_pit_vnd for each in pit):
        telling.warn(code="coop-members-form")
    return CooperativeTax(
        year=facts.year,
        revenue_vnd=facts.revenue_vnd,
        cit=cit,
        provisional=provisional,
        vat=vat,
        pit=pit,
        vat_frequency=frequency,
        returns=returns,
        steps=tuple(telling.steps),
        warnings=tuple(telling.cautions),
    )
