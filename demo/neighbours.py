"""Let the households of the province live their year, several at once, each in its own process and transaction."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections

from demo.invoices import write_neighbour_files
from demo.people import bring_neighbour
from demo.province import Neighbour
from demo.returns import file_returns
from demo.shops import plan_counts, plan_expenses, plan_purchases, plan_takings
from demo.worker import start
from demo.world import COOP_SLUG
from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import import_invoices
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.taxes.calc import HouseholdTax
from ecoop.taxes.queries import get_household_year
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves

# Households at work in one task: enough that starting one costs little, few enough to show progress.
CHUNK = 7
BUYS_EVERY_WEEKS = 4


@dataclass(frozen=True)
class Told:
    """What every process must know: the seed, the moment, who keeps the books, and where files are written."""

    seed: int
    year: int
    now: datetime
    accountant: UUID
    folder: Path
    ward_code: str | None


@dataclass(frozen=True)
class Lived:
    """What came out of one household's year."""

    number: int
    org_id: UUID
    is_new: bool
    documents: int
    invoices: int
    revenue_vnd: Dong
    vat_vnd: Dong
    pit_vnd: Dong
    exempt: bool
    method: str
    returns: int
    needs_human: str = ""


def live_all(*, told: Told, neighbours: Sequence[Neighbour], workers: int) -> Iterator[list[Lived]]:
    """Let everybody live; what is done comes back in chunks, in no order. Without workers it happens here."""
    chunks = [neighbours[start : start + CHUNK] for start in range(0, len(neighbours), CHUNK)]
    if not workers:
        yield from (live(told, chunk) for chunk in chunks)
        return
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=start) as pool:
        yield from (done.result() for done in as_completed([pool.submit(live, told, chunk) for chunk in chunks]))


def live(told: Told, neighbours: Sequence[Neighbour]) -> list[Lived]:
    """Let some households live their year, one after the other."""
    return [_live(told, neighbour) for neighbour in neighbours]


def _live(told: Told, neighbour: Neighbour) -> Lived:
    shop = neighbour.shop
    org_id, owner = bring_neighbour(
        seed=told.seed, neighbour=neighbour, accountant=told.accountant, ward_code=told.ward_code, now=told.now
    )
    act: dict[str, Any] = {"org_id": org_id, "by": owner, "now": told.now}
    files = write_neighbour_files(seed=told.seed, shop=shop, folder=told.folder) if shop.has_invoices else []
    with inside_organisation(org_id=org_id, person_id=owner):
        sales = record_sales(sales=plan_takings(seed=told.seed, neighbour=neighbour), **act)
        buying = plan_purchases(seed=told.seed, shop=shop, every_weeks=BUYS_EVERY_WEEKS, bought=neighbour.trade.bought)
        bought = record_purchases(purchases=buying, **act)
        spent = record_expenses(expenses=plan_expenses(seed=told.seed, shop=shop), **act)
        read = import_invoices(files=files, **act) if files else []
        ids = [each.invoice_id for each in read if each.invoice_id and each.status == "imported"]
        if ids:
            book_invoices(invoice_ids=ids, sector=shop.products[0].sector, **act)
        counted = record_stock_moves(moves=plan_counts(seed=told.seed, shop=shop, purchases=buying), **act)
        outcomes = [*sales, *bought, *spent, *counted]
        for outcome in outcomes:
            if outcome.status == "refused" and outcome.refusal is not None:
                raise outcome.refusal
        tax, why_not = _tax(org_id, told.year)
        today = vietnam_day(told.now)
        given: dict[str, Any] = {"seed": told.seed, "slug": shop.slug, "org_id": org_id, "owner": owner, "today": today}
        is_kept = neighbour.coop_slug == COOP_SLUG
        returns = file_returns(tax=tax, now=told.now, leaves_some=is_kept, **given) if tax else 0
    new = sum(1 for outcome in outcomes if outcome.status == "recorded")
    return Lived(
        number=neighbour.number,
        org_id=org_id,
        is_new=new > 0,
        documents=len(outcomes) + len(read),
        invoices=len(read),
        revenue_vnd=tax.revenue_vnd if tax else Dong(0),
        vat_vnd=tax.vat_vnd if tax else Dong(0),
        pit_vnd=tax.pit_vnd if tax else Dong(0),
        exempt=tax.exempt if tax else False,
        method=tax.method if tax else "",
        returns=returns,
        needs_human=why_not,
    )


def _tax(org_id: UUID, year: int) -> tuple[HouseholdTax | None, str]:
    """Compute the tax of the year, or say what a person must settle first."""
    try:
        return get_household_year(org_id=org_id, year=year), ""
    except Refusal as refusal:
        return None, refusal.said_text
