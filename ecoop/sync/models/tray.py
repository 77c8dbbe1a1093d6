"""The tray: events that were refused, kept whole until somebody settles them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside
from ecoop.sync.calc.words import Settled


class TrayEvent(TenantModel):
    """An event that could not be recorded, word for word as it came."""

    # Null when what came had no readable id.
    event_id = models.UUIDField(null=True)
    device = inside("sync.Device")
    kind = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    digest = models.BinaryField(max_length=16)
    # Text and not jsonb: what is refused may hold what jsonb does not.
    payload = models.TextField()

    class Meta:
        db_table = "sync_tray_event"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "event_id", "digest"], name="tray_event_is_kept_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["org", "-received_at", "-id"], name="tray_newest_first")]


class TrayAttempt(TenantModel):
    """A try at recording an event of the tray, and why it was refused; the first is that of its arrival."""

    event = inside("sync.TrayEvent")
    attempted_at = models.DateTimeField()
    attempted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=80)
    # What was said and what to do, by language.
    words = models.JSONField()
    # Under which id a surprise stands in the log.
    surprise_id = models.UUIDField(null=True)

    class Meta:
        db_table = "sync_tray_attempt"
        indexes = [models.Index(fields=["org", "event", "-attempted_at", "-id"], name="attempts_newest_first")]


class TraySettlement(RecordedModel):
    """An event left the tray: recorded as it was, recorded after mending, or set aside with a reason."""

    event = inside("sync.TrayEvent")
    how = models.CharField(max_length=10, choices=choices(Settled))
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "sync_tray_settlement"
        constraints = [
            models.UniqueConstraint(fields=["org", "event"], name="tray_event_is_settled_once"),
            models.CheckConstraint(condition=~Q(how="set_aside", reason=""), name="set_aside_says_why"),
        ]
