"""Lay out connections and notices, statements, bank lines, awaited payments, and what pays what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ecoop.kernel.ids import new_id
from ecoop.kernel.laying import TablesAtOnce
from ecoop.kernel.tenancy import InsideKey, TenantTable


def _points(to: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


def _inside(to: str, **given: object) -> models.ForeignKey:
    return _points(to, db_constraint=False, **given)


def _choices(words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words.split(" ")]


def _of_a_row() -> list[tuple[str, models.Field]]:
    """Give the columns that every row has: its id, its organisation, who wrote it and when."""
    return [
        ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
        ("recorded_at", models.DateTimeField()),
        ("org", _points("parties.organisation")),
        ("recorded_by", _points(settings.AUTH_USER_MODEL)),
    ]


def _unique(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=("org", *fields), name=name)


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


def _index(name: str, *fields: str) -> models.Index:
    return models.Index(fields=["org", *fields], name=name)


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        ("trade", "0003_money_stock_and_revenue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
            fields=[
                *_of_a_row(),
                ("provider", models.CharField(choices=_choices("casso payos sepay"), max_length=10)),
                (
                    "scheme",
                    models.CharField(choices=_choices("api_key hmac secure_token signature checksum"), max_length=12),
                ),
                ("name", models.CharField(max_length=120)),
                ("address_sha256", models.CharField(max_length=64)),
                ("address_sealed", models.TextField()),
                ("secret_sealed", models.TextField()),
                ("bank_account", _inside("trade.bankaccount", null=True)),
            ],
            options={
                "db_table": "payments_connection",
                "constraints": [_unique("connection_has_its_own_address", "address_sha256")],
            },
        ),
        migrations.CreateModel(
            name="ConnectionEnd",
            fields=[*_of_a_row(), ("connection", _inside("payments.connection"))],
            options={
                "db_table": "payments_connection_end",
                "constraints": [_unique("connection_ends_once", "connection")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                *_of_a_row(),
                ("connection", _inside("payments.connection")),
                ("body", models.BinaryField()),
                ("body_sha256", models.CharField(max_length=64)),
                ("lines_count", models.PositiveIntegerField()),
                ("is_test", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "payments_notice",
                "constraints": [_unique("notice_is_kept_once", "connection", "body_sha256")],
            },
        ),
        migrations.CreateModel(
            name="StatementFile",
            fields=[
                *_of_a_row(),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
                ("format", models.CharField(max_length=16)),
            ],
            options={
                "db_table": "payments_statement_file",
                "indexes": [_index("statement_files_newest_first", "-recorded_at", "-id")],
                "constraints": [_unique("statement_file_is_kept_once", "sha256")],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                *_of_a_row(),
                ("file", _inside("payments.statementfile")),
                ("place", models.PositiveSmallIntegerField()),
                ("account", models.CharField(blank=True, max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("bank_account", _inside("trade.bankaccount", null=True)),
                ("opening_vnd", models.BigIntegerField(null=True)),
                ("closing_vnd", models.BigIntegerField(null=True)),
                ("entries_vnd", models.BigIntegerField()),
                ("entries_count", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "payments_statement",
                "constraints": [_unique("statement_has_its_place", "file", "place")],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                *_of_a_row(),
                ("number", models.BigIntegerField()),
                ("account", models.CharField(blank=True, max_length=40)),
                ("bank_account", _inside("trade.bankaccount", null=True)),
                ("booked_on", models.DateField()),
                ("happened_at", models.DateTimeField(null=True)),
                ("amount_vnd", models.BigIntegerField()),
                ("counterparty", models.CharField(blank=True, max_length=200)),
                ("counterparty_account", models.CharField(blank=True, max_length=40)),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("folded", models.CharField(blank=True, max_length=1200)),
            ],
            options={
                "db_table": "payments_bank_line",
                "indexes": [
                    _index("bank_lines_newest_first", "-booked_on", "-number"),
                    _index("bank_lines_by_amount", "amount_vnd", "booked_on"),
                ],
                "constraints": [
                    _unique("bank_line_has_its_number", "number"),
                    _check("bank_line_is_not_zero", ~Q(amount_vnd=0)),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                *_of_a_row(),
                ("line", _inside("payments.bankline")),
                ("source", models.CharField(choices=_choices("statement notice"), max_length=10)),
                ("key", models.CharField(max_length=120)),
                ("statement", _inside("payments.statement", null=True)),
                ("notice", _inside("payments.notice", null=True)),
            ],
            options={
                "db_table": "payments_sighting",
                "indexes": [_index("sightings_of_a_line", "line")],
                "constraints": [
                    _unique("bank_line_comes_once_under_a_key", "key"),
                    _check(
                        "sighting_names_its_paper",
                        Q(source="statement", statement__isnull=False, notice__isnull=True)
                        | Q(source="notice", statement__isnull=True, notice__isnull=False),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineSetAside",
            fields=[
                *_of_a_row(),
                ("line", _inside("payments.bankline")),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "payments_line_set_aside",
                "constraints": [
                    _unique("bank_line_is_set_aside_once", "line"),
                    _check("setting_aside_has_a_reason", ~Q(reason="")),
                ],
            },
        ),
        migrations.CreateModel(
            name="Awaited",
            fields=[
                *_of_a_row(),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("reference", models.CharField(max_length=40)),
                ("reference_folded", models.CharField(max_length=40)),
                ("amount_vnd", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("bank_account", _inside("trade.bankaccount", null=True)),
            ],
            options={
                "db_table": "payments_awaited",
                "indexes": [
                    _index("awaited_by_reference", "reference_folded"),
                    _index("awaited_of_a_document", "document_id"),
                    _index("awaited_by_time", "asked_at"),
                ],
                "constraints": [
                    _check("awaited_amount_is_positive", Q(amount_vnd__gt=0)),
                    _check("awaited_has_a_reference", ~Q(reference_folded="")),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                *_of_a_row(),
                ("number", models.BigIntegerField()),
                ("line", _inside("payments.bankline")),
                ("document_kind", models.CharField(max_length=40)),
                ("document_id", models.UUIDField()),
                ("amount_vnd", models.BigIntegerField()),
                ("made_by", models.CharField(choices=_choices("itself person"), max_length=8)),
                ("reasons", models.JSONField(default=list)),
                ("awaited", _inside("payments.awaited", null=True)),
                ("money_move_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "payments_match",
                "indexes": [_index("matches_of_a_line", "line"), _index("matches_of_a_document", "document_id")],
                "constraints": [
                    _unique("match_has_its_number", "number"),
                    _check("match_is_positive", Q(amount_vnd__gt=0)),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchTakenBack",
            fields=[
                *_of_a_row(),
                ("number", models.BigIntegerField()),
                ("match", _inside("payments.match")),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "payments_match_taken_back",
                "constraints": [
                    _unique("match_is_taken_back_once", "match"),
                    _unique("taking_back_has_its_number", "number"),
                ],
            },
        ),
        *(
            TenantTable(f"payments_{name}")
            for name in (
                "connection",
                "connection_end",
                "notice",
                "statement_file",
                "statement",
                "bank_line",
                "sighting",
                "line_set_aside",
                "awaited",
                "match",
                "match_taken_back",
            )
        ),
        *(
            InsideKey(f"payments_{table}", "bank_account_id", "trade_bank_account")
            for table in ("connection", "statement", "bank_line", "awaited")
        ),
        InsideKey("payments_connection_end", "connection_id", "payments_connection"),
        InsideKey("payments_notice", "connection_id", "payments_connection"),
        InsideKey("payments_statement", "file_id", "payments_statement_file"),
        InsideKey("payments_sighting", "line_id", "payments_bank_line"),
        InsideKey("payments_sighting", "statement_id", "payments_statement"),
        InsideKey("payments_sighting", "notice_id", "payments_notice"),
        InsideKey("payments_line_set_aside", "line_id", "payments_bank_line"),
        InsideKey("payments_match", "line_id", "payments_bank_line"),
        InsideKey("payments_match", "awaited_id", "payments_awaited"),
        InsideKey("payments_match_taken_back", "match_id", "payments_match"),
    ]
