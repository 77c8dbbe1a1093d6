"""Lay out how a year is closed, decided and shared, and how each can be undone."""

import django.contrib.postgres.fields
import django.db.models.expressions
import django.db.models.functions
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points,
    points_inside,
    recorded_row,
    row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("members", "0004_what_members_pay_and_are_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "YearClosing",
            db_table="distribution_year_closing",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("closed_on", models.DateField()),
                ("management_key", models.CharField(max_length=20)),
                ("internal_pre_tax_vnd", models.BigIntegerField()),
                ("internal_after_tax_vnd", models.BigIntegerField()),
                ("external_pre_tax_vnd", models.BigIntegerField()),
                ("external_after_tax_vnd", models.BigIntegerField()),
                ("figures", models.JSONField(default=dict)),
                ("is_trial", models.BooleanField(default=False)),
                ("number", models.PositiveSmallIntegerField(default=0)),
            ],
            constraints=[unique("year_is_closed_once_at_a_time", "org", "year", "number")],
        ),
        table(
            "YearClosingUndoing",
            db_table="distribution_year_closing_undoing",
            columns=[
                *recorded_row(),
                ("reason", models.CharField(max_length=500)),
                ("closing", points_inside("distribution.yearclosing")),
            ],
            constraints=[
                unique("closing_is_undone_once", "org", "closing"),
                check("undoing_says_why", condition=~Q(reason="")),
            ],
        ),
        table(
            "YearDecision",
            db_table="distribution_year_decision",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("decided_on", models.DateField()),
                ("resolution", models.CharField(max_length=200)),
                ("other_funds", models.JSONField(default=list)),
                ("losses_carried_vnd", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
            ],
            constraints=[
                check("decision_names_its_resolution", condition=~Q(resolution="")),
                check("losses_carried_are_not_negative", condition=Q(losses_carried_vnd__gte=0)),
                unique("year_is_decided_once_at_a_time", "org", "year", "number"),
            ],
        ),
        table(
            "YearDecisionUndoing",
            db_table="distribution_year_decision_undoing",
            columns=[
                *recorded_row(),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("decision", points_inside("distribution.yeardecision")),
            ],
            constraints=[
                unique("decision_is_undone_once", "org", "decision"),
                check("undoing_of_a_decision_says_why", condition=~Q(reason="")),
            ],
        ),
        table(
            "YearSharing",
            db_table="distribution_year_sharing",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("form", models.CharField(max_length=10)),
                ("charter", models.JSONField()),
                ("basis_vnd", models.JSONField()),
                ("pots_vnd", models.JSONField()),
                ("losses_left_vnd", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("closing", points_inside("distribution.yearclosing")),
                ("decision", points_inside("distribution.yeardecision")),
            ],
            constraints=[unique("year_is_shared_once_at_a_time", "org", "year", "number")],
        ),
        table(
            "YearSharingUndoing",
            db_table="distribution_year_sharing_undoing",
            columns=[
                *recorded_row(),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("sharing", points_inside("distribution.yearsharing")),
            ],
            constraints=[
                unique("sharing_is_undone_once", "org", "sharing"),
                check("undoing_of_a_sharing_says_why", condition=~Q(reason="")),
            ],
        ),
        table(
            "SharingStep",
            db_table="distribution_sharing_step",
            columns=[
                *row(),
                ("position", models.SmallIntegerField()),
                ("side", models.CharField(choices=words("internal", "external"), max_length=10)),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("base_vnd", models.BigIntegerField(null=True)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=12, null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("left_vnd", models.BigIntegerField()),
                ("law_document", models.CharField(max_length=60)),
                ("law_article", models.CharField(max_length=200)),
                ("sharing", points_inside("distribution.yearsharing")),
            ],
            constraints=[unique("step_has_one_place", "org", "sharing", "position")],
        ),
        table(
            "MemberShare",
            db_table="distribution_member_share",
            columns=[
                *row(),
                (
                    "member_type",
                    models.CharField(
                        choices=words("official", "associate_capital", "associate_no_capital"), max_length=24
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
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("sharing", points_inside("distribution.yearsharing")),
            ],
            constraints=[
                unique("member_shares_once_a_year", "org", "sharing", "member"),
                check(
                    "share_is_the_sum_of_its_parts",
                    condition=Q(
                        total_vnd=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            F("internal_use_vnd"), "+", F("internal_labour_vnd")
                                        ),
                                        "+",
                                        F("internal_capital_vnd"),
                                    ),
                                    "+",
                                    F("external_use_vnd"),
                                ),
                                "+",
                                F("external_labour_vnd"),
                            ),
                            "+",
                            F("external_capital_vnd"),
                        )
                    ),
                ),
                check(
                    "associate_without_capital_gets_nothing",
                    condition=~Q(member_type="associate_no_capital") | Q(total_vnd=0),
                ),
            ],
            indexes=[index("shares_of_an_organisation", "org", "member_org")],
        ),
        # Whoever has a share may see how the year was shared; the row of the share decides, under its own policy.
        TenantTable(
            "distribution_year_closing",
            read_also={
                "shared_with_us": (
                    "EXISTS (SELECT FROM distribution_year_sharing y "
                    "WHERE y.org_id = distribution_year_closing.org_id "
                    "AND y.closing_id = distribution_year_closing.id AND y.org_id <> ecoop_org_id())"
                )
            },
        ),
        *(TenantTable(name) for name in ("distribution_year_closing_undoing", "distribution_year_decision_undoing")),
        TenantTable(
            "distribution_year_decision",
            read_also={
                "shared_with_us": (
                    "EXISTS (SELECT FROM distribution_year_sharing y "
                    "WHERE y.org_id = distribution_year_decision.org_id "
                    "AND y.decision_id = distribution_year_decision.id AND y.org_id <> ecoop_org_id())"
                )
            },
        ),
        TenantTable(
            "distribution_year_sharing",
            read_also={
                "shared_with_us": (
                    "EXISTS (SELECT FROM distribution_member_share s "
                    "WHERE s.org_id = distribution_year_sharing.org_id "
                    "AND s.sharing_id = distribution_year_sharing.id "
                    "AND s.member_org_id = ecoop_org_id())"
                )
            },
        ),
        TenantTable(
            "distribution_year_sharing_undoing",
            read_also={
                "shared_with_us": (
                    "EXISTS (SELECT FROM distribution_member_share s "
                    "WHERE s.org_id = distribution_year_sharing_undoing.org_id "
                    "AND s.sharing_id = distribution_year_sharing_undoing.sharing_id "
                    "AND s.member_org_id = ecoop_org_id())"
                )
            },
        ),
        TenantTable(
            "distribution_sharing_step",
            read_also={
                "shared_with_us": (
                    "EXISTS (SELECT FROM distribution_member_share s "
                    "WHERE s.org_id = distribution_sharing_step.org_id "
                    "AND s.sharing_id = distribution_sharing_step.sharing_id "
                    "AND s.member_org_id = ecoop_org_id())"
                )
            },
        ),
        # A household reads its own share.
        TenantTable("distribution_member_share", read_also={"own_share": "member_org_id = ecoop_org_id()"}),
        InsideKey("distribution_year_closing_undoing", "closing_id", "distribution_year_closing"),
        InsideKey("distribution_year_decision_undoing", "decision_id", "distribution_year_decision"),
        InsideKey("distribution_year_sharing", "closing_id", "distribution_year_closing"),
        InsideKey("distribution_year_sharing", "decision_id", "distribution_year_decision"),
        InsideKey("distribution_year_sharing_undoing", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_sharing_step", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_member_share", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_member_share", "member_id", "members_member"),
    ]
