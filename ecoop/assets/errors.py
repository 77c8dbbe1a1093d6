"""Refusals about assets."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class AssetNotFound(Refusal):
    """No asset of the organisation has this id."""

    code = "assets.asset-not-found"
    said = _("There is no such asset in this organisation.")
    remedy = _("Look for it in the list of assets.")


class CountNotFound(Refusal):
    """No count of the organisation has this id."""

    code = "assets.count-not-found"
    said = _("There is no such count of assets in this organisation.")
    remedy = _("Look for it in the list of counts, or begin a new one.")


class PaperNotFound(Refusal):
    """No such paper can be printed for this asset."""

    code = "assets.paper-not-found"
    said = _("This asset has no such paper.")
    remedy = _("Choose one of the papers on the card of the asset.")


class BooksAreOfAnotherKind(Refusal):
    """Assets of this register are those of cooperatives."""

    code = "assets.books-are-of-another-kind"
    said = _("This register of assets is for cooperatives whose books are open.")
    remedy = _("Open the books by the cooperative's chart first.")


class AssetNeedsName(Refusal):
    """An asset without name or code cannot be found again."""

    code = "assets.asset-needs-name"
    said = _("An asset has no name or no code.")
    remedy = _("Give it a name, and a code that stands on its label.")


class CodeIsTaken(Refusal):
    """Two assets would carry the same label."""

    code = "assets.code-is-taken"
    said = _("Another asset carries the code {asset_code} already.")
    remedy = _("Choose another code; each label must name one asset.")


class AssetDiffers(Refusal):
    """The same id came again with something else."""

    code = "assets.asset-differs"
    said = _("This document stands in the register already, and says something else.")
    remedy = _("Record what is new under a new number.")


class SourcesDoNotAddUp(Refusal):
    """The money that paid an asset is not what it cost."""

    code = "assets.sources-do-not-add-up"
    said = _("The sources come to {sources_vnd}, the cost is {cost_vnd}.")
    remedy = _("Enter each source of money; together they are exactly the cost.")


class SourceDoesNotFit(Refusal):
    """A source of money that may not form this kind of asset."""

    code = "assets.source-does-not-fit"
    said = _("An asset of the kind “{kind}” cannot come from “{source}”.")
    remedy = _("Choose another source, or another kind of asset; the undivided fund forms undivided assets only.")


class OriginDoesNotFit(Refusal):
    """An asset that came this way cannot have this source or kind."""

    code = "assets.origin-does-not-fit"
    said = _("What came as “{origin}” cannot have the source “{source}”.")
    remedy = _("What the books know already is registered as “in the books”; what was given has no payment.")


class DesignationDoesNotFit(Refusal):
    """The letter of an undivided asset and its source disagree."""

    code = "assets.designation-does-not-fit"
    said = _("The kind “{designation}” of undivided assets does not fit the source “{source}”.")
    remedy = _("Choose the kind of Article 88, clause 2 that fits where the asset comes from.")


class DesignationIsMissing(Refusal):
    """An undivided asset without its letter."""

    code = "assets.designation-is-missing"
    said = _("It is not said which kind of undivided asset this is.")
    remedy = _("Choose one of the kinds a to e; the law treats them differently when they are sold or pledged.")


class AmountIsWrong(Refusal):
    """An amount that cannot be."""

    code = "assets.amount-is-wrong"
    said = _("The amount {amount_vnd} cannot be right here.")
    remedy = _("Amounts are whole đồng and not negative; wear is at most the cost.")


class DaysAreWrong(Refusal):
    """Days in an order that cannot be."""

    code = "assets.days-are-wrong"
    said = _("The day {on} cannot be before {earlier_on}.")
    remedy = _("Check the days: an asset comes, is used, changes, and leaves, in this order.")


class WearHasNobody(Refusal):
    """Nobody bears the wear of an asset."""

    code = "assets.wear-has-nobody"
    said = _("It is not said whose cost the wear of this asset is.")
    remedy = _("Give production, management or idle a share above zero.")


class MonthIsPosted(Refusal):
    """The wear of a month is in the books already."""

    code = "assets.month-is-posted"
    said = _("The wear of {month} is posted already, as entry {label}.")
    remedy = _("To post it anew, take that entry back first.")


class MonthIsBeforeTheLast(Refusal):
    """Wear goes on, it does not go back."""

    code = "assets.month-is-before-the-last"
    said = _("The wear of {last_month} is posted already; {month} lies before it.")
    remedy = _("What an earlier month lacks is caught up in the next month that is posted.")


class NoWearToPost(Refusal):
    """No asset wears in the month."""

    code = "assets.no-wear-to-post"
    said = _("No asset wears in {month}.")
    remedy = _("Check the useful lives of the assets, or choose another month.")


class AssetIsGone(Refusal):
    """An asset left and nothing more happens to it."""

    code = "assets.asset-is-gone"
    said = _("The asset {asset_code} left on {left_on}.")
    remedy = _("Choose another asset, or take the entry of its disposal back first.")


class WearIsPostedLater(Refusal):
    """Wear was posted for months after the day."""

    code = "assets.wear-is-posted-later"
    said = _("The wear of this asset is posted up to {month}, after {on}.")
    remedy = _("Take back the wear of the later months first, then record this.")


class SaleNeedsAppraisal(Refusal):
    """An undivided asset is sold at a price that nobody appraised."""

    code = "assets.sale-needs-appraisal"
    said = _("An undivided asset is sold only after its price was appraised.")
    remedy = _("Enter the paper, the day and the value of the appraisal; it comes before the sale.")


class SaleNeedsResolution(Refusal):
    """An undivided asset, or one from the limit of the law on, is to be sold without a resolution."""

    code = "assets.sale-needs-resolution"
    said = _("This asset is sold only by a resolution of the general meeting with the special majority.")
    remedy = _("Let the meeting decide, or record what it decided on paper; then choose the resolution here.")


class PurchaseNeedsResolution(Refusal):
    """Something is bought from the undivided fund, or from the limit of the law on, without a resolution."""

    code = "assets.purchase-needs-resolution"
    said = _("This asset is bought only by a resolution of the general meeting with the special majority.")
    remedy = _("Let the meeting decide on the investment, or record its paper; then choose the resolution here.")


class PurchaseIsTheMeetings(Refusal):
    """The board or the director decided on an investment that the law leaves to the general meeting."""

    code = "assets.purchase-is-the-meetings"
    said = _("Resolution {number} was not passed by the general meeting, which alone decides on this investment.")
    remedy = _("Put the investment to the general meeting; it needs the special majority.")


class PriceBelowResolution(Refusal):
    """An asset is to be sold for less than the resolution allows."""

    code = "assets.price-below-resolution"
    said = _("The resolution {number} asks for at least {least_price_vnd}; the price is {price_vnd}.")
    remedy = _("Sell for the price that was decided, or let the meeting decide anew.")


class SaleIsTheMeetings(Refusal):
    """The board or the director decided on a sale that the law leaves to the general meeting."""

    code = "assets.sale-is-the-meetings"
    said = _("Resolution {number} was not passed by the general meeting, which alone decides on this sale.")
    remedy = _("Put the sale to the general meeting; it needs the special majority.")


class DisposalDoesNotFit(Refusal):
    """An asset cannot leave this way."""

    code = "assets.disposal-does-not-fit"
    said = _("An asset of the kind “{kind}” cannot leave as “{ground}”.")
    remedy = _("Only what the State gave goes back to it; what stands off the balance sheet is only given back.")


class RevaluationNeedsGround(Refusal):
    """Fixed assets keep their cost unless the law lets them be valued anew."""

    code = "assets.revaluation-needs-ground"
    said = _("Assets keep their cost; a new value needs a ground that the law knows and its document.")
    remedy = _("Choose the ground and enter the document it rests on.")


class GiftIsSettled(Refusal):
    """A gift went into the undivided fund already, or there is none."""

    code = "assets.gift-is-settled"
    said = _("Of gifts of this asset {left_vnd} can still go into the undivided fund.")
    remedy = _("Enter at most this amount, after tax.")


class ReasonIsMissing(Refusal):
    """What is missing or lost needs words."""

    code = "assets.reason-is-missing"
    said = _("It is not said why the asset is missing.")
    remedy = _("Write what is known: lent, in repair, stolen, not found.")


class ChoiceIsUnknown(Refusal):
    """A word that the register does not know."""

    code = "assets.choice-is-unknown"
    said = _("{choice} is not one of: {choices}.")
    remedy = _("Choose one of them.")


class CooperativeNotFound(Refusal):
    """No organisation has this short name."""

    code = "assets.cooperative-not-found"
    said = _("There is no organisation “{slug}”.")
    remedy = _("Use the short name that stands in the address of its pages.")


class NobodyMayPost(Refusal):
    """Nobody of the organisation may post, or the person named may not."""

    code = "assets.nobody-may-post"
    said = _("Nobody was found who may post into the books of {name}.")
    remedy = _("Name an accountant of the organisation with --as.")
