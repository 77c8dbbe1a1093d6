"""With whom the cooperative deals, besides its members."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, inside
from ecoop.vouchers.errors import COUNTERPARTY_KINDS


class Counterparty(RecordedModel):
    """Somebody the cooperative deals with; what is true of them now stands in the last version."""

    class Meta:
        db_table = "vouchers_counterparty"


class CounterpartyVersion(RecordedModel):
    """What is known of a counterparty from a moment on; the last one recorded holds."""

    counterparty = inside("vouchers.Counterparty")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=300)
    tax_code = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    bank_name = models.CharField(max_length=120, blank=True)
    bank_account = models.CharField(max_length=40, blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        db_table = "vouchers_counterparty_version"
        indexes = [models.Index(fields=["org", "counterparty", "-recorded_at"], name="counterparty_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(COUNTERPARTY_KINDS)), name="counterparty_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="counterparty_has_a_name"),
        ]
