"""What a dissolution refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class DebtsExceedMeans(Refusal):
    """A cooperative is dissolved only if it can pay all its debts."""

    code = "distribution.debts-exceed-means"
    said = _("{missing_vnd} are missing to pay all debts; a cooperative is dissolved only if all can be paid.")
    remedy = _("Find the missing money, settle with the creditors, or turn to bankruptcy.")


class DisputeIsPending(Refusal):
    """A cooperative is dissolved only if no dispute is pending."""

    code = "distribution.dispute-is-pending"
    said = _("A dispute is pending before a court or an arbitral tribunal.")
    remedy = _("End the dispute first; then the cooperative can be dissolved.")


class NobodyToShare(Refusal):
    """There is a rest, and nobody with capital to share it."""

    code = "distribution.nobody-to-share"
    said = _("{residual_vnd} are left, and no member with capital is named.")
    remedy = _("Enter the official members and the associates with capital, each with the capital paid in.")
