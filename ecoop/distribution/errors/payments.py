"""What paying the shares refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class YearIsNotShared(Refusal):
    """There are no shares of the year to pay or to explain."""

    code = "distribution.year-is-not-shared"
    said = _("The income of {year} is not shared yet.")
    remedy = _("Let the meeting decide and carry its decision out; then there are shares.")


class ShareUnknown(Refusal):
    """There is no such share of that year here."""

    code = "distribution.share-unknown"
    said = _("There is no such share of {year} here.")
    remedy = _("Look the member up in the list of shares of that year.")


class NothingToPay(Refusal):
    """None of the chosen members has anything open that this list could pay."""

    code = "distribution.nothing-to-pay"
    said = _("None of the chosen members has anything open that can be paid this way.")
    remedy = _("Choose other members, record their bank accounts, or pay in cash.")


class PaymentPassesShare(Refusal):
    """A list would pay more than is open of a share."""

    code = "distribution.payment-passes-share"
    said = _("{asked_vnd} is to be paid to member {number}, but only {open_vnd} of the share is open.")
    remedy = _("Lower the amount; what stands on another list counts as paid until it is struck off.")


class BankAccountMissing(Refusal):
    """A member is to be paid by the bank, but nobody knows where."""

    code = "distribution.bank-account-missing"
    said = _("No bank account of member {number} is known.")
    remedy = _("Record the account, or pay this member in cash.")


class BankAccountUnclear(Refusal):
    """An account is written in signs that no bank uses, or without its bank."""

    code = "distribution.bank-account-unclear"
    said = _("“{number}” cannot be a bank account or the code of a bank.")
    remedy = _("Write letters and digits only and name the bank; the code of a bank has six digits.")


class PayerAccountMissing(Refusal):
    """A bank pays from one account of the cooperative, and none was named."""

    code = "distribution.payer-account-missing"
    said = _("A list for the bank needs the account it is paid from.")
    remedy = _("Write the number of the account and the name of its bank.")


class PaymentListUnknown(Refusal):
    """There is no such list of payments."""

    code = "distribution.payment-list-unknown"
    said = _("There is no such list of payments here.")
    remedy = _("Look it up among the lists of its year.")


class PaymentUnknown(Refusal):
    """There is no such line on any list."""

    code = "distribution.payment-unknown"
    said = _("There is no such payment here.")
    remedy = _("Look it up on its list.")


class PaymentIsUndone(Refusal):
    """The line was struck off or returned before."""

    code = "distribution.payment-is-undone"
    said = _("This payment was struck off or returned already.")
    remedy = _("Put the member on a new list.")


class PaymentIsNotPaid(Refusal):
    """A bank can only return what it was told to pay and what stands paid in the books."""

    code = "distribution.payment-is-not-paid"
    said = _("This payment is not confirmed as paid.")
    remedy = _("Strike the line off the list instead.")


class PaymentIsPaid(Refusal):
    """A paid line is not struck off; the money went out."""

    code = "distribution.payment-is-paid"
    said = _("This payment is confirmed as paid and stands in the books.")
    remedy = _("If the bank sent the money back, record it as returned.")


class TransferFileBroken(Refusal):
    """The file for the bank would break a rule that every bank checks."""

    code = "distribution.transfer-file-broken"
    said = _("The bank would refuse this file: {problem}.")
    remedy = _("Correct the accounts and names on the list, then make the file again.")


class SharesArePaid(Refusal):
    """Somebody tried to undo a sharing of which something was paid or stands on a list."""

    code = "distribution.shares-are-paid"
    said = _("Shares of {year} stand on lists of payments or are paid.")
    remedy = _("Strike the lines off their lists, or record the money as returned, and try again.")


class BasisIsNotGathered(Refusal):
    """A simulation needs to know what the members brought."""

    code = "distribution.basis-is-not-gathered"
    said = _("What the members brought in {year} is not gathered yet.")
    remedy = _("Gather it first; that takes some seconds and can be done again at any time.")


class PlanUnknown(Refusal):
    """There is no such plan."""

    code = "distribution.plan-unknown"
    said = _("There is no such plan here.")
    remedy = _("Look it up among the plans of its year.")
