"""What the taxes and statements of a cooperative refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


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


class ApprovalNotFound(Refusal):
    """Somebody wants to withdraw an approval that does not stand."""

    code = "taxes.approval-not-found"
    said = _("This approval of statements does not stand.")
    remedy = _("Look at the set of statements; it may have been withdrawn before.")
