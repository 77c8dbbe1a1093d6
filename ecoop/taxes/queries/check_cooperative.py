"""A cooperative's taxes from figures: what the command, the API and the pages ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.cooperative import CooperativeTax, CooperativeYear, Known, cooperative_tax, read_cooperative_year
from ecoop.taxes.calc.cooperative.cit import FIELDS
from ecoop.taxes.calc.cooperative.vat import SALES
from ecoop.taxes.queries.compute import SwitchFacts, choices_of_input, list_switches_below

# Switches that a cooperative's taxes know; those of households have nothing to say here.
OF_COOPERATIVES = ("tax/cooperative/",)


def known_codes(*, law: Law) -> Known:
    """Give the codes that an input may use: fields of activity and kinds of sales.

    Queries: 0
    """
    return Known(*(tuple(str(row["code"]) for row in law.table(path)) for path in (FIELDS, SALES)))


def compute_cooperative_tax(*, given: Mapping[str, Any]) -> CooperativeTax:
    """Compute the taxes from an input as `ecoop tax cooperative` takes it.

    Raises:  InputNotUnderstood and every refusal of `cooperative_tax`
    Queries: 0
    """
    # The codes are those of today's tables; what they bear in the year asked for is the year's own law.
    newest = lawbook.on(date.max)
    return tax_of_cooperative(facts=read_cooperative_year(data=given, known=known_codes(law=newest)))


def tax_of_cooperative(*, facts: CooperativeYear) -> CooperativeTax:
    """Compute the taxes under the law of the year's last day, as known on the day the facts name.

    Raises:  SwitchIsUnknown, and every refusal of `cooperative_tax`
    Queries: 0
    """
    chosen = choices_of_input(switches=facts.switches, below=OF_COOPERATIVES)
    law = lawbook.on(date(facts.year, 12, 31), known_on=facts.known_on).with_switches(chosen)
    return cooperative_tax(law=law, facts=facts)


def answer_cooperative(*, given: Any) -> dict[str, Any]:
    """Answer one input, or each of a list, as programs want it; a refusal stands in the place of its answer.

    Queries: 0
    """
    try:
        return compute_cooperative_tax(given=given).as_dict()
    except Refusal as refusal:
        return {"refused": refusal.as_dict()}


def list_cooperative_switches() -> list[SwitchFacts]:
    """List the open questions of law that a cooperative's taxes depend on, in the active language.

    Queries: 0
    """
    return list_switches_below(below=OF_COOPERATIVES)


def cooperative_figures(*, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a worked example of the law: the figures of the answer, flat, and a refusal by its code.

    Queries: 0
    """
    try:
        tax = compute_cooperative_tax(given=given)
    except Refusal as refusal:
        return {"refused": refusal.code}
    answer = tax.as_dict()
    periods = tax.vat.periods if tax.vat else ()
    return {
        **answer,
        **answer["cit"],
        **(answer["provisional"] or {}),
        "exempt": tax.cit.is_exempt,
        "rate": str(tax.cit.size_rate),
        "losses_used": [each.used_vnd for each in tax.cit.losses],
        "losses_left": [each.left_vnd for each in tax.cit.losses],
        "losses_expired": [each.is_expired for each in tax.cit.losses],
        "shared_vnd_by_part": [part.shared_vnd for part in tax.cit.parts],
        "income_vnd_by_part": [part.income_vnd for part in tax.cit.parts],
        "treatments": [part.treatment for part in tax.cit.parts],
        "vat_method": tax.vat.method if tax.vat else None,
        "vat_vnd_by_period": [each.vat_vnd for each in periods],
        "vat_input_by_period": [each.input_vnd for each in periods],
        "vat_refused_by_period": [each.refused_input_vnd for each in periods],
        "vat_carried_out_by_period": [each.carried_out_vnd for each in periods],
        "pit_vnd_by_quarter": [each.pit_vnd for each in tax.pit],
        "forms": [each.form for each in tax.returns if each.form],
        "forms_due_on": [each.due_on for each in tax.returns if each.form],
        "provisional_due_on": [each.due_on for each in tax.returns if each.is_payment],
        "warning_codes": [warning.code or warning.switch for warning in tax.warnings],
    }
