"""E-invoices of the demo: the public samples beside the project when they are there, and synthetic ones always."""

import os
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

from demo.calendar import YEAR
from demo.names import make_customer_name
from demo.world import Shop
from ecoop.invoicing.actions.import_invoices import IncomingFile
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice

FOLDER = "data/einvoices"
# The number in the samples' own series; the real files never use this one.
SERIES = "TDM"
SUPPLIER = ("0100109106", "Tổng kho vật tư Mẫu")


def find_real_files(*, root: Path) -> list[IncomingFile]:
    """Read the public sample invoices from `../shared`, or from where ECOOP_SHARED points."""
    folder = Path(os.environ.get("ECOOP_SHARED", root.parent / "shared")) / FOLDER
    return [IncomingFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xml"))]


def write_files(*, seed: int, shop: Shop) -> list[IncomingFile]:
    """Write one sale to a business and one purchase for every month of the shop's year, really signed."""
    rng = random.Random(f"{seed}:{shop.slug}:invoices")
    sales = [_sale(rng, shop, month) for month in range(1, 13)]
    purchases = [_purchase(rng, shop, month) for month in range(1, 13)]
    return [
        IncomingFile(f"{sample.symbol}-{sample.number}.xml", write_invoice(sample)) for sample in (*sales, *purchases)
    ]


def _sale(rng: random.Random, shop: Shop, month: int) -> SampleInvoice:
    product = rng.choice(shop.products)
    line = SampleLine(product.name, Decimal(rng.randint(8, 30)), Decimal(product.price_vnd), product.unit)
    return SampleInvoice(
        number=month,
        issued_on=date(YEAR, month, rng.randint(6, 12)),
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
