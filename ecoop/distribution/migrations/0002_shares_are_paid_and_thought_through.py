"""Lay out how shares are paid, the accounts they go to, who read a statement, and plans of sharing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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
    dependencies = [
        ("distribution", "0001_the_end_of_a_year"),
        ("parties", "0001_the_directory"),
        ("members", "0001_the_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "PaymentList",
            db_table="distribution_payment_list",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("means", models.CharField(choices=words("cash", "bank"), max_length=10)),
                ("pays_on", models.DateField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("account", models.CharField(blank=True, max_length=30)),
                ("sharing", points_inside("distribution.yearsharing")),
            ],
            constraints=[
                unique("payment_list_has_its_number", "org", "year", "number"),
                check("a_bank_pays_from_one", condition=Q(means="cash") | ~Q(account="")),
            ],
        ),
        table(
            "SharePayment",
            db_table="distribution_share_payment",
            columns=[
                *row(),
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
                ("list", points_inside("distribution.paymentlist")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("share", points_inside("distribution.membershare")),
            ],
            constraints=[
                unique("line_of_a_payment_list", "org", "list", "position"),
                unique("share_stands_once_on_a_list", "org", "list", "share"),
                check("a_payment_pays_something", condition=Q(gross_vnd__gt=0)),
                check(
                    "tax_is_part_of_its_base",
                    condition=Q(
                        base_vnd__gte=0, base_vnd__lte=F("gross_vnd"), pit_vnd__gte=0, pit_vnd__lte=F("base_vnd")
                    ),
                ),
            ],
            indexes=[
                index("payments_of_a_share", "org", "share"),
                index("payments_of_an_organisation", "org", "member_org"),
            ],
        ),
        table(
            "PaymentUndoing",
            db_table="distribution_payment_undoing",
            columns=[
                *recorded_row(),
                ("way", models.CharField(choices=words("struck", "returned"), max_length=10)),
                ("undone_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("member_org", points("parties.organisation", null=True)),
                ("payment", points_inside("distribution.sharepayment")),
            ],
            constraints=[
                unique("a_payment_is_undone_once", "org", "payment"),
                check("payment_undoing_says_why", condition=~Q(reason="")),
            ],
        ),
        table(
            "PaymentConfirmation",
            db_table="distribution_payment_confirmation",
            columns=[
                *recorded_row(),
                ("paid_on", models.DateField()),
                ("member_org", points("parties.organisation", null=True)),
                ("payment", points_inside("distribution.sharepayment")),
            ],
            constraints=[unique("a_payment_is_confirmed_once", "org", "payment")],
        ),
        table(
            "GatheredBasis",
            db_table="distribution_gathered_basis",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("member_ids", ArrayField(base_field=models.UUIDField(), size=None)),
                ("types", ArrayField(base_field=models.CharField(max_length=24), size=None)),
                ("paid_in", ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("used", ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("worked", ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            indexes=[index("basis_newest_first", "org", "year", "-recorded_at")],
        ),
        table(
            "MemberBankAccount",
            db_table="distribution_member_bank_account",
            columns=[
                *recorded_row(),
                ("starts_on", models.DateField()),
                ("bank_bin", models.CharField(blank=True, max_length=6)),
                ("bank_name", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(blank=True, max_length=30)),
                ("holder", models.CharField(blank=True, max_length=140)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[check("an_account_names_its_bank", condition=Q(number="") | ~Q(bank_name=""))],
            indexes=[index("account_newest_first", "org", "member", "-starts_on", "-recorded_at")],
        ),
        table(
            "SharingPlan",
            db_table="distribution_sharing_plan",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("choices", models.JSONField()),
            ],
            constraints=[check("a_plan_has_a_name", condition=~Q(name=""))],
            indexes=[index("plans_newest_first", "org", "year", "-recorded_at")],
        ),
        table(
            "StatementReading",
            db_table="distribution_statement_reading",
            columns=[
                *recorded_row(),
                ("year", models.SmallIntegerField()),
                ("cooperative", points("parties.organisation")),
            ],
            constraints=[unique("a_statement_is_read_once", "org", "cooperative", "year")],
            indexes=[index("readings_of_a_cooperative", "cooperative", "year")],
        ),
        TenantTable(
            "distribution_payment_list",
            read_also={
                "pays_us": (
                    "EXISTS (SELECT FROM distribution_share_payment p "
                    "WHERE p.org_id = distribution_payment_list.org_id "
                    "AND p.list_id = distribution_payment_list.id AND p.member_org_id = ecoop_org_id())"
                )
            },
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(name, read_also={"own_row": "member_org_id = ecoop_org_id()"})
            for name in (
                "distribution_share_payment",
                "distribution_payment_undoing",
                "distribution_payment_confirmation",
                "distribution_member_bank_account",
            )
        ),
        *(TenantTable(name) for name in ("distribution_gathered_basis", "distribution_sharing_plan")),
        TenantTable("distribution_statement_reading", read_also={"read_of_ours": "cooperative_id = ecoop_org_id()"}),
        InsideKey("distribution_payment_list", "sharing_id", "distribution_year_sharing"),
        InsideKey("distribution_share_payment", "list_id", "distribution_payment_list"),
        InsideKey("distribution_share_payment", "share_id", "distribution_member_share"),
        InsideKey("distribution_share_payment", "member_id", "members_member"),
        InsideKey("distribution_payment_undoing", "payment_id", "distribution_share_payment"),
        InsideKey("distribution_payment_confirmation", "payment_id", "distribution_share_payment"),
        InsideKey("distribution_member_bank_account", "member_id", "members_member"),
    ]
