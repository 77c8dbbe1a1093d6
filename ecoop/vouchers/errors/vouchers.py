"""What vouchers, counterparties and counts of the cash box refuse, and the words for their choices."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal

COUNTERPARTY_KINDS = {
    "customer": _("Customer"),
    "supplier": _("Supplier"),
    "bank": _("Bank"),
    "worker": _("Worker"),
    "authority": _("Authority"),
    "other": _("Other"),
}


class VouchersAreForCooperatives(Refusal):
    """Household businesses keep other books; their papers are sales, purchases and expenses."""

    code = "vouchers.for-cooperatives"
    said = _("Vouchers are papers of a cooperative's books; these books follow another chart.")
    remedy = _("Record it as a sale, a purchase, an expense, or a receipt or payment.")


class RuleHasItsOwnPage(Refusal):
    """A rule that a voucher by hand must not use, because a register stands behind it."""

    code = "vouchers.rule-has-its-own-page"
    said = _("“{rule}” is not recorded by a voucher of the office.")
    remedy = _("Record it where it belongs: members and capital, assets, the year end.")


class FactIsUnknown(Refusal):
    """A voucher says something that its rule does not ask."""

    code = "vouchers.fact-is-unknown"
    said = _("“{rule}” knows no {name}.")
    remedy = _("Leave it out; this rule asks for: {asked}.")


class ChoiceIsLeftOut(Refusal):
    """A choice that has a page of its own."""

    code = "vouchers.choice-is-left-out"
    said = _("“{rule}” with {choice} is not recorded by a voucher of the office.")
    remedy = _("Record it on the page of assets or stock, so that the register knows of it, too.")


class VoucherNeedsAmount(Refusal):
    """An amount that a rule needs is missing, zero or negative."""

    code = "vouchers.amount-is-missing"
    said = _("The voucher “{text}” needs an amount above zero.")
    remedy = _("Write the amount in đồng. What takes back is a red entry, not a negative amount.")


class TextIsMissing(Refusal):
    """A voucher must say what it is about."""

    code = "vouchers.text-is-missing"
    said = _("The voucher does not say what it is about.")
    remedy = _("Write in a few words what happened: the law asks for it on every voucher.")


class TextIsUnreadable(Refusal):
    """A text holds signs that cannot be kept, or is too long."""

    code = "vouchers.text-is-unreadable"
    said = _("A text of the voucher is longer than {letters_max} letters or holds signs that cannot be kept.")
    remedy = _("Write it again, shorter, in plain letters.")


class PartyIsMissing(Refusal):
    """Whoever owes or is owed must be named, for the books keep debts by party."""

    code = "vouchers.party-is-missing"
    said = _("“{text}” does not say with whom: debts are kept by name.")
    remedy = _("Choose a member or a counterparty.")


class PartyIsDouble(Refusal):
    """A voucher line is with one party."""

    code = "vouchers.party-is-double"
    said = _("The voucher names both a member and a counterparty.")
    remedy = _("Name one of them; a second party is a second voucher.")


class PartyNotFound(Refusal):
    """No member and no counterparty of the organisation has this id."""

    code = "vouchers.party-not-found"
    said = _("There is no such member or counterparty in this organisation.")
    remedy = _("Choose one from the list, or record the counterparty first.")


class PaperUnknown(Refusal):
    """A voucher names a paper that is on no list."""

    code = "vouchers.paper-unknown"
    said = _("There is no voucher form {paper}.")
    remedy = _("Choose one of: {papers}.")


class VoucherNumberIsTaken(Refusal):
    """Another voucher of this paper and year has the number."""

    code = "vouchers.number-is-taken"
    said = _("Number {number} of {paper} in {year} is given to another voucher.")
    remedy = _("Write the number that stands on the paper, or leave it out to get the next one.")


class NumberIsOurs(Refusal):
    """A number in the form in which ecoop counts cannot be brought from elsewhere."""

    code = "vouchers.number-is-ours"
    said = _("{number} is a number that ecoop gives by itself.")
    remedy = _("Leave the number out, or write the one that stands on the paper.")


class VoucherRecordedDifferently(Refusal):
    """A voucher came again with other content than it was recorded with."""

    code = "vouchers.voucher-differs"
    said = _("This voucher is recorded already, as {paper} {number}, with other content.")
    remedy = _("Take {paper} {number} back by a red entry, then record the right one.")


class VoucherNotFound(Refusal):
    """No voucher of the organisation has this id."""

    code = "vouchers.voucher-not-found"
    said = _("There is no such voucher in this organisation.")
    remedy = _("Look for it in the list of vouchers.")


class CounterpartyNotFound(Refusal):
    """No counterparty of the organisation has this id."""

    code = "vouchers.counterparty-not-found"
    said = _("There is no such counterparty in this organisation.")
    remedy = _("Look for it in the list of counterparties.")


class CounterpartyHasNoName(Refusal):
    """A counterparty must have a name and a known kind."""

    code = "vouchers.counterparty-has-no-name"
    said = _("A counterparty needs a name and a kind.")
    remedy = _("Write the name as it stands on their papers; kinds are: {kinds}.")


class CounterpartyCodeIsTaken(Refusal):
    """Another counterparty has the code."""

    code = "vouchers.counterparty-code-is-taken"
    said = _("The code {code} belongs to another counterparty.")
    remedy = _("Choose another code, or none.")


class CounterpartyIsKnown(Refusal):
    """A counterparty came again under the same id with other particulars."""

    code = "vouchers.counterparty-is-known"
    said = _("{name} is recorded already, with other particulars.")
    remedy = _("Open {name} in the list of counterparties and change it there.")


class AttachmentIsTooLarge(Refusal):
    """An original is larger than what is kept with a voucher."""

    code = "vouchers.attachment-is-too-large"
    said = _("{name} is empty, or larger than {megabytes_max} MB.")
    remedy = _("Scan it again in black and white, or divide it.")


class AttachmentIsNoPaper(Refusal):
    """A file whose bytes are neither a picture nor a PDF nor an invoice."""

    code = "vouchers.attachment-is-no-paper"
    said = _("{name} is neither a PDF, nor a picture (PNG, JPEG), nor an electronic invoice (XML).")
    remedy = _("Attach the scan or the photo of the original.")


class TooManyAttachments(Refusal):
    """A voucher keeps a bounded number of originals."""

    code = "vouchers.too-many-attachments"
    said = _("A voucher keeps at most {count_max} originals.")
    remedy = _("Put several pages into one PDF.")


class NothingWasCounted(Refusal):
    """A count of the cash box names notes that do not exist, or negative numbers of them."""

    code = "vouchers.nothing-was-counted"
    said = _("The count holds a note that is none, or a number of notes that cannot be.")
    remedy = _("Write for each note how many there are; known notes: {notes}.")


class PayrollIsEmpty(Refusal):
    """A payroll without a single worker with pay."""

    code = "vouchers.payroll-is-empty"
    said = _("The payroll holds nobody with pay.")
    remedy = _("Write at least one worker's pay.")


class PayIsLessThanTaken(Refusal):
    """More is taken from a worker's pay than there is."""

    code = "vouchers.pay-is-less-than-taken"
    said = _("From the pay of {name} more is taken ({taken_vnd}) than there is ({pay_vnd}).")
    remedy = _("Check the contributions and the tax of this worker.")


