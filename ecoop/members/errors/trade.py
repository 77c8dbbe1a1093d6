"""What trade with members refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class InternalNeedsAgreement(Refusal):
    """Trade was called internal without an official member or without a written agreement in force."""

    code = "members.internal-needs-agreement"
    said = _(
        "“{text}” on {day} cannot be internal: internal trade is with an official member under a written agreement."
    )
    remedy = _("Name the agreement in force on that day, or record the line as external.")


class InternalNeedsTracking(Refusal):
    """Trade was called internal in a cooperative that does not keep the two sides apart."""

    code = "members.internal-needs-tracking"
    said = _("“{text}” on {day} cannot be internal: this cooperative does not keep internal trade apart.")
    remedy = _("Record the line as external, or write into the charter that the two sides are kept apart.")


class AgreementUnknown(Refusal):
    """The id names no agreement of this cooperative."""

    code = "members.agreement-unknown"
    said = _("This cooperative has no agreement {agreement}.")
    remedy = _("Look the agreement up in the list, or sign it first.")


class AgreementNumberTaken(Refusal):
    """Two agreements would carry the same number."""

    code = "members.agreement-number-taken"
    said = _("An agreement has the number {number} already.")
    remedy = _("Give the new agreement a number of its own.")


class AgreementEndsBeforeItBegins(Refusal):
    """The last day of an agreement would lie before its first."""

    code = "members.agreement-ends-before-it-begins"
    said = _("The agreement {number} of {signed_on} cannot end before that day.")
    remedy = _("Choose a later day.")


class AgreementHasEnded(Refusal):
    """An agreement was to end that has ended, or that ends by itself on an earlier day."""

    code = "members.agreement-has-ended"
    said = _("The agreement {number} has ended already; it held until before {ends_before}.")
    remedy = _("Nothing needs to be done. Sign a new agreement to go on.")


class AgreementIsUsedLater(Refusal):
    """An agreement was to end before a day on which something was traded under it."""

    code = "members.agreement-is-used-later"
    said = _("Under the agreement {number} something was traded on {day}, after it would have ended.")
    remedy = _("Let the agreement end later, or take those lines back first.")


class DealingUnknown(Refusal):
    """The id names no line of trade of this cooperative."""

    code = "members.dealing-unknown"
    said = _("This cooperative has no line of trade {dealing}.")
    remedy = _("Look for it in the list of trade.")


class DealingDoesNotFit(Refusal):
    """A line has a kind that does not fit its member or its cost."""

    code = "members.dealing-does-not-fit"
    said = _("“{text}” on {day} cannot be recorded: {problem}.")
    remedy = _("Correct the line.")


class MemberNameAmbiguous(Refusal):
    """A list names a member by a name that several bear."""

    code = "members.name-ambiguous"
    said = _("{count} members are called {name}.")
    remedy = _("Write the member's number, as in the register, into the list.")


class PaperIsTooLong(Refusal):
    """A list would fill more pages than can be printed at once."""

    code = "members.paper-too-long"
    said = _("The list has {lines} lines; at most {most} can be printed at once.")
    remedy = _("Print it day by day, or take it as Excel.")
