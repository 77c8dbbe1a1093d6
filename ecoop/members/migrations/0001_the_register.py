"""Lay out members, what they bring, how they leave, and the charter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("admitted_on", models.DateField()),
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
                "db_table": "members_member",
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("death", "death"),
                            ("organisation_ends", "organisation_ends"),
                            ("cooperative_ends", "cooperative_ends"),
                            ("voluntary", "voluntary"),
                            ("expelled", "expelled"),
                            ("no_use", "no_use"),
                            ("no_capital", "no_capital"),
                            ("fee_unpaid", "fee_unpaid"),
                        ],
                        max_length=20,
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
            ],
            options={
                "db_table": "members_departure",
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("brings_capital", models.BooleanField()),
                ("uses", models.BooleanField()),
                ("works", models.BooleanField()),
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
                "db_table": "members_standing",
            },
        ),
        migrations.CreateModel(
            name="CharterParameter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("name", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("rests_on", models.CharField(max_length=200)),
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
                "db_table": "members_charter_parameter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("org", "name", "starts_on"), name="charter_parameter_changes_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rests_on", ""), _negated=True),
                        name="charter_parameter_rests_on_a_resolution",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["member_org"], name="memberships_of_an_organisation"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("org", "number"), name="member_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="member_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.UniqueConstraint(fields=("org", "member"), name="a_membership_ends_once"),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        [
                            "death",
                            "organisation_ends",
                            "cooperative_ends",
                            "voluntary",
                            "expelled",
                            "no_use",
                            "no_capital",
                            "fee_unpaid",
                        ],
                    )
                ),
                name="ground_of_departure_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                fields=("org", "member", "starts_on"), name="standing_changes_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(("brings_capital", True), ("uses", True), ("works", True), _connector="OR"),
                name="a_member_brings_something",
            ),
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(table, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for table in ("members_member", "members_standing", "members_departure")
        ),
        TenantTable("members_charter_parameter"),
        InsideKey("members_standing", "member_id", "members_member"),
        InsideKey("members_departure", "member_id", "members_member"),
    ]
