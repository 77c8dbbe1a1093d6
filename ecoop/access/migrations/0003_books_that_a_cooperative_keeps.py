"""Let a household give its books to a cooperative to keep, and take them back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import InsideKey, TenantTable, read_sql

# Who acts inside the cooperative sees what was given to it; its accountants do so before they choose a household.
SHOWN = {
    "given_to_us": "keeper_id = ecoop_org_id()",
    "given_to_those_i_account_for": "ecoop_org_id() IS NULL AND keeper_id IN (SELECT ecoop_accountant_of())",
}


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_whose_books_a_person_keeps"),
        ("parties", "0001_the_directory"),
    ]

    operations = [
        # For databases that ran 0002 before it made this function.
        migrations.RunSQL(read_sql(__file__, "accountant_of.sql"), migrations.RunSQL.noop),
        migrations.CreateModel(
            name="BooksGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                (
                    "granted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                "db_table": "access_books_grant",
            },
        ),
        migrations.CreateModel(
            name="BooksRevocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revoked_at", models.DateTimeField()),
                (
                    "grant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="access.booksgrant",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                    "revoked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "access_books_revocation",
            },
        ),
        migrations.AddIndex(
            model_name="booksgrant",
            index=models.Index(fields=["keeper", "org"], name="books_given_to_a_keeper"),
        ),
        migrations.AddConstraint(
            model_name="booksgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeper", models.F("org")), _negated=True), name="books_are_given_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="booksrevocation",
            constraint=models.UniqueConstraint(fields=("org", "grant"), name="books_are_taken_back_once"),
        ),
        TenantTable("access_books_grant", read_also=SHOWN),
        TenantTable("access_books_revocation", read_also=SHOWN),
        InsideKey("access_books_revocation", "grant_id", "access_books_grant"),
        migrations.RunSQL(read_sql(__file__, "kept_books_through.sql"), migrations.RunSQL.noop),
    ]
