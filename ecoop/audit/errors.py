"""What the audit trail refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class CursorNotUnderstood(Refusal):
    """The place in a list that an address names is not one we wrote."""

    code = "audit.cursor-not-understood"
    said = _("“{text}” is not a place in this list.")
    remedy = _("Begin again at the first page.")
