"""Refusals of the tax calculation, and the words of its steps and warnings."""

from typing import Any

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


class BookNotFound(Refusal):
    """There is no book under this name, or no such period."""

    code = "taxes.book-not-found"
    said = _("There is no book {code} of this period.")
    remedy = _("Choose a book and a period from the list of books.")


class FormIsNotBuilt(Refusal):
    """The version of a form that rules a return is not among those that can be filled in here."""

    code = "taxes.form-is-not-built"
    said = _("The form {form} in the version {version}, which rules on {day}, cannot be filled in here.")
    remedy = _("File it with the tax office's own program; the figures stand on the page of the year.")


class ReturnIsNotDue(Refusal):
    """Nobody has to file that form for that period."""

    code = "taxes.return-is-not-due"
    said = _("No return {form} is due for {period}.")
    remedy = _("Due are: {due}. Look at the page of the year for the reason.")


class ReturnNotFound(Refusal):
    """A return that this household has not."""

    code = "taxes.return-not-found"
    said = _("There is no such return here.")
    remedy = _("Look it up in the list of returns.")


class ReturnIsFiled(Refusal):
    """A filed return is closed."""

    code = "taxes.return-is-filed"
    said = _("The return {form} for {period} was filed on {filed_on}.")
    remedy = _("Correct it: a correction is a return of its own, and the filed one stays as it is.")


class ReturnIsNotFiled(Refusal):
    """What was not filed yet is prepared again, not corrected."""

    code = "taxes.return-is-not-filed"
    said = _("The return {form} for {period} has not been filed yet.")
    remedy = _("Prepare it again; only what was filed is corrected.")


class ReturnIsOutdated(Refusal):
    """A return of which a newer preparation or a correction exists."""

    code = "taxes.return-is-outdated"
    said = _("The return {form} for {period} was prepared again since.")
    remedy = _("Use the newest one in the list of returns.")


class FilingIsTooEarly(Refusal):
    """Nothing is filed for a period that is not over, or on a day that has not come."""

    code = "taxes.filing-is-too-early"
    said = _("A return for {period} cannot have been filed on {filed_on}.")
    remedy = _("Give the day of the tax office's receipt: after {ends_on}, and not later than today.")


class NothingToCorrect(Refusal):
    """A correction that would say the same as the return it corrects."""

    code = "taxes.nothing-to-correct"
    said = _("Computed anew, the return {form} for {period} comes out as it was filed.")
    remedy = _("Record the documents that were missing first; then correct the return.")


class ReasonIsNeeded(Refusal):
    """A correction explains itself."""

    code = "taxes.reason-is-needed"
    said = _("A correction needs its reason.")
    remedy = _("Say in a few words what was wrong and how it was found.")


class NobodyMayFile(Refusal):
    """The command line acts for a person, and found none with that right."""

    code = "taxes.nobody-may-file"
    said = _("Nobody was found who may prepare returns for {slug}.")
    remedy = _("Name the owner or the accountant by phone or e-mail with --as.")


class BookIsForHouseholds(Refusal):
    """The books of Circular 152/2025 are those of household businesses."""

    code = "taxes.book-is-for-households"
    said = _("{name} is no household business; the books of Circular 152/2025 are not kept for it.")
    remedy = _("Look at the ledger of this organisation instead.")


class CalendarFeedIsClosed(Refusal):
    """The address for calendars that should be closed is not open, or belongs to somebody else."""

    code = "taxes.calendar-feed-is-closed"
    said = _("This address for calendars is not open any more.")
    remedy = _("Open a new one on the page of the calendar.")


class NothingToPost(Refusal):
    """A return leads to no entry, or its entry stands in the books."""

    code = "taxes.nothing-to-post"
    said = _("There is nothing to post for {form} of {period}.")
    remedy = _("Look at the entry that stands in the books; correct it there if it is wrong.")


class FileIsNotKnown(Refusal):
    """The tags of a form's electronic file were found nowhere."""

    code = "taxes.file-is-not-known"
    said = _("How the electronic file of {form} is built is not known here.")
    remedy = _("Type the figures of the page into the tax office's own program.")


class DayLiesAhead(Refusal):
    """Somebody told of a meeting, an audit or a change that has not been yet."""

    code = "taxes.day-lies-ahead"
    said = _("The day {day} has not come yet.")
    remedy = _("Give the day on which it was, not the one planned.")


class PreviousRevenueIsNeeded(Refusal):
    """Rate and exemption of a cooperative go by the revenue of the year before."""

    code = "taxes.previous-revenue-is-needed"
    said = _("Rate and exemption go by the revenue of {year}, and nobody gave it.")
    remedy = _("Give the revenue of {year} (0 if there was none), or the day on which a new cooperative began.")


class VatMethodIsCredit(Refusal):
    """From some taxable revenue on only the credit method is open."""

    code = "taxes.vat-method-is-credit"
    said = _("With a taxable revenue of {revenue_vnd} only the credit method of VAT is open (from {limit_vnd}).")
    remedy = _(
        "Say `credit`, or leave the method out; who chose the direct method less than two years ago says since when."
    )


