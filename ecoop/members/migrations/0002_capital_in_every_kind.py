"""Lay out what members bring in, in every kind of thing, and the certificates over it."""

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
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql


class Migration(TablesAtOnce):
    dependencies = [
        ("members", "0001_the_register"),
        ("parties", "0001_the_directory"),
        ("ledger", "0001_books_and_their_one_writer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "CapitalContribution",
            db_table="members_capital_contribution",
            columns=[
                *recorded_row(),
                ("paid_on", models.DateField()),
                (
                    "means",
                    models.CharField(
                        choices=words(
                            "cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible"
                        ),
                        max_length=20,
                    ),
                ),
                ("amount_vnd", models.BigIntegerField()),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                check("contribution_amount_is_positive", condition=Q(amount_vnd__gt=0)),
                check(
                    "contribution_is_paid_not_owed",
                    condition=Q(
                        means__in=["cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible"]
                    ),
                ),
            ],
            indexes=[index("contributions_of_a_member", "org", "member", "paid_on")],
        ),
        table(
            "CapitalRegistration",
            db_table="members_capital_registration",
            columns=[
                *recorded_row(),
                ("registered_on", models.DateField()),
                ("charter_capital_vnd", models.BigIntegerField()),
                ("paper", models.CharField(max_length=200)),
            ],
            constraints=[
                unique("capital_is_registered_once_a_day", "org", "registered_on"),
                check("registered_capital_is_positive", condition=Q(charter_capital_vnd__gt=0)),
                check("registration_names_its_paper", condition=~Q(paper="")),
            ],
        ),
        table(
            "CapitalCommitment",
            db_table="members_capital_commitment",
            columns=[
                *recorded_row(),
                ("amount_vnd", models.BigIntegerField()),
                (
                    "means",
                    models.CharField(
                        choices=words(
                            "cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible"
                        ),
                        max_length=20,
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200)),
                ("committed_on", models.DateField()),
                ("due_on", models.DateField()),
                ("rests_on", models.CharField(blank=True, max_length=200)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                check("commitment_amount_is_positive", condition=Q(amount_vnd__gt=0)),
                check("commitment_is_due_after_it_is_made", condition=Q(due_on__gte=F("committed_on"))),
                check(
                    "means_of_commitment_is_known",
                    condition=Q(
                        means__in=["cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible"]
                    ),
                ),
            ],
            indexes=[
                index("commitments_of_a_member", "org", "member"),
                index("commitments_by_deadline", "org", "due_on"),
            ],
        ),
        table(
            "CapitalExtension",
            db_table="members_capital_extension",
            columns=[
                *recorded_row(),
                ("days", models.IntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("commitment", points_inside("members.capitalcommitment")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                check("extension_adds_days", condition=Q(days__gt=0)),
                check("extension_has_a_reason", condition=~Q(reason="")),
            ],
            indexes=[index("extensions_of_a_commitment", "org", "commitment")],
        ),
        table(
            "CapitalAsset",
            db_table="members_capital_asset",
            columns=[
                *recorded_row(),
                ("what", models.CharField(max_length=200)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("unit", models.CharField(max_length=30)),
                (
                    "valued_by",
                    models.CharField(choices=words("founders", "meeting", "board", "appraiser"), max_length=20),
                ),
                ("valuation_paper", models.CharField(max_length=200)),
                ("valued_on", models.DateField()),
                ("handed_over_on", models.DateField()),
                ("lasts_until_on", models.DateField(null=True)),
                ("consent", models.CharField(blank=True, max_length=200)),
                ("contribution", points_inside("members.capitalcontribution")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_contribution_is_one_asset", "org", "contribution"),
                check("contributed_asset_has_a_name", condition=~Q(what="")),
                check("valuation_names_its_paper", condition=~Q(valuation_paper="")),
                check("asset_quantity_is_positive", condition=Q(quantity__gt=0)),
                check("valuer_is_known", condition=Q(valued_by__in=["founders", "meeting", "board", "appraiser"])),
            ],
        ),
        table(
            "CapitalChange",
            db_table="members_capital_change",
            columns=[
                *recorded_row(),
                ("document_id", models.UUIDField()),
                ("changed_on", models.DateField()),
                ("kind", models.CharField(choices=words("returned", "sold", "given", "inherited"), max_length=20)),
                ("amount_vnd", models.BigIntegerField()),
                ("rests_on", models.CharField(max_length=200)),
                ("means", models.CharField(blank=True, max_length=10)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("payee", models.CharField(blank=True, max_length=200)),
                ("debts_seen_by", models.CharField(blank=True, max_length=200)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_change_counts_once_a_member", "org", "document_id", "member"),
                check("capital_change_moves_something", condition=~Q(amount_vnd=0)),
                check("capital_change_rests_on_a_paper", condition=~Q(rests_on="")),
                check(
                    "a_return_says_why_and_how",
                    condition=Q(kind__in=["sold", "given", "inherited"], means="", reason="")
                    | (
                        Q(amount_vnd__lt=0)
                        & Q(kind="returned")
                        & Q(means__in=["cash", "bank"])
                        & Q(reason__in=["membership_ended", "excess"])
                        & ~Q(debts_seen_by="")
                    ),
                ),
            ],
            indexes=[index("capital_changes_of_a_member", "org", "member", "changed_on")],
        ),
        table(
            "CapitalFromProfit",
            db_table="members_capital_from_profit",
            columns=[
                *recorded_row(),
                ("added_on", models.DateField()),
                ("result", models.CharField(choices=words("internal", "external"), max_length=10)),
                ("amount_vnd", models.BigIntegerField()),
                ("rests_on", models.CharField(max_length=200)),
            ],
            constraints=[
                check("profit_added_is_positive", condition=Q(amount_vnd__gt=0)),
                check("profit_added_rests_on_a_resolution", condition=~Q(rests_on="")),
            ],
        ),
        table(
            "Certificate",
            db_table="members_certificate",
            columns=[
                *recorded_row(),
                ("number", models.IntegerField()),
                ("issued_on", models.DateField()),
                ("kind", models.CharField(choices=words("first", "lost", "damaged", "changed"), max_length=10)),
                ("held_vnd", models.BigIntegerField()),
                ("charter_capital_vnd", models.BigIntegerField()),
                ("text", models.TextField()),
                ("key_id", models.CharField(max_length=16)),
                ("signature", models.CharField(max_length=128)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("replaces", points_inside("members.certificate", null=True)),
            ],
            constraints=[
                unique("certificate_number_is_unique", "org", "number"),
                unique("certificate_is_replaced_once", "org", "replaces", condition=Q(replaces__isnull=False)),
                check("certificate_numbers_begin_at_one", condition=Q(number__gt=0)),
                check("certificate_certifies_something", condition=Q(held_vnd__gt=0)),
                check(
                    "a_later_certificate_replaces_one",
                    condition=Q(kind="first", replaces=None) | (~Q(kind="first") & Q(replaces__isnull=False)),
                ),
            ],
            indexes=[index("certificates_of_a_member", "org", "member")],
        ),
        table(
            "CertificateRevocation",
            db_table="members_certificate_revocation",
            columns=[
                *recorded_row(),
                ("revoked_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("certificate", points_inside("members.certificate")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("a_certificate_is_revoked_once", "org", "certificate"),
                check("revocation_has_a_reason", condition=~Q(reason="")),
            ],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(
                name, read_also={"own_membership": "member_org_id IS NOT NULL AND member_org_id = ecoop_org_id()"}
            )
            for name in ("members_capital_contribution", "members_capital_change")
        ),
        *(TenantTable(name) for name in ("members_capital_registration", "members_capital_from_profit")),
        *(
            TenantTable(name, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for name in (
                "members_capital_commitment",
                "members_capital_extension",
                "members_capital_asset",
                "members_certificate",
                "members_certificate_revocation",
            )
        ),
        InsideKey("members_capital_contribution", "member_id", "members_member"),
        InsideKey("members_capital_commitment", "member_id", "members_member"),
        InsideKey("members_capital_extension", "member_id", "members_member"),
        InsideKey("members_capital_extension", "commitment_id", "members_capital_commitment"),
        InsideKey("members_capital_asset", "member_id", "members_member"),
        InsideKey("members_capital_asset", "contribution_id", "members_capital_contribution"),
        InsideKey("members_capital_change", "member_id", "members_member"),
        InsideKey("members_certificate", "member_id", "members_member"),
        InsideKey("members_certificate", "replaces_id", "members_certificate"),
        InsideKey("members_certificate_revocation", "member_id", "members_member"),
        InsideKey("members_certificate_revocation", "certificate_id", "members_certificate"),
        migrations.RunSQL(read_sql(__file__, "holdings.sql"), "DROP FUNCTION members_holdings(uuid, date)"),
    ]
