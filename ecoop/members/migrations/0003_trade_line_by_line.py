"""Lay out what members trade with their cooperative: agreements and dealings, line by line."""

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
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    dependencies = [
        ("members", "0002_capital_in_every_kind"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Agreement",
            db_table="members_agreement",
            columns=[
                *recorded_row(),
                ("number", models.CharField(max_length=40)),
                ("signed_on", models.DateField()),
                ("ends_before", models.DateField(null=True)),
                ("season", models.CharField(blank=True, default="", max_length=60)),
                ("subject", models.CharField(blank=True, default="", max_length=500)),
                ("terms", models.CharField(blank=True, default="", max_length=1000)),
                ("value_vnd", models.BigIntegerField(null=True)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("agreement_number_is_unique", "org", "number"),
                check(
                    "agreement_ends_after_it_began", condition=Q(ends_before=None) | Q(ends_before__gt=F("signed_on"))
                ),
            ],
            indexes=[
                index("agreements_of_a_member", "org", "member"),
                index("agreements_in_order", "org", "signed_on", "id"),
            ],
        ),
        table(
            "AgreementEnding",
            db_table="members_agreement_ending",
            columns=[
                *recorded_row(),
                ("ends_before", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("agreement", points_inside("members.agreement")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("an_agreement_ends_once", "org", "agreement"),
                check("ending_of_an_agreement_has_a_reason", condition=~Q(reason="")),
            ],
        ),
        table(
            "Dealing",
            db_table="members_dealing",
            columns=[
                *recorded_row(),
                ("member_type", models.CharField(blank=True, max_length=24)),
                ("dealt_on", models.DateField()),
                ("side", models.CharField(choices=words("internal", "external"), max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=words(
                            "goods", "product", "service", "lending", "other", "purchase", "labour", "expense"
                        ),
                        max_length=20,
                    ),
                ),
                ("means", models.CharField(choices=words("cash", "bank", "credit"), max_length=10)),
                ("text", models.CharField(max_length=200)),
                ("value_vnd", models.BigIntegerField()),
                ("cost_vnd", models.BigIntegerField()),
                ("ground", models.CharField(blank=True, default="", max_length=20)),
                ("item_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=60)),
                ("plot", models.CharField(blank=True, default="", max_length=100)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("season", models.CharField(blank=True, default="", max_length=60)),
                ("unit", models.CharField(blank=True, default="", max_length=50)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("vat_rate", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("vat_vnd", models.BigIntegerField(default=0)),
                ("what", models.CharField(blank=True, default="", max_length=12)),
                ("has_invoice", models.BooleanField(default=False)),
                ("agreement", points_inside("members.agreement", null=True)),
                ("member", points_inside("members.member", null=True)),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                check("dealing_value_is_positive", condition=Q(value_vnd__gt=0)),
                check("dealing_cost_is_not_negative", condition=Q(cost_vnd__gte=0)),
                check(
                    "internal_dealing_has_a_member_and_an_agreement",
                    condition=Q(side="external") | (Q(member__isnull=False) & Q(agreement__isnull=False)),
                ),
                check("dealing_vat_is_not_negative", condition=Q(vat_vnd__gte=0)),
                check("dealing_quantity_is_positive_or_unknown", condition=Q(quantity=None) | Q(quantity__gt=0)),
            ],
            indexes=[
                index("dealings_of_a_member", "org", "member", "dealt_on"),
                index("dealings_in_order", "org", "dealt_on", "id"),
                index("dealings_under_an_agreement", "org", "agreement", "dealt_on"),
            ],
        ),
        table(
            "DealingReversal",
            db_table="members_dealing_reversal",
            columns=[
                *recorded_row(),
                ("entry_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("dealing", points_inside("members.dealing")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_dealing_is_taken_back_once", "org", "dealing"),
                check("reversal_of_a_dealing_has_a_reason", condition=~Q(reason="")),
            ],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(name, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for name in ("members_agreement", "members_agreement_ending", "members_dealing", "members_dealing_reversal")
        ),
        InsideKey("members_agreement", "member_id", "members_member"),
        InsideKey("members_agreement_ending", "agreement_id", "members_agreement"),
        InsideKey("members_agreement_ending", "member_id", "members_member"),
        InsideKey("members_dealing", "member_id", "members_member"),
        InsideKey("members_dealing", "agreement_id", "members_agreement"),
        InsideKey("members_dealing_reversal", "dealing_id", "members_dealing"),
    ]
