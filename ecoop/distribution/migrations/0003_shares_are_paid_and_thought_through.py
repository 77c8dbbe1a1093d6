"""Pay members what was shared: lists, their lines, what came of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0002_closings_can_be_undone"),
        ("members", "0007_what_members_are_shown"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("means", models.CharField(choices=[("cash", "cash"), ("bank", "bank")], max_length=10)),
                ("pays_on", models.DateField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("account", models.CharField(blank=True, max_length=30)),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sharing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.yearsharing",
                    ),
                ),
            ],
            options={
                "db_table": "distribution_payment_list",
            },
        ),
        migrations.CreateModel(
            name="SharePayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("gross_vnd", models.BigIntegerField()),
                ("base_vnd", models.BigIntegerField()),
                ("ground", models.CharField(max_length=30)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=12)),
                ("pit_vnd", models.BigIntegerField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("account", models.CharField(blank=True, max_length=30)),
                ("holder", models.CharField(blank=True, max_length=140)),
                ("reference", models.CharField(max_length=35)),
                (
                    "list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.paymentlist",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "member_org",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                (
                    "share",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.membershare",
                    ),
                ),
            ],
            options={
                "db_table": "distribution_share_payment",
            },
        ),
        migrations.CreateModel(
            name="PaymentUndoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("way", models.CharField(choices=[("struck", "struck"), ("returned", "returned")], max_length=10)),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "member_org",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.sharepayment",
                    ),
                ),
            ],
            options={
                "db_table": "distribution_payment_undoing",
            },
        ),
        migrations.CreateModel(
            name="PaymentConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("paid_on", models.DateField()),
                (
                    "member_org",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.sharepayment",
                    ),
                ),
            ],
            options={
                "db_table": "distribution_payment_confirmation",
            },
        ),
        migrations.AddConstraint(
            model_name="paymentlist",
            constraint=models.UniqueConstraint(fields=("org", "year", "number"), name="payment_list_has_its_number"),
        ),
        migrations.AddConstraint(
            model_name="paymentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("means", "cash"), models.Q(("account", ""), _negated=True), _connector="OR"),
                name="a_bank_pays_from_one",
            ),
        ),
        migrations.AddIndex(
            model_name="sharepayment",
            index=models.Index(fields=["org", "share"], name="payments_of_a_share"),
        ),
        migrations.AddIndex(
            model_name="sharepayment",
            index=models.Index(fields=["org", "member_org"], name="payments_of_an_organisation"),
        ),
        migrations.AddConstraint(
            model_name="sharepayment",
            constraint=models.UniqueConstraint(fields=("org", "list", "position"), name="line_of_a_payment_list"),
        ),
        migrations.AddConstraint(
            model_name="sharepayment",
            constraint=models.UniqueConstraint(fields=("org", "list", "share"), name="share_stands_once_on_a_list"),
        ),
        migrations.AddConstraint(
            model_name="sharepayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("gross_vnd__gt", 0)), name="a_payment_pays_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharepayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base_vnd__gte", 0),
                    ("base_vnd__lte", models.F("gross_vnd")),
                    ("pit_vnd__gte", 0),
                    ("pit_vnd__lte", models.F("base_vnd")),
                ),
                name="tax_is_part_of_its_base",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentundoing",
            constraint=models.UniqueConstraint(fields=("org", "payment"), name="a_payment_is_undone_once"),
        ),
        migrations.AddConstraint(
            model_name="paymentundoing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="payment_undoing_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentconfirmation",
            constraint=models.UniqueConstraint(fields=("org", "payment"), name="a_payment_is_confirmed_once"),
        ),
        *(
            TenantTable(table, read_also={"own_row": "member_org_id = ecoop_org_id()"})
            for table in (
                "distribution_share_payment",
                "distribution_payment_confirmation",
                "distribution_payment_undoing",
            )
        ),
        TenantTable(
            "distribution_payment_list",
            read_also={
                "pays_us": "EXISTS (SELECT FROM distribution_share_payment p "
                "WHERE p.org_id = distribution_payment_list.org_id AND p.list_id = distribution_payment_list.id "
                "AND p.member_org_id = ecoop_org_id())"
            },
        ),
        InsideKey("distribution_payment_list", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_share_payment", "list_id", "distribution_payment_list"),
        InsideKey("distribution_share_payment", "share_id", "distribution_member_share"),
        InsideKey("distribution_share_payment", "member_id", "members_member"),
        InsideKey("distribution_payment_confirmation", "payment_id", "distribution_share_payment"),
        InsideKey("distribution_payment_undoing", "payment_id", "distribution_share_payment"),
    ]
