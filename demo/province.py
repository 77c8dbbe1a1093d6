"""The households of the province, drawn from the seed: who they are, what they sell, how much in a year."""

import random
from dataclasses import dataclass
from datetime import date

from demo.names import make_person_name
from demo.trades import TRADES, Trade
from demo.world import COFFEE_SLUG, COOP_SLUG, OTHER_SLUG, Shop
from ecoop.parties.calc import slug_from_name

MILLION = 1_000_000
# With the six households of the cast they are three hundred.
HOUSEHOLDS = 294
COOPS = (COOP_SLUG, OTHER_SLUG, COFFEE_SLUG)
# Of a hundred households so many sell between these amounts (in millions) in a year: most are far below the
# threshold, some just under it, some above, and a few wholesalers pass every band.
BANDS = ((58, 90, 680), (13, 720, 998), (21, 1_020, 2_900), (6, 3_100, 9_500), (2, 10_500, 42_000))
LIKES = {
    COOP_SLUG: ("tea", "noodles", "guests", "transport"),
    OTHER_SLUG: ("vegetables", "fish", "grocery"),
    COFFEE_SLUG: ("coffee", "durian", "silk"),
}
MANY_LIKES = 4


@dataclass(frozen=True)
class Neighbour:
    """A household of the province: its shop, who owns it, and the cooperative it belongs to."""

    number: int
    shop: Shop
    trade: Trade
    owner_name: str
    coop_slug: str
    is_vat_cut: bool
    capital_millions: int
    began_on: date

    @property
    def phone(self) -> str:
        """Give an invented number that no one else in the demo has."""
        return f"0977{200_000 + self.number:06}"


def plan_province(*, seed: int, count: int = HOUSEHOLDS) -> list[Neighbour]:
    """Draw the households; the same seed draws the same ones."""
    rng = random.Random(f"{seed}:province")
    bands = _spread(count)
    rng.shuffle(bands)
    return [_neighbour(rng, number, band) for number, band in enumerate(bands, start=1)]


def _spread(count: int) -> list[tuple[int, int]]:
    """Give each household its band, in the shares of `BANDS` as nearly as whole households allow."""
    bands: list[tuple[int, int]] = []
    reached = 0
    for share, low, high in BANDS:
        reached += share
        bands += [(low, high)] * (count * reached // 100 - len(bands))
    return bands


def _neighbour(rng: random.Random, number: int, band: tuple[int, int]) -> Neighbour:
    coop = COOPS[number % len(COOPS)]
    trade = rng.choice(_likely(coop))
    owner = make_person_name(rng=rng)
    name = f"{rng.choice(trade.called)} {owner.split()[-1]} {number}"
    revenue = rng.randint(*band) * MILLION
    shop = Shop(
        slug=slug_from_name(name=name),
        name=name,
        owner=f"neighbour-{number}",
        tax_code=f"0681{rng.randint(60, 99)}9{number:05}",
        habit=trade.habit,
        revenue_vnd=revenue,
        cost_share=trade.cost_share + rng.randint(-6, 6),
        products=trade.products,
        has_invoices=band[0] >= BANDS[2][1],
    )
    return Neighbour(
        number=number,
        shop=shop,
        trade=trade,
        owner_name=owner,
        coop_slug=coop,
        is_vat_cut=trade.products[0].sector in ("goods", "production_transport") and rng.random() < 0.5,
        capital_millions=rng.choice((3, 5, 5, 8, 10)),
        began_on=date(rng.randint(2012, 2025), rng.randint(1, 12), 1),
    )


def _likely(coop: str) -> list[Trade]:
    """Weigh the trades: what the cooperative is about comes more often than the rest."""
    return [trade for trade in TRADES for _ in range(MANY_LIKES if trade.key in LIKES[coop] else 1)]
