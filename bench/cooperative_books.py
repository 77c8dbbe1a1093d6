"""The books of a cooperative with a million postings: each page as a person asks for it, beside raw SQL."""

import html
import re
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.measure import Measured
from ecoop.access.actions.grant_role import grant_role
from ecoop.access.models import Person
from ecoop.kernel.walls import inside_organisation

PAGE_MS_MAX, TIMES = 200, 9
YEAR = 2026
# What each page asks for: the book, and the sheet in it.
PAGES = (("s03a", ""), ("s03b", "511"), ("s04a", "111"), ("s12", ""), ("s34", "411"))
RAW = """
    SELECT p.entry_on, p.debit, p.credit, p.amount_vnd, e.number, e.text FROM ledger_posting p
    JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
    WHERE p.org_id = %(org_id)s AND p.entry_on >= '2026-01-01' AND p.entry_on < '2027-01-01'
        AND (%(account)s = '' OR left(p.debit, 3) = %(account)s OR left(p.credit, 3) = %(account)s)
    ORDER BY p.entry_on, p.entry_id, p.line LIMIT 101
"""


def measure_books(*, org_id: UUID, by: UUID, slug: str, now: Any) -> list[Measured]:
    """Ask for the first page of some books and for one that follows, signed in, walls and template included."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with inside_organisation(org_id=org_id, person_id=by):
        grant_role(org_id=org_id, person_id=by, role="accountant", by=by, now=now)
    client = Client()
    client.force_login(Person.objects.get(id=by))
    measured = []
    for code, item in PAGES:
        url = reverse("taxes:book", args=[slug, code])
        asked = {"period": str(YEAR), **({"item": item} if item else {})}
        first = client.get(url, asked)
        measured.append(
            _measure(f"book {code.upper()}: first page", lambda u=url, a=asked: client.get(u, a), org_id, item)
        )
        following = re.findall(r'href="([^"]*after=[^"]*)"', first.content.decode())
        if following:
            later = html.unescape(following[0])
            measured.append(
                _measure(f"book {code.upper()}: the page after it", lambda u=later: client.get(u), org_id, item)
            )
    return measured


def _measure(name: str, ask: Callable[[], Any], org_id: UUID, account: str) -> Measured:
    ours, theirs = [], []
    for _time in range(TIMES):
        began = time.monotonic()
        answer = ask()
        ours.append(1000 * (time.monotonic() - began))
        assert answer.status_code == 200, answer.status_code
        began = time.monotonic()
        with inside_organisation(org_id=org_id, person_id=None), connection.cursor() as cursor:
            cursor.execute(RAW, {"org_id": org_id, "account": account})
            cursor.fetchall()
        theirs.append(1000 * (time.monotonic() - began))
    ms, raw_ms = median(ours), median(theirs)
    return Measured(
        name,
        round(ms),
        "ms",
        beside=round(raw_ms, 1),
        target=f"under {PAGE_MS_MAX} ms",
        is_met=ms < PAGE_MS_MAX,
        note=f"sign-in, walls and template included; beside: 101 such lines in raw SQL; slowest {max(ours):.0f} ms",
    )
