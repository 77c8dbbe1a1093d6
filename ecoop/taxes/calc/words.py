"""The words of the calculation: what each step did, and what to know before filing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.taxes.calc.words_of_cooperatives import COOPERATIVE_STEPS, COOPERATIVE_WARNINGS

ON_PLATFORMS = _("{year}, on platforms")

STEPS: dict[str, Any] = {
    **COOPERATIVE_STEPS,
    "revenue": _("Revenue of the year"),
    "platform-revenue": _("Of it sold on platforms that withhold tax; it counts like any other revenue"),
    "lease-revenue": _("Rent of real estate in the year"),
    "threshold": _("Yearly revenue up to which nothing is due"),
    "exempt": _("The revenue does not pass the threshold: no VAT and no PIT"),
    "lease-exempt": _("The rent does not pass the threshold: no VAT and no PIT on it"),
    "crossing": _("The threshold was passed in {period}; returns begin with it"),
    "vat-cut": _("VAT rate of {sector} after the cut: {rate} less {cut} of it"),
    "vat": _("VAT on {sector} in {period}: {revenue_vnd} × {rate}"),
    "vat-before-crossing": _("No VAT on {revenue_vnd} of {sector} in {period}, before the crossing"),
    "deduction": _("Revenue that PIT leaves out in the year"),
    "deducted": _("Taken off {sector} in {period}; still to take off: {left_vnd}"),
    "pit": _("PIT on {sector} in {period}: ({revenue_vnd} − {deducted_vnd}) × {rate}"),
    "pit-before-cut": _("PIT before any cut"),
    "pit-cut": _("PIT cut of {rate} by Resolution 43"),
    "pit-cut-shown": _("PIT cut of {rate} by Resolution 43: computed, not yet taken off"),
    "income": _("Taxable income: revenue {revenue_vnd} less costs {costs_vnd}, never below zero"),
    "income-pit": _("PIT on the income at {rate}"),
    "advance": _("PIT paid in advance for {period}"),
    "finalisation": _("PIT left to settle at the yearly finalisation"),
    "vat-waived": _("VAT of {period}, {tax_vnd}, is small enough to be waived"),
    "pit-waived": _("PIT of {period}, {tax_vnd}, is small enough to be waived"),
    "vat-total": _("VAT of the year"),
    "pit-total": _("PIT of the year"),
    "withheld": _("Tax that platforms withheld and paid in for the household: VAT {vat_vnd}, PIT {pit_vnd}"),
    "given-back": _("Tax paid or withheld before, to be given back"),
    "late-days": _("Days that bear interest, from the day after {due_on} to the day before {paid_on}"),
    "late-interest": _("Interest: {tax_vnd} × {rate} × {days} days"),
    "reference-level": _("Reference level of the month"),
    "insured-base": _("Base chosen; it may be chosen again after {months} months"),
    "contribution": _("Contribution of a month: {base_vnd} × {rate}"),
    "einvoice-limit": _("Yearly revenue above which e-invoices are mandatory"),
    "einvoice-assets": _("Who sells assets under ownership registration needs e-invoices at any revenue"),
    "einvoice-register": _("Days to register after {ends_on}, the end of {period}: until {due_on}"),
    "withheld-vat": _("VAT withheld: {base_vnd} × {rate}"),
    "withheld-pit": _("PIT withheld: {base_vnd} × {rate}"),
}

WARNINGS: dict[str, Any] = {
    **COOPERATIVE_WARNINGS,
    "stable": _("The income method, once used, stays for {years} years in a row."),
    "must-switch": _("The revenue passes {limit_vnd}: next year only the income method is open."),
    "vat-other-choice": _("Read the other way, the VAT of the year would be {other_vnd}."),
    "pit-cut": _("Resolution 43 would take {cut_vnd} off the PIT."),
    "quarters-cost-more": _(
        "Using the deduction in order of time costs {more_vnd} more PIT than the best use over the year."
    ),
    "near": _("The revenue has reached {share} of the threshold of {threshold_vnd}."),
    "cliff": _("Only {left_vnd} more revenue, and VAT falls on it."),
    "year-only": _("Give revenue by quarter to learn what each return holds, and in which quarter returns begin."),
    "platform-credit": _(
        "What platforms withheld is credited against the tax of the whole year. How the deduction meets sales on"
        " platforms is our reading; ask the tax office before you claim money back."
    ),
    "platform-refund": _("Claim the {refund_vnd} back, or offset them, on form {form}."),
    "platform-short": _("Platforms withheld {short_vnd} less than these sales owe; it stands with the last return."),
    "monthly-reading": _("Returns are monthly from the quarter in which {middle_vnd} is passed: our reading."),
    "advances-overpaid": _("The advances pass the tax of the year by {over_vnd}; claim them back at the finalisation."),
    "loss": _("The costs pass the revenue by {loss_vnd}."),
    "mixed": _("Books that do not separate sector groups bear the highest VAT rate on everything."),
    "cut-doubtful": _("It is doubtful whether the VAT cut reaches {sector}."),
    "extension": _("Later payment is for the trades that Decree 245/2026 lists, and asked for until {until_on}."),
    "extension-late": _("Later payment was asked for after {until_on}; the tax is due with the returns."),
    "lump-sum": _("In {year} many households paid a lump sum; these figures are those of who declared."),
}
