"""Refusals about invoice files, and the words for what may be wrong with an invoice that was read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class FileIsTooLarge(Refusal):
    """A message of the tax authority's format is at most 2 MB; nothing larger is parsed."""

    code = "invoicing.file-is-too-large"
    said = _("The file {name} has {bytes} bytes; an e-invoice message has at most {bytes_max}.")
    remedy = _("Check that this is an e-invoice, or ask the sender for messages of the lawful size.")


class FileIsEmpty(Refusal):
    """The file has no bytes at all."""

    code = "invoicing.file-is-empty"
    said = _("The file {name} is empty.")
    remedy = _("Download the invoice again from the seller's or the tax authority's page.")


class FileIsNotThere(Refusal):
    """A path was named under which nothing stands."""

    code = "invoicing.file-is-not-there"
    said = _("There is no file or folder {name}.")
    remedy = _("Check the path.")


class FileIsUnreadable(Refusal):
    """The machine would not hand out the bytes."""

    code = "invoicing.file-is-unreadable"
    said = _("{name} could not be read.")
    remedy = _("Check that you may read it and that its disk is well.")


class FileIsNotXml(Refusal):
    """The parser found no well-formed XML."""

    code = "invoicing.file-is-not-xml"
    said = _("The file {name} is not readable XML: {why}.")
    remedy = _("Use the original .xml file of the e-invoice; a picture, a PDF or a printed copy is not an invoice.")


class FileHasDoctype(Refusal):
    """Invoices have no document type; one is how entity bombs and file theft come in."""

    code = "invoicing.file-has-doctype"
    said = _("The file {name} declares a document type, which no e-invoice does; it was not opened.")
    remedy = _("Do not trust this file. Ask the seller for the original invoice.")


class FileIsTooDeep(Refusal):
    """The elements are nested far deeper than any invoice."""

    code = "invoicing.file-is-too-deep"
    said = _("The file {name} nests its elements deeper than any e-invoice does.")
    remedy = _("Do not trust this file. Ask the seller for the original invoice.")


class FileIsUnnatural(Refusal):
    """Thousands of attributes, prefixes, invoices or lines: made to keep a reader busy."""

    code = "invoicing.file-is-unnatural"
    said = _("The file {name} is built in a way no e-invoice is, with far more parts than one can have.")
    remedy = _("Do not trust this file. Ask the seller for the original invoice.")


class FileIsNoFile(Refusal):
    """A folder, a pipe or a link that leads out of the folder, where a file was expected."""

    code = "invoicing.file-is-no-file"
    said = _("{name} is not a plain file of this folder; it was not opened.")
    remedy = _("Copy the file itself into the folder.")


class ArchiveIsUnsafe(Refusal):
    """A zip that unpacks to far more than it holds, is locked, damaged, or holds zips."""

    code = "invoicing.archive-is-unsafe"
    said = _("The archive {name} was not opened: {why}.")
    remedy = _("Unpack it yourself, look at what is in it, and import the .xml files.")


class StructureIsSuperseded(Refusal):
    """The tag set of Decision 635/2020, or a template whose values describe the fields."""

    code = "invoicing.structure-is-superseded"
    said = _("The file {name} follows the draft structure of Decision 635/QĐ-TCT or is a template, not an invoice.")
    remedy = _("Ask the seller for the invoice in the structure of Decision 1450 (2.0.0) or later.")


class InvoiceIsLegacy(Refusal):
    """An invoicexml v1 file of 2014 to 2022."""

    code = "invoicing.invoice-is-legacy"
    said = _("The file {name} is an electronic invoice of the old kind (invoicexml, before Decree 123/2020).")
    remedy = _("Keep it as a paper; record the purchase by hand with its number and date.")


class MessageIsAnswer(Refusal):
    """An answer of the tax authority: 204, 301 and their like."""

    code = "invoicing.message-is-answer"
    said = _("The file {name} is an answer of the tax authority (message {message}: {kind}), not an invoice. {verdict}")
    remedy = _("Keep it with the invoice it answers; import the invoice itself.")


class MessageIsNotice(Refusal):
    """A notice of errors, a technical reply or another paper between taxpayer and authority."""

    code = "invoicing.message-is-notice"
    said = _("The file {name} is a notice between taxpayer and authority (message {message}: {kind}), not an invoice.")
    remedy = _("Keep it with the invoice it speaks of; import the invoice itself.")


class FileIsRegistration(Refusal):
    """A registration for e-invoices, 01/ĐKTĐ-HĐĐT."""

    code = "invoicing.file-is-registration"
    said = _("The file {name} is a registration for the use of e-invoices, not an invoice.")
    remedy = _("Nothing is to be booked from it.")


class FileIsMinutes(Refusal):
    """Minutes between seller and buyer on an adjusted or replaced invoice."""

    code = "invoicing.file-is-minutes"
    said = _("The file {name} holds the minutes of an adjustment or replacement, not the invoice itself.")
    remedy = _("Import the adjusting or replacing invoice.")


class FileIsSummary(Refusal):
    """A summary table 01/TH-HĐĐT."""

    code = "invoicing.file-is-summary"
    said = _("The file {name} is a summary table of invoices, not an invoice.")
    remedy = _("Import the invoices the table lists.")


