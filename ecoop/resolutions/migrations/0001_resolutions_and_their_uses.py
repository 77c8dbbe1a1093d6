"""Lay out resolutions, what they were used for, their annulments and their papers."""

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
            name="Resolution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.CharField(
                        choices=[("general_meeting", "general_meeting"), ("board", "board"), ("director", "director")],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(null=True)),
                ("number", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=40)),
                ("majority", models.CharField(choices=[("simple", "simple"), ("special", "special")], max_length=10)),
                ("title", models.CharField(max_length=300)),
                ("text", models.CharField(blank=True, max_length=4000)),
                ("parameters", models.JSONField()),
                ("passed_on", models.DateField()),
                ("starts_on", models.DateField()),
                ("called", models.PositiveIntegerField()),
                ("attended", models.PositiveIntegerField()),
                ("votes_for", models.PositiveIntegerField()),
                ("votes_against", models.PositiveIntegerField()),
                ("votes_blank", models.PositiveIntegerField()),
                ("is_chair_for", models.BooleanField(default=False)),
                ("is_on_paper", models.BooleanField()),
                ("paper", models.CharField(blank=True, max_length=300)),
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
                "db_table": "resolutions_resolution",
            },
        ),
        migrations.CreateModel(
            name="ResolutionAnnulment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "annulled_by",
                    models.CharField(
                        choices=[
                            ("court", "court"),
                            ("arbitration", "arbitration"),
                            ("general_meeting", "general_meeting"),
                        ],
                        max_length=20,
                    ),
                ),
                ("annulled_on", models.DateField()),
                ("paper", models.CharField(max_length=300)),
                ("reason", models.CharField(max_length=1000)),
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
                    "resolution",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="resolutions.resolution",
                    ),
                ),
            ],
            options={
                "db_table": "resolutions_annulment",
            },
        ),
        migrations.CreateModel(
            name="ResolutionPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
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
                    "resolution",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="resolutions.resolution",
                    ),
                ),
            ],
            options={
                "db_table": "resolutions_paper",
            },
        ),
        migrations.CreateModel(
            name="ResolutionUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("item", models.CharField(blank=True, max_length=100)),
                ("object_kind", models.CharField(max_length=60)),
                ("object_id", models.UUIDField()),
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
                    "resolution",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="resolutions.resolution",
                    ),
                ),
            ],
            options={
                "db_table": "resolutions_use",
            },
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["org", "-passed_on", "-id"], name="resolutions_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                fields=("org", "body", "year", "number"), name="resolution_number_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                fields=("org", "body", "year", "serial"), name="resolution_serial_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("serial__isnull", True), ("serial__gt", 0), _connector="OR"),
                name="resolution_serial_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="resolution_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="resolution_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionannulment",
            constraint=models.UniqueConstraint(fields=("org", "resolution"), name="resolution_is_annulled_once"),
        ),
        migrations.AddConstraint(
            model_name="resolutionannulment",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("paper", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                name="annulment_has_paper_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionpaper",
            constraint=models.UniqueConstraint(
                fields=("org", "resolution", "sha256"), name="resolution_paper_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("size_bytes__gt", 0)), name="resolution_paper_is_not_empty"
            ),
        ),
        migrations.AddIndex(
            model_name="resolutionuse",
            index=models.Index(fields=["org", "object_kind", "object_id"], name="resolution_of_an_object"),
        ),
        migrations.AddConstraint(
            model_name="resolutionuse",
            constraint=models.UniqueConstraint(
                fields=("org", "resolution", "item"), name="resolution_is_used_once_for_each_item"
            ),
        ),
        *(TenantTable(f"resolutions_{name}") for name in ("resolution", "use", "annulment", "paper")),
        *(
            InsideKey(f"resolutions_{name}", "resolution_id", "resolutions_resolution")
            for name in ("use", "annulment", "paper")
        ),
    ]
