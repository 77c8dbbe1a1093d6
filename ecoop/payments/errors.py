"""Refusals of payments, and the words its tables know."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class Provider(StrEnum):
    """Who tells us by a notice that money moved."""

    CASSO = "casso"
    PAYOS = "payos"
    SEPAY = "sepay"


class Scheme(StrEnum):
    """How a provider proves that a notice is its own."""

    KEY = "api_key"
    HMAC = "hmac"
    SECURE_TOKEN = "secure_token"  # noqa: S105  the name of a scheme
    SIGNATURE = "signature"
    CHECKSUM = "checksum"


class Source(StrEnum):
    """By which way a bank line came to us."""

    STATEMENT = "statement"
    NOTICE = "notice"


class MadeBy(StrEnum):
    """Whether a match was made by the rules alone or by a person."""

    ITSELF = "itself"
    PERSON = "person"


# --- codes to be scanned -------------------------------------------------------------------------------------------


class QrIsBroken(Refusal):
    """The text of a QR code does not follow the rules of its format."""

    code = "payments.qr-is-broken"
    said = _("This is not a whole payment code: {problem}")
    remedy = _("Scan the code again, or ask for a new one.")


class QrChecksumDiffers(Refusal):
    """The last four characters do not agree with the others."""

    code = "payments.qr-checksum-differs"
    said = _("The check at the end of the code is {found}, but should be {wanted}: a character was lost or changed.")
    remedy = _("Scan the code again, or copy it whole.")


class QrCannotBeMade(Refusal):
    """What a code should say does not fit into it."""

    code = "payments.qr-cannot-be-made"
    said = _("No payment code can be made: {problem}")
    remedy = _("Correct it and try again.")


class BankIsUnknown(Refusal):
    """No bank has this number."""

    code = "payments.bank-is-unknown"
    said = _("No bank is known under “{bank}”.")
    remedy = _("Enter the six digits of the bank, or its short name such as VCB or Agribank.")


# --- statements ----------------------------------------------------------------------------------------------------


class StatementUnreadable(Refusal):
    """The file is no statement that we can read."""

    code = "payments.statement-unreadable"
    said = _("{name} could not be read as a bank statement: {problem}")
    remedy = _("Download the statement from the bank again as camt.053, MT940, Excel or CSV, and hand that file in.")


class StatementHasNoHeadings(Refusal):
    """A sheet in which no row looks like the headings of a statement."""

    code = "payments.statement-has-no-headings"
    said = _("{name} has no row with the headings of a bank statement (day, money in, money out).")
    remedy = _("Keep the row of headings as the bank wrote it, or name the columns as the guide says.")


class StatementTooLong(Refusal):
    """More entries than one file may have."""

    code = "payments.statement-too-long"
    said = _("{name} has more than {most} entries.")
    remedy = _("Download the statement for a shorter time.")


class StatementIsOfAnotherCurrency(Refusal):
    """Books are kept in đồng; a line of another currency has no amount in them."""

    code = "payments.statement-is-of-another-currency"
    said = _("{name} is a statement in {currency}; only đồng can be matched here.")
    remedy = _("Hand in the statement of the account in đồng.")


class EntryIsNotWhole(Refusal):
    """An amount in đồng with a fraction."""

    code = "payments.entry-is-not-whole"
    said = _("The amount {amount} of {booked_on} is not a whole number of đồng.")
    remedy = _("Ask the bank for a statement with whole amounts.")


class EntryHasNoWay(Refusal):
    """An amount of a sheet whose column of directions says neither in nor out."""

    code = "payments.entry-has-no-way"
    said = _("“{said}” says neither that {amount} came in nor that it went out.")
    remedy = _("Write Nợ or Có into the column of directions, or ask that your bank's word be added.")


class EntryIsOutOfBounds(Refusal):
    """An amount that no account moves, or a day that cannot be."""

    code = "payments.entry-is-out-of-bounds"
    said = _("The entry of {booked_on} over {amount} cannot be right.")
    remedy = _("Compare it with the paper of the bank and hand in a correct file.")


class StatementIsKept(Refusal):
    """The lines of a file are there already."""

    code = "payments.statement-is-kept"
    said = _("The statement {name} was kept before.")
    remedy = _("Look at its lines; handing it in again changes nothing.")


class BankStatementNotFound(Refusal):
    """No statement of this organisation has this id."""

    code = "payments.statement-not-found"
    said = _("There is no such statement in this organisation.")
    remedy = _("Look for it in the list.")


# --- notices -------------------------------------------------------------------------------------------------------


class ConnectionNotFound(Refusal):
    """No connection has this address or id."""

    code = "payments.connection-not-found"
    said = _("There is no such connection.")
    remedy = _("Copy the address from the page of connections again.")


class ConnectionHasEnded(Refusal):
    """A connection that somebody ended takes no notices."""

    code = "payments.connection-has-ended"
    said = _("This connection was ended.")
    remedy = _("Make a new one and enter its address at the provider.")


class NoticeIsNotProven(Refusal):
    """The signature or key of a notice is not the right one."""

    code = "payments.notice-is-not-proven"
    said = _("The proof of this notice is missing or wrong.")
    remedy = _("Enter the same secret here and at the provider.")


class NoticeIsTooOld(Refusal):
    """A notice was signed long ago, or in the future: somebody may be sending it again."""

    code = "payments.notice-is-too-old"
    said = _("The time of this notice is too far from ours.")
    remedy = _("Let the provider send it anew; check the clock of the server.")


class NoticeUnreadable(Refusal):
    """A proven notice whose words we do not understand."""

    code = "payments.notice-unreadable"
    said = _("The notice could not be read: {problem}")
    remedy = _("Choose the version of notices that the page of connections names.")


class SecretIsTooShort(Refusal):
    """A secret that can be guessed."""

    code = "payments.secret-is-too-short"
    said = _("A secret needs at least {least} characters.")
    remedy = _("Leave the field empty to have one made.")


class SecretIsMissing(Refusal):
    """The provider makes the secret itself; without it nothing can be proven."""

    code = "payments.secret-is-missing"
    said = _("{provider} makes the secret of this kind of proof itself.")
    remedy = _("Copy the key from {provider} into the field.")


class SchemeDoesNotFit(Refusal):
    """A way of proof that this provider does not offer."""

    code = "payments.scheme-does-not-fit"
    said = _("{provider} does not prove its notices in this way.")
    remedy = _("Choose one of: {schemes}.")


class NoticeNotTaken(Refusal):
    """A simulated provider gave up."""

    code = "payments.notice-not-taken"
    said = _("The notice was not taken; the last answer was {status}.")
    remedy = _("Check the address and the secret of the connection.")


# --- matching ------------------------------------------------------------------------------------------------------


class LineNotFound(Refusal):
    """No bank line of this organisation has this id."""

    code = "payments.line-not-found"
    said = _("There is no such bank line in this organisation.")
    remedy = _("Look for it in the list.")


class MatchNotFound(Refusal):
    """No standing match has this id."""

    code = "payments.match-not-found"
    said = _("There is no such match, or it was taken back.")
    remedy = _("Open the bank line again.")


class LineIsUsedUp(Refusal):
    """All of the money of a line already pays something."""

    code = "payments.line-is-used-up"
    said = _("Of this bank line only {open_vnd} are left.")
    remedy = _("Take a match back first, or choose another line.")


class DocumentIsPaid(Refusal):
    """Nothing is open of the document, or it was never to be paid by this kind of line."""

    code = "payments.document-is-paid"
    said = _("Nothing is open of this document that the bank line could pay.")
    remedy = _("Choose another document, or set the line aside.")


class LineIsSetAside(Refusal):
    """A line that pays no document waits for nobody already."""

    code = "payments.line-is-set-aside"
    said = _("This bank line was set aside before.")
    remedy = _("Nothing needs to be done; it can still be matched.")


class ReasonIsMissing(Refusal):
    """Whoever sets a line aside says why."""

    code = "payments.reason-is-missing"
    said = _("The reason is missing.")
    remedy = _("Write in a few words what the money was.")


class AwaitedDiffers(Refusal):
    """The same id came before with other words."""

    code = "payments.awaited-differs"
    said = _("Something else was recorded under this id before.")
    remedy = _("Record it anew, under an id of its own.")


class LinesAreOfNoCooperative(Refusal):
    """Posting rules of vouchers are those of a cooperative."""

    code = "payments.lines-are-of-no-cooperative"
    said = _("Only a cooperative books bank lines by its posting rules.")
    remedy = _("Record the sale, purchase or cost, and match the line with it.")


class RuleMovesNoBankMoney(Refusal):
    """The chosen rule does not move money on the bank account this way."""

    code = "payments.rule-moves-no-bank-money"
    said = _("By the rule “{rule}” no money moves at the bank in this direction.")
    remedy = _("Choose one of the rules that the bank line offers.")


class ReconcilingIsTooLong(Refusal):
    """More bank lines than one answer reckons."""

    code = "payments.reconciling-is-too-long"
    said = _("There are more than {most} bank lines.")
    remedy = _("Reconcile with `ecoop statement reconcile` for a shorter time, or ask for help.")
