"""Refusals about sales, purchases and expenses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class DocumentHasNoLines(Refusal):
    """A document without lines says nothing."""

    code = "trade.document-has-no-lines"
    said = _("The document of {on} has no lines.")
    remedy = _("Add at least one line with an amount.")


class AmountIsZero(Refusal):
    """A document whose lines come to nothing changes nothing."""

    code = "trade.amount-is-zero"
    said = _("A line of the document of {on} has the amount zero.")
    remedy = _("Enter the amount, or leave the line out.")


class BooksKnowNoSuchDocument(Refusal):
    """The books of this organisation have no way to post such a document."""

    code = "trade.books-know-no-such-document"
    said = _("The books of this organisation have no rule “{rule}”; it is for household businesses.")
    remedy = _("Record it in the household's own books, or post an entry by hand.")


class ChoiceIsUnknown(Refusal):
    """A sector group, cost group or means of payment that does not exist."""

    code = "trade.choice-is-unknown"
    said = _("{choice} is not one of: {choices}.")
    remedy = _("Choose one of them.")


class DocumentNotFound(Refusal):
    """No document of the organisation has this id."""

    code = "trade.document-not-found"
    said = _("There is no such document in this organisation.")
    remedy = _("Look for it in the list.")


class ProductNotFound(Refusal):
    """No product of the organisation has this id."""

    code = "trade.product-not-found"
    said = _("There is no such product in this organisation.")
    remedy = _("Choose one from the list of products, or record it first.")


class PlaceNotFound(Refusal):
    """No place of business of the organisation has this id."""

    code = "trade.place-not-found"
    said = _("There is no such place of business in this organisation.")
    remedy = _("Choose one from the list of places, or record it first.")


class BankAccountNotFound(Refusal):
    """No bank account of the organisation has this id."""

    code = "trade.bank-account-not-found"
    said = _("There is no such bank account in this organisation.")
    remedy = _("Choose one from the list of bank accounts, or record it first.")


class MoreThanWasBought(Refusal):
    """More goes back to the seller than was bought."""

    code = "trade.more-than-was-bought"
    said = _("Of this purchase no more than {left_vnd} can go back.")
    remedy = _("Enter what really goes back, as a negative amount.")


class InvoiceIsWritten(Refusal):
    """Two documents would stand for one invoice."""

    code = "trade.invoice-is-written"
    said = _("Invoice {invoice} of this seller is in the books already: {total_vnd}, on {on}.")
    remedy = _(
        "Nothing is to be written twice. If the earlier one is wrong, take it back first; otherwise leave this one."
    )


class MoneyHasNoMeans(Refusal):
    """Money that moves does so in cash or through a bank."""

    code = "trade.money-has-no-means"
    said = _("The money of {on} moved neither in cash nor through a bank.")
    remedy = _("Choose cash or bank transfer.")


class DebtIsSmaller(Refusal):
    """More is paid than is owed."""

    code = "trade.debt-is-smaller"
    said = _("Only {open_vnd} of this document are open, not {paid_vnd}.")
    remedy = _("Enter what is open, and record what was paid beyond it as a document of its own.")


class NothingIsOwed(Refusal):
    """A payment names a document that was not on credit, or is not there."""

    code = "trade.nothing-is-owed"
    said = _("The document that this money is for is not on credit.")
    remedy = _("Choose it from the list of what is owed.")


class StockMoveIsEmpty(Refusal):
    """A stock move without a quantity, or one by value that is neither an opening nor a count."""

    code = "trade.stock-move-is-empty"
    said = _("The stock move of {on} has no quantity.")
    remedy = _("Enter how much it was. Goods without a sheet are told by their value, at the beginning or by a count.")


class MoveDiffers(Refusal):
    """The same id came before with something else."""

    code = "trade.move-differs"
    said = _("A stock move of {on} was recorded under this id with other content.")
    remedy = _("Record it anew, under an id of its own.")


class ConditionUnknown(Refusal):
    """The law asks no such condition of costs."""

    code = "trade.condition-unknown"
    said = _("The law knows no condition {condition} for costs.")
    remedy = _("Choose one of the conditions that the document shows.")


class JudgementNeedsReason(Refusal):
    """Who judges a cost says why."""

    code = "trade.judgement-needs-reason"
    said = _("The judgement has no reason.")
    remedy = _("Say in a few words what it rests on.")


class StockCostIsPosted(Refusal):
    """Nothing changed since the cost of the stock was posted."""

    code = "trade.stock-cost-is-posted"
    said = _("The stock used in {month} is in the books as it was reckoned.")
    remedy = _("Post it again when a document of this month, or before it, has been added.")


class NameIsMissing(Refusal):
    """A product, place or bank account without a name cannot be chosen."""

    code = "trade.name-is-missing"
    said = _("The name is missing.")
    remedy = _("Enter a name by which people know it.")


class AmountIsNegative(Refusal):
    """A price below zero."""

    code = "trade.amount-is-negative"
    said = _("The price is below zero.")
    remedy = _("Enter the price, or leave it empty.")


class SectorHasNoVatCut(Refusal):
    """A product shall have its VAT cut, but its sector group has no cut."""

    code = "trade.sector-has-no-vat-cut"
    said = _("There is no cut of the VAT for: {sector}.")
    remedy = _("Choose another sector group, or do not tick the cut.")


class ProductCodeIsTaken(Refusal):
    """Another product that is sold has this code."""

    code = "trade.product-code-is-taken"
    said = _("Another product has the code {code}.")
    remedy = _("Choose another code, or leave it empty.")


class ProductIsRetired(Refusal):
    """A product that is no longer sold cannot be changed or retired again."""

    code = "trade.product-is-retired"
    said = _("The product {name} is no longer sold.")
    remedy = _("Record it as a new product if it is sold again.")


class PlaceIsClosed(Refusal):
    """A closed place of business takes no changes and no sales after its last day."""

    code = "trade.place-is-closed"
    said = _("The place of business {name} was closed on {closed_on}.")
    remedy = _("Choose an open place.")


class HeadOfficeIsMissing(Refusal):
    """Exactly one open place of business is the head office."""

    code = "trade.head-office-is-missing"
    said = _("One open place of business must be the head office.")
    remedy = _("Make another place the head office first.")


class ClosesBeforeItOpened(Refusal):
    """A place cannot be closed before the day it was opened."""

    code = "trade.closes-before-it-opened"
    said = _("It was opened on {opened_on}; it cannot be closed before that.")
    remedy = _("Enter a later day.")


class BankAccountIsKnown(Refusal):
    """The account stands in the list already."""

    code = "trade.bank-account-is-known"
    said = _("This account at {bank_name} is in the list already.")
    remedy = _("Look for it in the list of bank accounts.")


class BankAccountIsClosed(Refusal):
    """The account is no longer used."""

    code = "trade.bank-account-is-closed"
    said = _("The account at {bank_name} is no longer used.")
    remedy = _("Choose another account.")


class MoreThanIsLeft(Refusal):
    """More shall come back than is left of the line."""

    code = "trade.more-than-is-left"
    said = _("Of {name} only {left} can still come back.")
    remedy = _("Enter no more than that.")


class SaleCannotComeBack(Refusal):
    """A return, or a sale that a red entry took back, cannot come back."""

    code = "trade.sale-cannot-come-back"
    said = _("The sale of {on} is itself a return, or was taken back.")
    remedy = _("Choose the sale that the goods come from.")


class ReturnIsTooEarly(Refusal):
    """Goods cannot come back before they were sold."""

    code = "trade.return-is-too-early"
    said = _("The goods were sold on {on}; they cannot come back before that.")
    remedy = _("Enter the day on which they came back.")


class ReturnGoesElsewhere(Refusal):
    """A return names a line, a place, a channel or a sector group that the sale does not have."""

    code = "trade.return-goes-elsewhere"
    said = _("The return does not fit the sale of {on}: its lines, place and channel must be those of the sale.")
    remedy = _("Take the goods back from the page of the sale.")


class WithholdingIsKnown(Refusal):
    """The statement of this platform and month was recorded under another id."""

    code = "trade.withholding-is-known"
    said = _("A statement of {platform_name} for {month} with this number is recorded already.")
    remedy = _("Enter the number of the paper if it is another statement.")


class PlatformIsUnnamed(Refusal):
    """A sale over a platform does not say over which."""

    code = "trade.platform-is-unnamed"
    said = _("The sale of {on} went over a platform, but its name is missing.")
    remedy = _("Enter the name of the platform, as it stands on its statements.")


SECTORS = {
    "goods": _("Goods: trade, wholesale and retail"),
    "services": _("Services, construction without materials"),
    "asset_lease": _("Leasing of assets, agencies"),
    "production_transport": _("Production, transport, food service, construction with materials"),
    "digital_content": _("Digital content"),
    "other": _("Other business"),
    "real_estate_lease": _("Leasing of real estate"),
}
CHANNELS = {
    "shop": _("At the place of business"),
    "platform_paid": _("A platform that takes orders and payment, and withholds tax"),
    "platform_notice": _("A platform that only shows the goods"),
}
MEANS = {"cash": _("Cash"), "bank": _("Bank transfer"), "credit": _("On credit")}
PURCHASES = {"goods": _("Goods to sell"), "materials": _("Materials"), "fixed_asset": _("Fixed asset")}
COST_GROUPS = {
    "materials": _("Materials and goods used"),
    "wages": _("Wages"),
    "depreciation": _("Depreciation"),
    "bought_services": _("Bought services"),
    "interest": _("Interest"),
    "other": _("Other costs"),
}
MONEY_MOVES = {
    "receipt": _("A customer pays a debt"),
    "payment": _("A debt to a seller is paid"),
    "wages-due": _("Wages fall due"),
    "wages-paid": _("Wages are paid"),
    "tax-paid": _("Tax is paid"),
    "loan-received": _("A loan comes in"),
    "loan-repaid": _("A loan is paid back"),
    "owner-puts-in": _("The owner puts money in"),
    "owner-takes-out": _("The owner takes money out"),
    "cash-to-bank": _("Cash is brought to the bank"),
    "bank-to-cash": _("Cash is drawn from the bank"),
}
TAXES = {"vat": _("VAT"), "pit": _("Personal income tax"), "other": _("Other taxes and fees")}
STOCK_MOVES = {
    "opening": _("In stock at the beginning"),
    "used": _("Used in the business"),
    "spoiled": _("Spoiled or lost"),
    "own_use": _("Taken for the family"),
    "counted": _("Counted: what is really there"),
}
