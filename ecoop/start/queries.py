"""The trades from which a shop may begin, and the goods of each."""

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecoop.kernel.dong import Dong
from ecoop.start.calc import TRADE_WORDS
from ecoop.start.errors import TradeUnknown

_TABLE = Path(__file__).parent / "trades.csv"


@dataclass(frozen=True)
class DemoGood:
    """Something a shop of the trade sells, at a usual price; the household changes it as it likes."""

    code: str
    name: str
    unit: str
    price_vnd: Dong
    sector: str
    icon: str


@dataclass(frozen=True)
class Trade:
    """A trade with its picture and its usual goods, which carry Vietnamese names in every language."""

    code: str
    icon: str
    goods: tuple[DemoGood, ...]

    @property
    def label(self) -> str:
        """Name the trade in the active language."""
        return str(TRADE_WORDS[self.code])


@cache
def list_trades() -> tuple[Trade, ...]:
    """List the trades, those that most households have first.

    Queries: 0
    """
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    icons = {row["trade"]: row["trade_icon"] for row in rows}
    return tuple(
        Trade(code, icon, tuple(_good(row) for row in rows if row["trade"] == code and row["code"]))
        for code, icon in icons.items()
    )


@cache
def get_trades_version() -> str:
    """Name the table of trades as it is, so that a phone asks again only when it changed.

    Queries: 0
    """
    return hashlib.sha256(_TABLE.read_bytes()).hexdigest()[:16]


def get_trade(*, code: str) -> Trade:
    """Get a trade by its code.

    Raises:  TradeUnknown
    Queries: 0
    """
    found = next((trade for trade in list_trades() if trade.code == code), None)
    if found is None:
        raise TradeUnknown(trade=code)
    return found


def _good(row: dict[str, str]) -> DemoGood:
    price_vnd = Dong(int(row["price_vnd"]))
    return DemoGood(row["code"], row["name"], row["unit"], price_vnd, row["sector"], row["icon"])
