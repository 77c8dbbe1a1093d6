"""Resolutions, what they were used for, their annulment, and the original papers."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.resolutions.calc import AnnulledBy, DecidingBody, Majority


class Resolution(RecordedModel):
    """What a body decided, with its parameters and its votes; written once.

    `serial` counts without gaps per body and year; a number brought from a paper has none.
    """

    body = models.CharField(max_length=20, choices=choices(DecidingBody))
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=60)
    matter = models.CharField(max_length=40)
    majority = models.CharField(max_length=10, choices=choices(Majority))
    title = models.CharField(max_length=300)
    text = models.CharField(max_length=4000, blank=True)
    # Plain values: amounts as whole numbers, days, ids and rates as text.
    parameters = models.JSONField()
    passed_on = models.DateField()
    starts_on = models.DateField()
    called = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_blank = models.PositiveIntegerField()
    is_chair_for = models.BooleanField(default=False)
    is_on_paper = models.BooleanField()
    paper = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "resolutions_resolution"
        constraints = [
            models.UniqueConstraint(fields=["org", "body", "year", "number"], name="resolution_number_is_given_once"),
            models.UniqueConstraint(fields=["org", "body", "year", "serial"], name="resolution_serial_is_given_once"),
            models.CheckConstraint(condition=Q(serial__isnull=True) | Q(serial__gt=0), name="resolution_serial_counts"),
            models.CheckConstraint(condition=~Q(number=""), name="resolution_has_a_number"),
            models.CheckConstraint(condition=~Q(title=""), name="resolution_has_a_title"),
        ]
        indexes = [models.Index(fields=["org", "-passed_on", "-id"], name="resolutions_newest_first")]


class ResolutionUse(RecordedModel):
    """Something was done on a resolution: which piece of it, and the row that came of it."""

    resolution = inside("resolutions.Resolution")
    item = models.CharField(max_length=100, blank=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.UUIDField()

    class Meta:
        db_table = "resolutions_use"
        constraints = [
            models.UniqueConstraint(fields=["org", "resolution", "item"], name="resolution_is_used_once_for_each_item"),
        ]
        indexes = [models.Index(fields=["org", "object_kind", "object_id"], name="resolution_of_an_object")]


class ResolutionAnnulment(RecordedModel):
    """A resolution does not hold: who said so, on which day, by which paper, why."""

    resolution = inside("resolutions.Resolution")
    annulled_by = models.CharField(max_length=20, choices=choices(AnnulledBy))
    annulled_on = models.DateField()
    paper = models.CharField(max_length=300)
    reason = models.CharField(max_length=1000)

    class Meta:
        db_table = "resolutions_annulment"
        constraints = [
            models.UniqueConstraint(fields=["org", "resolution"], name="resolution_is_annulled_once"),
            models.CheckConstraint(condition=~Q(paper="") & ~Q(reason=""), name="annulment_has_paper_and_reason"),
        ]


class ResolutionPaper(RecordedModel):
    """The bytes of an original kept with a resolution, as they came."""

    resolution = inside("resolutions.Resolution")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        db_table = "resolutions_paper"
        constraints = [
            models.UniqueConstraint(fields=["org", "resolution", "sha256"], name="resolution_paper_is_kept_once"),
            models.CheckConstraint(condition=Q(size_bytes__gt=0), name="resolution_paper_is_not_empty"),
        ]
