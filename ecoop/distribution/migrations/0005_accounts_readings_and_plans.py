"""Keep where members are paid, who read a statement, what members brought, and plans for the meeting."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0004_a_sharing_can_be_undone"),
        ("members", "0008_who_is_in_a_group"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GatheredBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("member_ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                ("paid_in", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("used", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("worked", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
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
            ],
            options={
                "db_table": "distribution_gathered_basis",
                "indexes": [models.Index(fields=["org", "year", "-recorded_at"], name="basis_newest_first")],
            },
        ),
        migrations.CreateModel(
            name="MemberBankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(blank=True, max_length=30)),
                ("holder", models.CharField(blank=True, max_length=140)),
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
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "distribution_member_bank_account",
                "indexes": [
                    models.Index(fields=["org", "member", "-starts_on", "-recorded_at"], name="account_newest_first")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), models.Q(("bank_name", ""), _negated=True), _connector="OR"),
                        name="an_account_names_its_bank",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("choices", models.JSONField()),
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
            ],
            options={
                "db_table": "distribution_sharing_plan",
                "indexes": [models.Index(fields=["org", "year", "-recorded_at"], name="plans_newest_first")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_plan_has_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                (
                    "cooperative",
                    models.ForeignKey(
                        db_index=False,
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
            ],
            options={
                "db_table": "distribution_statement_reading",
                "indexes": [models.Index(fields=["cooperative", "year"], name="readings_of_a_cooperative")],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "cooperative", "year"), name="a_statement_is_read_once")
                ],
            },
        ),
        TenantTable("distribution_member_bank_account", read_also={"own_row": "member_org_id = ecoop_org_id()"}),
        TenantTable("distribution_statement_reading", read_also={"read_of_ours": "cooperative_id = ecoop_org_id()"}),
        TenantTable("distribution_gathered_basis"),
        TenantTable("distribution_sharing_plan"),
        InsideKey("distribution_member_bank_account", "member_id", "members_member"),
    ]