SECTOR_NAMES: dict[str, Any] = {
    "goods": _("goods"),
    "services": _("services"),
    "asset_lease": _("leasing of assets other than real estate"),
    "production_transport": _("production, transport, food service"),
    "digital_content": _("digital content"),
    "other": _("other business"),
    "real_estate_lease": _("leasing of real estate"),
}

METHOD_NAMES: dict[str, Any] = {"revenue": _("percentage of revenue"), "income": _("income: revenue less costs")}
PRIOR_METHOD_NAMES: dict[str, Any] = {
    "exempt": _("nothing was due"),
    "lump_sum": _("lump sum (until 2025)"),
    **METHOD_NAMES,
}
CHANNEL_NAMES: dict[str, Any] = {
    "etax": _("the tax office's website"),
    "etax_mobile": _("the tax office's app"),
    "tvan": _("a transmission service"),
    "counter": _("at the tax office's counter"),
    "post": _("by post"),
}
RETURN_STATES: dict[str, Any] = {
    "coming": (_("the period is still running"), "gray"),
    "due": (_("to be prepared"), "yellow"),
    "late": (_("overdue"), "red"),
    "prepared": (_("prepared, not filed"), "blue"),
    "filed": (_("filed"), "green"),
}

QUARTER = _("quarter {n}/{year}")
HALF = _("half-year {n}/{year}")

# Why an input is refused; each fills the place {why} of InputNotUnderstood.
WHY: dict[str, Any] = {
    "object": _("an object with names and values is expected"),
    "list": _("a list is expected"),
    "list-of": _("a list of {count} is expected"),
    "one-of-three": _("give exactly one of revenue, quarters, months"),
    "costs-twice": _("give costs for the year or for its periods, not for both"),
    "platform-twice": _("give sales on platforms for the year or for its periods, not for both"),
    "platform-by-sector": _("give the sales on platforms by sector group, not as one amount"),
    "no-rent-on-platforms": _("rent of real estate is not sold on platforms"),
    "cut-too-large": _("more is named for the VAT cut than was sold"),
    "before-the-start": _("there is revenue or cost before the business began"),
    "began-later": _("it lies after the year asked for"),
    "whole-dong": _("a whole number of đồng is expected, without quotes or decimals"),
    "amount-range": _("the amount is negative or beyond belief"),
    "year": _("a year such as 2026 is expected"),
    "day": _("a day like 2026-11-01 is expected"),
    "yes-or-no": _("true or false is expected"),
    "one-of": _("one of {choices} is expected"),
    "not-json": _("it is no JSON that can be read"),
    "empty": _("it is empty"),
    "twice": _("a name stands there twice: {name}"),
    "too-deep": _("it is nested too deeply"),
    "not-utf8": _("it is not written in UTF-8"),
    "no-file": _("there is no such file that can be read"),
    "internal-too-large": _("more is named as internal than there was in all"),
    "raw-input-too-large": _("more raw produce is named than there was cost"),
    "loss-is-older": _("a loss is carried from a year before the one asked for"),
    "once-each": _("a year, quarter or period is named twice"),
    "period": _("a quarter or a month of the year asked for is expected, such as 2026-Q3 or 2026-07"),
    "words": _("words are expected"),
    "between": _("a whole number from {least} to {most} is expected"),
}


class StatementNotFound(Refusal):
    """Somebody asked for a statement that is not made here, or for what is no period."""

    code = "taxes.statement-not-found"
    said = _("There is no statement “{form}” for {period}.")
    remedy = _("Choose one of: {forms}; for 2026, 2026-Q1 or 2026-03. Changes in equity are made for whole years.")


class StatementsAreForCooperatives(Refusal):
    """A household asked for the statements of a cooperative."""

    code = "taxes.statements-are-for-cooperatives"
    said = _("{name} is no cooperative; the law asks it for no such statements.")
    remedy = _("A household keeps the books of its method; they stand under Books.")


class StatementsAreProvisional(Refusal):
    """The year is not closed, so that its statements are computed as if it were."""

    code = "taxes.statements-are-provisional"
    said = _("The results of {period} are not closed; the statements are provisional.")
    remedy = _("Close the year first, then file its statements.")


class StatementsAreOut(Refusal):
    """The set was filed with this office before, or approved, or is to be changed after it went out."""

    code = "taxes.statements-are-out"
    said = _("The statements of {period} went out on {on} already: {how}.")
    remedy = _("If something was wrong, replace the set: a new one is made beside the one that went out.")


class StatementsAreDrafts(Refusal):
    """Only a set that went out can be replaced."""

    code = "taxes.statements-are-drafts"
    said = _("The statements of {period} are a draft; nothing went out yet.")
    remedy = _("Correct the books; the draft follows them by itself.")


class StatementsNeedSigners(Refusal):
    """A set without signers cannot go out."""

    code = "taxes.statements-need-signers"
    said = _("Nobody is named to sign the statements of {period}.")
    remedy = _("Name who prepared them, the chief accountant and the legal representative.")


class StatementDayIsWrong(Refusal):
    """A filing or an approval is dated before the period is over, or in the future."""

    code = "taxes.statement-day-is-wrong"
    said = _("The statements of {period} cannot have been filed or approved on {day}.")
    remedy = _("Give a day after {ends_on}, and no day to come.")
