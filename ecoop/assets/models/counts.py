"""Counts of assets, and the numbers of the papers about them."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, inside, inside_or_none


class AssetCount(RecordedModel):
    """A count: somebody walks around and says of each asset whether it is there."""

    counted_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "assets_count"


class AssetCountMark(RecordedModel):
    """One answer in a count, the last of an asset holds; something that no register knows has a name instead."""

    count = inside("assets.AssetCount")
    asset = inside_or_none("assets.Asset")
    found_name = models.CharField(max_length=200, blank=True)
    is_here = models.BooleanField()
    place = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "assets_count_mark"
        constraints = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False) | ~Q(found_name=""), name="count_mark_names_what_was_seen"
            ),
            models.CheckConstraint(
                condition=Q(is_here=True) | ~Q(reason=""), name="what_is_missing_in_a_count_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["org", "count"], name="marks_of_a_count")]


class AssetPaper(RecordedModel):
    """The number of a paper about assets: without gaps per form and year."""

    form_code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    asset = inside_or_none("assets.Asset")
    document_kind = models.CharField(max_length=20)
    document_id = models.UUIDField()
    made_on = models.DateField()

    class Meta:
        db_table = "assets_paper"
        constraints = [
            models.UniqueConstraint(fields=["org", "form_code", "year", "number"], name="asset_paper_number_is_one"),
            models.UniqueConstraint(fields=["org", "form_code", "document_id"], name="asset_paper_is_made_once"),
        ]
        indexes = [models.Index(fields=["org", "asset"], name="papers_of_an_asset")]
