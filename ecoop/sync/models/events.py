"""What phones told and what was recorded of it: events, fields of products, days' ends, papers."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside, inside_or_none
from ecoop.sync.calc.words import EventKind, FieldFate


class Event(TenantModel):
    """An event of a phone that was recorded. Its id is that of its document; sent again it is known by its digest."""

    device = inside("sync.Device")
    # How far the phone had counted; it orders what hangs together within a batch, and nothing else.
    seq_no = models.BigIntegerField(db_column="seq")
    kind = models.CharField(max_length=24, choices=choices(EventKind))
    # What the phone believed after its clock was set right, the server's moment, and the document's day on the phone.
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    document_on = models.DateField()
    amount_vnd = models.BigIntegerField(default=0)
    # What was taken off the prices in all; the amount is what was left.
    discount_vnd = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=16)
    # The number on the receipt, out of a lease of the phone.
    number = models.CharField(max_length=20, blank=True, default="")
    # A sale on credit of which a part was paid at once: the money move that says so.
    payment_id = models.UUIDField(null=True)
    paper_id = models.UUIDField(null=True)

    class Meta:
        db_table = "sync_event"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EventKind]), name="event_kind_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "device", "document_on"], name="events_of_a_device_by_day"),
            models.Index(fields=["org", "paper_id"], condition=Q(paper_id__isnull=False), name="events_with_a_photo"),
        ]


class FieldChange(TenantModel):
    """A phone changed one field of a product: the value was taken, or lost against one that was said later."""

    product_id = models.UUIDField()
    event_id = models.UUIDField()
    field = models.CharField(max_length=20)
    value = models.TextField()
    # What stands against it: the value that was replaced, or the one that was kept.
    against = models.TextField()
    fate = models.CharField(max_length=8, choices=choices(FieldFate))
    said_at = models.DateTimeField()

    class Meta:
        db_table = "sync_field_change"
        constraints = [
            models.UniqueConstraint(fields=["org", "event_id", "field"], name="event_changes_a_field_once"),
        ]
        indexes = [models.Index(fields=["org", "product_id", "field", "-said_at"], name="field_changes_newest_first")]


class DayEnd(RecordedModel):
    """The cash of a day was counted. A difference is shown and kept; nothing is posted by itself."""

    device = inside("sync.Device")
    ended_on = models.DateField()
    cash_before_vnd = models.BigIntegerField()
    expected_vnd = models.BigIntegerField()
    counted_vnd = models.BigIntegerField()
    cash_vnd = models.BigIntegerField()
    bank_vnd = models.BigIntegerField()
    credit_vnd = models.BigIntegerField()
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "sync_day_end"
        constraints = [
            models.CheckConstraint(condition=Q(counted_vnd__gte=0), name="cash_at_days_end_is_not_negative"),
        ]
        indexes = [models.Index(fields=["org", "ended_on"], name="day_ends_by_day")]


class Paper(RecordedModel):
    """A photo of a bill. It may come before or after the event that names it."""

    # The phone whose key brought it; none of those that came otherwise.
    device = inside_or_none("sync.Device")
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "sync_paper"
        indexes = [models.Index(fields=["org", "-recorded_at", "-id"], name="papers_newest_first")]
