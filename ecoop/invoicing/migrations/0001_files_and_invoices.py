"""Lay out imported files, invoices, what became of them, and what was chosen when booking."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points,
    points_inside,
    row,
    table,
    unique,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "ImportedFile",
            db_table="invoicing_imported_file",
            columns=[
                *row(),
                ("name", models.CharField(max_length=400)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                ("imported_by", points(settings.AUTH_USER_MODEL)),
            ],
            constraints=[unique("file_is_kept_once", "org", "sha256")],
        ),
        table(
            "Invoice",
            db_table="invoicing_invoice",
            columns=[
                *row(),
                ("message_type", models.CharField(blank=True, max_length=10)),
                ("message_id", models.CharField(blank=True, max_length=60)),
                ("version", models.CharField(blank=True, max_length=20)),
                ("form", models.CharField(max_length=20)),
                ("symbol", models.CharField(max_length=20)),
                ("number", models.BigIntegerField()),
                ("issued_on", models.DateField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("payment", models.CharField(blank=True, max_length=100)),
                ("authority_code", models.CharField(blank=True, max_length=60)),
                ("seller_tax_code", models.CharField(max_length=20)),
                ("seller_name", models.CharField(blank=True, max_length=400)),
                ("seller_address", models.CharField(blank=True, max_length=500)),
                ("buyer_tax_code", models.CharField(blank=True, max_length=20)),
                ("buyer_name", models.CharField(blank=True, max_length=400)),
                ("buyer_address", models.CharField(blank=True, max_length=500)),
                ("net", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("vat", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("gross", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("adjusts", models.JSONField(null=True)),
                ("signatures", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("extra", models.JSONField(default=list)),
                ("imported_at", models.DateTimeField()),
                ("file", points_inside("invoicing.importedfile", related_name=None)),
            ],
            constraints=[
                unique("invoice_stands_once", "org", "seller_tax_code", "form", "symbol", "number"),
                check("invoice_number_is_not_negative", condition=Q(number__gte=0)),
            ],
            indexes=[index("invoices_newest_first", "org", "-issued_on", "-id")],
        ),
        table(
            "InvoiceBooking",
            db_table="invoicing_invoice_booking",
            columns=[
                *row(),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("booked_at", models.DateTimeField()),
                ("booked_by", points(settings.AUTH_USER_MODEL)),
                ("invoice", points_inside("invoicing.invoice", related_name="bookings")),
            ],
            constraints=[
                unique("invoice_is_booked_once", "org", "invoice"),
                unique("document_comes_from_one_invoice", "org", "document_kind", "document_id"),
            ],
        ),
        table(
            "InvoiceLine",
            db_table="invoicing_invoice_line",
            columns=[
                *row(),
                ("line", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("name", models.TextField(blank=True)),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("discount", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("vat_rate", models.CharField(blank=True, max_length=20)),
                ("invoice", points_inside("invoicing.invoice", related_name="lines")),
            ],
            constraints=[unique("invoice_line_has_its_place", "org", "invoice", "line")],
        ),
        table(
            "BookingChoice",
            db_table="invoicing_booking_choice",
            columns=[
                *row(),
                ("side", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=300)),
                ("value", models.CharField(max_length=40)),
                ("is_vat_cut", models.BooleanField(default=False)),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", points(settings.AUTH_USER_MODEL)),
            ],
            indexes=[index("choices_by_subject", "org", "side", "subject", "-chosen_at")],
        ),
        *(
            TenantTable(name)
            for name in (
                "invoicing_imported_file",
                "invoicing_invoice",
                "invoicing_invoice_booking",
                "invoicing_invoice_line",
                "invoicing_booking_choice",
            )
        ),
        InsideKey("invoicing_invoice", "file_id", "invoicing_imported_file"),
        InsideKey("invoicing_invoice_booking", "invoice_id", "invoicing_invoice"),
        InsideKey("invoicing_invoice_line", "invoice_id", "invoicing_invoice"),
    ]
