"""Let trade say line by line what the law asks, agreements end, and lines be taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0004_capital_in_every_kind"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementEnding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ends_before", models.DateField()),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "members_agreement_ending",
            },
        ),
        migrations.CreateModel(
            name="DealingReversal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("entry_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "members_dealing_reversal",
            },
        ),
        migrations.RemoveIndex(
            model_name="dealing",
            name="dealings_by_day",
        ),
        migrations.AddField(
            model_name="agreement",
            name="season",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="agreement",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="agreement",
            name="terms",
            field=models.CharField(blank=True, default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="agreement",
            name="value_vnd",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="dealing",
            name="ground",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="dealing",
            name="item_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="dealing",
            name="number",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="dealing",
            name="plot",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="dealing",
            name="quantity",
            field=models.DecimalField(decimal_places=6, max_digits=24, null=True),
        ),
        migrations.AddField(
            model_name="dealing",
            name="season",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="dealing",
            name="unit",
            field=models.CharField(blank=True, default="", max_length=50),
        ),
        migrations.AddField(
            model_name="dealing",
            name="unit_price",
            field=models.DecimalField(decimal_places=6, max_digits=24, null=True),
        ),
        migrations.AddField(
            model_name="dealing",
            name="vat_rate",
            field=models.DecimalField(decimal_places=4, max_digits=5, null=True),
        ),
        migrations.AddField(
            model_name="dealing",
            name="vat_vnd",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="dealing",
            name="what",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.AlterField(
            model_name="dealing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("goods", "goods"),
                    ("product", "product"),
                    ("service", "service"),
                    ("lending", "lending"),
                    ("other", "other"),
                    ("purchase", "purchase"),
                    ("labour", "labour"),
                    ("expense", "expense"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["org", "signed_on", "id"], name="agreements_in_order"),
        ),
        migrations.AddIndex(
            model_name="dealing",
            index=models.Index(fields=["org", "dealt_on", "id"], name="dealings_in_order"),
        ),
        migrations.AddIndex(
            model_name="dealing",
            index=models.Index(fields=["org", "agreement", "dealt_on"], name="dealings_under_an_agreement"),
        ),
        migrations.AddConstraint(
            model_name="dealing",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_vnd__gte", 0)), name="dealing_vat_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="dealing",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity", None), ("quantity__gt", 0), _connector="OR"),
                name="dealing_quantity_is_positive_or_unknown",
            ),
        ),
        migrations.AddField(
            model_name="agreementending",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.agreement",
            ),
        ),
        migrations.AddField(
            model_name="agreementending",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.member",
            ),
        ),
        migrations.AddField(
            model_name="agreementending",
            name="member_org",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
        migrations.AddField(
            model_name="agreementending",
            name="org",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
        migrations.AddField(
            model_name="agreementending",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dealingreversal",
            name="dealing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.dealing",
            ),
        ),
        migrations.AddField(
            model_name="dealingreversal",
            name="member_org",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
        migrations.AddField(
            model_name="dealingreversal",
            name="org",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
        migrations.AddField(
            model_name="dealingreversal",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementending",
            constraint=models.UniqueConstraint(fields=("org", "agreement"), name="an_agreement_ends_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementending",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="ending_of_an_agreement_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="dealingreversal",
            constraint=models.UniqueConstraint(fields=("org", "dealing"), name="a_dealing_is_taken_back_once"),
        ),
        migrations.AddConstraint(
            model_name="dealingreversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="reversal_of_a_dealing_has_a_reason",
            ),
        ),
        # A household reads the rows that speak of it, in whichever cooperative they stand, and nothing else.
        *(
            TenantTable(table, read_also={"own_membership": "member_org_id = ecoop_org_id()"})
            for table in ("members_agreement_ending", "members_dealing_reversal")
        ),
        InsideKey("members_agreement_ending", "agreement_id", "members_agreement"),
        InsideKey("members_agreement_ending", "member_id", "members_member"),
        InsideKey("members_dealing_reversal", "dealing_id", "members_dealing"),
    ]
