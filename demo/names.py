"""Invented people and shops, put together from syllables; nobody real is meant."""

import random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Hữu", "Xuân")
GIVEN = ("An", "Bình", "Cúc", "Dung", "Hạnh", "Khôi", "Lành", "Mai", "Nga", "Phúc", "Quế", "Sơn", "Thảo", "Vinh")
PLACES = ("Suối Mây", "Đồi Gió", "Khe Trầu", "Gốc Sung", "Bến Lau", "Nà Cọ", "Đồng Vạc", "Hang Dơi")


def make_person_name(*, rng: random.Random) -> str:
    """Put a person's name together."""
    return f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"


def make_customer_name(*, rng: random.Random) -> str:
    """Put the name of a small business together, as it stands on an invoice."""
    kind = rng.choice(("Quán cơm", "Cửa hàng", "Nhà nghỉ", "Đại lý", "Bếp ăn"))
    return f"{kind} {rng.choice(PLACES)} {rng.randint(1, 99)}"
