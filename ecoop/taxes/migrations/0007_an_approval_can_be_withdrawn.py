"""Let the approval of statements be withdrawn, and the set be approved anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_who_joins_and_leaves"),
        ("parties", "0001_the_directory"),
        ("taxes", "0006_outside_bookkeepers_work_for_enterprises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatementApprovalWithdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "db_table": "taxes_statement_approval_withdrawal",
            },
        ),
        migrations.RemoveConstraint(
            model_name="statementapproval",
            name="statement_set_is_approved_once",
        ),
        migrations.AddField(
            model_name="statementapproval",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="statementapproval",
            constraint=models.UniqueConstraint(
                fields=("org", "statement_set", "number"), name="statement_set_is_approved_once_at_a_time"
            ),
        ),
        migrations.AddField(
            model_name="statementapprovalwithdrawal",
            name="approval",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="taxes.statementapproval",
            ),
        ),
        migrations.AddField(
            model_name="statementapprovalwithdrawal",
            name="org",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organisation"
            ),
        ),
        migrations.AddField(
            model_name="statementapprovalwithdrawal",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="statementapprovalwithdrawal",
            constraint=models.UniqueConstraint(fields=("org", "approval"), name="approval_is_withdrawn_once"),
        ),
        migrations.AddConstraint(
            model_name="statementapprovalwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="withdrawal_says_why"
            ),
        ),
        TenantTable(
            "taxes_statement_approval_withdrawal",
            read_also={"issued_to_us": "org_id IN (SELECT ecoop_memberships())"},
        ),
        InsideKey("taxes_statement_approval_withdrawal", "approval_id", "taxes_statement_approval"),
    ]
