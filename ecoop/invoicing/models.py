"""Files as they came, the invoices read from them, and the documents those became."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import TenantModel


class ImportedFile(TenantModel):
    """The bytes of a file as they came: a copy that was saved again would no longer verify."""

    name = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "invoicing_imported_file"
        constraints = [models.UniqueConstraint(fields=["org", "sha256"], name="file_is_kept_once")]


class Invoice(TenantModel):
    """What one invoice says, and what was noticed on it. Amounts stay as written; `gross_vnd` is whole đồng."""

    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    message_type = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(max_length=60, blank=True)
    version = models.CharField(max_length=20, blank=True)
    form = models.CharField(max_length=20)
    symbol = models.CharField(max_length=20)
    number = models.BigIntegerField()
    issued_on = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    payment = models.CharField(max_length=100, blank=True)
    authority_code = models.CharField(max_length=60, blank=True)
    seller_tax_code = models.CharField(max_length=20)
    seller_name = models.CharField(max_length=400, blank=True)
    seller_address = models.CharField(max_length=500, blank=True)
    buyer_tax_code = models.CharField(max_length=20, blank=True)
    buyer_name = models.CharField(max_length=400, blank=True)
    buyer_address = models.CharField(max_length=500, blank=True)
    net = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    vat = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    gross = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    adjusts = models.JSONField(null=True)
    signatures = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    extra = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "invoicing_invoice"
        indexes = [models.Index(fields=["org", "-issued_on", "-id"], name="invoices_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "seller_tax_code", "form", "symbol", "number"], name="invoice_stands_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=0), name="invoice_number_is_not_negative"),
        ]


class InvoiceLine(TenantModel):
    """One line as the invoice says it."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="lines"
    )
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    name = models.TextField(blank=True)
    unit = models.CharField(max_length=100, blank=True)
    quantity = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    unit_price = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    discount = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    amount = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    vat_rate = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "invoicing_invoice_line"
        constraints = [models.UniqueConstraint(fields=["org", "invoice", "line"], name="invoice_line_has_its_place")]


class InvoiceBooking(TenantModel):
    """An invoice became a document of trade: which, when, by whom."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="bookings"
    )
    document_kind = models.CharField(max_length=40)
    document_id = models.UUIDField()
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        db_table = "invoicing_invoice_booking"
        constraints = [
            models.UniqueConstraint(fields=["org", "invoice"], name="invoice_is_booked_once"),
            models.UniqueConstraint(
                fields=["org", "document_kind", "document_id"], name="document_comes_from_one_invoice"
            ),
        ]


class BookingChoice(TenantModel):
    """What somebody said a product is when it was sold, or what a seller's invoices are for; the latest one holds."""

    side = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)
    value = models.CharField(max_length=40)
    is_vat_cut = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        db_table = "invoicing_booking_choice"
        indexes = [models.Index(fields=["org", "side", "subject", "-chosen_at"], name="choices_by_subject")]
