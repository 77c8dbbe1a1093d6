"""Lay out lists as they came, their imports step by step, and the rows that were refused."""

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
            name="ListFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=400)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("sheets", models.JSONField()),
                ("received_at", models.DateTimeField()),
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
                    "received_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "intake_file",
            },
        ),
        migrations.CreateModel(
            name="ListImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("sheet", models.PositiveSmallIntegerField()),
                ("header_row", models.PositiveIntegerField()),
                ("names", models.JSONField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                ("plan", models.JSONField()),
                ("started_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listfile",
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
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "intake_import",
            },
        ),
        migrations.CreateModel(
            name="ListDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("document_id", models.UUIDField()),
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
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listfile",
                    ),
                ),
                (
                    "list_import",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listimport",
                    ),
                ),
            ],
            options={
                "db_table": "intake_document",
            },
        ),
        migrations.CreateModel(
            name="ListPage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sheet", models.PositiveSmallIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("packed", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listfile",
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
            ],
            options={
                "db_table": "intake_page",
            },
        ),
        migrations.CreateModel(
            name="ListStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("recorded", models.PositiveIntegerField()),
                ("known", models.PositiveIntegerField()),
                ("refused_rows", models.PositiveIntegerField()),
                ("total_vnd", models.BigIntegerField()),
                ("done_at", models.DateTimeField()),
                (
                    "list_import",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listimport",
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
            ],
            options={
                "db_table": "intake_step",
            },
        ),
        migrations.CreateModel(
            name="RefusedRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("column", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(max_length=80)),
                ("said", models.CharField(max_length=1000)),
                ("remedy", models.CharField(max_length=1000)),
                (
                    "list_import",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="intake.listimport",
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
            ],
            options={
                "db_table": "intake_refused_row",
            },
        ),
        migrations.AddConstraint(
            model_name="listfile",
            constraint=models.UniqueConstraint(fields=("org", "sha256"), name="list_file_is_kept_once"),
        ),
        migrations.AddIndex(
            model_name="listimport",
            index=models.Index(fields=["org", "-started_at"], name="list_imports_newest_first"),
        ),
        migrations.AddIndex(
            model_name="listimport",
            index=models.Index(fields=["org", "kind", "fingerprint", "-started_at"], name="list_mapping_is_remembered"),
        ),
        migrations.AddConstraint(
            model_name="listpage",
            constraint=models.UniqueConstraint(
                fields=("org", "file", "sheet", "place"), name="list_page_has_its_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="liststep",
            constraint=models.UniqueConstraint(fields=("org", "list_import", "place"), name="list_step_is_done_once"),
        ),
        migrations.AddConstraint(
            model_name="refusedrow",
            constraint=models.UniqueConstraint(
                fields=("org", "list_import", "row", "place"), name="refused_row_has_its_place"
            ),
        ),
        TenantTable("intake_file"),
        TenantTable("intake_page"),
        TenantTable("intake_import"),
        TenantTable("intake_step"),
        TenantTable("intake_refused_row"),
        TenantTable("intake_document"),
        InsideKey("intake_page", "file_id", "intake_file"),
        InsideKey("intake_import", "file_id", "intake_file"),
        InsideKey("intake_step", "list_import_id", "intake_import"),
        InsideKey("intake_refused_row", "list_import_id", "intake_import"),
        InsideKey("intake_document", "list_import_id", "intake_import"),
        InsideKey("intake_document", "file_id", "intake_file"),
    ]
