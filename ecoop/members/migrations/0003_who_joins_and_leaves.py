"""Lay out who members are, who asks to join, what was decided about them, who came after them, fees and disclosures."""

from collections.abc import Sequence

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import ecoop.kernel.ids
from ecoop.kernel.tenancy import AlsoReadable, InsideKey, TenantTable, read_sql

OWN = {"own_membership": "member_org_id = ecoop_org_id()"}
TO_MEMBERS = {"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}


def _to(model: str, *, null: bool = False, inside: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to=model,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=not inside,
    )


def _choices(*words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _row(*, recorded_by_null: bool = False) -> list[tuple[str, object]]:
    key = models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
    return [
        ("id", key),
        ("recorded_at", models.DateTimeField()),
        ("org", _to("parties.organisation", inside=False)),
        ("recorded_by", _to(settings.AUTH_USER_MODEL, inside=False, null=recorded_by_null)),
    ]


def _of_a_member(*, null: bool = False) -> list[tuple[str, object]]:
    own = ("member_org", _to("parties.organisation", inside=False, null=True))
    return [("member", _to("members.member", null=null)), own]


def _who() -> list[tuple[str, object]]:
    kinds = _choices("individual", "household", "body", "legal_person", "cooperative")
    return [
        ("kind", models.CharField(choices=kinds, max_length=20)),
        ("address", models.CharField(blank=True, max_length=300)),
        ("ward", _to("parties.ward", null=True, inside=False)),
        ("nationality", models.CharField(default="VN", max_length=2)),
        ("id_number", models.CharField(blank=True, max_length=20)),
        ("code", models.CharField(blank=True, max_length=20)),
        ("born_on", models.DateField(null=True)),
        ("gender", models.CharField(blank=True, max_length=10)),
        ("phone", models.CharField(blank=True, max_length=20)),
        ("email", models.CharField(blank=True, max_length=120)),
        ("representative_name", models.CharField(blank=True, max_length=120)),
        ("representative_id", models.CharField(blank=True, max_length=20)),
        ("is_foreign", models.BooleanField(default=False)),
        ("has_investor_certificate", models.BooleanField(default=False)),
        ("is_lawfully_resident", models.BooleanField(default=False)),
        ("has_full_capacity", models.BooleanField(default=True)),
    ]


def _table(name: str, table: str, fields: Sequence[tuple[str, object]], **options: object) -> migrations.CreateModel:
    return migrations.CreateModel(name=name, fields=list(fields), options={"db_table": table, **options})


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


WAYS = ("steps_in", "inherits", "manages", "guards")
KINDS = ["individual", "household", "body", "legal_person", "cooperative"]
ACTS = ("admit", "refuse", "withdrawn", "change", "end")
MEANS = _choices("cash", "bank", "credit")


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_capital_and_trade"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("departure", "reason", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddConstraint(
            "departure",
            models.UniqueConstraint(fields=("org", "member_org", "id"), name="departure_names_its_organisation"),
        ),
        migrations.AddField("member", "name_plain", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("member", "follows", _to("members.departure", null=True)),
        migrations.AddConstraint(
            "member",
            models.UniqueConstraint(
                condition=Q(("member_org__isnull", False)),
                fields=("org", "member_org", "follows"),
                name="an_organisation_is_a_member_once_at_a_time",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(read_sql(__file__, "fill_plain_names.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(read_sql(__file__, "memberships.sql"), "DROP FUNCTION ecoop_memberships()"),
        _table(
            "Particulars",
            "members_particulars",
            [*_row(), *_of_a_member(), *_who(), ("starts_on", models.DateField())],
            indexes=[
                models.Index(fields=["org", "member", "-starts_on", "-recorded_at"], name="particulars_newest_first"),
                models.Index(
                    fields=["org", "id_number"],
                    condition=Q(("id_number", ""), _negated=True),
                    name="particulars_by_id_number",
                ),
                models.Index(
                    fields=["org", "code"], condition=Q(("code", ""), _negated=True), name="particulars_by_code"
                ),
            ],
            constraints=[_check("kind_of_party_is_known", Q(("kind__in", KINDS)))],
        ),
        _table(
            "Succession",
            "members_succession",
            [
                *_row(),
                *_of_a_member(),
                ("way", models.CharField(choices=_choices(*WAYS), max_length=20)),
                ("from_on", models.DateField()),
                ("name", models.CharField(max_length=200)),
                ("id_number", models.CharField(blank=True, max_length=20)),
                ("relation", models.CharField(blank=True, max_length=100)),
                ("heir", _to("members.member", null=True)),
            ],
            indexes=[models.Index(fields=["org", "member"], name="successions_of_a_member")],
            constraints=[
                _check("way_of_succession_is_known", Q(("way__in", list(WAYS)))),
                _check(
                    "who_steps_in_is_a_member",
                    Q(
                        Q(("heir__isnull", False), ("way", "steps_in")),
                        Q(Q(("way", "steps_in"), _negated=True), ("heir__isnull", True)),
                        _connector="OR",
                    ),
                ),
            ],
        ),
        _table(
            "Application",
            "members_application",
            [
                *_row(recorded_by_null=True),
                *_who(),
                ("source", models.CharField(choices=_choices("public", "office"), max_length=10)),
                ("receipt", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("member_org", _to("parties.organisation", inside=False, null=True)),
                ("brings_capital", models.BooleanField()),
                ("uses", models.BooleanField()),
                ("works", models.BooleanField()),
                ("capital_vnd", models.BigIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("applied_on", models.DateField()),
            ],
            indexes=[models.Index(fields=["org", "-recorded_at"], name="applications_newest_first")],
            constraints=[
                models.UniqueConstraint(fields=("org", "receipt"), name="receipt_of_an_application_is_unique"),
                _check("applicant_has_a_name", Q(("name", ""), _negated=True)),
                _check("offered_capital_is_not_negative", Q(("capital_vnd__gte", 0))),
                _check(
                    "an_applicant_brings_something",
                    Q(("brings_capital", True), ("uses", True), ("works", True), _connector="OR"),
                ),
            ],
        ),
        _table(
            "ApplicationPaper",
            "members_application_paper",
            [
                *(each for each in _row() if each[0] != "recorded_by"),
                ("application", _to("members.application")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=60)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
            ],
            constraints=[
                models.UniqueConstraint(
                    fields=("org", "application", "sha256"), name="paper_is_kept_once_an_application"
                ),
            ],
        ),
        _table(
            "Decision",
            "members_decision",
            [
                *_row(),
                *_of_a_member(null=True),
                ("application", _to("members.application", null=True)),
                ("act", models.CharField(choices=_choices(*ACTS), max_length=20)),
                ("body", models.CharField(choices=_choices("board", "meeting", "director"), max_length=20)),
                ("resolution", models.CharField(max_length=200)),
                ("decided_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "application"), name="an_application_is_decided_once"),
                models.UniqueConstraint(
                    condition=Q(("act__in", ["admit", "end"]), ("member__isnull", False)),
                    fields=("org", "member", "act"),
                    name="a_member_is_admitted_and_ended_once",
                ),
                _check("decided_act_is_known", Q(("act__in", list(ACTS)))),
                _check(
                    "decision_is_about_somebody",
                    Q(("member__isnull", False), ("application__isnull", False), _connector="OR"),
                ),
            ],
        ),
        _table(
            "FeeDue",
            "members_fee_due",
            [
                *_row(),
                *_of_a_member(),
                ("year", models.PositiveSmallIntegerField()),
                ("amount_vnd", models.BigIntegerField()),
                ("due_on", models.DateField()),
                ("rests_on", models.CharField(max_length=200)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "member", "year"), name="a_years_fee_is_due_once"),
                _check("fee_is_positive", Q(("amount_vnd__gt", 0))),
            ],
        ),
        _table(
            "FeePayment",
            "members_fee_payment",
            [
                *_row(),
                *_of_a_member(),
                ("fee", _to("members.feedue")),
                ("paid_on", models.DateField()),
                ("means", models.CharField(choices=MEANS, max_length=10)),
                ("amount_vnd", models.BigIntegerField()),
            ],
            indexes=[models.Index(fields=["org", "fee"], name="payments_of_a_fee")],
            constraints=[
                _check("fee_payment_is_positive", Q(("amount_vnd__gt", 0))),
                _check("fee_is_paid_not_owed", Q(("means", "credit"), _negated=True)),
            ],
        ),
        _table(
            "Disclosure",
            "members_disclosure",
            [
                *_row(),
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
            indexes=[models.Index(fields=["org", "-posted_on"], name="disclosures_newest_first")],
            constraints=[
                models.UniqueConstraint(
                    condition=Q(("about_id__isnull", False)),
                    fields=("org", "about_kind", "about_id"),
                    name="a_document_is_posted_once",
                ),
                _check("disclosure_has_a_title", Q(("title", ""), _negated=True)),
            ],
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(f"members_{name}", read_also=OWN)
            for name in ("particulars", "succession", "application", "decision", "fee_due", "fee_payment")
        ),
        TenantTable("members_application_paper"),
        # What the law has a cooperative show to its members, every member reads.
        TenantTable("members_disclosure", read_also=TO_MEMBERS),
        AlsoReadable("members_charter_parameter", read_also=TO_MEMBERS),
        *(
            InsideKey(f"members_{name}", "member_id", "members_member")
            for name in ("particulars", "succession", "decision", "fee_due", "fee_payment")
        ),
        InsideKey("members_succession", "heir_id", "members_member"),
        InsideKey("members_application_paper", "application_id", "members_application"),
        InsideKey("members_decision", "application_id", "members_application"),
        InsideKey("members_fee_payment", "fee_id", "members_fee_due"),
    ]
