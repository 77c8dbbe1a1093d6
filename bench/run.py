"""One run of each bench: the ledger's four on one fresh database, the reading of e-invoices, a long book,
the returns of a pilot, lists from Excel."""

from datetime import date
from pathlib import Path

from rich.progress import Progress

from bench.book_s2a import measure_book
from bench.invoice_reading import measure_invoice_reading
from bench.ledger_growth import measure_cost_while_growing, measure_trial_balance, measure_verification
from bench.ledger_sales import measure_beside_bare, measure_from_python, seed
from bench.list_import import measure_list_import
from bench.measure import Measured, bench_database, describe_hardware, describe_machine, run_sql, write_results
from bench.member_import import measure_member_import
from bench.phone import measure_phone
from bench.return_xml import measure_return_xml
from bench.sharing import measure_sharing
from bench.statements import measure_statements
from bench.sync import measure_sync
from bench.tax_returns import measure_tax_returns
from bench.votes import measure_votes
from ecoop.config.phone import build_phone

ORGS = 200


def run_ledger(*, name: str, is_quick: bool, sales: int, today: date) -> tuple[list[Measured], Path]:
    """Measure, and write the results down."""
    steps = (10_000, 30_000) if is_quick else (10_000, 100_000, 1_000_000, 5_000_000)
    sizes = [size for size in steps if size <= sales]
    seconds, rounds = (2, 1) if is_quick else (6, 3)
    with bench_database() as database, Progress() as progress:
        step = progress.add_task("ledger", total=5)
        machine = describe_machine()
        org_ids = seed(orgs=ORGS)
        measured = measure_from_python(org_ids=org_ids, seconds=seconds)
        progress.advance(step)
        measured += measure_beside_bare(database=database, orgs=ORGS, seconds=seconds, rounds=rounds)
        progress.advance(step)
        run_sql("TRUNCATE bare.entry, bare.posting, bare.balance")
        measured += measure_trial_balance(org_id=org_ids[0])
        progress.advance(step)
        measured += measure_verification(org_ids=org_ids[:40])
        progress.advance(step)
        measured += measure_cost_while_growing(org_ids=org_ids[2:], sizes=sizes)
        progress.advance(step)
    return measured, write_results(name=name, machine=machine, measured=measured, today=today)


def run_invoices(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the reading of e-invoices, which needs no database, and write the results down."""
    machine = describe_hardware()
    measured = measure_invoice_reading(count=1_000 if is_quick else 10_000)
    return measured, write_results(name="invoices", machine=machine, measured=measured, today=today)


def run_book(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the book of a household that sells all day, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_book(sales=10_000 if is_quick else 100_000)
    return measured, write_results(name="book-s2a", machine=machine, measured=measured, today=today)


def run_lists(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure lists from Excel and CSV on their way into the books, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_list_import(rows=10_000 if is_quick else 100_000)
    return measured, write_results(name="lists", machine=machine, measured=measured, today=today)


def run_members(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure a whole register of members on its way in, and its pages once it is there, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_member_import(rows=9_000 if is_quick else 90_000)
    return measured, write_results(name="members", machine=machine, measured=measured, today=today)


def run_taxes(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the returns of a quarter for the pilot, which need no database, and write the results down."""
    machine = describe_hardware()
    households = 5_000 if is_quick else 90_000
    measured = [*measure_tax_returns(households=households), *measure_return_xml(households=households)]
    return measured, write_results(name="tax-returns", machine=machine, measured=measured, today=today)


def run_statements(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the statements and the closing of a cooperative with a million postings, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_statements(postings=100_000 if is_quick else 1_000_000)
    return measured, write_results(name="statements", machine=machine, measured=measured, today=today)


def run_sharing(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the sharing of a year among a province of members, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_sharing(members=9_000 if is_quick else 90_000)
    return measured, write_results(name="sharing", machine=machine, measured=measured, today=today)


def run_votes(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure a meeting that votes by phone, openly and in secret, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_votes(members=500 if is_quick else 10_000)
    return measured, write_results(name="votes", machine=machine, measured=measured, today=today)


def run_sync(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure what a server takes in from a hundred phones at once, and write the results down."""
    with bench_database():
        machine = describe_machine()
        measured = measure_sync(seconds=20 if is_quick else 600, direct_seconds=3 if is_quick else 10)
    return measured, write_results(name="sync", machine=machine, measured=measured, today=today)


def run_phone(*, is_quick: bool, today: date) -> tuple[list[Measured], Path]:
    """Measure the phone's app in a slowed-down Chromium, and write the results down."""
    build_phone()
    with bench_database():
        machine = describe_machine()
        measured = measure_phone(rounds=3 if is_quick else 9)
    return measured, write_results(name="phone", machine=machine, measured=measured, today=today)
