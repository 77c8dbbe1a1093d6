"""What is sold, where, and into which account: products, places of business, bank accounts."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.trade.errors import SECTORS


class Product(RecordedModel):
    """Something that is sold or kept in stock; what is true of it now stands in its last version."""

    class Meta:
        db_table = "trade_product"


class ProductVersion(RecordedModel):
    """A product's name, unit, price and sector group from a moment on; the last one recorded holds."""

    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="versions"
    )
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=500)
    unit = models.CharField(max_length=50, blank=True)
    price_vnd = models.BigIntegerField(null=True)
    sector = models.CharField(max_length=24)
    # Its VAT may be cut, as long as there is a cut; each invoice says whether it was.
    is_vat_cut = models.BooleanField(default=False)
    # Bought and sold as it is, or kept as material: it has a sheet in the book S2d.
    is_stocked = models.BooleanField(default=False)

    class Meta:
        db_table = "trade_product_version"
        indexes = [models.Index(fields=["org", "product", "-recorded_at"], name="product_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(sector__in=list(SECTORS)), name="product_sector_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name"),
            models.CheckConstraint(
                condition=Q(price_vnd__isnull=True) | Q(price_vnd__gte=0), name="product_price_is_not_negative"
            ),
        ]


class ProductRetirement(RecordedModel):
    """A product is no longer sold; documents keep it."""

    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="retirements"
    )

    class Meta:
        db_table = "trade_product_retirement"
        constraints = [models.UniqueConstraint(fields=["org", "product"], name="product_is_retired_once")]


class Place(RecordedModel):
    """A place of business; what is true of it now stands in its last version."""

    opened_on = models.DateField()

    class Meta:
        db_table = "trade_place"


class PlaceVersion(RecordedModel):
    """A place's code with the tax office, its name and address from a moment on; the last one recorded holds."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="versions"
    )
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    address_line = models.CharField(max_length=200, blank=True)
    ward_code = models.CharField(max_length=5, blank=True)
    is_head_office = models.BooleanField(default=False)

    class Meta:
        db_table = "trade_place_version"
        indexes = [models.Index(fields=["org", "place", "-recorded_at"], name="place_newest_first")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name")]


class PlaceClosure(RecordedModel):
    """A place of business was closed."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="closures"
    )
    closed_on = models.DateField()

    class Meta:
        db_table = "trade_place_closure"
        constraints = [models.UniqueConstraint(fields=["org", "place"], name="place_is_closed_once")]


class BankAccount(RecordedModel):
    """An account at a bank or a wallet that is used for the business."""

    bank_bin = models.CharField(max_length=6, blank=True)
    bank_name = models.CharField(max_length=120)
    number = models.CharField(max_length=30)
    holder = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "trade_bank_account"
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_name", "number"], name="bank_account_is_named_once"),
        ]


class BankAccountClosure(RecordedModel):
    """A bank account is no longer used for the business."""

    account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="closures"
    )
    closed_on = models.DateField()

    class Meta:
        db_table = "trade_bank_account_closure"
        constraints = [models.UniqueConstraint(fields=["org", "account"], name="bank_account_is_closed_once")]
