"""Lay out what phones tell: devices and their keys, events, what was refused and how it was settled."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecoop.kernel.ids import new_id
from ecoop.kernel.laying import TablesAtOnce
from ecoop.kernel.tenancy import InsideKey, TenantTable

KINDS = (
    "trade.sale trade.return trade.purchase trade.expense trade.money trade.stock trade.product "
    "trade.product_retired trade.day"
)
OWN = (
    "device",
    "device_key",
    "device_revocation",
    "lease",
    "event",
    "field_change",
    "day_end",
    "paper",
    "tray_event",
    "tray_attempt",
    "tray_settlement",
)
OF_A_DEVICE = ("device_key", "device_revocation", "lease", "visit", "event", "day_end", "tray_event")


def _points(to: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **given)


def _inside(to: str) -> models.ForeignKey:
    return _points(to, db_constraint=False)


def _choices(words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words.split(" ")]


def _of_a_row() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
        ("org", _points("parties.organisation")),
    ]


def _recorded() -> list[tuple[str, models.Field]]:
    """Give the columns of a row that says who wrote it and when."""
    return [
        *_of_a_row(),
        ("recorded_at", models.DateTimeField()),
        ("recorded_by", _points(settings.AUTH_USER_MODEL)),
    ]


def _table(
    name: str,
    table: str,
    fields: list[tuple[str, models.Field]],
    *,
    rules: tuple[models.BaseConstraint, ...] = (),
    indexes: tuple[models.Index, ...] = (),
) -> migrations.CreateModel:
    options = {"db_table": f"sync_{table}", "constraints": list(rules), "indexes": list(indexes)}
    return migrations.CreateModel(
        name=name, fields=fields, options={key: value for key, value in options.items() if value}
    )


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        _table(
            "Device",
            "device",
            [*_recorded(), ("name", models.CharField(max_length=120)), ("series", models.CharField(max_length=8))],
            rules=(
                models.UniqueConstraint(fields=["org", "series"], name="device_has_its_own_series"),
                models.CheckConstraint(condition=~models.Q(name=""), name="device_has_a_name"),
                models.CheckConstraint(condition=~models.Q(series=""), name="device_series_is_not_empty"),
            ),
        ),
        _table(
            "DeviceKey",
            "device_key",
            [
                *_recorded(),
                ("device", _inside("sync.device")),
                ("token_id", models.UUIDField()),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            rules=(
                models.UniqueConstraint(fields=["org", "fingerprint"], name="device_key_is_known_by_its_fingerprint"),
            ),
            indexes=(models.Index(fields=["org", "device", "-recorded_at"], name="device_keys_newest_first"),),
        ),
        _table(
            "DeviceRevocation",
            "device_revocation",
            [
                *_recorded(),
                ("device", _inside("sync.device")),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            rules=(models.UniqueConstraint(fields=["org", "device"], name="device_is_revoked_once"),),
        ),
        _table(
            "Lease",
            "lease",
            [
                *_recorded(),
                ("device", _inside("sync.device")),
                ("series", models.CharField(max_length=8)),
                ("place", models.PositiveIntegerField()),
            ],
            rules=(models.UniqueConstraint(fields=["org", "series", "place"], name="range_of_numbers_is_leased_once"),),
            indexes=(models.Index(fields=["org", "device", "-place"], name="leases_of_a_device"),),
        ),
        _table(
            "Visit",
            "visit",
            [
                *_of_a_row(),
                ("device", _inside("sync.device")),
                ("visited_on", models.DateField()),
                ("last_at", models.DateTimeField()),
                ("last_seq_no", models.BigIntegerField(db_column="last_seq")),
                ("clock_ahead_s", models.IntegerField()),
            ],
            rules=(models.UniqueConstraint(fields=["org", "device", "visited_on"], name="visits_of_a_day_are_one"),),
        ),
        _table(
            "Event",
            "event",
            [
                *_of_a_row(),
                ("device", _inside("sync.device")),
                ("seq_no", models.BigIntegerField(db_column="seq")),
                ("kind", models.CharField(choices=_choices(KINDS), max_length=24)),
                ("happened_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("document_on", models.DateField()),
                ("amount_vnd", models.BigIntegerField(default=0)),
                ("discount_vnd", models.BigIntegerField(default=0)),
                ("digest", models.BinaryField(max_length=16)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
                ("payment_id", models.UUIDField(null=True)),
                ("paper_id", models.UUIDField(null=True)),
            ],
            rules=(models.CheckConstraint(condition=models.Q(kind__in=KINDS.split(" ")), name="event_kind_is_known"),),
            indexes=(models.Index(fields=["org", "device", "document_on"], name="events_of_a_device_by_day"),),
        ),
        _table(
            "FieldChange",
            "field_change",
            [
                *_of_a_row(),
                ("product_id", models.UUIDField()),
                ("event_id", models.UUIDField()),
                ("field", models.CharField(max_length=20)),
                ("value", models.TextField()),
                ("against", models.TextField()),
                ("fate", models.CharField(choices=_choices("taken lost"), max_length=8)),
                ("said_at", models.DateTimeField()),
            ],
            rules=(models.UniqueConstraint(fields=["org", "event_id", "field"], name="event_changes_a_field_once"),),
            indexes=(
                models.Index(fields=["org", "product_id", "field", "-said_at"], name="field_changes_newest_first"),
            ),
        ),
        _table(
            "DayEnd",
            "day_end",
            [
                *_recorded(),
                ("device", _inside("sync.device")),
                ("ended_on", models.DateField()),
                ("cash_before_vnd", models.BigIntegerField()),
                ("expected_vnd", models.BigIntegerField()),
                ("counted_vnd", models.BigIntegerField()),
                ("cash_vnd", models.BigIntegerField()),
                ("bank_vnd", models.BigIntegerField()),
                ("credit_vnd", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=500)),
            ],
            rules=(
                models.CheckConstraint(condition=models.Q(counted_vnd__gte=0), name="cash_at_days_end_is_not_negative"),
            ),
            indexes=(models.Index(fields=["org", "ended_on"], name="day_ends_by_day"),),
        ),
        _table(
            "Paper",
            "paper",
            [
                *_recorded(),
                ("media_type", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
        ),
        _table(
            "TrayEvent",
            "tray_event",
            [
                *_of_a_row(),
                ("event_id", models.UUIDField(null=True)),
                ("device", _inside("sync.device")),
                ("kind", models.CharField(max_length=40)),
                ("received_at", models.DateTimeField()),
                ("digest", models.BinaryField(max_length=16)),
                ("payload", models.TextField()),
            ],
            rules=(
                models.UniqueConstraint(
                    fields=["org", "event_id", "digest"], name="tray_event_is_kept_once", nulls_distinct=False
                ),
            ),
            indexes=(models.Index(fields=["org", "-received_at", "-id"], name="tray_newest_first"),),
        ),
        _table(
            "TrayAttempt",
            "tray_attempt",
            [
                *_of_a_row(),
                ("event", _inside("sync.trayevent")),
                ("attempted_at", models.DateTimeField()),
                ("attempted_by", _points(settings.AUTH_USER_MODEL)),
                ("code", models.CharField(max_length=80)),
                ("words", models.JSONField()),
                ("surprise_id", models.UUIDField(null=True)),
            ],
            indexes=(models.Index(fields=["org", "event", "-attempted_at", "-id"], name="attempts_newest_first"),),
        ),
        _table(
            "TraySettlement",
            "tray_settlement",
            [
                *_recorded(),
                ("event", _inside("sync.trayevent")),
                ("how", models.CharField(choices=_choices("retried mended set_aside"), max_length=10)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            rules=(
                models.UniqueConstraint(fields=["org", "event"], name="tray_event_is_settled_once"),
                models.CheckConstraint(condition=~models.Q(how="set_aside", reason=""), name="set_aside_says_why"),
            ),
        ),
        TenantTable("sync_visit", may=("select", "insert", "update")),
        *(TenantTable(f"sync_{table}") for table in OWN),
        *(InsideKey(f"sync_{table}", "device_id", "sync_device") for table in OF_A_DEVICE),
        *(InsideKey(f"sync_{table}", "event_id", "sync_tray_event") for table in ("tray_attempt", "tray_settlement")),
    ]
