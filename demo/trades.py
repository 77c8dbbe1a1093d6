"""What people of the province live from: rice noodles, coffee, durian, and twenty other trades."""

from dataclasses import dataclass

from demo.world import Product

_MAKING, _GOODS, _SERVICES, _LEASE = "production_transport", "goods", "services", "asset_lease"


@dataclass(frozen=True)
class Trade:
    """A trade: how its shops are called, when they sell, what they sell, what it costs them in hundredths."""

    key: str
    called: tuple[str, ...]
    habit: str
    open_days: int
    cost_share: int
    products: tuple[Product, ...]
    bought: str


def _products(sector: str, *items: tuple[str, str, int]) -> tuple[Product, ...]:
    return tuple(Product(name, sector, unit, price_vnd) for name, unit, price_vnd in items)


TRADES = (
    Trade(
        "noodles",
        ("Bún", "Phở", "Mì Quảng", "Bánh canh"),
        "daily",
        150,
        58,
        _products(_MAKING, ("Bún tươi", "kg", 14_000), ("Tô bún bò", "tô", 40_000), ("Bánh phở", "kg", 16_000)),
        "Gạo, xương, rau",
    ),
    Trade(
        "coffee",
        ("Cà phê", "Vườn cà phê"),
        "coffee",
        40,
        48,
        _products(_MAKING, ("Cà phê nhân", "kg", 112_000), ("Cà phê rang", "kg", 240_000)),
        "Phân bón, nhân công hái",
    ),
    Trade(
        "durian",
        ("Sầu riêng", "Vườn sầu riêng"),
        "durian",
        32,
        42,
        _products(_GOODS, ("Sầu riêng Ri6", "kg", 68_000), ("Sầu riêng Monthong", "kg", 92_000)),
        "Phân bón, vật tư vườn",
    ),
    Trade(
        "tea",
        ("Chè", "Trà"),
        "tea",
        70,
        52,
        _products(_MAKING, ("Trà ô long", "kg", 420_000), ("Chè búp khô", "kg", 260_000)),
        "Phân bón, củi sấy",
    ),
    Trade(
        "grocery",
        ("Tạp hóa", "Bách hóa"),
        "daily",
        160,
        84,
        _products(_GOODS, ("Gạo tẻ", "kg", 18_000), ("Nước mắm", "chai", 45_000), ("Mì tôm", "thùng", 115_000)),
        "Hàng bán trong tuần",
    ),
    Trade(
        "vegetables",
        ("Rau", "Nhà lưới"),
        "market",
        90,
        60,
        _products(_GOODS, ("Xà lách", "kg", 22_000), ("Cà chua", "kg", 18_000), ("Ớt chuông", "kg", 38_000)),
        "Giống, phân, màng phủ",
    ),
    Trade(
        "fish",
        ("Cá", "Hải sản"),
        "market",
        80,
        76,
        _products(_GOODS, ("Cá lóc", "kg", 72_000), ("Tôm thẻ", "kg", 185_000)),
        "Cá, tôm đầu mối",
    ),
    Trade(
        "tailor",
        ("May đo", "Nhà may"),
        "market",
        80,
        38,
        _products(_SERVICES, ("May áo dài", "bộ", 900_000), ("Sửa quần áo", "chiếc", 60_000)),
        "Vải, phụ liệu",
    ),
    Trade(
        "hair",
        ("Cắt tóc", "Tiệm tóc"),
        "daily",
        120,
        30,
        _products(_SERVICES, ("Cắt tóc", "lượt", 60_000), ("Uốn tóc", "lượt", 450_000)),
        "Thuốc uốn, dầu gội",
    ),
    Trade(
        "guests",
        ("Nhà nghỉ", "Homestay"),
        "guests",
        110,
        46,
        _products(_SERVICES, ("Phòng nghỉ", "đêm", 480_000), ("Phòng gia đình", "đêm", 850_000)),
        "Chăn ga, đồ dùng phòng",
    ),
    Trade(
        "transport",
        ("Vận tải", "Xe tải"),
        "daily",
        90,
        62,
        _products(_MAKING, ("Chở nông sản", "chuyến", 900_000), ("Chở hàng lẻ", "chuyến", 350_000)),
        "Dầu, lốp, sửa chữa",
    ),
    Trade(
        "repair",
        ("Sửa xe", "Gara"),
        "daily",
        110,
        55,
        _products(_MAKING, ("Thay nhớt", "lượt", 140_000), ("Sửa máy", "lượt", 650_000)),
        "Phụ tùng, dầu nhớt",
    ),
    Trade(
        "silk",
        ("Lụa", "Tơ tằm"),
        "guests",
        60,
        54,
        _products(_MAKING, ("Khăn lụa", "chiếc", 320_000), ("Vải tơ tằm", "m", 410_000)),
        "Kén, tơ, thuốc nhuộm",
    ),
    Trade(
        "machines",
        ("Cho thuê máy", "Cho thuê xe"),
        "market",
        45,
        35,
        _products(_LEASE, ("Máy xới theo ngày", "ngày", 700_000), ("Xe tự lái", "ngày", 900_000)),
        "Bảo dưỡng, phụ tùng",
    ),
)