class FileIsNotInvoice(Refusal):
    """Well-formed XML without an invoice in it."""

    code = "invoicing.file-is-not-invoice"
    said = _("The file {name} is XML with the root {root}, and no e-invoice stands in it.")
    remedy = _("Use the original .xml file of the e-invoice.")


class InvoiceLacksIdentity(Refusal):
    """Without seller, form, symbol, number and day nobody can say which invoice this is."""

    code = "invoicing.invoice-lacks-identity"
    said = _("An invoice in the file {name} does not say which it is: {missing} is missing or unreadable.")
    remedy = _("Ask the seller for the original invoice.")


class InvoiceIsKnown(Refusal):
    """The same seller, form, symbol and number was imported before."""

    code = "invoicing.invoice-is-known"
    said = _("The invoice {invoice} of the seller {seller} was imported before.")
    remedy = _("Nothing is to be done; the books hold it once.")


class FileIsNotBase64(Refusal):
    """A program sent bytes that cannot be read back."""

    code = "invoicing.file-is-not-base64"
    said = _("The content of {name} is not base64.")
    remedy = _("Send the bytes of the file as base64 with padding, on one line.")


class ImportIsTooLarge(Refusal):
    """One step of an import takes so many invoices; the rest waits for the next step."""

    code = "invoicing.import-is-too-large"
    said = _("This step took {count} invoices; the rest is not imported yet.")
    remedy = _("Hand the same file in again: what is known is passed over, and the rest goes on.")


class StepIsUnknown(Refusal):
    """The place from which a step should go on was not given out by us."""

    code = "invoicing.step-is-unknown"
    said = _("Nobody knows where this step should go on.")
    remedy = _("Open the page of booking again.")


class InvoiceNotFound(Refusal):
    """No invoice of the organisation has this id."""

    code = "invoicing.invoice-not-found"
    said = _("There is no such invoice in this organisation.")
    remedy = _("Look for it in the list of invoices.")


class InvoiceIsBooked(Refusal):
    """The invoice became a document before."""

    code = "invoicing.invoice-is-booked"
    said = _("The invoice {invoice} is in the books already.")
    remedy = _("Nothing is to be done; look at its entry.")


class InvoiceIsNotOurs(Refusal):
    """The organisation is neither seller nor buyer on the invoice."""

    code = "invoicing.invoice-is-not-ours"
    said = _("On the invoice {invoice} this organisation (tax code {tax_code}) is neither the seller nor the buyer.")
    remedy = _("Check the tax code of the organisation, or hand the invoice to the one it belongs to.")


class InvoiceLowersAnother(Refusal):
    """An invoice of a cooperative asks for less than nothing: it lowers another one."""

    code = "invoicing.invoice-lowers-another"
    said = _("{invoice} lowers an earlier invoice.")
    remedy = _("Take the earlier invoice back in red and book the new amount, or record the difference by hand.")


class InvoiceHasNoAmount(Refusal):
    """A delivery note, a text-only adjustment, or a total that could not be read."""

    code = "invoicing.invoice-has-no-amount"
    said = _("The invoice {invoice} names no amount to pay, so there is nothing to book.")
    remedy = _("Keep it with the papers; if money moved, record it by hand.")


class InvoiceIsForeign(Refusal):
    """The books are kept in đồng."""

    code = "invoicing.invoice-is-foreign"
    said = _("The invoice {invoice} is in {currency}; the books are kept in đồng.")
    remedy = _("Record it by hand at the rate the law asks for.")


class InvoiceReplaces(Refusal):
    """A replacing invoice whose replaced one is in the books would count twice."""

    code = "invoicing.invoice-replaces"
    said = _("The invoice {invoice} replaces {replaced}, which is in the books.")
    remedy = _("Take the entry of {replaced} back with a red entry, then record this one by hand.")


class InvoiceIsReplaced(Refusal):
    """An invoice and the one that replaces it are one sale; only the later one counts."""

    code = "invoicing.invoice-is-replaced"
    said = _("The invoice {invoice} was replaced by a later one that was imported too.")
    remedy = _("Book the invoice that replaces it.")


# Why an archive was not opened; the reader names one of these.
ARCHIVE_REASONS: dict[str, Any] = {
    "damaged": _("it is damaged"),
    "locked": _("it is locked with a password"),
    "large": _("it is too large"),
    "many": _("it holds too many files"),
    "swells": _("it unpacks to far more than it should"),
    "nested": _("it holds archives inside archives"),
    "bare": _("it holds no .xml file"),
}

