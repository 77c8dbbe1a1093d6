"""What sharing the year's income refuses, each with the article that forbids it."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class CaseNotUnderstood(Refusal):
    """The case handed in lacks a field, or a field holds something else than it should."""

    code = "distribution.case-not-understood"
    said = _("The field {field} of this case cannot be read: {problem}.")
    remedy = _("Correct the field; amounts are whole đồng, rates are decimals written as text such as 0.05.")


class RateOutOfRange(Refusal):
    """A rate of the charter is below zero or above one."""

    code = "distribution.rate-out-of-range"
    said = _("The rate {name} is {rate}, but a rate lies between 0 and 1.")
    remedy = _("Write the rate as a decimal: 0.05 for five per cent.")


class UndividedFundBelowFloor(Refusal):
    """The charter sets aside less for the undivided fund than the law demands."""

    code = "distribution.undivided-fund-below-floor"
    said = _(
        "The charter sets aside {rate} of the {side} income for the undivided common fund; "
        "the law asks for at least {floor}."
    )
    remedy = _("Let the members' meeting raise the rate in the charter to at least {floor}.")


class UseAndLabourShareTooSmall(Refusal):
    """The charter leaves less of the internal remainder to use and labour than the law demands."""

    code = "distribution.use-and-labour-share-too-small"
    said = _(
        "The charter shares {rate} of the internal remainder by use and labour; the law asks for at least {floor}."
    )
    remedy = _("Let the members' meeting raise this share in the charter to at least {floor}.")


class FundRatesPassTheWhole(Refusal):
    """The other funds together take more than there is."""

    code = "distribution.fund-rates-pass-the-whole"
    said = _("The other funds together take {rate} of what is left; they cannot take more than all of it.")
    remedy = _("Lower the rates of the other funds until they add up to 1 or less.")


class ExternalKeyDoesNotAddUp(Refusal):
    """The charter's key for the external remainder does not add up to one."""

    code = "distribution.external-key-does-not-add-up"
    said = _("Use, labour and capital share {total} of the external remainder; they must share exactly 1.")
    remedy = _("Correct the three parts of the charter's key so that they add up to 1.")


class UndividedFundPassesIncome(Refusal):
    """The undivided fund would take more than the side earned after tax."""

    code = "distribution.undivided-fund-passes-income"
    said = _(
        "The undivided common fund would take {fund_vnd} of the {side} income, but only {left_vnd} is left after tax."
    )
    remedy = _("Check the tax of this side, or set aside by after-tax income if the charter says so.")


class NobodyUsedOrWorked(Refusal):
    """There is internal income to share by use and labour, but no official member used or worked."""

    code = "distribution.nobody-used-or-worked"
    said = _("{amount_vnd} is to be shared by use and labour, but no official member has any use or labour this year.")
    remedy = _("Record the members' trade and labour of the year, or check which trade is internal.")


class NobodyToShareWith(Refusal):
    """There is income to share, but no member who may have a share of it."""

    code = "distribution.nobody-to-share-with"
    said = _("{amount_vnd} is to be shared, but no member meets the charter's key for it.")
    remedy = _("Check the members' capital, use and labour, or the key in the charter.")


class YearIsClosed(Refusal):
    """The books of the year were closed to their results before."""

    code = "distribution.year-is-closed"
    said = _("The results of {year} were closed on {closed_on}.")
    remedy = _("Correct a closed year by an entry in the current one.")


class YearHasNotBegun(Refusal):
    """Somebody tried to close a year that lies ahead; its closing would stand and could not be made again."""

    code = "distribution.year-has-not-begun"
    said = _("The year {year} has not begun yet.")
    remedy = _("Close a year when all its documents are in the books.")


class YearIsNotOver(Refusal):
    """Somebody tried to close a year for good while documents of it may still come."""

    code = "distribution.year-is-not-over"
    said = _("The year {year} is not over on {today}.")
    remedy = _("Close it on trial to see what it would come to, or wait for its last day.")


class ClosingIsOnTrial(Refusal):
    """Nothing can be decided on a year that was closed on trial only."""

    code = "distribution.closing-is-on-trial"
    said = _("The results of {year} are closed on trial only.")
    remedy = _("Undo the closing on trial, then close the year for good.")


class AllocationKeyUnknown(Refusal):
    """The key by which management cost is to be parted is none that this software knows."""

    code = "distribution.allocation-key-unknown"
    said = _("“{key}” is no key by which management cost can be parted.")
    remedy = _("Choose revenue, cost, or a fixed share of the internal side such as fixed:0.4.")


class DecisionIsTooEarly(Refusal):
    """A meeting is said to have decided on the income of a year before the year was over."""

    code = "distribution.decision-is-too-early"
    said = _("The meeting of {decided_on} cannot have decided on the income of {year}, which was not over.")
    remedy = _("Check the day of the meeting; the income of a year is decided on after its last day.")


class YearIsNotClosed(Refusal):
    """A year cannot be shared before its books are closed to their results."""

    code = "distribution.year-is-not-closed"
    said = _("The results of {year} are not closed yet.")
    remedy = _("Close the results of the year first; then its income can be shared.")


class YearHasNoDecision(Refusal):
    """Nobody decided on the sharing of the year."""

    code = "distribution.year-has-no-decision"
    said = _("The members' meeting has not decided on the income of {year} yet.")
    remedy = _("Record the resolution of the meeting: its number, its day, and the funds it decided on.")


class YearIsDecided(Refusal):
    """The meeting's decision on the year is recorded, with other contents."""

    code = "distribution.year-is-decided"
    said = _("Resolution {resolution} on the income of {year} is recorded already.")
    remedy = _("A decision is not overwritten; let the meeting decide again if it must change.")


class YearIsShared(Refusal):
    """The income of the year was shared before."""

    code = "distribution.year-is-shared"
    said = _("The income of {year} was shared by resolution {resolution}.")
    remedy = _("Look at the shares of that year; a sharing is carried out exactly once.")


class CharterIsSilent(Refusal):
    """The charter leaves open what the law leaves to it."""

    code = "distribution.charter-is-silent"
    said = _("The charter in force on {day} says nothing about {name}.")
    remedy = _("Record what the charter says, with the resolution it rests on.")
