"""Lay out capital paid in, agreements, and trade on both sides."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_the_register"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("number", models.CharField(max_length=40)),
                ("signed_on", models.DateField()),
                ("ends_before", models.DateField(null=True)),
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
                "db_table": "members_agreement",
            },
        ),
        migrations.CreateModel(
            name="CapitalContribution",
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
                    "means",
                    models.CharField(choices=[("cash", "cash"), ("bank", "bank"), ("credit", "credit")], max_length=10),
                ),
                ("amount_vnd", models.BigIntegerField()),
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
                "db_table": "members_capital_contribution",
            },
        ),
        migrations.CreateModel(
            name="Dealing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("member_type", models.CharField(blank=True, max_length=24)),
                ("dealt_on", models.DateField()),
                ("side", models.CharField(choices=[("internal", "internal"), ("external", "external")], max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("goods", "goods"),
                            ("product", "product"),
                            ("service", "service"),
                            ("other", "other"),
                            ("purchase", "purchase"),
                            ("labour", "labour"),
                            ("expense", "expense"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "means",
                    models.CharField(choices=[("cash", "cash"), ("bank", "bank"), ("credit", "credit")], max_length=10),
                ),
                ("text", models.CharField(max_length=200)),
                ("value_vnd", models.BigIntegerField()),
                ("cost_vnd", models.BigIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.agreement",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                "db_table": "members_dealing",
            },
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["org", "member"], name="agreements_of_a_member"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("org", "number"), name="agreement_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_before", None), ("ends_before__gt", models.F("signed_on")), _connector="OR"),
                name="agreement_ends_after_it_began",
            ),
        ),
        migrations.AddIndex(
            model_name="capitalcontribution",
            index=models.Index(fields=["org", "member", "paid_on"], name="contributions_of_a_member"),
        ),
        migrations.AddConstraint(
            model_name="capitalcontribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_vnd__gt", 0)), name="contribution_amount_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="capitalcontribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("means", "credit"), _negated=True), name="contribution_is_paid_not_owed"
            ),
        ),
        migrations.AddIndex(
            model_name="dealing",
            index=models.Index(fields=["org", "dealt_on"], name="dealings_by_day"),
        ),
        migrations.AddIndex(
            model_name="dealing",
            index=models.Index(fields=["org", "member", "dealt_on"], name="dealings_of_a_member"),
        ),
        migrations.AddConstraint(
            model_name="dealing",
            constraint=models.CheckConstraint(
                condition=models.Q(("value_vnd__gt", 0)), name="dealing_value_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="dealing",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost_vnd__gte", 0)), name="dealing_cost_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="dealing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("side", "external"),
                    models.Q(("member__isnull", False), ("agreement__isnull", False)),
                    _connector="OR",
                ),
                name="internal_dealing_has_a_member_and_an_agreement",
            ),
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(table, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for table in ("members_capital_contribution", "members_agreement", "members_dealing")
        ),
        InsideKey("members_capital_contribution", "member_id", "members_member"),
        InsideKey("members_agreement", "member_id", "members_member"),
        InsideKey("members_dealing", "member_id", "members_member"),
        InsideKey("members_dealing", "agreement_id", "members_agreement"),
    ]
