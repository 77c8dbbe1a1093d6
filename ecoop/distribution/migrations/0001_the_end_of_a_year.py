"""Lay out decisions, closings, sharings, their steps and the members' shares."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0002_capital_and_trade"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="YearClosing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("closed_on", models.DateField()),
                ("management_key", models.CharField(max_length=20)),
                ("internal_pre_tax_vnd", models.BigIntegerField()),
                ("internal_after_tax_vnd", models.BigIntegerField()),
                ("external_pre_tax_vnd", models.BigIntegerField()),
                ("external_after_tax_vnd", models.BigIntegerField()),
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
                "db_table": "distribution_year_closing",
            },
        ),
        migrations.CreateModel(
            name="YearDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("decided_on", models.DateField()),
                ("resolution", models.CharField(max_length=200)),
                ("other_funds", models.JSONField(default=list)),
                ("losses_carried_vnd", models.BigIntegerField()),
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
                "db_table": "distribution_year_decision",
            },
        ),
        migrations.CreateModel(
            name="YearSharing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("year", models.SmallIntegerField()),
                ("form", models.CharField(max_length=10)),
                ("charter", models.JSONField()),
                ("basis_vnd", models.JSONField()),
                ("pots_vnd", models.JSONField()),
                ("losses_left_vnd", models.BigIntegerField()),
                (
                    "closing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.yearclosing",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.yeardecision",
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
                "db_table": "distribution_year_sharing",
            },
        ),
        migrations.CreateModel(
            name="SharingStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.SmallIntegerField()),
                ("side", models.CharField(choices=[("internal", "internal"), ("external", "external")], max_length=10)),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("base_vnd", models.BigIntegerField(null=True)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=12, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("left_vnd", models.BigIntegerField()),
                ("law_document", models.CharField(max_length=60)),
                ("law_article", models.CharField(max_length=200)),
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
                "db_table": "distribution_sharing_step",
            },
        ),
        migrations.CreateModel(
            name="MemberShare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "member_type",
                    models.CharField(
                        choices=[
                            ("official", "official"),
                            ("associate_capital", "associate_capital"),
                            ("associate_no_capital", "associate_no_capital"),
                        ],
                        max_length=24,
                    ),
                ),
                ("paid_in_vnd", models.BigIntegerField()),
                ("use_vnd", models.BigIntegerField()),
                ("labour_vnd", models.BigIntegerField()),
                ("internal_use_vnd", models.BigIntegerField()),
                ("internal_labour_vnd", models.BigIntegerField()),
                ("internal_capital_vnd", models.BigIntegerField()),
                ("external_use_vnd", models.BigIntegerField()),
                ("external_labour_vnd", models.BigIntegerField()),
                ("external_capital_vnd", models.BigIntegerField()),
                ("total_vnd", models.BigIntegerField()),
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
                "db_table": "distribution_member_share",
            },
        ),
        migrations.AddConstraint(
            model_name="yearclosing",
            constraint=models.UniqueConstraint(fields=("org", "year"), name="year_is_closed_once"),
        ),
        migrations.AddConstraint(
            model_name="yeardecision",
            constraint=models.UniqueConstraint(fields=("org", "year"), name="year_is_decided_once"),
        ),
        migrations.AddConstraint(
            model_name="yeardecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("resolution", ""), _negated=True), name="decision_names_its_resolution"
            ),
        ),
        migrations.AddConstraint(
            model_name="yeardecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("losses_carried_vnd__gte", 0)), name="losses_carried_are_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearsharing",
            constraint=models.UniqueConstraint(fields=("org", "year"), name="year_is_shared_once"),
        ),
        migrations.AddConstraint(
            model_name="sharingstep",
            constraint=models.UniqueConstraint(fields=("org", "sharing", "position"), name="step_has_one_place"),
        ),
        migrations.AddIndex(
            model_name="membershare",
            index=models.Index(fields=["org", "member_org"], name="shares_of_an_organisation"),
        ),
        migrations.AddConstraint(
            model_name="membershare",
            constraint=models.UniqueConstraint(fields=("org", "sharing", "member"), name="member_shares_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="membershare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total_vnd",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("internal_use_vnd"), "+", models.F("internal_labour_vnd")
                                        ),
                                        "+",
                                        models.F("internal_capital_vnd"),
                                    ),
                                    "+",
                                    models.F("external_use_vnd"),
                                ),
                                "+",
                                models.F("external_labour_vnd"),
                            ),
                            "+",
                            models.F("external_capital_vnd"),
                        ),
                    )
                ),
                name="share_is_the_sum_of_its_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("member_type", "associate_no_capital"), _negated=True), ("total_vnd", 0), _connector="OR"
                ),
                name="associate_without_capital_gets_nothing",
            ),
        ),
        TenantTable(
            "distribution_member_share",
            read_also={"own_share": "member_org_id = ecoop_org_id()"},
        ),
        # Whoever has a share may see how the year was shared; the row of the share decides, under its own policy.
        *(
            TenantTable(
                table,
                read_also={
                    "shared_with_us": "EXISTS (SELECT FROM distribution_member_share s "
                    f"WHERE s.org_id = {table}.org_id AND s.sharing_id = {table}.{key} "
                    "AND s.member_org_id = ecoop_org_id())"
                },
            )
            for table, key in (("distribution_year_sharing", "id"), ("distribution_sharing_step", "sharing_id"))
        ),
        *(
            TenantTable(
                table,
                read_also={
                    "shared_with_us": "EXISTS (SELECT FROM distribution_year_sharing y "
                    f"WHERE y.org_id = {table}.org_id AND y.{key} = {table}.id "
                    "AND y.org_id <> ecoop_org_id())"
                },
            )
            for table, key in (
                ("distribution_year_closing", "closing_id"),
                ("distribution_year_decision", "decision_id"),
            )
        ),
        InsideKey("distribution_year_sharing", "closing_id", "distribution_year_closing"),
        InsideKey("distribution_year_sharing", "decision_id", "distribution_year_decision"),
        InsideKey("distribution_sharing_step", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_member_share", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_member_share", "member_id", "members_member"),
    ]
