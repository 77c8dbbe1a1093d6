"""Lay out calendar feeds, duties done, and how many calculations an address asked for."""

from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.laying import (
    TablesAtOnce,
    index,
    points_inside,
    recorded_row,
    table,
    unique,
)
from ecoop.kernel.tenancy import KEPT_BOOKS, InsideKey, TenantTable, read_sql


class Migration(TablesAtOnce):
    dependencies = [
        ("taxes", "0001_returns_methods_prior_years"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "CalendarFeed",
            db_table="taxes_calendar_feed",
            columns=[
                *recorded_row(),
            ],
        ),
        table(
            "CalendarFeedRevocation",
            db_table="taxes_calendar_feed_revocation",
            columns=[
                *recorded_row(),
                ("feed", points_inside("taxes.calendarfeed", related_name="revocations")),
            ],
            constraints=[unique("calendar_feed_is_revoked_once", "org", "feed")],
        ),
        table(
            "DutyMark",
            db_table="taxes_duty_mark",
            columns=[
                *recorded_row(),
                ("code", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=8)),
                ("is_done", models.BooleanField()),
            ],
            indexes=[index("duty_marks_newest_first", "org", "code", "period", "-recorded_at")],
        ),
        *(TenantTable(name) for name in ("taxes_calendar_feed", "taxes_calendar_feed_revocation")),
        TenantTable("taxes_duty_mark", read_also=KEPT_BOOKS),
        InsideKey("taxes_calendar_feed_revocation", "feed_id", "taxes_calendar_feed"),
        migrations.RunSQL(read_sql(__file__, "calculations_asked.sql"), "DROP TABLE taxes_calculations_asked"),
    ]
