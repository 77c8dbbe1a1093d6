"""What the calculation of a tax refuses: its input, its method, its law, and who asks too often."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class InputNotUnderstood(Refusal):
    """The input of a calculation lacks something or holds nonsense."""

    code = "taxes.input-not-understood"
    said = _("The input is not understood at {place}: {why}.")
    remedy = _("Compare it with the description of `ecoop tax household` and try again.")


class FieldIsUnknown(Refusal):
    """The input names a field or a sector group that there is not, perhaps a slip of the hand."""

    code = "taxes.field-is-unknown"
    said = _("“{field}” is not known at {place}.")
    remedy = _("Did you mean “{nearest}”? Known here are: {known}.")


class YearIsNotCovered(Refusal):
    """The law loaded here does not reach back to that year."""

    code = "taxes.year-is-not-covered"
    said = _("The law of {year} is not loaded here, so no tax of that year is computed.")
    remedy = _("Ask for a later year; for earlier years see the decisions of the tax office.")


class IncomeMethodIsYounger(Refusal):
    """The income method of households begins with the tax year 2026."""

    code = "taxes.income-method-is-younger"
    said = _("In {year} households had no income method.")
    remedy = _("Leave the method out; the percentage of that year is computed.")


class PercentageMethodIsClosed(Refusal):
    """Above the limit only those who began the year by percentage may end it so."""

    code = "taxes.percentage-method-is-closed"
    said = _("With a yearly revenue of {revenue_vnd} the percentage method is no longer open (at most {limit_vnd}).")
    remedy = _(
        "Use the income method and give the costs of the year. Who began the year by percentage may end it so: then"
        " say `method_at_start_of_year: revenue`."
    )


class IncomeMethodMustStay(Refusal):
    """The income method, once used, stays for some years in a row."""

    code = "taxes.income-method-must-stay"
    said = _("The income method has been used since {since}; it stays for {years} years in a row.")
    remedy = _("Use the income method for {year}; the percentage method opens again in {free_from}.")


class IncomeMethodIsDue(Refusal):
    """Who passed the limit the year before must use the income method this year."""

    code = "taxes.income-method-is-due"
    said = _(
        "The revenue of the year before, {before_vnd}, passed {limit_vnd}: this year only the income method is open."
    )
    remedy = _("Use the income method and give the costs of the year.")


class CostsAreNeeded(Refusal):
    """The income method taxes revenue less costs, and nobody gave the costs."""

    code = "taxes.costs-are-needed"
    said = _("The income method taxes revenue ({revenue_vnd}) less costs, and no costs were given.")
    remedy = _("Give the lawful costs of the year (0 if there were none).")


class CutIsNotForRent(Refusal):
    """The cut of VAT leaves real estate out."""

    code = "taxes.cut-is-not-for-rent"
    said = _("The cut of the VAT rate does not reach {sector}.")
    remedy = _("Take it out of `vat_cut_eligible`.")


class RateIsUnknown(Refusal):
    """The law of that day has no rate for a sector."""

    code = "taxes.rate-is-unknown"
    said = _("The law loaded here gives no rate for {sector} in {year}.")
    remedy = _("Choose another year or sector, or add the rate to the law with its source.")


class SwitchIsUnknown(Refusal):
    """A switch of open law that does not exist, or a choice it does not offer."""

    code = "taxes.switch-is-unknown"
    said = _("There is no switch {switch} with the choice {choice}.")
    remedy = _("Did you mean {nearest}? The switches are: {known}. `ecoop tax switches` explains them.")


class BaseIsOutside(Refusal):
    """The base of a social insurance contribution lies outside the law's bounds."""

    code = "taxes.insured-base-is-outside"
    said = _("The base {base_vnd} lies outside {least_vnd} to {most_vnd}.")
    remedy = _("Choose a base between the two.")


class OffenceUnknown(Refusal):
    """The table of fines has no row for this."""

    code = "taxes.offence-unknown"
    said = _("No fine is known for {offence} with {measure}.")
    remedy = _("Known are: {known}; the number must be at least one.")


class TooManyAsk(Refusal):
    """One address asks for more calculations than anybody needs."""

    code = "taxes.too-many-ask"
    said = _("From your address came more than {limit} calculations a minute.")
    remedy = _("Wait {seconds} seconds, or install ecoop and compute as much as you like.")


class BodyIsTooLarge(Refusal):
    """A request to the open calculation holds more than anybody's year."""

    code = "taxes.body-is-too-large"
    said = _("The request holds {size} bytes; at most {size_max} are read.")
    remedy = _("Ask for fewer years at once.")


class TooManyAtOnce(Refusal):
    """A list holds more years than one address may ask for in a minute."""

    code = "taxes.list-too-long-not-understood"
    said = _("The list holds {asked} entries; at most {limit} are answered at once.")
    remedy = _("Ask for them in several requests, or use `ecoop tax household`, which knows no limit.")
