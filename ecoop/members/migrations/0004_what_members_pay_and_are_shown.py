"""Lay out the fees of members and what the law has a cooperative show to them."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points,
    points_inside,
    recorded_row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql


class Migration(TablesAtOnce):
    dependencies = [
        ("members", "0003_trade_line_by_line"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "FeeDue",
            db_table="members_fee_due",
            columns=[
                *recorded_row(),
                ("year", models.PositiveSmallIntegerField()),
                ("amount_vnd", models.BigIntegerField()),
                ("due_on", models.DateField()),
                ("rests_on", models.CharField(max_length=200)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_years_fee_is_due_once", "org", "member", "year"),
                check("fee_is_positive", condition=Q(amount_vnd__gt=0)),
            ],
        ),
        table(
            "FeePayment",
            db_table="members_fee_payment",
            columns=[
                *recorded_row(),
                ("paid_on", models.DateField()),
                ("means", models.CharField(choices=words("cash", "bank", "credit"), max_length=10)),
                ("amount_vnd", models.BigIntegerField()),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("fee", points_inside("members.feedue")),
            ],
            constraints=[
                check("fee_payment_is_positive", condition=Q(amount_vnd__gt=0)),
                check("fee_is_paid_not_owed", condition=~Q(means="credit")),
            ],
            indexes=[index("payments_of_a_fee", "org", "fee")],
        ),
        table(
            "Disclosure",
            db_table="members_disclosure",
            columns=[
                *recorded_row(),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("text", models.CharField(blank=True, max_length=4000)),
                ("issued_on", models.DateField()),
                ("posted_on", models.DateField()),
                ("about_kind", models.CharField(blank=True, max_length=60)),
                ("about_id", models.UUIDField(null=True)),
                ("paper_name", models.CharField(blank=True, max_length=200)),
                ("paper_type", models.CharField(blank=True, max_length=60)),
                ("paper", models.BinaryField(null=True)),
            ],
            constraints=[
                unique(
                    "a_document_is_posted_once", "org", "about_kind", "about_id", condition=Q(about_id__isnull=False)
                ),
                check("disclosure_has_a_title", condition=~Q(title="")),
            ],
            indexes=[index("disclosures_newest_first", "org", "-posted_on")],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(name, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for name in ("members_fee_due", "members_fee_payment")
        ),
        # What the law has a cooperative show to its members, every member reads.
        TenantTable("members_disclosure", read_also={"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}),
        InsideKey("members_fee_due", "member_id", "members_member"),
        InsideKey("members_fee_payment", "member_id", "members_member"),
        InsideKey("members_fee_payment", "fee_id", "members_fee_due"),
        migrations.RunSQL(
            read_sql(__file__, "disclosed.sql"),
            [
                "DROP FUNCTION members_disclosed_list(uuid, date, text, integer)",
                "DROP FUNCTION members_disclosed_fund(uuid)",
            ],
        ),
        migrations.RunSQL(read_sql(__file__, "applications_asked.sql"), "DROP TABLE members_applications_asked"),
        migrations.RunSQL(
            read_sql(__file__, "groups_found.sql"),
            "DROP INDEX standings_of_associates; DROP INDEX particulars_of_foreigners",
        ),
    ]
