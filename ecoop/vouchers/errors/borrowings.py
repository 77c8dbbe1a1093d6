"""What schedules of borrowed money refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class ScheduleSaysNothing(Refusal):
    """A schedule without its contract, or with an amount that is no debt, or with too much."""

    code = "vouchers.schedule-says-nothing"
    said = _("The schedule names no contract, or has amounts that are not above zero, or more than {most} days.")
    remedy = _("Give the number of the contract and, line by line, the day and the amount that falls due.")
