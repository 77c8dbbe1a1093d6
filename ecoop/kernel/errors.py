"""What the kernel refuses: text that is no amount, no day and no tax code."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class NothingToSplitBy(Refusal):
    """Someone asked to split an amount by weights that are all zero, or below zero."""

    code = "kernel.nothing-to-split-by"
    said = _("There is nothing to split this amount by.")
    remedy = _("Give at least one share above zero, and none below zero.")


class AmountNotUnderstood(Refusal):
    """A text that should be an amount of đồng is not one."""

    code = "kernel.amount-not-understood"
    said = _("“{text}” is not an amount in whole đồng.")
    remedy = _("Write the amount in digits, for example 1.234.567.")


class DayNotUnderstood(Refusal):
    """A text that should be a day is not one."""

    code = "kernel.day-not-understood"
    said = _("“{text}” is not a day.")
    remedy = _("Write the day as day/month/year, for example 05/03/2026.")


class TaxCodeNotUnderstood(Refusal):
    """A text that should be a tax code has none of the three shapes."""

    code = "kernel.tax-code-not-understood"
    said = _("“{text}” is not a tax code.")
    remedy = _("Enter 10 digits, 10 digits with a branch number (0100109106-001), or the 12 digits of a personal ID.")
