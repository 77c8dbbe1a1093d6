"""Who lives in the small world: the cast, two cooperatives and six households. Ids follow from the seed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

_WORLD = UUID("6d3c9c4e-6b1f-5c55-9a39-9c1f0f2f7e11")
FOUNDED_ON = date(2026, 1, 1)
# The public sample invoices are of the second half of 2025, so the two shops that they belong to began then.
INVOICES_BEGAN_ON = date(2025, 7, 1)
# The tax codes under which the public sample invoices were issued; the samples' makers masked them.
SAMPLE_HOUSEHOLD = "001099000000"
SAMPLE_SHOP = "9999999901"
COOP_TAX_CODE, OTHER_TAX_CODE = "9900000016", "9900000023"


@dataclass(frozen=True)
class Product:
    """Something a shop sells: its sector of tax, its unit, a usual price."""

    name: str
    sector: str
    unit: str
    price_vnd: int


@dataclass(frozen=True)
class Shop:
    """A household business: who owns it, what it sells, about how much in a year."""

    slug: str
    name: str
    owner: str
    tax_code: str
    habit: str
    revenue_vnd: int
    cost_share: int
    products: tuple[Product, ...]
    has_invoices: bool = False


TEA = (
    Product("Chè búp khô loại 1", "production_transport", "kg", 320_000),
    Product("Chè đinh", "production_transport", "kg", 1_800_000),
    Product("Chè nõn hộp quà", "production_transport", "hộp", 450_000),
)
GROCERY = (
    Product("Gạo tẻ", "goods", "kg", 18_000),
    Product("Dầu ăn", "goods", "chai", 52_000),
    Product("Nước mắm", "goods", "chai", 45_000),
    Product("Mì tôm", "goods", "thùng", 115_000),
    Product("Bánh kẹo", "goods", "gói", 35_000),
)
FOOD = (
    Product("Phở bò", "production_transport", "bát", 45_000),
    Product("Cơm suất", "production_transport", "suất", 50_000),
    Product("Tiệc đặt bàn", "production_transport", "mâm", 1_200_000),
)
TAILOR = (
    Product("May áo dài", "services", "bộ", 900_000),
    Product("Sửa quần áo", "services", "chiếc", 60_000),
)
GUESTS = (
    Product("Phòng nghỉ", "services", "đêm", 550_000),
    Product("Bữa ăn cho khách", "production_transport", "suất", 150_000),
    Product("Chè đặc sản", "goods", "hộp", 260_000),
)
CARRYING = (
    Product("Chở nông sản", "production_transport", "chuyến", 900_000),
    Product("Chở khách hàng hóa lẻ", "production_transport", "chuyến", 350_000),
)

SHOPS = (
    Shop("ho-che-nam-lanh", "Hộ chè Năm Lành", "nam", SAMPLE_HOUSEHOLD, "tea", 1_450_000_000, 55, TEA, True),
    Shop("tap-hoa-goc-sung", "Tạp hóa Gốc Sung", "shop-1", SAMPLE_SHOP, "market", 2_200_000_000, 82, GROCERY, True),
    Shop("quan-khe-trau", "Quán ăn Khe Trầu", "shop-2", "001187000011", "guests", 1_250_000_000, 60, FOOD),
    Shop("may-do-ben-lau", "May đo Bến Lau", "shop-3", "001190000012", "market", 620_000_000, 40, TAILOR),
    Shop("nghi-duong-suoi-may", "Nhà nghỉ Suối Mây", "shop-4", "001182000013", "guests", 2_600_000_000, 50, GUESTS),
    Shop("van-tai-ba-tu", "Vận tải bà Tư", "tu", "001168000014", "market", 1_080_000_000, 58, CARRYING),
)
COOP_SLUG, COOP_NAME = "htx-che-doi-gio", "HTX Chè Đồi Gió"
OTHER_SLUG, OTHER_NAME = "htx-rau-dong-vac", "HTX Rau Đồng Vạc"
COFFEE_SLUG, COFFEE_NAME, COFFEE_TAX_CODE = "htx-ca-phe-suong-som", "HTX Cà phê Sương Sớm", "9900000048"


def seeded_id(*, seed: int, name: str) -> UUID:
    """Give the thing of this name in the world of this seed its id, the same at every run."""
    return uuid5(_WORLD, f"{seed}:{name}")


def shop_id(*, seed: int, shop: Shop, name: str) -> UUID:
    """Give something of a shop its id."""
    return seeded_id(seed=seed, name=f"{shop.slug}:{name}")
