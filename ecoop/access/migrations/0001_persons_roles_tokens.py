"""Lay out persons, their roles in organisations, tokens and sign-ins."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecoop.kernel.ids
from ecoop.kernel.tenancy import DirectoryTable, InsideKey, TenantTable, read_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_who_acts"),
        ("parties", "0001_the_directory"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("phone", models.CharField(blank=True, max_length=16, null=True, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ("phone_verified_at", models.DateTimeField(blank=True, null=True)),
                ("joined_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_person",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("phone__isnull", False), ("email__isnull", False), _connector="OR"),
                        name="person_can_be_reached",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("seller", "seller"),
                            ("accountant", "accountant"),
                            ("director", "director"),
                            ("controller", "controller"),
                            ("officer", "officer"),
                            ("reader", "reader"),
                        ],
                        max_length=20,
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
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "access_role_grant",
            },
        ),
        migrations.CreateModel(
            name="RoleRevocation",
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
                        to="access.rolegrant",
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
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "access_role_revocation",
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("method", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "access_sign_in",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.CharField(max_length=120)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "access_token",
            },
        ),
        migrations.CreateModel(
            name="TokenRevocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revoked_at", models.DateTimeField()),
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
                (
                    "token",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="access.token",
                    ),
                ),
            ],
            options={
                "db_table": "access_token_revocation",
            },
        ),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("used_on", models.DateField()),
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
                    "token",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="access.token",
                    ),
                ),
            ],
            options={
                "db_table": "access_token_use",
            },
        ),
        migrations.AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["org", "person"], name="role_grants_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["person"], name="organisations_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ("owner", "seller", "accountant", "director", "controller", "officer", "reader"))
                ),
                name="granted_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerevocation",
            constraint=models.UniqueConstraint(fields=("org", "grant"), name="role_grant_is_revoked_once"),
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["person", "-at"], name="sign_ins_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.UniqueConstraint(fields=("org", "fingerprint"), name="token_fingerprint_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("issued_at"))), name="token_expires_after_it_is_issued"
            ),
        ),
        migrations.AddConstraint(
            model_name="tokenrevocation",
            constraint=models.UniqueConstraint(fields=("org", "token"), name="token_is_revoked_once"),
        ),
        migrations.AddConstraint(
            model_name="tokenuse",
            constraint=models.UniqueConstraint(fields=("org", "token", "used_on"), name="token_use_is_once_a_day"),
        ),
        DirectoryTable("access_person", may=("select", "insert", "update")),
        TenantTable("access_role_grant", read_also={"own_role_grants": "person_id = ecoop_person_id()"}),
        TenantTable("access_role_revocation", read_also={"own_role_revocations": "person_id = ecoop_person_id()"}),
        InsideKey("access_role_revocation", "grant_id", "access_role_grant"),
        TenantTable("access_token"),
        TenantTable("access_token_revocation"),
        TenantTable("access_token_use"),
        InsideKey("access_token_revocation", "token_id", "access_token"),
        InsideKey("access_token_use", "token_id", "access_token"),
        migrations.RunSQL(read_sql(__file__, "sign_ins.sql"), migrations.RunSQL.noop),
    ]
