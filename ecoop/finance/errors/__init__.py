"""Refusals of internal lending."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class LoanNotFound(Refusal):
    """No loan of the organisation has this id."""

    code = "finance.loan-not-found"
    said = _("There is no such loan in this cooperative.")
    remedy = _("Look for it in the list of loans.")


class LoanApplicationNotFound(Refusal):
    """No application for a loan has this id."""

    code = "finance.application-not-found"
    said = _("There is no such application for a loan in this cooperative.")
    remedy = _("Look for it in the list of applications.")


class BorrowerUnknown(Refusal):
    """Nobody with this number or id is a member."""

    code = "finance.borrower-unknown"
    said = _("No member “{member}” was found in this cooperative.")
    remedy = _("Write the number as it stands in the register of members.")


class LoanDiffers(Refusal):
    """The same id came again with something else."""

    code = "finance.loan-differs"
    said = _("This was recorded already, and says something else.")
    remedy = _("Record what is new with a new id.")


class LoanAmountWrong(Refusal):
    """An amount or a term that no loan can have."""

    code = "finance.amount-wrong"
    said = _("A loan needs an amount above zero and a term of whole months.")
    remedy = _("Fill in the amount in đồng and the months.")


class LendingRuleBroken(Refusal):
    """At least one rule of internal lending is not held."""

    code = "finance.rule-broken"
    said = _("Rules of internal lending are not held: {rules}.")
    remedy = _("Each rule stands on the page of the application with its figures and its article; mend it first.")


class ApplicationIsDecided(Refusal):
    """An application is decided once."""

    code = "finance.application-is-decided"
    said = _("The application {number} was decided on {decided_on}.")
    remedy = _("A member may apply again.")


class DecisionNeedsPaper(Refusal):
    """An approval names who decided and by which paper; a refusal says why."""

    code = "finance.decision-needs-paper"
    said = _("The decision misses: {missing}.")
    remedy = _("Write what is missing as the paper of the Board says it.")


class ApprovedMoreThanAsked(Refusal):
    """The Board cannot lend more or longer than a member asked for."""

    code = "finance.approved-more-than-asked"
    said = _("The member asked for {asked} over {months} months; the decision goes beyond it.")
    remedy = _("Approve at most what was asked for, or take in a new application.")


class RatePassesCharter(Refusal):
    """The rate is above what the charter says."""

    code = "finance.rate-passes-charter"
    said = _("The rate of {rate} a year is above the charter's {most}.")
    remedy = _("Lend at most at the charter's rate, or let the meeting change it.")


class OverdueRatePassesLaw(Refusal):
    """What overdue principal bears is above the law's multiple of the contract's rate."""

    code = "finance.overdue-rate-passes-law"
    said = _("Overdue principal would bear {ratio} of the contract's rate; at most {most} is allowed.")
    remedy = _("Write at most that into the contract.")


class LoanNotApproved(Refusal):
    """A contract needs an approval that stands."""

    code = "finance.loan-not-approved"
    said = _("The application {number} is not approved.")
    remedy = _("Let the Board decide first.")


class LoanIsPaidOut(Refusal):
    """A loan is paid out once."""

    code = "finance.loan-is-paid-out"
    said = _("The loan {number} was paid out on {paid_on}.")
    remedy = _("A mistake is taken back by a red entry first.")


class LoanNotPaidOut(Refusal):
    """Nothing can come back of a loan that was not paid out."""

    code = "finance.loan-not-paid-out"
    said = _("On {day} the loan {number} was not paid out yet.")
    remedy = _("Record the payment to the member first, and check the day.")


class LoanEventTooEarly(Refusal):
    """Something later stands in the loan already."""

    code = "finance.event-too-early"
    said = _("Something of {last_on} stands in the loan already; {day} is earlier.")
    remedy = _("Take back what is later by a red entry, record this, then record the later again.")


class LoanDayIsAhead(Refusal):
    """Money cannot move on a day that has not come."""

    code = "finance.day-is-ahead"
    said = _("{day} has not come yet.")
    remedy = _("Record it on the day on which it happens.")


class PaysMoreThanOwed(Refusal):
    """A payment is above what settles the loan."""

    code = "finance.pays-more-than-owed"
    said = _("On {day} the loan {number} is settled with {owed}.")
    remedy = _("Take in at most that, and give the rest back.")


class NothingToWriteOff(Refusal):
    """More would be given up than is owed."""

    code = "finance.nothing-to-write-off"
    said = _("On {day} the loan {number} owes {principal} of principal and {interest} of interest.")
    remedy = _("Write off at most that.")


class TermPassesLaw(Refusal):
    """A longer schedule would pass the longest term, counted from the day on which the money was paid out."""

    code = "finance.term-passes-law"
    said = _("The last part would be due on {ends_on}; a loan paid out on {paid_on} ends by {most_on} at the latest.")
    remedy = _("Choose fewer months. What cannot be paid until then is overdue.")


class NothingToReschedule(Refusal):
    """A loan that owes no principal needs no other schedule."""

    code = "finance.nothing-to-reschedule"
    said = _("On {day} the loan {number} owes no principal.")
    remedy = _("Interest that is still owed is simply paid.")


class ProvisionIsOff(Refusal):
    """The cooperative chose not to set anything aside."""

    code = "finance.provision-is-off"
    said = _("Setting aside for doubtful loans is switched off.")
    remedy = _("Switch it to “by hand” among the open questions of law.")


class ProvisionTooLarge(Refusal):
    """More would be set aside than is owed, or released than was set aside."""

    code = "finance.provision-too-large"
    said = _("At most {most} fits the loan {number}.")
    remedy = _("Choose a smaller amount.")


class LoanStateDoesNotFit(Refusal):
    """An event that the loan's state does not allow."""

    code = "finance.state-does-not-fit"
    said = _("The loan {number} does not stand so that this can be recorded: {why}.")
    remedy = _("Look at what happened to the loan on its page.")


class LoanEventNotFound(Refusal):
    """No event of a loan has this id, or its entry is not in the books."""

    code = "finance.event-not-found"
    said = _("There is no such event of a loan in this cooperative.")
    remedy = _("Look for it on the page of the loan.")


class EquityIsKnown(Refusal):
    """The equity of a year is known already."""

    code = "finance.equity-is-known"
    said = _("Owners' equity of {year} is known already.")
    remedy = _("What was filed here is read from the filed set; what was recorded once stands.")


class LendingCooperativeNotFound(Refusal):
    """No organisation has this short name."""

    code = "finance.cooperative-not-found"
    said = _("There is no organisation called “{slug}”.")
    remedy = _("Write its short name as it stands in its address.")


class RecoversMoreThanLost(Refusal):
    """More is to come back after a write-off than was written off."""

    code = "finance.recovers-more-than-lost"
    said = _("Of loan {number}, {most} are written off and have not come back: this is more.")
    remedy = _("Record what came back of the written-off sum; anything beyond is a payment of something else.")
