"""What the papers of the office refuse, and the words for their choices."""

from django.utils.translation import gettext_lazy as _

COUNTERPARTY_KINDS = {
    "customer": _("Customer"),
    "supplier": _("Supplier"),
    "bank": _("Bank"),
    "worker": _("Worker"),
    "authority": _("Authority"),
    "other": _("Other"),
}
