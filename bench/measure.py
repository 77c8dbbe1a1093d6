"""What every benchmark shares: a database of its own, pgbench, the machine's description, results."""

import json
import os
import platform
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from ecoop.kernel.database import (
    connect_as_superuser,
    create_database,
    grant_framework_tables,
    prepare_roles_and_database,
)
from ecoop.kernel.embedded import bin_path

RESULTS = Path(__file__).resolve().parent / "results"
SCRIPTS = Path(__file__).resolve().parent / "scripts"


@dataclass(frozen=True)
class Measured:
    """One line of a benchmark: what was measured, the figure, and what it is held against."""

    name: str
    figure: float
    unit: str
    beside: float | None = None
    target: str = ""
    is_met: bool | None = None
    note: str = ""


@contextmanager
def bench_database() -> Iterator[str]:
    """Make a fresh database with the product's schema, point Django at it, and drop it afterwards."""
    prepare_roles_and_database(databases=settings.DATABASES)
    name, before = f"bench_ecoop_{os.getpid()}", settings.DATABASES["default"]["NAME"]
    with _superuser() as connection:
        create_database(connection=connection, name=name, owner=settings.DATABASES["owner"]["USER"])
    try:
        _point_at(name)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        with connections["owner"].cursor() as cursor:
            grant_framework_tables(cursor=cursor)
        yield name
    finally:
        _point_at(before)
        with _superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def run_sql(text: str, *, as_owner: bool = True) -> list[tuple[Any, ...]]:
    """Run statements on the bench database and answer the rows of the last one, if it has any."""
    with connections["owner" if as_owner else "default"].cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall()) if cursor.description else []


def pgbench(*, database: str, script: str, clients: int, seconds: int, orgs: int = 200) -> float:
    """Run a script of bench/scripts with pgbench as the application and answer transactions per second."""
    door = connections["default"].get_connection_params()
    environment = {**os.environ, "PGPASSWORD": door.get("password") or ""}
    words = [
        str(bin_path() / "pgbench"),
        "-n",
        "-M",
        "prepared",
        "-c",
        str(clients),
        "-j",
        "2",
        "-T",
        str(seconds),
        "-D",
        f"orgs={orgs}",
    ]
    words += ["-h", door["host"], "-U", door["user"], "-f", str(SCRIPTS / script), database]
    if door.get("port"):
        words[1:1] = ["-p", str(door["port"])]
    answer = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", answer.stdout)
    if found is None or answer.returncode:
        raise RuntimeError(f"pgbench could not run {script}: {answer.stderr[:500]}")
    return float(found[1])


def describe_hardware() -> dict[str, Any]:
    """Describe the machine and how busy it is, for what needs no database."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    return {
        "processor": model[1] if model else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory[1]) / 1024**2) if memory else None,
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def describe_machine() -> dict[str, Any]:
    """Describe what the figures were measured on, the database included."""
    version = run_sql("SELECT version()")[0][0]
    flushed = run_sql(
        "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN "
        "('fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size', 'wal_compression')"
    )[0][0]
    return {**describe_hardware(), "postgresql": version.split(" on ")[0], "settings": flushed}


def write_results(*, name: str, machine: dict[str, Any], measured: list[Measured], today: date) -> Path:
    """Write one run as JSON into bench/results/."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{today:%Y-%m-%d}-{name}.json"
    content = {"bench": name, "machine": machine, "measured": [asdict(one) for one in measured]}
    with tempfile.NamedTemporaryFile("w", dir=RESULTS, delete=False, encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
    return path


def _superuser() -> Any:
    return connect_as_superuser(database=settings.DATABASES["owner"], name="postgres")


def _point_at(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