class NothingToPrint(Refusal):
    """A print of a month without vouchers."""

    code = "vouchers.nothing-to-print"
    said = _("There is no voucher in {month}.")
    remedy = _("Choose another month.")


class NobodyToActFor(Refusal):
    """The command was told an organisation that does not exist, or a person who may not act for it."""

    code = "vouchers.nobody-to-act-for"
    said = _("There is no organisation {slug} in which {person} may do this.")
    remedy = _("Look at the short name in the address of its pages, and name an accountant with --as.")


class VoucherFileNotUnderstood(Refusal):
    """A file of vouchers that is no list of vouchers."""

    code = "vouchers.file-not-understood"
    said = _("{path} cannot be read as vouchers: {why}")
    remedy = _(
        'Write {{"vouchers": [{{"id", "voucher_on", "rule", "facts", "amounts", "text"}}]}}, as the API takes them.'
    )


class MonthNotUnderstood(Refusal):
    """A month that is none."""

    code = "vouchers.month-not-understood"
    said = _("“{month}” is no month.")
    remedy = _("Write it as 2026-03.")


class ReceiptOrPayment(Refusal):
    """A row of a cash book is a receipt or a payment, not both and not neither."""

    code = "vouchers.receipt-or-payment"
    said = _("“{text}” has no amount, or both a receipt and a payment.")
    remedy = _("Write the amount into the column of receipts or into that of payments.")


class ReasonIsUnknown(Refusal):
    """Nothing tells by which rule a row of a cash book is recorded."""

    code = "vouchers.reason-is-unknown"
    said = _("Nothing tells what “{text}” is (account {account}).")
    remedy = _("Write the account against it or the reason; or record one by hand, and the same text is known then.")


class FundNeedsResolution(Refusal):
    """A fund is used without a resolution that permits it."""

    code = "vouchers.fund-needs-resolution"
    said = _("Money of a fund is spent only on a resolution of the general meeting or the board.")
    remedy = _("Let the body decide on the use of the fund, or record its paper; then choose it on the voucher.")
