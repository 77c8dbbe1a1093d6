"""What the cooperative has: assets, the money they came from, where they stand, how they wear."""

from django.db import models
from django.db.models import F, Q

from ecoop.assets.calc.words import Form, Kind, Origin
from ecoop.kernel.tenancy import RecordedModel, choices, inside, inside_or_none


class Asset(RecordedModel):
    """A thing that is used for years. What may change about it stands in rows of its own."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=choices(Kind))
    form = models.CharField(max_length=10, choices=choices(Form))
    origin = models.CharField(max_length=12, choices=choices(Origin))
    # The letter of Article 88, clause 2: which kind of undivided asset.
    designation = models.CharField(max_length=1, blank=True)
    acquired_on = models.DateField()
    in_use_on = models.DateField()
    cost_vnd = models.BigIntegerField()
    # Known when it came in from earlier books; its wear from `in_use_on` to the day before the first terms.
    opening_worn_vnd = models.BigIntegerField(default=0)
    life_months = models.PositiveSmallIntegerField(null=True)
    model = models.CharField(max_length=200, blank=True)
    serial = models.CharField(max_length=100, blank=True)
    made_in = models.CharField(max_length=100, blank=True)
    project = models.CharField(max_length=200, blank=True)
    restriction = models.CharField(max_length=500, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    party_id = models.UUIDField(null=True)
    # The document that put it into the books, when that was not this register.
    linked_kind = models.CharField(max_length=40, blank=True)
    linked_id = models.UUIDField(null=True)

    class Meta:
        db_table = "assets_asset"
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="asset_code_is_unique"),
            models.CheckConstraint(condition=Q(cost_vnd__gt=0), name="asset_cost_is_positive"),
            models.CheckConstraint(
                condition=Q(opening_worn_vnd__gte=0) & Q(opening_worn_vnd__lte=F("cost_vnd")),
                name="asset_is_not_worn_beyond_its_cost",
            ),
            models.CheckConstraint(
                condition=Q(opening_worn_vnd=0) | Q(origin=Origin.IN_BOOKS.value),
                name="only_assets_of_earlier_books_come_worn",
            ),
            models.CheckConstraint(
                condition=Q(designation="") | Q(kind=Kind.UNDIVIDED.value), name="only_undivided_assets_are_designated"
            ),
        ]


class AssetSource(RecordedModel):
    """A part of an asset's cost, and whose money it was; of a later change when one is named."""

    asset = inside("assets.Asset")
    change = inside_or_none("assets.AssetChange")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    amount_vnd = models.BigIntegerField()
    giver = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "assets_source"
        constraints = [
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="asset_source_amount_is_not_zero"),
        ]
        indexes = [models.Index(fields=["org", "asset"], name="sources_of_an_asset")]


class AssetPlacing(RecordedModel):
    """Where an asset stands and who keeps it, from a day on; the last one recorded of a day holds."""

    asset = inside("assets.Asset")
    since_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    custodian = models.CharField(max_length=200, blank=True)
    handed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "assets_placing"
        indexes = [models.Index(fields=["org", "asset", "since_on"], name="placings_of_an_asset")]


class AssetTerms(RecordedModel):
    """How an asset wears from a day on: over how many months, and whose cost its wear is; no months, no wear."""

    asset = inside("assets.Asset")
    since_on = models.DateField()
    life_months = models.PositiveSmallIntegerField(null=True)
    production_weight = models.PositiveSmallIntegerField()
    management_weight = models.PositiveSmallIntegerField()
    idle_weight = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "assets_terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(production_weight__gt=0) | Q(management_weight__gt=0) | Q(idle_weight__gt=0),
                name="asset_wear_is_somebodys_cost",
            ),
            models.CheckConstraint(
                condition=Q(life_months=None) | Q(life_months__gt=0), name="asset_life_is_positive_or_endless"
            ),
        ]
        indexes = [models.Index(fields=["org", "asset", "since_on"], name="terms_of_an_asset")]
