"""How long a code holds, how many may be asked for, what the trades are called, how a shop gets its address."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ecoop.parties.calc import slug_from_name

DIGITS = 6
ATTEMPTS_MAX = 5
HOLDS = timedelta(minutes=10)
# Between two codes to one number.
PAUSE = timedelta(seconds=60)
SPAN = timedelta(hours=1)
OF_A_PHONE_MAX = 5
# A market hall signs up behind one address; a machine that makes phones ring may not.
OF_AN_ADDRESS_MAX = 60
# Wrong guesses of one address in an hour, over all numbers: what a hall mistypes, far from what a machine needs.
GUESSES_OF_AN_ADDRESS_MAX = 30
KEPT = timedelta(days=1)
SLUG_MAX = 44
NAMELESS = "cua-hang"
# The trades of trades.csv as people call them, in its order.
TRADE_WORDS = {
    "tap-hoa": _("Grocery"),
    "quan-an": _("Food stall"),
    "ca-phe": _("Coffee shop"),
    "tra-sua": _("Milk tea and ice cream"),
    "rau-qua": _("Vegetables and fruit"),
    "thit-ca": _("Meat and fish"),
    "quan-ao": _("Clothes"),
    "giay-dep": _("Shoes and bags"),
    "cat-toc": _("Hair and nails"),
    "may-do": _("Tailor and laundry"),
    "sua-xe": _("Motorbike repair"),
    "kim-khi": _("Hardware and building materials"),
    "vat-tu-nong-nghiep": _("Farm supplies"),
    "nong-san": _("Farm produce"),
    "van-tai": _("Transport and delivery"),
    "nha-nghi": _("Guest house"),
    "khac": _("Something else"),
}


def seconds_to_wait(*, of_phone: Sequence[datetime], of_address: Sequence[datetime], now: datetime) -> int:
    """Tell how many seconds remain until another code may be sent; nothing if one may be sent now.

    Shape:  the moments at which codes went out within the span, the newest first
    """
    waits = [_until_free(of_phone, OF_A_PHONE_MAX, now), _until_free(of_address, OF_AN_ADDRESS_MAX, now)]
    if of_phone:
        waits.append(of_phone[0] + PAUSE - now)
    # A part of a second is a whole one to whoever waits.
    return max(0, *(-(-wait // timedelta(seconds=1)) for wait in waits))


def slug_root(*, name: str) -> str:
    """Make the address of a shop out of its name: Tạp hóa Bà Tư becomes tap-hoa-ba-tu."""
    return slug_from_name(name=name)[:SLUG_MAX].strip("-") or NAMELESS


def free_slug(*, root: str, taken: Collection[str]) -> str:
    """Give the first address nobody has: the root itself, or with a number behind it."""
    slug, number = root, 1
    while slug in taken:
        number += 1
        slug = f"{root}-{number}"
    return slug


def _until_free(sent: Sequence[datetime], most: int, now: datetime) -> timedelta:
    return sent[most - 1] + SPAN - now if len(sent) >= most else timedelta(0)
