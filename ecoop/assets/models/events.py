"""What happens to assets: changes, wear, disposal, use."""

from django.db import models
from django.db.models import F, Q

from ecoop.assets.calc.words import ChangeKind, Ground, UseKind
from ecoop.kernel.tenancy import RecordedModel, choices, inside


class AssetChange(RecordedModel):
    """A major repair, a revaluation, or a gift that went into the undivided fund after tax."""

    asset = inside("assets.Asset")
    changed_on = models.DateField()
    kind = models.CharField(max_length=12, choices=choices(ChangeKind))
    amount_vnd = models.BigIntegerField()
    text = models.CharField(max_length=500, blank=True)
    # What a revaluation rests on.
    ground = models.CharField(max_length=24, blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "assets_change"
        constraints = [
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="asset_change_is_not_zero"),
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0) | Q(kind=ChangeKind.REVALUED.value),
                name="only_a_revaluation_lowers_an_asset",
            ),
        ]
        indexes = [models.Index(fields=["org", "asset", "changed_on"], name="changes_of_an_asset")]


class DepreciationRun(RecordedModel):
    """The wear of a month, posted; a revision posts anew what was taken back."""

    month = models.DateField()
    revision = models.PositiveSmallIntegerField()
    total_vnd = models.BigIntegerField()

    class Meta:
        db_table = "assets_depreciation_run"
        constraints = [
            models.UniqueConstraint(fields=["org", "month", "revision"], name="depreciation_revision_is_one"),
        ]


class AssetWear(RecordedModel):
    """What one asset wore in one run or until its disposal, and whose cost it is."""

    asset = inside("assets.Asset")
    document_kind = models.CharField(max_length=20)
    document_id = models.UUIDField()
    month = models.DateField()
    production_vnd = models.BigIntegerField(default=0)
    management_vnd = models.BigIntegerField(default=0)
    idle_vnd = models.BigIntegerField(default=0)
    welfare_vnd = models.BigIntegerField(default=0)
    amount_vnd = models.BigIntegerField()

    class Meta:
        db_table = "assets_wear"
        constraints = [
            models.UniqueConstraint(fields=["org", "document_id", "asset"], name="asset_wears_once_in_a_document"),
            models.CheckConstraint(
                condition=Q(amount_vnd=F("production_vnd") + F("management_vnd") + F("idle_vnd") + F("welfare_vnd")),
                name="asset_wear_is_the_sum_of_its_parts",
            ),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="asset_wear_is_positive"),
        ]
        indexes = [models.Index(fields=["org", "asset", "month"], name="wear_of_an_asset")]


class AssetDisposal(RecordedModel):
    """An asset left: sold, scrapped, missing or given back; with the papers its sale rests on."""

    asset = inside("assets.Asset")
    disposed_on = models.DateField()
    # Counts up when a disposal was taken back in the books and the asset leaves again.
    revision = models.PositiveSmallIntegerField(default=1)
    ground = models.CharField(max_length=12, choices=choices(Ground))
    price_vnd = models.BigIntegerField(default=0)
    vat_vnd = models.BigIntegerField(default=0)
    costs_vnd = models.BigIntegerField(default=0)
    worn_vnd = models.BigIntegerField(default=0)
    remaining_vnd = models.BigIntegerField(default=0)
    state_part_vnd = models.BigIntegerField(default=0)
    buyer = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    appraisal_paper = models.CharField(max_length=200, blank=True)
    appraised_on = models.DateField(null=True)
    appraised_vnd = models.BigIntegerField(null=True)
    resolution_paper = models.CharField(max_length=200, blank=True)
    resolved_on = models.DateField(null=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_cast = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "assets_disposal"
        constraints = [
            models.UniqueConstraint(fields=["org", "asset", "revision"], name="asset_leaves_once"),
            models.CheckConstraint(
                condition=Q(price_vnd__gte=0) & Q(vat_vnd__gte=0) & Q(costs_vnd__gte=0),
                name="asset_disposal_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None) | Q(votes_for__lte=F("votes_cast")), name="no_more_votes_for_than_were_cast"
            ),
        ]


class AssetUse(RecordedModel):
    """A line in the log of a machine: hours it ran, fuel it took, upkeep it got."""

    asset = inside("assets.Asset")
    used_on = models.DateField()
    kind = models.CharField(max_length=10, choices=choices(UseKind))
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    cost_vnd = models.BigIntegerField(default=0)
    user = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "assets_use"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0), name="asset_use_is_not_negative"),
            models.CheckConstraint(condition=Q(cost_vnd__gte=0), name="asset_use_cost_is_not_negative"),
        ]
        indexes = [models.Index(fields=["org", "asset", "used_on"], name="use_of_an_asset")]
