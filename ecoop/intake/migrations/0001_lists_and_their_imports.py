"""Lay out lists as they came, their imports step by step, and the rows that were refused."""

from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.laying import (
    TablesAtOnce,
    index,
    points,
    points_inside,
    row,
    table,
    unique,
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
            "ListFile",
            db_table="intake_file",
            columns=[
                *row(),
                ("name", models.CharField(max_length=400)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("sheets", models.JSONField()),
                ("received_at", models.DateTimeField()),
                ("received_by", points(settings.AUTH_USER_MODEL)),
            ],
            constraints=[unique("list_file_is_kept_once", "org", "sha256")],
        ),
        table(
            "ListImport",
            db_table="intake_import",
            columns=[
                *row(),
                ("kind", models.CharField(max_length=40)),
                ("sheet", models.PositiveSmallIntegerField()),
                ("header_row", models.PositiveIntegerField()),
                ("names", models.JSONField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                ("plan", models.JSONField()),
                ("started_at", models.DateTimeField()),
                ("file", points_inside("intake.listfile", related_name=None)),
                ("started_by", points(settings.AUTH_USER_MODEL)),
            ],
            indexes=[
                index("list_imports_newest_first", "org", "-started_at"),
                index("list_mapping_is_remembered", "org", "kind", "fingerprint", "-started_at"),
            ],
        ),
        table(
            "ListDocument",
            db_table="intake_document",
            columns=[
                *row(),
                ("row", models.PositiveIntegerField()),
                ("document_id", models.UUIDField()),
                ("file", points_inside("intake.listfile", related_name=None)),
                ("list_import", points_inside("intake.listimport", related_name=None)),
            ],
        ),
        table(
            "ListPage",
            db_table="intake_page",
            columns=[
                *row(),
                ("sheet", models.PositiveSmallIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("packed", models.BinaryField()),
                ("file", points_inside("intake.listfile", related_name=None)),
            ],
            constraints=[unique("list_page_has_its_place", "org", "file", "sheet", "place")],
        ),
        table(
            "ListStep",
            db_table="intake_step",
            columns=[
                *row(),
                ("place", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("recorded", models.PositiveIntegerField()),
                ("known", models.PositiveIntegerField()),
                ("refused_rows", models.PositiveIntegerField()),
                ("total_vnd", models.BigIntegerField()),
                ("done_at", models.DateTimeField()),
                ("list_import", points_inside("intake.listimport", related_name=None)),
            ],
            constraints=[unique("list_step_is_done_once", "org", "list_import", "place")],
        ),
        table(
            "RefusedRow",
            db_table="intake_refused_row",
            columns=[
                *row(),
                ("row", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("column", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(max_length=80)),
                ("said", models.CharField(max_length=1000)),
                ("remedy", models.CharField(max_length=1000)),
                ("list_import", points_inside("intake.listimport", related_name=None)),
            ],
            constraints=[unique("refused_row_has_its_place", "org", "list_import", "row", "place")],
        ),
        *(
            TenantTable(name)
            for name in (
                "intake_file",
                "intake_import",
                "intake_document",
                "intake_page",
                "intake_step",
                "intake_refused_row",
            )
        ),
        InsideKey("intake_import", "file_id", "intake_file"),
        InsideKey("intake_document", "list_import_id", "intake_import"),
        InsideKey("intake_document", "file_id", "intake_file"),
        InsideKey("intake_page", "file_id", "intake_file"),
        InsideKey("intake_step", "list_import_id", "intake_import"),
        InsideKey("intake_refused_row", "list_import_id", "intake_import"),
    ]