# What was noticed on an invoice that was read all the same. Facts fill the placeholders.
PROBLEMS: dict[str, Any] = {
    "version-missing": _("The invoice does not say which version of the format it follows."),
    "version-unknown": _("The version {version} of the format is not known; it was read as the newest one."),
    "encoding": _("The file is written in {encoding}; the law asks for UTF-8."),
    "form-unknown": _("The form {form} is not one of the nine forms of today."),
    "symbol-unknown": _("The symbol {symbol} is not built as the law says."),
    "symbol-year": _("The symbol {symbol} belongs to another year than the day {issued_on}."),
    "number-too-long": _("The number {number} has more than eight digits."),
    "seller-tax-code": _("The seller's tax code {tax_code} does not look right."),
    "buyer-tax-code": _("The buyer's tax code {tax_code} does not look right."),
    "value-unreadable": _("The value {value} of {tag} is not a number and was left out."),
    "decimal-comma": _("The value {value} of {tag} writes its decimals after a comma; the law asks for a point."),
    "line-amount": _("Line {line}: quantity times price less discount gives {expected}, the invoice says {found}."),
    "net-total": _("The lines add up to {expected} before tax, the invoice says {found}."),
    "vat-of-rate": _("Tax at {rate} on {net} is {expected}, the invoice says {found}."),
    "vat-total": _("The taxes of the rates add up to {expected}, the invoice says {found}."),
    "gross-total": _("The parts add up to {expected} to pay, the invoice says {found}."),
    "vat-on-sales-invoice": _("A sales invoice bears no VAT rate, yet this one names {rate}."),
    "cash-register-code": _("The code {code} is not built like that of a cash register."),
    "signature-broken": _(
        "The signature of the {by} does not fit the invoice: it was changed after signing, "
        "or this is a copy that was redacted or re-indented."
    ),
    "signature-unchecked": _("The signature of the {by} could not be checked: {why}."),
    "signature-elsewhere": _("The signature of the {by} is sound but does not cover this invoice."),
    "certificate-out-of-date": _("The certificate of {signer} was not valid on the day of signing."),
    "signature-missing": _("The invoice carries no signature of the seller."),
    "duplicate": _("The same invoice stands in {other} too."),
    "duplicate-differs": _("It differs from the one in {other} in its day, its amount or its buyer: one is not true."),
    "percentage-cut": _(
        "The lines add up to {expected}, to pay is {found}: the invoice says that the percentage of VAT was cut."
    ),
    "extra-left-out": _("The file says more than {count} further things; the rest was left out."),
    "day-in-future": _("The invoice is dated {issued_on}, which has not come yet."),
    "day-too-old": _("The invoice is dated {issued_on}; there were no invoices of this kind before {oldest_on}."),
    "authority-code-missing": _(
        "By its symbol the invoice needs a code of the tax authority, and none stands in it: it may not be issued yet."
    ),
    "authority-signature-missing": _("It bears a code of the tax authority without the authority's signature."),
    "code-not-covered": _("The code {code} stands outside what was signed: anybody may have put it there."),
    "authority-not-recognised": _(
        "The signature in the authority's place was made with the certificate of {signer} (issued by {issuer}), "
        "which is not the tax authority's."
    ),
    "authority-certificate-new": _(
        "The certificate bears the tax authority's name, but is not one of those known here; "
        "look the invoice up on the authority's page."
    ),
    "signer-is-not-seller": _(
        "The {by} signed with the certificate of {signer} ({tax_code}), which is neither the seller "
        "nor an issuer the invoice names."
    ),
}

# What the numbers of messages mean, for files that hold no invoice.
MESSAGES: dict[str, Any] = {
    "100": _("registration for e-invoices"),
    "101": _("registration for an authorised issuer"),
    "102": _("receipt of a registration"),
    "103": _("decision on a registration"),
    "104": _("decision on an authorisation"),
    "105": _("end of the free period"),
    "106": _("request for a single invoice"),
    "200": _("invoice sent for a code"),
    "202": _("invoice with its code"),
    "203": _("invoices without a code"),
    "204": _("result of the check of invoice data"),
    "205": _("answer on a single invoice"),
    "206": _("invoices of a cash register"),
    "300": _("notice of wrong invoices, 04/SS-HĐĐT"),
    "301": _("answer to a notice of wrong invoices"),
    "302": _("request to look over invoices"),
    "400": _("summary table of invoices"),
    "500": _("invoices coded by a provider"),
    "999": _("technical receipt"),
    "-1": _("error on the provider's side"),
}

# What an answer decides: the kinds of a notice 01/TB-KTDL by number, and plain decisions.
ANSWERS: dict[str, Any] = {
    "1": _("The authority did not give the invoice a code."),
    "2": _("The authority found the data valid."),
    "3": _("The authority found invoices without a code invalid."),
    "4": _("The authority found the summary table invalid."),
    "5": _("The authority found the summary table of fuel invalid."),
    "6": _("It speaks of a request for a single invoice."),
    "7": _("The authority found invoices of the cash register invalid; those it does not name are valid."),
    "9": _("The authority found the data invalid."),
    "accepted": _("The authority accepted it."),
    "refused": _("The authority did not accept it, or not all of it."),
    "other": _("What it decides stands in it."),
}

SIGNERS: dict[str, Any] = {
    "seller": _("seller"),
    "buyer": _("buyer"),
    "authority": _("tax authority"),
    "message": _("sender of the message"),
    "other": _("another signer"),
}

UNCHECKED: dict[str, Any] = {
    "algorithm": _("its algorithm is not known here"),
    "no-certificate": _("it carries no certificate"),
    "structure": _("its structure is not the one of the law"),
}
