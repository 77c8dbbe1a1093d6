"""E-invoices of the demo: the public samples beside the project when they are there, and synthetic ones always."""

import os
import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from demo.calendar import YEAR
from demo.names import make_customer_name
from demo.world import COOP_NAME, COOP_TAX_CODE, Shop
from ecoop.invoicing.actions.import_invoices import IncomingFile
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dong import Dong

FOLDER = "data/einvoices"
# The number in the samples' own series; the real files never use this one.
SERIES = "MDM"
# Two invoices a month, in the first half and in the second.
HALVES, DAYS_LATER = (0, 1), 14
SUPPLIER = ("9900000030", "Tổng kho vật tư Mẫu")


def find_real_files(*, root: Path, shop: Shop) -> list[IncomingFile]:
    """Read the public sample invoices that name the shop, from `../shared` or where ECOOP_SHARED points."""
    folder = Path(os.environ.get("ECOOP_SHARED", root.parent / "shared")) / FOLDER
    files = (IncomingFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xml")))
    return [file for file in files if shop.tax_code.encode() in file.data]


def write_files(*, seed: int, shop: Shop) -> list[IncomingFile]:
    """Write one sale to a business and one purchase for every month of the shop's year, really signed."""
    rng = random.Random(f"{seed}:{shop.slug}:invoices")
    if shop.habit == "tea":
        sales = [_delivery(shop, delivery) for delivery in plan_deliveries(seed=seed, shop=shop)]
    else:
        sales = [_sale(rng, shop, month) for month in range(1, 13)]
    purchases = [_purchase(rng, shop, month) for month in range(1, 13)]
    return [
        IncomingFile(f"{sample.symbol}-{sample.number}.xml", write_invoice(sample)) for sample in (*sales, *purchases)
    ]


def write_neighbour_files(*, seed: int, shop: Shop, folder: Path) -> list[IncomingFile]:
    """Write the e-invoices that a household of the province issued, as a zip into the folder, and hand it over."""
    rng = random.Random(f"{seed}:{shop.slug}:invoices")
    path = folder / f"{shop.slug}.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        samples = [_sale(rng, shop, month, half) for month in range(1, 13) for half in HALVES]
        with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
            for sample in samples:
                bundle.writestr(f"{sample.symbol}-{sample.number}.xml", write_invoice(sample))
    return [IncomingFile(path.name, path.read_bytes())]


@dataclass(frozen=True)
class Delivery:
    """Tea that a household delivered to its cooperative against an e-invoice."""

    number: int
    delivered_on: date
    weight_kg: int
    price_vnd: int

    @property
    def amount_vnd(self) -> Dong:
        """Multiply."""
        return Dong(self.weight_kg * self.price_vnd)

    @property
    def label(self) -> str:
        """Name the invoice as papers do."""
        return f"2C26{SERIES} {self.number}"


def plan_deliveries(*, seed: int, shop: Shop) -> list[Delivery]:
    """Plan what a tea household delivers to its cooperative, once a month, more in the season.

    The household's invoices and the cooperative's purchases both come from here, so that one can be followed
    into the other.
    """
    rng = random.Random(f"{seed}:{shop.slug}:deliveries")
    weights = (rng.randint(90, 160) if 4 <= month <= 10 else rng.randint(20, 50) for month in range(1, 13))
    return [
        Delivery(month, date(YEAR, month, rng.randint(6, 12)), weight, 180_000)
        for month, weight in enumerate(weights, start=1)
    ]


def _delivery(shop: Shop, delivery: Delivery) -> SampleInvoice:
    line = SampleLine("Chè búp khô giao hợp tác xã", Decimal(delivery.weight_kg), Decimal(delivery.price_vnd), "kg")
    return SampleInvoice(
        number=delivery.number,
        issued_on=delivery.delivered_on,
        lines=[line],
        series=SERIES,
        seller_tax_code=shop.tax_code,
        seller_name=shop.name,
        buyer_tax_code=COOP_TAX_CODE,
        buyer_name=COOP_NAME,
    )


def _sale(rng: random.Random, shop: Shop, month: int, half: int | None = None) -> SampleInvoice:
    product = rng.choice(shop.products)
    line = SampleLine(product.name, Decimal(rng.randint(8, 30)), Decimal(product.price_vnd), product.unit)
    return SampleInvoice(
        number=month if half is None else 2 * month - 1 + half,
        issued_on=date(YEAR, month, rng.randint(6, 12) + DAYS_LATER * (half or 0)),
        lines=[line],
        series=SERIES,
        seller_tax_code=shop.tax_code,
        seller_name=shop.name,
        buyer_name=make_customer_name(rng=rng),
    )


def _purchase(rng: random.Random, shop: Shop, month: int) -> SampleInvoice:
    line = SampleLine("Bao bì, vật tư", Decimal(rng.randint(20, 90)), Decimal(25_000), "bộ", "8%")
    code, name = SUPPLIER
    return SampleInvoice(
        number=1000 * (1 + len(shop.slug)) + month,
        issued_on=date(YEAR, month, rng.randint(2, 5)),
        lines=[line],
        form="1",
        series=SERIES,
        seller_tax_code=code,
        seller_name=name,
        buyer_tax_code=shop.tax_code,
        buyer_name=shop.name,
    )
