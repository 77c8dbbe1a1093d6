"""Remember what products and sellers were said to be, so that nobody has to say it twice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0001_files_and_invoices"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BookingChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("side", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=300)),
                ("value", models.CharField(max_length=40)),
                ("is_vat_cut", models.BooleanField(default=False)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
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
            options={"db_table": "invoicing_booking_choice"},
        ),
        migrations.AddIndex(
            model_name="bookingchoice",
            index=models.Index(fields=["org", "side", "subject", "-chosen_at"], name="choices_by_subject"),
        ),
        TenantTable("invoicing_booking_choice", may=("select", "insert")),
    ]
