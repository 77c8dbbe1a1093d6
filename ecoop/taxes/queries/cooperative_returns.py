"""How a cooperative's return comes out of its books, and which of its returns are due."""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import get_organisation
from ecoop.taxes.calc import ReturnDue
from ecoop.taxes.calc.cooperative.result import CIT, PIT, VAT, CooperativeReturn
from ecoop.taxes.calc.cooperative.returns import CIT_RETURN, COOPERATIVE_FORMS, PIT_RETURN, fill_cooperative_return
from ecoop.taxes.calc.cooperative.vat import STANDARD
from ecoop.taxes.calc.result import NOTHING_VND, period_in_words
from ecoop.taxes.calc.return_forms import form_version
from ecoop.taxes.calc.returns import is_filed_period
from ecoop.taxes.errors import ReturnIsNotDue
from ecoop.taxes.queries.check_cooperative import tax_of_cooperative
from ecoop.taxes.queries.computed_return import ComputedReturn, get_taxpayer, law_fingerprint
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES
from ecoop.taxes.queries.cooperative_year import get_cooperative_facts, get_cooperative_year


def list_cooperative_dues(*, org_id: UUID, year: int, known_on: date | None = None) -> tuple[ReturnDue, ...]:
    """List the returns of a cooperative's year in the order of their days; payments without a form are none.

    Raises:  every refusal of `cooperative_tax`
    Queries: those of `get_cooperative_facts`
    """
    tax = get_cooperative_year(org_id=org_id, year=year, known_on=known_on)
    return tuple(due_of(due=each) for each in tax.returns if each.form)


def is_cooperative(*, org_id: UUID) -> bool:
    """Tell whether an organisation files the returns of a cooperative.

    Queries: 1
    """
    return get_organisation(org_id=org_id).kind in COOPERATIVES


def due_of(*, due: CooperativeReturn) -> ReturnDue:
    """Give a return that is due under the names that the list of returns knows.

    Queries: 0
    """
    amounts = {tax: due.amount_vnd if due.tax == tax else None for tax in (VAT, CIT, PIT)}
    return ReturnDue(
        form=due.form,
        period=due.period,
        due_on=due.due_on,
        due_on_statutory=due.due_on_statutory,
        vat_vnd=amounts[VAT],
        pit_vnd=amounts[PIT],
        law=due.law,
        path=due.path,
        cit_vnd=amounts[CIT],
    )


def compute_cooperative_return(*, org_id: UUID, form: str, period: str, number: int, known_on: date) -> ComputedReturn:
    """Compute a cooperative's return from its books under the law as known on a day.

    Raises:  ReturnIsNotDue, FormIsNotBuilt, and every refusal of `cooperative_tax`
    Queries: 4, and those of `get_cooperative_facts`
    """
    if form not in COOPERATIVE_FORMS or not is_filed_period(period=period) or not is_cooperative(org_id=org_id):
        raise ReturnIsNotDue(form=form, period=period, due="-")
    year = int(period[:4])
    facts = get_cooperative_facts(org_id=org_id, year=year, known_on=known_on)
    tax = tax_of_cooperative(facts=facts)
    dues = [due_of(due=each) for each in tax.returns if each.form]
    due = next((each for each in dues if each.form == form and each.period == period), None)
    if due is None:
        others = ", ".join(f"{each.form} ({each.period_label})" for each in dues) or "-"
        raise ReturnIsNotDue(form=form, period=period_in_words(name=period), due=others)
    law = lawbook.on(date(year, 12, 31), known_on=known_on)
    version = form_version(law=law, form=form, period=period, known_on=known_on)
    taxpayer = get_taxpayer(org_id=org_id)
    fields = fill_cooperative_return(
        form=form,
        period=period,
        number=number,
        tax=tax,
        facts=facts,
        taxpayer=taxpayer,
        standard_rate=law.rate(STANDARD),
    )
    fields |= {"taxpayer": asdict(taxpayer), "places": []}
    # A return of pay holds what was withheld from pay alone.
    due = replace(due, pit_vnd=fields["values"]["[29]"]) if form == PIT_RETURN else due
    due = replace(due, cit_vnd=due.cit_vnd or NOTHING_VND) if form == CIT_RETURN else due
    return ComputedReturn(form, period, number, known_on, due, version, law_fingerprint(), fields, taxpayer, ())
