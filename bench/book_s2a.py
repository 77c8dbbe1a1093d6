"""The book S2a of a household with a hundred thousand sales: its first page, and the whole of it as Excel and PDF."""

import html
import multiprocessing
import re
import resource
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import psutil
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from bench.measure import Measured
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.register_person import register_person
from ecoop.access.models import Person
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.parties.queries import OrganisationFacts
from ecoop.taxes.calc.books import year_of
from ecoop.taxes.queries.book_files import BookFile, open_book_excel, open_book_paper
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft

YEAR = 2026
NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
BATCH, DAYS = 2000, 365
FIRST_PAGE_MS_MAX, GROWTH_MB_MAX = 200, 150
_MB = 1024
_GOODS = ("Phở bò tái", "Cà phê sữa đá", "Bánh mì ổ", "Nước suối", "Bún chả")


def measure_book(*, sales: int) -> list[Measured]:
    """Record so many sales of one household, then ask for its book in each of its forms."""
    household, person = _household()
    began = time.monotonic()
    _sell(household.id, person.id, sales)
    recorded = time.monotonic() - began
    first, next_page = _pages(household, person)
    size = f"{sales:,} sales, two sector groups; recorded in {recorded:.0f} s"
    measured = [
        Measured(
            "book S2a: first page",
            round(first),
            "ms",
            target=f"under {FIRST_PAGE_MS_MAX} ms",
            is_met=first < FIRST_PAGE_MS_MAX,
            note=f"{size}; median of 9, sign-in, walls, tax and template included",
        ),
        Measured("book S2a: a page in the middle of the year", round(next_page), "ms", note=size),
    ]
    for name, make in (("Excel", open_book_excel), ("PDF", open_book_paper)):
        seconds, grown, press, written = _apart(make, household.id, person.id)
        measured.append(Measured(f"book S2a: the whole of it as {name}", round(seconds, 1), "s", note=written))
        measured.append(
            Measured(
                f"book S2a: memory grown for {name}",
                grown,
                "MB",
                target=f"at most {GROWTH_MB_MAX} MB",
                is_met=grown <= GROWTH_MB_MAX,
                note=f"the press, a process of its own for each volume, took {press} MB at most" if press else "",
            )
        )
    return measured


def _household() -> tuple[OrganisationFacts, Person]:
    person = register_person(name="Bà chủ quán", phone="0988000099", now=NOW)
    draft = OrganisationDraft(slug="quan-dong-khach", name="Quán đông khách", kind="household")
    identity = IdentityDraft(tax_code="019170000012", representative_name=person.name, phone=person.phone or "")
    return found_organisation(draft=draft, identity=identity, by=person.id, now=NOW), person


def _sell(org_id: UUID, by: UUID, sales: int) -> None:
    with inside_organisation(org_id=org_id, person_id=by):
        open_books(org_id=org_id, chart="household", starts_on=date(YEAR, 1, 1), by=by, now=NOW)
    for start in range(0, sales, BATCH):
        drafts = [_sale(number, sales) for number in range(start, min(sales, start + BATCH))]
        with inside_organisation(org_id=org_id, person_id=by):
            record_sales(org_id=org_id, sales=drafts, by=by, now=NOW)


def _sale(number: int, sales: int) -> SaleDraft:
    sector = "goods" if number % 5 == 3 else "production_transport"
    line = SaleLineDraft(sector, _GOODS[number % len(_GOODS)], Dong(25_000 + number % 300), unit="suất")
    day = date(YEAR, 1, 1) + timedelta(days=number * DAYS // sales)
    return SaleDraft(id=new_id(), sold_on=day, lines=(line,))


def _pages(household: OrganisationFacts, person: Person) -> tuple[float, float]:
    # The front need not be collected for this.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client()
    client.force_login(person)
    url = reverse("taxes:book", args=[household.slug, "s2a"])
    first = _median_ms(lambda: client.get(url, {"period": str(YEAR)}))
    shown = client.get(url, {"period": f"{YEAR}-07"}).content.decode()
    later = html.unescape(re.findall(r'href="([^"]*after=[^"]*)"', shown)[0])
    return first, _median_ms(lambda: client.get(later))


def _median_ms(ask: Callable[[], Any]) -> float:
    times = []
    for _round in range(9):
        began = time.monotonic()
        answer = ask()
        times.append((time.monotonic() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return median(times)


def _apart(make: Callable[..., BookFile], org_id: UUID, by: UUID) -> tuple[float, int, int, str]:
    """Write a file in a process of its own: seconds, megabytes grown, megabytes of its press, and what came out."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_write, (make, org_id, by))


def _write(make: Callable[..., BookFile], org_id: UUID, by: UUID) -> tuple[float, int, int, str]:
    before = psutil.Process().memory_info().rss // _MB // _MB
    began = time.monotonic()
    with inside_organisation(org_id=org_id, person_id=by):
        made = make(org_id=org_id, code="s2a", period=year_of(YEAR), made_at=NOW)
        made.file.seek(0, 2)
        size = made.file.tell()
    seconds = time.monotonic() - began
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MB
    press = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // _MB
    return seconds, max(0, own - before), press, f"{made.name}, {size / _MB / _MB:.1f} MB"
