"""The audit trail: who did what for whom, written once and never changed."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import TenantModel


class Event(TenantModel):
    """One act of a person for an organisation; `detail` holds ids and codes, never names or amounts."""

    # Persons live in `access`, above this domain, so the id stands here without a foreign key.
    # It is empty where a program acted by itself.
    person_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80)
    object_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "audit_event"
        constraints = [models.CheckConstraint(condition=~Q(verb=""), name="event_has_a_verb")]
        indexes = [models.Index(fields=["org", "-at", "-id"], name="events_newest_first")]
