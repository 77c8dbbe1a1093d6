"""Keep what a cooperative tells about itself: its size class, its stops, what the registrar asked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_answers_given"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclaredFact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("declared_on", models.DateField()),
                ("value", models.CharField(blank=True, max_length=40)),
                ("document", models.CharField(blank=True, max_length=200)),
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
            options={"db_table": "config_declared_fact"},
        ),
        migrations.AddIndex(
            model_name="declaredfact",
            index=models.Index(fields=["org", "kind", "-declared_on"], name="declared_facts_newest_first"),
        ),
        TenantTable("config_declared_fact"),
    ]
