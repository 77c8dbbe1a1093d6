"""What the law says on a day about tax on what members get of the income."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc.paying import Ground, WithholdingRules
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.taxes.queries.cooperative_facts import get_tax_facts

MEMBERS_INCOME = "tax/cooperative/members_income"
RATE, FREE = f"{MEMBERS_INCOME}/pit_rate", f"{MEMBERS_INCOME}/agriculture_exempt"
BY_USE = "tax/cooperative/switch/refunds_by_use_pit"
HOUSEHOLDS = "tax/cooperative/switch/household_members_pit"

GROUND_WORDS = {
    Ground.CAPITAL_AND_USE.value: _("income from capital, with what comes by use and work"),
    Ground.CAPITAL_ONLY.value: _("income from capital only"),
    Ground.AGRICULTURE_FREE.value: _("exempt: member of an agricultural cooperative"),
    Ground.HOUSEHOLD_FREE.value: _("not withheld: household or body"),
    Ground.ORGANISATION.value: _("not withheld: an organisation declares it itself"),
}


def get_withholding_rules(*, org_id: UUID, law: Law, paid_on: date) -> WithholdingRules:
    """Get the rules of the day of payment; whether the cooperative is agricultural is told with its taxes.

    Law:     tax/cooperative/members_income/*, tax/cooperative/switch/{refunds_by_use_pit,household_members_pit}
    Queries: 1
    """
    told = get_tax_facts(org_id=org_id, year=paid_on.year)
    before = told if told.is_told else get_tax_facts(org_id=org_id, year=paid_on.year - 1)
    frees_all = before.is_agricultural and law.flag(FREE)
    warnings = () if frees_all else (law.warning(BY_USE), law.warning(HOUSEHOLDS))
    return WithholdingRules(
        rate=law.rate(RATE),
        taxes_use=law.switch(BY_USE) == "capital_income",
        taxes_households=law.switch(HOUSEHOLDS) == "withheld",
        frees_all=frees_all,
        warnings=tuple(text for text in warnings if text),
    )


def cite_ground(*, ground: str, law: Law) -> Citation:
    """Cite the article on which tax is held back or not.

    Queries: 0
    """
    return law.cite(FREE if ground == Ground.AGRICULTURE_FREE.value else RATE)


def list_open_questions(*, org_id: UUID, day: date) -> tuple[str, ...]:
    """List the open questions of law that decide what tax is held back on a day.

    Queries: 1
    """
    return get_withholding_rules(org_id=org_id, law=lawbook.on(day), paid_on=day).warnings
