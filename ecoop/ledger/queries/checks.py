"""The checks: named queries of every domain that must return no rows."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection

_NAME = re.compile(r"^-- name: (.+)$", re.MULTILINE)


class Check(NamedTuple):
    """One query of some domain's sql/checks.sql; its name says what is wrong when it returns rows."""

    domain: str
    name: str
    text: str


class Finding(NamedTuple):
    """Something wrong: which check found it, and in which thing."""

    domain: str
    check: str
    thing: str

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        return f"{self.domain}: {self.check}: {self.thing}"


@lru_cache(maxsize=1)
def list_checks() -> tuple[Check, ...]:
    """List the checks of all installed domains, the ledger's first.

    Shape:  read from <domain>/sql/checks.sql, split at lines `-- name: …`
    Queries: 0
    """
    folders = [(app.label, Path(app.path) / "sql" / "checks.sql") for app in apps.get_app_configs()]
    found = [check for label, path in folders if path.is_file() for check in _split_checks(domain=label, path=path)]
    return tuple(sorted(found, key=lambda check: check.domain != "ledger"))


def _split_checks(*, domain: str, path: Path) -> Iterator[Check]:
    """Split a file of checks into its named queries; a file without names is one query."""
    whole = path.read_text(encoding="utf-8")
    parts = _NAME.split(whole)
    if len(parts) == 1:
        yield Check(domain, "documents and books disagree", whole.strip().rstrip(";"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        yield Check(domain, name.strip(), text.strip().rstrip(";"))


def find_first_wrong(*, org_id: UUID) -> Finding | None:
    """Find the first thing that any check has against the acting organisation's rows.

    Queries: 1 per check
    """
    return next(_walk_findings(org_id=org_id), None)


def list_findings(*, org_id: UUID) -> list[Finding]:
    """List everything that the checks have against the acting organisation's rows.

    Queries: 1 per check
    """
    return list(_walk_findings(org_id=org_id))


def _walk_findings(*, org_id: UUID) -> Iterator[Finding]:
    for check in list_checks():
        with connection.cursor() as cursor:
            cursor.execute(check.text, {"org_id": org_id} if "%(org_id)s" in check.text else None)
            for row in cursor.fetchall():
                yield Finding(check.domain, check.name, " · ".join(str(value) for value in row))
