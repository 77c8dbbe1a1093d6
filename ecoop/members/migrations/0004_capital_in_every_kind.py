"""Lay out commitments, assets paid in, returns and transfers of capital, its registration, and certificates."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql

OWN = {"own_membership": "member_org_id = ecoop_org_id()"}
MEANS = ("cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible")
VALUERS = ("founders", "meeting", "board", "appraiser")
TRANSFERS = ("sold", "given", "inherited")


def _to(model: str, *, null: bool = False, inside: bool = True) -> models.Field:
    return models.ForeignKey(
        to=model,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=not inside,
    )


def _words(words: tuple[str, ...], length: int = 20) -> models.Field:
    return models.CharField(choices=[(word, word) for word in words], max_length=length)


def _line(length: int, *, blank: bool = False) -> models.Field:
    return models.CharField(max_length=length, blank=blank)


def _row() -> list[tuple[str, models.Field]]:
    key = models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
    return [
        ("id", key),
        ("recorded_at", models.DateTimeField()),
        ("org", _to("parties.organisation", inside=False)),
        ("recorded_by", _to(settings.AUTH_USER_MODEL, inside=False)),
    ]


def _of_a_member() -> list[tuple[str, models.Field]]:
    return [("member", _to("members.member")), ("member_org", _to("parties.organisation", inside=False, null=True))]


def _table(name: str, table: str, fields: list[tuple[str, models.Field]], **options: object) -> migrations.CreateModel:
    return migrations.CreateModel(name=name, fields=[*_row(), *fields], options={"db_table": table, **options})


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


def _said(name: str, field: str) -> models.CheckConstraint:
    return _check(name, Q((field, ""), _negated=True))


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_who_joins_and_leaves"),
        ("parties", "0001_the_directory"),
        ("ledger", "0001_books_and_their_one_writer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField("capitalcontribution", "means", _words(MEANS)),
        migrations.RemoveConstraint("capitalcontribution", "contribution_is_paid_not_owed"),
        migrations.AddConstraint(
            "capitalcontribution", _check("contribution_is_paid_not_owed", Q(("means__in", list(MEANS))))
        ),
        _table(
            "CapitalRegistration",
            "members_capital_registration",
            [
                ("registered_on", models.DateField()),
                ("charter_capital_vnd", models.BigIntegerField()),
                ("paper", _line(200)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "registered_on"), name="capital_is_registered_once_a_day"),
                _check("registered_capital_is_positive", Q(("charter_capital_vnd__gt", 0))),
                _said("registration_names_its_paper", "paper"),
            ],
        ),
        _table(
            "CapitalCommitment",
            "members_capital_commitment",
            [
                *_of_a_member(),
                ("amount_vnd", models.BigIntegerField()),
                ("means", _words(MEANS)),
                ("what", _line(200, blank=True)),
                ("committed_on", models.DateField()),
                ("due_on", models.DateField()),
                ("rests_on", _line(200, blank=True)),
            ],
            indexes=[
                models.Index(fields=["org", "member"], name="commitments_of_a_member"),
                models.Index(fields=["org", "due_on"], name="commitments_by_deadline"),
            ],
            constraints=[
                _check("commitment_amount_is_positive", Q(("amount_vnd__gt", 0))),
                _check("commitment_is_due_after_it_is_made", Q(("due_on__gte", F("committed_on")))),
                _check("means_of_commitment_is_known", Q(("means__in", list(MEANS)))),
            ],
        ),
        _table(
            "CapitalExtension",
            "members_capital_extension",
            [
                ("commitment", _to("members.capitalcommitment")),
                *_of_a_member(),
                ("days", models.IntegerField()),
                ("reason", _line(300)),
            ],
            indexes=[models.Index(fields=["org", "commitment"], name="extensions_of_a_commitment")],
            constraints=[
                _check("extension_adds_days", Q(("days__gt", 0))),
                _said("extension_has_a_reason", "reason"),
            ],
        ),
        _table(
            "CapitalAsset",
            "members_capital_asset",
            [
                ("contribution", _to("members.capitalcontribution")),
                *_of_a_member(),
                ("what", _line(200)),
                ("quantity", models.DecimalField(max_digits=18, decimal_places=6)),
                ("unit", _line(30)),
                ("valued_by", _words(VALUERS)),
                ("valuation_paper", _line(200)),
                ("valued_on", models.DateField()),
                ("handed_over_on", models.DateField()),
                ("lasts_until_on", models.DateField(null=True)),
                ("consent", _line(200, blank=True)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "contribution"), name="a_contribution_is_one_asset"),
                _said("contributed_asset_has_a_name", "what"),
                _said("valuation_names_its_paper", "valuation_paper"),
                _check("asset_quantity_is_positive", Q(("quantity__gt", 0))),
                _check("valuer_is_known", Q(("valued_by__in", list(VALUERS)))),
            ],
        ),
        _table(
            "CapitalChange",
            "members_capital_change",
            [
                ("document_id", models.UUIDField()),
                *_of_a_member(),
                ("changed_on", models.DateField()),
                ("kind", _words(("returned", *TRANSFERS))),
                ("amount_vnd", models.BigIntegerField()),
                ("rests_on", _line(200)),
                ("means", _line(10, blank=True)),
                ("reason", _line(20, blank=True)),
                ("payee", _line(200, blank=True)),
                ("debts_seen_by", _line(200, blank=True)),
            ],
            indexes=[models.Index(fields=["org", "member", "changed_on"], name="capital_changes_of_a_member")],
            constraints=[
                models.UniqueConstraint(fields=("org", "document_id", "member"), name="a_change_counts_once_a_member"),
                _check("capital_change_moves_something", Q(("amount_vnd", 0), _negated=True)),
                _said("capital_change_rests_on_a_paper", "rests_on"),
                _check(
                    "a_return_says_why_and_how",
                    Q(("kind__in", list(TRANSFERS)), ("means", ""), ("reason", ""))
                    | (
                        Q(("amount_vnd__lt", 0), ("kind", "returned"), ("means__in", ["cash", "bank"]))
                        & Q(("reason__in", ["membership_ended", "excess"]))
                        & Q(("debts_seen_by", ""), _negated=True)
                    ),
                ),
            ],
        ),
        _table(
            "CapitalFromProfit",
            "members_capital_from_profit",
            [
                ("added_on", models.DateField()),
                ("result", _words(("internal", "external"), 10)),
                ("amount_vnd", models.BigIntegerField()),
                ("rests_on", _line(200)),
            ],
            constraints=[
                _check("profit_added_is_positive", Q(("amount_vnd__gt", 0))),
                _said("profit_added_rests_on_a_resolution", "rests_on"),
            ],
        ),
        _table(
            "Certificate",
            "members_certificate",
            [
                *_of_a_member(),
                ("number", models.IntegerField()),
                ("issued_on", models.DateField()),
                ("kind", _words(("first", "lost", "damaged", "changed"), 10)),
                ("replaces", _to("members.certificate", null=True)),
                ("held_vnd", models.BigIntegerField()),
                ("charter_capital_vnd", models.BigIntegerField()),
                ("text", models.TextField()),
                ("key_id", _line(16)),
                ("signature", _line(128)),
            ],
            indexes=[models.Index(fields=["org", "member"], name="certificates_of_a_member")],
            constraints=[
                models.UniqueConstraint(fields=("org", "number"), name="certificate_number_is_unique"),
                models.UniqueConstraint(
                    fields=("org", "replaces"),
                    condition=Q(("replaces__isnull", False)),
                    name="certificate_is_replaced_once",
                ),
                _check("certificate_numbers_begin_at_one", Q(("number__gt", 0))),
                _check("certificate_certifies_something", Q(("held_vnd__gt", 0))),
                _check(
                    "a_later_certificate_replaces_one",
                    Q(("kind", "first"), ("replaces", None))
                    | (Q(("kind", "first"), _negated=True) & Q(("replaces__isnull", False))),
                ),
            ],
        ),
        _table(
            "CertificateRevocation",
            "members_certificate_revocation",
            [
                ("certificate", _to("members.certificate")),
                *_of_a_member(),
                ("revoked_on", models.DateField()),
                ("reason", _line(200)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "certificate"), name="a_certificate_is_revoked_once"),
                _said("revocation_has_a_reason", "reason"),
            ],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            operation
            for name in (
                "capital_commitment",
                "capital_extension",
                "capital_asset",
                "capital_change",
                "certificate",
                "certificate_revocation",
            )
            for operation in (
                TenantTable(f"members_{name}", read_also=OWN),
                InsideKey(f"members_{name}", "member_id", "members_member"),
            )
        ),
        *(TenantTable(f"members_{name}") for name in ("capital_registration", "capital_from_profit")),
        InsideKey("members_capital_extension", "commitment_id", "members_capital_commitment"),
        InsideKey("members_capital_asset", "contribution_id", "members_capital_contribution"),
        InsideKey("members_certificate", "replaces_id", "members_certificate"),
        InsideKey("members_certificate_revocation", "certificate_id", "members_certificate"),
        migrations.RunSQL(read_sql(__file__, "holdings.sql"), "DROP FUNCTION members_holdings(uuid, date)"),
    ]
