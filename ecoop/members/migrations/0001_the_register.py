"""Lay out who is a member, since when and in what standing, and until when."""

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
    row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Member",
            db_table="members_member",
            columns=[
                *recorded_row(),
                ("number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("admitted_on", models.DateField()),
                ("name_plain", models.CharField(blank=True, default="", max_length=200)),
                ("member_org", points("parties.organisation", null=True)),
                ("follows", points_inside("members.departure", null=True)),
            ],
            constraints=[
                unique("member_number_is_unique", "org", "number"),
                check("member_has_a_name", condition=~Q(name="")),
                unique(
                    "an_organisation_is_a_member_once_at_a_time",
                    "org",
                    "member_org",
                    "follows",
                    condition=Q(member_org__isnull=False),
                    nulls_distinct=False,
                ),
            ],
            indexes=[index("memberships_of_an_organisation", "member_org")],
        ),
        table(
            "Departure",
            db_table="members_departure",
            columns=[
                *recorded_row(),
                ("ends_on", models.DateField()),
                (
                    "ground",
                    models.CharField(
                        choices=words(
                            "death",
                            "organisation_ends",
                            "cooperative_ends",
                            "voluntary",
                            "expelled",
                            "no_use",
                            "no_capital",
                            "fee_unpaid",
                        ),
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("member_org", points("parties.organisation", null=True)),
                ("member", points_inside("members.member")),
            ],
            constraints=[
                unique("a_membership_ends_once", "org", "member"),
                check(
                    "ground_of_departure_is_known",
                    condition=Q(
                        ground__in=[
                            "death",
                            "organisation_ends",
                            "cooperative_ends",
                            "voluntary",
                            "expelled",
                            "no_use",
                            "no_capital",
                            "fee_unpaid",
                        ]
                    ),
                ),
                unique("departure_names_its_organisation", "org", "member_org", "id"),
            ],
        ),
        table(
            "Standing",
            db_table="members_standing",
            columns=[
                *recorded_row(),
                ("starts_on", models.DateField()),
                ("brings_capital", models.BooleanField()),
                ("uses", models.BooleanField()),
                ("works", models.BooleanField()),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("standing_changes_once_a_day", "org", "member", "starts_on"),
                check("a_member_brings_something", condition=Q(brings_capital=True) | Q(uses=True) | Q(works=True)),
            ],
        ),
        table(
            "CharterParameter",
            db_table="members_charter_parameter",
            columns=[
                *recorded_row(),
                ("name", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("rests_on", models.CharField(max_length=200)),
            ],
            constraints=[
                unique("charter_parameter_changes_once_a_day", "org", "name", "starts_on"),
                check("charter_parameter_rests_on_a_resolution", condition=~Q(rests_on="")),
            ],
        ),
        table(
            "Particulars",
            db_table="members_particulars",
            columns=[
                *recorded_row(),
                (
                    "kind",
                    models.CharField(
                        choices=words("individual", "household", "body", "legal_person", "cooperative"), max_length=20
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
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
                ("starts_on", models.DateField()),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("ward", points("parties.ward", null=True)),
            ],
            constraints=[
                check(
                    "kind_of_party_is_known",
                    condition=Q(kind__in=["individual", "household", "body", "legal_person", "cooperative"]),
                )
            ],
            indexes=[
                index("particulars_newest_first", "org", "member", "-starts_on", "-recorded_at"),
                index("particulars_by_id_number", "org", "id_number", condition=~Q(id_number="")),
                index("particulars_by_code", "org", "code", condition=~Q(code="")),
            ],
        ),
        table(
            "Succession",
            db_table="members_succession",
            columns=[
                *recorded_row(),
                ("way", models.CharField(choices=words("steps_in", "inherits", "manages", "guards"), max_length=20)),
                ("from_on", models.DateField()),
                ("name", models.CharField(max_length=200)),
                ("id_number", models.CharField(blank=True, max_length=20)),
                ("relation", models.CharField(blank=True, max_length=100)),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("heir", points_inside("members.member", null=True)),
            ],
            constraints=[
                check("way_of_succession_is_known", condition=Q(way__in=["steps_in", "inherits", "manages", "guards"])),
                check(
                    "who_steps_in_is_a_member",
                    condition=Q(heir__isnull=False, way="steps_in") | (~Q(way="steps_in") & Q(heir__isnull=True)),
                ),
            ],
            indexes=[index("successions_of_a_member", "org", "member")],
        ),
        table(
            "Decision",
            db_table="members_decision",
            columns=[
                *recorded_row(),
                (
                    "act",
                    models.CharField(choices=words("admit", "refuse", "withdrawn", "change", "end"), max_length=20),
                ),
                ("body", models.CharField(choices=words("board", "meeting", "director"), max_length=20)),
                ("resolution", models.CharField(max_length=200)),
                ("decided_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("member", points_inside("members.member", null=True)),
                ("member_org", points("parties.organisation", null=True)),
                ("application", points_inside("members.application", null=True)),
            ],
            constraints=[
                unique("an_application_is_decided_once", "org", "application"),
                unique(
                    "a_member_is_admitted_and_ended_once",
                    "org",
                    "member",
                    "act",
                    condition=Q(act__in=["admit", "end"], member__isnull=False),
                ),
                check("decided_act_is_known", condition=Q(act__in=["admit", "refuse", "withdrawn", "change", "end"])),
                check("decision_is_about_somebody", condition=Q(member__isnull=False) | Q(application__isnull=False)),
            ],
        ),
        table(
            "Application",
            db_table="members_application",
            columns=[
                *row(),
                ("recorded_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=words("individual", "household", "body", "legal_person", "cooperative"), max_length=20
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
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
                ("source", models.CharField(choices=words("public", "office"), max_length=10)),
                ("receipt", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("brings_capital", models.BooleanField()),
                ("uses", models.BooleanField()),
                ("works", models.BooleanField()),
                ("capital_vnd", models.BigIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("applied_on", models.DateField()),
                ("recorded_by", points(settings.AUTH_USER_MODEL, null=True)),
                ("ward", points("parties.ward", null=True)),
                ("member_org", points("parties.organisation", null=True)),
            ],
            constraints=[
                unique("receipt_of_an_application_is_unique", "org", "receipt"),
                check("applicant_has_a_name", condition=~Q(name="")),
                check("offered_capital_is_not_negative", condition=Q(capital_vnd__gte=0)),
                check("an_applicant_brings_something", condition=Q(brings_capital=True) | Q(uses=True) | Q(works=True)),
            ],
            indexes=[index("applications_newest_first", "org", "-recorded_at")],
        ),
        table(
            "ApplicationPaper",
            db_table="members_application_paper",
            columns=[
                *row(),
                ("recorded_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=60)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("application", points_inside("members.application")),
            ],
            constraints=[unique("paper_is_kept_once_an_application", "org", "application", "sha256")],
        ),
        migrations.RunSQL(read_sql(__file__, "memberships.sql"), "DROP FUNCTION ecoop_memberships()"),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(
                name, read_also={"own_membership": "member_org_id IS NOT NULL AND member_org_id = ecoop_org_id()"}
            )
            for name in ("members_member", "members_departure", "members_standing", "members_particulars")
        ),
        # What the law has a cooperative show to its members, every member reads.
        TenantTable(
            "members_charter_parameter", read_also={"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}
        ),
        *(
            TenantTable(name, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for name in ("members_succession", "members_decision", "members_application")
        ),
        TenantTable("members_application_paper"),
        InsideKey("members_departure", "member_id", "members_member"),
        InsideKey("members_standing", "member_id", "members_member"),
        InsideKey("members_particulars", "member_id", "members_member"),
        InsideKey("members_succession", "member_id", "members_member"),
        InsideKey("members_succession", "heir_id", "members_member"),
        InsideKey("members_decision", "member_id", "members_member"),
        InsideKey("members_decision", "application_id", "members_application"),
        InsideKey("members_application_paper", "application_id", "members_application"),
    ]
