"""The words of a cooperative's taxes: what each step did, and what to know before filing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

COOPERATIVE_STEPS: dict[str, Any] = {
    "coop-revenue": _("Revenue of the year in every field, with other income"),
    "cit-measure": _(
        "Revenue of {told_year} ({months} months, brought to twelve) by which rate and exemption are chosen"
    ),
    "cit-exempt": _("The revenue does not pass {limit_vnd}: no corporate income tax"),
    "cit-size-rate": _("Rate by the size"),
    "cit-exempt-external": _("Exempt income of {field}: {revenue_vnd} − {cost_vnd} − shared costs {shared_vnd}"),
    "cit-exempt-internal": _(
        "Exempt income of {field}, with members: {revenue_vnd} − {cost_vnd} − shared costs {shared_vnd}"
    ),
    "cit-agriculture-external": _(
        "Income of {field}, at the rate of agriculture: {revenue_vnd} − {cost_vnd} − shared costs {shared_vnd}"
    ),
    "cit-agriculture-internal": _(
        "Income of {field} with members, at the rate of agriculture: {revenue_vnd} − {cost_vnd} − shared costs"
        " {shared_vnd}"
    ),
    "cit-size-external": _(
        "Income of {field}, at the rate of the size: {revenue_vnd} − {cost_vnd} − shared costs {shared_vnd}"
    ),
    "cit-size-internal": _(
        "Income of {field} with members, at the rate of the size: {revenue_vnd} − {cost_vnd} − shared costs"
        " {shared_vnd}"
    ),
    "cit-other-income": _("Other income less other costs: {revenue_vnd} − {cost_vnd} − {shared_vnd}"),
    "cit-deemed": _("{field}, whose costs are not known: {revenue_vnd} × {rate}"),
    "cit-non-deductible": _("Costs that the law does not take off; the shared costs above are already less by them"),
    "cit-fund": _("Income that forms the undivided fund or undivided assets is free"),
    "cit-loss": _("Loss of {loss_year} taken off"),
    "cit-agriculture": _("Tax on income of agriculture: {base_vnd} × {rate}"),
    "cit-size": _("Tax on other income: {base_vnd} × {rate}"),
    "cit-total": _("Corporate income tax of the year"),
    "cit-required": _("Least that the four quarters must bring: {rate} of the tax"),
    "cit-paid": _("Paid for the quarters until {due_on}"),
    "cit-short": _("Missing at the last quarter's day"),
    "cit-interest": _("Late interest: {tax_vnd} × {rate} × {days} days"),
    "cit-left": _("Left to pay at the finalisation"),
    "cit-over": _("Paid more than the tax of the year"),
    "vat-credit": _("Taxable revenue of {measured_vnd} reaches {limit_vnd}: the credit method"),
    "vat-volunteered": _("Taxable revenue of {measured_vnd} is below {limit_vnd}; the credit method was chosen freely"),
    "vat-direct": _("Taxable revenue of {measured_vnd} is below {limit_vnd}: the direct method"),
    "vat-unmeasured-credit": _("The credit method was chosen; it is a must from {limit_vnd} of taxable revenue on"),
    "vat-unmeasured-direct": _("Nobody told of taxable revenue that reaches {limit_vnd}: the direct method"),
    "vat-stays-credit": _("The credit method used since {since} stays for {years} years"),
    "vat-stays-direct": _("The direct method used since {since} stays for {years} years"),
    "vat-sale": _("VAT on sales of {period}: {amount_vnd} × {rate}"),
    "vat-not-taxable": _("Sales of {period} that bear no VAT: {amount_vnd}"),
    "vat-undeclared": _(
        "Unprocessed produce resold to enterprises or cooperatives in {period}: {amount_vnd}, nothing declared, input"
        " tax taken off"
    ),
    "vat-zero": _("Sales of {period} at the zero rate: {amount_vnd}"),
    "vat-input": _("Input tax of {period} that is taken off; not taken off: {refused_vnd}"),
    "vat-carried-in": _("Input tax carried into {period}"),
    "vat-due": _("VAT of {period} to pay"),
    "vat-left": _("Input tax left after {period}, carried on"),
    "vat-carried": _("Input tax carried into the next year"),
    "pit-members": _("PIT withheld from members' income in {period}: {base_vnd} × {rate}"),
    "pit-members-booked": _("PIT withheld from members' income in {period}, as the books say"),
    "pit-members-free": _("Members' income of an agricultural cooperative in {period}, {base_vnd}, is free"),
    "pit-pay": _("PIT withheld from the pay of {people} people in {period}: {pay_vnd} paid"),
    "pit-pay-booked": _("PIT withheld from pay in {period}: {pay_vnd} paid"),
    "pit-withheld": _("PIT withheld in the year"),
}

COOPERATIVE_WARNINGS: dict[str, Any] = {
    "coop-dependent": _("A subsidiary or related company has no lower rate and no exemption by its size."),
    "coop-forecast-passed": _(
        "The revenue of the first year, {revenue_vnd} in twelve months, leads to another rate than the forecast of"
        " {forecast_vnd}: what was paid too little for the quarters is paid with late interest."
    ),
    "coop-processing-excise": _("Processing of goods under excise duty is not favoured."),
    "coop-processing-not-apart": _("Income of processing that is not kept apart is not favoured: our reading."),
    "coop-processing-unknown": _("Give the cost of raw produce: from {share} of the cost on, processing is exempt."),
    "coop-processing-too-little": _(
        "Raw produce ({raw_vnd}) is less than {share} of the cost of processing ({cost_vnd}): the rate of agriculture,"
        " not the exemption."
    ),
    "coop-fund-too-large": _(
        "More is set aside for the undivided fund ({fund_vnd}) than there was income ({income_vnd})."
    ),
    "coop-loss": _("The loss of {loss_vnd} may be taken off until {last_year}."),
    "coop-loss-expired": _("The loss of {loss_year}, {loss_vnd}, is too old to be taken off."),
    "coop-loss-last-year": _("Of the loss of {loss_year}, {loss_vnd} are lost after this year."),
    "coop-exempt-ends": _("This year's revenue passes {limit_vnd}: corporate income tax is due in {next_year}."),
    "coop-short": _(
        "The quarters brought {short_vnd} too little; paid on {paid_on} that costs interest of {interest_vnd}."
    ),
    "coop-vat-measure": _(
        "Give the taxable revenue from November to October (or the four quarters before) to learn which VAT method"
        " holds; the credit method begins at {limit_vnd}."
    ),
    "coop-vat-volunteers": _("Below {limit_vnd} the credit method stays open to who volunteered and keeps full books."),
    "coop-vat-cut-over": _("The cut of the VAT rate has ended; the whole rate is taken."),
    "coop-vat-cash": _(
        "VAT of {vat_vnd} in {period} is not taken off: from {limit_vnd} on a purchase must be paid without cash."
    ),
    "coop-members-form": _(
        "05/KK-TNCN declares what was withheld from pay; tax on members' income from capital is declared on another"
        " form, whose lines are not known here."
    ),
    "coop-vat-direct-form": _(
        "By the direct method another return than 01/GTGT is filed, whose lines are not known here: file it with the"
        " tax office's own program."
    ),
}
