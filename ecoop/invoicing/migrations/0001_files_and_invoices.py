"""Lay out imported files, invoices and what became of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=400)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "invoicing_imported_file",
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
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
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="invoicing.importedfile",
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "invoicing_invoice",
            },
        ),
        migrations.CreateModel(
            name="InvoiceBooking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("booked_at", models.DateTimeField()),
                (
                    "booked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="invoicing.invoice",
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "invoicing_invoice_booking",
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("name", models.TextField(blank=True)),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("discount", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("vat_rate", models.CharField(blank=True, max_length=20)),
                (
                    "invoice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoicing.invoice",
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "invoicing_invoice_line",
            },
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(fields=("org", "sha256"), name="file_is_kept_once"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["org", "-issued_on", "-id"], name="invoices_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("org", "seller_tax_code", "form", "symbol", "number"), name="invoice_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 0)), name="invoice_number_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoicebooking",
            constraint=models.UniqueConstraint(fields=("org", "invoice"), name="invoice_is_booked_once"),
        ),
        migrations.AddConstraint(
            model_name="invoicebooking",
            constraint=models.UniqueConstraint(
                fields=("org", "document_kind", "document_id"), name="document_comes_from_one_invoice"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(fields=("org", "invoice", "line"), name="invoice_line_has_its_place"),
        ),
        TenantTable("invoicing_imported_file", may=("select", "insert")),
        TenantTable("invoicing_invoice", may=("select", "insert")),
        TenantTable("invoicing_invoice_line", may=("select", "insert")),
        TenantTable("invoicing_invoice_booking", may=("select", "insert")),
        InsideKey("invoicing_invoice", "file_id", "invoicing_imported_file"),
        InsideKey("invoicing_invoice_line", "invoice_id", "invoicing_invoice"),
        InsideKey("invoicing_invoice_booking", "invoice_id", "invoicing_invoice"),
    ]
