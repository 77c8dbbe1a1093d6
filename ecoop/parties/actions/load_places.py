"""Copy the law's tables of places and activities into the database, where rows can point at them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from django.db import connections, transaction

from ecoop.lawbook import queries as lawbook
from ecoop.parties.calc import plain_text

_SQL = Path(__file__).parent.parent / "sql"
_EDITIONS = {2018: "activities/vsic-2018", 2025: "activities/vsic-2025-a"}

Rows: TypeAlias = Sequence[Mapping[str, Any]]


def load_places(*, day: date, using: str = "owner") -> dict[str, int]:
    """Bring provinces, wards, old wards and activities up to the law of a day; nothing is ever removed.

    Only the owner of the database may do this, so it is part of setting up and not of any page.

    Shape:   how many rows the law has of each
    Queries: 5
    """
    law = lawbook.on(day)
    provinces, wards, old = (law.table(f"places/{name}") for name in ("provinces", "wards", "old-wards"))
    editions = {edition: law.table(path) for edition, path in _EDITIONS.items()}
    with transaction.atomic(using=using):
        _load_provinces(rows=provinces, using=using)
        _load_wards(rows=wards, provinces=provinces, using=using)
        _load_old_wards(rows=old, using=using)
        for edition, rows in editions.items():
            _load_activities(edition=edition, rows=rows, using=using)
    activities = sum(len(rows) for rows in editions.values())
    return {"provinces": len(provinces), "wards": len(wards), "old_wards": len(old), "activities": activities}


def _load_provinces(*, rows: Rows, using: str) -> None:
    plain = [plain_text(text=row["full_name"]) for row in rows]
    _run("load_provinces.sql", [*_columns(rows, "code", "name", "full_name"), plain], using=using)


def _load_wards(*, rows: Rows, provinces: Rows, using: str) -> None:
    name_of = {row["code"]: row["name"] for row in provinces}
    plain = [plain_text(text=f"{row['full_name']} {name_of[row['province_code']]}") for row in rows]
    columns = _columns(rows, "code", "province_code", "name", "full_name")
    _run("load_wards.sql", [*columns, plain], using=using)


def _load_old_wards(*, rows: Rows, using: str) -> None:
    plain = [plain_text(text=f"{row['ward']} {row['district']} {row['province']}") for row in rows]
    before, after = _columns(rows, "province", "district", "ward"), _columns(rows, "old_code", "new_code")
    _run("load_old_wards.sql", [*before, plain, *after], using=using)


def _load_activities(*, edition: int, rows: Rows, using: str) -> None:
    codes, parents, names = _columns(rows, "code", "parent", "name_vi")
    levels = [int(row["level"]) for row in rows]
    _run("load_activities.sql", [edition, codes, levels, parents, names], using=using)


def _columns(rows: Rows, *names: str) -> list[list[str]]:
    return [[row[name] for row in rows] for name in names]


def _run(name: str, parameters: list[Any], *, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute((_SQL / name).read_text(encoding="utf-8"), parameters)
