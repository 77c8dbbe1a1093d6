import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_the_directory"),
        ("taxes", "0001_returns_methods_prior_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
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
                "db_table": "taxes_calendar_feed",
            },
        ),
        migrations.CreateModel(
            name="CalendarFeedRevocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "feed",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="taxes.calendarfeed",
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
                "db_table": "taxes_calendar_feed_revocation",
                "constraints": [models.UniqueConstraint(fields=("org", "feed"), name="calendar_feed_is_revoked_once")],
            },
        ),
        migrations.CreateModel(
            name="DutyMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=8)),
                ("is_done", models.BooleanField()),
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
                "db_table": "taxes_duty_mark",
                "indexes": [
                    models.Index(fields=["org", "code", "period", "-recorded_at"], name="duty_marks_newest_first")
                ],
            },
        ),
        TenantTable("taxes_calendar_feed"),
        TenantTable("taxes_calendar_feed_revocation"),
        TenantTable("taxes_duty_mark", read_also=KEPT_BOOKS),
        InsideKey("taxes_calendar_feed_revocation", "feed_id", "taxes_calendar_feed"),
    ]
