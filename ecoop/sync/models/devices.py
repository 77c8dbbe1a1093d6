"""Phones: who holds one, its keys, the numbers it may give, when it was last heard of."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, inside


class Device(RecordedModel):
    """A phone that records for the organisation; whoever registered it holds it."""

    name = models.CharField(max_length=120)
    # The letters with which its receipt numbers begin; no two phones of an organisation share them.
    series = models.CharField(max_length=8)

    class Meta:
        db_table = "sync_device"
        constraints = [
            models.UniqueConstraint(fields=["org", "series"], name="device_has_its_own_series"),
            models.CheckConstraint(condition=~Q(name=""), name="device_has_a_name"),
            models.CheckConstraint(condition=~Q(series=""), name="device_series_is_not_empty"),
        ]


class DeviceKey(RecordedModel):
    """A key was given to a phone; the newest one is valid. Its fingerprint stands here to know it when it is dead."""

    device = inside("sync.Device")
    token_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    # Of the word by which the phone, when locked, hears its order; keys of before had none.
    ear_sha256 = models.CharField(max_length=64, null=True)

    class Meta:
        db_table = "sync_device_key"
        constraints = [
            models.UniqueConstraint(fields=["org", "fingerprint"], name="device_key_is_known_by_its_fingerprint"),
            models.UniqueConstraint(fields=["org", "ear_sha256"], name="ear_is_known_by_its_fingerprint"),
        ]
        indexes = [models.Index(fields=["org", "device", "-recorded_at"], name="device_keys_newest_first")]


class DeviceRevocation(RecordedModel):
    """A phone was lost or given away: what it still sends goes into the tray, and it is told to wipe itself."""

    device = inside("sync.Device")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "sync_device_revocation"
        constraints = [models.UniqueConstraint(fields=["org", "device"], name="device_is_revoked_once")]


class RecoveryKey(RecordedModel):
    """With what a phone opens its store when its PIN is forgotten, sealed; a new PIN brings a new one."""

    device = inside("sync.Device")
    sealed = models.TextField()

    class Meta:
        db_table = "sync_recovery_key"
        constraints = [models.UniqueConstraint(fields=["org", "device"], name="device_has_one_recovery_key")]


class Recovery(RecordedModel):
    """A phone's recovery key was handed to whoever proved that the number is theirs."""

    device = inside("sync.Device")
    # The proof: the same one again is the same recovery.
    asked_with = models.UUIDField()

    class Meta:
        db_table = "sync_recovery"
        constraints = [
            models.UniqueConstraint(fields=["org", "device", "asked_with"], name="recovery_is_told_once"),
        ]
        indexes = [models.Index(fields=["org", "device", "-recorded_at"], name="recoveries_newest_first")]


class Loss(TenantModel):
    """What a locked phone said was lost when it emptied itself; whoever held its ear said it, so it proves nothing."""

    device = inside("sync.Device")
    told_at = models.DateTimeField()
    lost_events = models.PositiveIntegerField()
    lost_papers = models.PositiveIntegerField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "sync_loss"
        constraints = [
            models.UniqueConstraint(fields=["org", "device"], name="loss_is_told_once"),
            models.CheckConstraint(condition=Q(lost_events__gt=0) | Q(lost_papers__gt=0), name="something_was_lost"),
        ]


class Lease(RecordedModel):
    """A range of receipt numbers that one phone may give without asking."""

    device = inside("sync.Device")
    series = models.CharField(max_length=8)
    # The first range of a series is number 0. All are of one length, so no two can overlap.
    place = models.PositiveIntegerField()

    class Meta:
        db_table = "sync_lease"
        constraints = [
            models.UniqueConstraint(fields=["org", "series", "place"], name="range_of_numbers_is_leased_once")
        ]
        indexes = [models.Index(fields=["org", "device", "-place"], name="leases_of_a_device")]


class Visit(TenantModel):
    """A day on which a phone was heard of: when last, how far it had counted, how wrong its clock was."""

    device = inside("sync.Device")
    visited_on = models.DateField()
    last_at = models.DateTimeField()
    last_seq_no = models.BigIntegerField(db_column="last_seq")
    clock_ahead_s = models.IntegerField()

    class Meta:
        db_table = "sync_visit"
        constraints = [models.UniqueConstraint(fields=["org", "device", "visited_on"], name="visits_of_a_day_are_one")]
