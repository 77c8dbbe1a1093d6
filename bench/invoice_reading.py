"""E-invoices read from a folder: how many a second with every signature checked, and how much memory that takes."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from bench.measure import Measured
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice

FIRST_DAY = date(2026, 1, 1)
GOODS = ("Bún khô", "Chè búp khô", "Cà phê nhân", "Sầu riêng", "Phân bón NPK", "Bao bì")
RATE_MIN, GROWTH_MAX_MB = 500, 60
_MB = 1024
_PROCESSES = 2


@dataclass(frozen=True)
class Reading:
    """One run of the command over a folder."""

    seconds: float
    rss_mb: int
    bytes_out: int


def measure_invoice_reading(*, count: int) -> list[Measured]:
    """Write so many signed invoices, read a fifth of them and then all, and hold both against the target."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_pile(root=root, count=count)
        load = os.getloadavg()[0]
        few = read_pile(root / "0", shown="--jsonl")
        all_of_it = read_pile(root, shown="--json")
    rate = count / all_of_it.seconds
    grown = all_of_it.rss_mb - few.rss_mb
    two = "the seller's and the authority's signature on each, RSA 2048 with SHA-256"
    return [
        Measured(
            f"ecoop invoice read --json: {count:,} invoices in a folder",
            round(rate),
            "invoices/s",
            target=f"at least {RATE_MIN}",
            is_met=rate >= RATE_MIN,
            note=f"{two}; start of the program included; {all_of_it.seconds:.1f} s; load before {load:.1f}",
        ),
        Measured(
            "memory of the largest process",
            all_of_it.rss_mb,
            "MB",
            beside=few.rss_mb,
            target=f"at most {GROWTH_MAX_MB} MB above that of a fifth of them",
            is_met=grown <= GROWTH_MAX_MB,
            note=f"beside it: {count // 5:,} invoices; {all_of_it.bytes_out / _MB / _MB:.0f} MB of JSON written",
        ),
    ]


def write_pile(*, root: Path, count: int) -> None:
    """Write signed invoices of a few lines into five folders."""
    places = [(root / str(5 * number // count), number) for number in range(count)]
    for folder in sorted({folder for folder, _number in places}):
        folder.mkdir()
    with multiprocessing.get_context("fork").Pool(_PROCESSES) as pool:
        pool.starmap(_write_one, places, chunksize=100)


def read_pile(folder: Path, *, shown: str) -> Reading:
    """Read a folder with the command as people run it, and look how large its largest process grew."""
    command = (sys.executable, "manage.py", "invoice", "read", str(folder), shown)
    measuring = (
        "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(code)"
    )
    began = time.monotonic()
    answer = subprocess.run((sys.executable, "-c", measuring, *command), capture_output=True, check=True)
    seconds = time.monotonic() - began
    return Reading(seconds, int(answer.stderr.split()[-1]) // _MB, len(answer.stdout))


def _write_one(folder: Path, number: int) -> None:
    lines = [
        SampleLine(name, Decimal(1 + (number + place) % 7), Decimal(18_000 + 10 * number), vat_rate="8%")
        for place, name in enumerate(GOODS[: 2 + number % 4])
    ]
    issued_on = FIRST_DAY + timedelta(days=number % 330)
    sample = SampleInvoice(number=number + 1, issued_on=issued_on, lines=lines, form="1", seller_tax_code="0100109106")
    (folder / f"{number:06d}.xml").write_bytes(write_invoice(sample))
