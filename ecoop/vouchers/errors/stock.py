"""What stock, currencies and openings refuse, and the words for their choices."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal

STOCK_METHODS = {"monthly": _("Weighted average of the month"), "moving": _("Weighted average after each receipt")}
STOCK_SLIPS = {
    "receipt": _("Goods received"),
    "issue": _("Goods issued"),
    "back_in": _("Goods sent back to us"),
    "back_out": _("Goods sent back to the supplier"),
    "count": _("Stock counted"),
}


class StockIsShort(Refusal):
    """More of an item would leave than is there."""

    code = "vouchers.stock-is-short"
    said = _("Of {item} ({name}) {missing} are missing on {on}.")
    remedy = _("Record what came in first, or count the stock; what is not there cannot leave.")


class StockMovesLater(Refusal):
    """Under the moving average papers of an item come in the order of their days."""

    code = "vouchers.stock-moves-later"
    said = _("{item} has moved on {on} already, at an average that this paper would change.")
    remedy = _("Take the later papers back first, date this one on {on} or after, or choose the average of the month.")


class StockMonthUnpriced(Refusal):
    """What left in a month has no price yet."""

    code = "vouchers.stock-month-unpriced"
    said = _("What left of {item} in {period} has no price yet.")
    remedy = _("Price the month first; then its average is known.")


class StockItemUnknown(Refusal):
    """A slip names an item that is not there."""

    code = "vouchers.stock-item-unknown"
    said = _("There is no item “{item}” in stock.")
    remedy = _("Record the item first, with its code, unit and account.")


class StockItemDiffers(Refusal):
    """An item has the code already, on another account."""

    code = "vouchers.stock-item-differs"
    said = _("The item {item} is kept on account {account} already.")
    remedy = _("Give the new item another code.")


class StockAccountUnfit(Refusal):
    """An item lies on an account that the rule of a slip does not move, or on none that holds stock."""

    code = "vouchers.stock-account-unfit"
    said = _("The item {item} is kept on account {account}, which “{rule}” does not move.")
    remedy = _("Choose another kind of paper, or an item kept on one of: {accounts}.")


class SlipSaysNothing(Refusal):
    """A slip without lines, text, quantities or amounts that it needs."""

    code = "vouchers.slip-says-nothing"
    said = _("The paper lacks {what}.")
    remedy = _("Fill it in; a line left empty is no line.")


class SlipDiffers(Refusal):
    """A slip came again with other content."""

    code = "vouchers.slip-differs"
    said = _("This paper was recorded as {number} with other content.")
    remedy = _("Take {number} back, then record the right one.")


class SlipNotFound(Refusal):
    """Somebody asked for a slip that is not there."""

    code = "vouchers.slip-not-found"
    said = _("There is no such paper of the store.")
    remedy = _("Look it up in the list.")


class SlipWasTakenBack(Refusal):
    """A slip is taken back once."""

    code = "vouchers.slip-was-taken-back"
    said = _("{number} was taken back on {on}.")
    remedy = _("Record the right paper; nothing is left to be taken back.")


class StockMethodUnknown(Refusal):
    """Somebody chose a way of pricing that the law does not know, or from a day within a month."""

    code = "vouchers.stock-method-unknown"
    said = _("“{method}” from {on} is no choice.")
    remedy = _("Choose the average of the month or after each receipt, from the first day of a month without papers.")


class RateIsMissing(Refusal):
    """No rate of the usual bank is recorded for a currency on or before a day."""

    code = "vouchers.rate-is-missing"
    said = _("No exchange rate of {currency} is recorded for {on}.")
    remedy = _("Record the mid rate of transfers that your usual bank quoted for that day.")


class RateIsUnfit(Refusal):
    """A currency or a rate that cannot be."""

    code = "vouchers.rate-is-unfit"
    said = _("“{currency}” at {rate} is no exchange rate.")
    remedy = _("Give the three letters of the currency (USD, EUR, CNY), a rate in đồng and the name of the bank.")


class CurrencyIsShort(Refusal):
    """More of a currency would leave an account than is there."""

    code = "vouchers.currency-is-short"
    said = _("On account {account} {missing} {currency} are missing.")
    remedy = _("Record what came in first, or check the amount and with whom it is.")


class CurrencySaysNothing(Refusal):
    """A happening in foreign money without an amount, a text, or somebody who must be named."""

    code = "vouchers.currency-says-nothing"
    said = _("The amount in foreign money, what it is for, or with whom, is missing.")
    remedy = _("Fill in the amount, the text, and for debts the customer, supplier or lender.")


class CurrencyMovesLater(Refusal):
    """Foreign money is recorded in the order of the days."""

    code = "vouchers.currency-moves-later"
    said = _("{currency} on account {account} has moved on {on} already, at an average that this would change.")
    remedy = _("Date this on {on} or after.")


class CurrencyMoveDiffers(Refusal):
    """A happening came again with other content."""

    code = "vouchers.currency-move-differs"
    said = _("This was recorded on {on} with other content.")
    remedy = _("Take its entry back, then record the right one.")


class CurrencyOpeningPasses(Refusal):
    """More foreign money is said than the opening balance holds, or on its other side."""

    code = "vouchers.currency-opening-passes"
    said = _("Of the opening balance on account {account}, {rest} are not in foreign money yet; {asked} is more.")
    remedy = _("Look at the opening balances of the books, and at what was said of this account before.")


class CurrencyOpeningIsUsed(Refusal):
    """What an opening was would change an average that entries rest on."""

    code = "vouchers.currency-opening-is-used"
    said = _("{currency} on account {account} was used or revalued on {on}, at an average that this would change.")
    remedy = _("Take those entries back, say what the opening balance was, then record them anew.")


class PartyIsUnknown(Refusal):
    """A line of an opening names somebody nobody knows."""

    code = "vouchers.party-is-unknown"
    said = _("Nobody is known as “{party}”.")
    remedy = _("Record them first as a member or counterparty, or let unknown names be recorded as counterparties.")


class AccountIsNotChosen(Refusal):
    """Nobody said yet which account takes an older one over."""

    code = "vouchers.account-is-not-chosen"
    said = _("It is not said yet which account takes over {account}.")
    remedy = _("Choose it; the choice is remembered for the next list.")


class OpeningListIsWrong(Refusal):
    """A list to open books with has lines that are wrong."""

    code = "vouchers.opening-list-is-wrong"
    said = _("{count} lines cannot be taken; the first is row {row}: {problem}")
    remedy = _("Mend these lines and bring the list in again; nothing was recorded.")
