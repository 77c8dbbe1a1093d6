"""Refusals of the tax calculation, and the words of its steps and warnings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class InputNotUnderstood(Refusal):
    """The input of a calculation lacks something or holds nonsense."""

    code = "taxes.input-not-understood"
    said = _("The input is not understood at {place}: {why}.")
    remedy = _("Compare it with the description of `ecoop tax household` and try again.")


class PercentageMethodIsClosed(Refusal):
    """Above the limit only those who began the year by percentage may end it so."""

    code = "taxes.percentage-method-is-closed"
    said = _("With a yearly revenue of {revenue_vnd} the percentage method is no longer open (at most {limit_vnd}).")
    remedy = _("Use the income method; give the costs of the year.")


class CostsAreNeeded(Refusal):
    """The income method taxes revenue less costs, and nobody gave the costs."""

    code = "taxes.costs-are-needed"
    said = _("With a yearly revenue of {revenue_vnd} the income method is mandatory, and no costs were given.")
    remedy = _("Give the lawful costs of the year (0 if there were none).")


class PlatformSalesAreNotBuilt(Refusal):
    """Tax withheld by platforms is credited by the next issue; until then it refuses instead of guessing."""

    code = "taxes.platform-sales-are-not-built"
    said = _("Sales on platforms that withhold tax are not computed here yet for a taxable household.")
    remedy = _("Leave the platform's sales out only if you also leave out the tax it withheld.")


class RateIsUnknown(Refusal):
    """The law of that day has no rate for a sector."""

    code = "taxes.rate-is-unknown"
    said = _("The law loaded here gives no rate for {sector} in {year}.")
    remedy = _("Choose another year or sector, or add the rate to the law with its source.")


class SwitchIsUnknown(Refusal):
    """A switch of open law that does not exist, or a choice it does not offer."""

    code = "taxes.switch-is-unknown"
    said = _("There is no switch {switch} with the choice {choice}.")
    remedy = _("Leave it out to take the default, or look the switches up with `ecoop law`.")


class BookIsForHouseholds(Refusal):
    """The books of Circular 152/2025 are those of household businesses."""

    code = "taxes.book-is-for-households"
    said = _("{name} is no household business; the book S2a-HKD is not kept for it.")
    remedy = _("Look at the ledger of this organisation instead.")


class CalendarFeedIsClosed(Refusal):
    """The address for calendars that should be closed is not open, or belongs to somebody else."""

    code = "taxes.calendar-feed-is-closed"
    said = _("This address for calendars is not open any more.")
    remedy = _("Open a new one on the page of the calendar.")


SECTOR_NAMES: dict[str, Any] = {
    "goods": _("goods"),
    "services": _("services"),
    "asset_lease": _("leasing of assets other than real estate"),
    "production_transport": _("production, transport, food service"),
    "digital_content": _("digital content"),
    "other": _("other business"),
    "real_estate_lease": _("leasing of real estate"),
}

QUARTER = _("quarter {n}/{year}")
HALF = _("half-year {n}/{year}")

STEPS: dict[str, Any] = {
    "revenue": _("Revenue of the year"),
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
    "given-back": _("Tax paid or withheld before, to be given back"),
}

WARNINGS: dict[str, Any] = {
    "stable": _("The income method, once used, stays for {years} years in a row."),
    "must-switch": _("The revenue passes {limit_vnd}: next year only the income method is open."),
    "vat-other-choice": _("Read the other way, the VAT of the year would be {other_vnd}."),
    "pit-cut": _("Resolution 43 would take {cut_vnd} off the PIT."),
    "quarters-cost-more": _(
        "Using the deduction in order of time costs {more_vnd} more PIT than the best use over the year."
    ),
    "near": _("The revenue has reached {share} of the threshold of {threshold_vnd}."),
    "cliff": _("Only {left_vnd} more revenue, and VAT falls on it."),
}
