"""Lay out resolutions, what they were used for, their annulments and their papers."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.laying import (
    TablesAtOnce,
    check,
    index,
    points_inside,
    recorded_row,
    table,
    unique,
    words,
)
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        table(
            "Resolution",
            db_table="resolutions_resolution",
            columns=[
                *recorded_row(),
                ("body", models.CharField(choices=words("general_meeting", "board", "director"), max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(null=True)),
                ("number", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=40)),
                ("majority", models.CharField(choices=words("simple", "special"), max_length=10)),
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
            ],
            constraints=[
                unique("resolution_number_is_given_once", "org", "body", "year", "number"),
                unique("resolution_serial_is_given_once", "org", "body", "year", "serial"),
                check("resolution_serial_counts", condition=Q(serial__isnull=True) | Q(serial__gt=0)),
                check("resolution_has_a_number", condition=~Q(number="")),
                check("resolution_has_a_title", condition=~Q(title="")),
            ],
            indexes=[index("resolutions_newest_first", "org", "-passed_on", "-id")],
        ),
        table(
            "ResolutionAnnulment",
            db_table="resolutions_annulment",
            columns=[
                *recorded_row(),
                (
                    "annulled_by",
                    models.CharField(choices=words("court", "arbitration", "general_meeting"), max_length=20),
                ),
                ("annulled_on", models.DateField()),
                ("paper", models.CharField(max_length=300)),
                ("reason", models.CharField(max_length=1000)),
                ("resolution", points_inside("resolutions.resolution")),
            ],
            constraints=[
                unique("resolution_is_annulled_once", "org", "resolution"),
                check("annulment_has_paper_and_reason", condition=~Q(paper="") & ~Q(reason="")),
            ],
        ),
        table(
            "ResolutionPaper",
            db_table="resolutions_paper",
            columns=[
                *recorded_row(),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("resolution", points_inside("resolutions.resolution")),
            ],
            constraints=[
                unique("resolution_paper_is_kept_once", "org", "resolution", "sha256"),
                check("resolution_paper_is_not_empty", condition=Q(size_bytes__gt=0)),
            ],
        ),
        table(
            "ResolutionUse",
            db_table="resolutions_use",
            columns=[
                *recorded_row(),
                ("item", models.CharField(blank=True, max_length=100)),
                ("object_kind", models.CharField(max_length=60)),
                ("object_id", models.UUIDField()),
                ("resolution", points_inside("resolutions.resolution")),
            ],
            constraints=[unique("resolution_is_used_once_for_each_item", "org", "resolution", "item")],
            indexes=[index("resolution_of_an_object", "org", "object_kind", "object_id")],
        ),
        *(
            TenantTable(name)
            for name in ("resolutions_resolution", "resolutions_annulment", "resolutions_paper", "resolutions_use")
        ),
        InsideKey("resolutions_annulment", "resolution_id", "resolutions_resolution"),
        InsideKey("resolutions_paper", "resolution_id", "resolutions_resolution"),
        InsideKey("resolutions_use", "resolution_id", "resolutions_resolution"),
    ]
