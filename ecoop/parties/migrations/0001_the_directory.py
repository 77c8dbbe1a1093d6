"""Lay out the directory: places, activities, organisations and their identities."""

import django.db.models.deletion
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import DirectoryTable, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_who_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("full_name", models.CharField(max_length=120)),
                ("name_plain", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "parties_province",
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=5)),
                ("level", models.PositiveSmallIntegerField()),
                ("parent_code", models.CharField(blank=True, max_length=5)),
                ("name_vi", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "parties_activity",
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "code"), name="activity_code_is_unique_in_its_edition"),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 5)), name="activity_level_is_one_to_five"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                ("code", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("full_name", models.CharField(max_length=120)),
                ("name_plain", models.CharField(max_length=240)),
                ("province", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="parties.province")),
            ],
            options={
                "db_table": "parties_ward",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("household", "household"),
                            ("cooperative", "cooperative"),
                            ("union", "union"),
                            ("authority", "authority"),
                            ("enterprise", "enterprise"),
                            ("bank", "bank"),
                            ("insurer", "insurer"),
                            ("school", "school"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="parties.ward"
                    ),
                ),
            ],
            options={
                "db_table": "parties_organisation",
            },
        ),
        migrations.CreateModel(
            name="OldWard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province_name", models.CharField(max_length=80)),
                ("district_name", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=80)),
                ("name_plain", models.CharField(max_length=240)),
                ("old_code", models.CharField(blank=True, max_length=5)),
                ("ward", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="parties.ward")),
            ],
            options={
                "db_table": "parties_old_ward",
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_code", models.CharField(blank=True, max_length=14)),
                ("representative_name", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=16)),
                ("address_line", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
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
                "db_table": "parties_identity",
                "indexes": [models.Index(fields=["org", "-recorded_at"], name="identity_newest_first")],
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ("household", "cooperative", "union", "authority", "enterprise", "bank", "insurer", "school"),
                    )
                ),
                name="organisation_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="organisation_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="oldward",
            constraint=models.UniqueConstraint(
                fields=("province_name", "district_name", "name", "ward"), name="old_ward_goes_into_a_ward_once"
            ),
        ),
        DirectoryTable("parties_province"),
        DirectoryTable("parties_ward"),
        DirectoryTable("parties_old_ward"),
        DirectoryTable("parties_activity"),
        DirectoryTable("parties_organisation", may=("select", "insert")),
        TenantTable("parties_identity"),
    ]
