"""What the shops of the cast have beside daily sales: products, stalls, accounts, debts, stock, a platform."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from demo.calendar import YEAR
from demo.names import make_customer_name, make_person_name
from demo.world import Shop, shop_id
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.platform import withhold
from ecoop.trade.calc import (
    BankAccountDraft,
    MoneyMoveDraft,
    PlaceDraft,
    ProductDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
    StockMoveDraft,
    WithholdingDraft,
)

OPENED_ON = date(2021, 3, 1)
STALL_HABITS = ("tea", "market")
# One sale in so many is made at the stall, if there is one.
STALL_EVERY = 4
BOX_PRICE_VND = 12_000
PLATFORM = "Sàn Chợ Xanh"


@dataclass(frozen=True)
class Things:
    """Everything else of one shop's year, in the order in which it is recorded."""

    places: Sequence[PlaceDraft]
    accounts: Sequence[BankAccountDraft]
    products: Sequence[ProductDraft]
    stock: Sequence[StockMoveDraft]
    sales: Sequence[SaleDraft]
    purchases: Sequence[PurchaseDraft]
    withholdings: Sequence[WithholdingDraft]
    moves: Sequence[MoneyMoveDraft]


def plan_things(*, seed: int, shop: Shop) -> Things:
    """Plan what a shop of the cast keeps and owes."""
    return _Shelf(seed, shop, random.Random(f"{seed}:{shop.slug}:things")).plan()


def seat_sales(*, seed: int, shop: Shop, sales: Sequence[SaleDraft]) -> list[SaleDraft]:
    """Put the sales where they were made: most at home, some at the stall of a shop that has one."""
    home, stall = shop_id(seed=seed, shop=shop, name="place:home"), shop_id(seed=seed, shop=shop, name="place:stall")
    has_stall = shop.habit in STALL_HABITS
    return [
        replace(sale, place_id=stall if has_stall and number % STALL_EVERY == 0 else home)
        for number, sale in enumerate(sales, start=1)
    ]


@dataclass(frozen=True)
class _Shelf:
    seed: int
    shop: Shop
    rng: random.Random

    def plan(self) -> Things:
        box = self._id("product:box")
        credit = [self._credit_sale(month) for month in (2, 5, 8, 10)]
        platform = [self._platform_sale(month) for month in range(1, 11)] if self.shop.habit == "guests" else []
        return Things(
            places=self._places(),
            accounts=[BankAccountDraft(self._id("account"), "Ngân hàng Mẫu", f"00{self.rng.randint(10**9, 10**10)}")],
            products=[
                ProductDraft(box, "Hộp giấy đóng gói", "goods", "HOP", "chiếc", is_stocked=True),
                *self._products(),
            ],
            stock=self._stock(box),
            sales=[*credit, *platform],
            purchases=[*(self._boxes(box, month) for month in (1, 4, 7, 10)), *self._from_farmers()],
            withholdings=[self._withheld(sale) for sale in platform],
            moves=[self._paid_back(credit[0], 1), self._paid_back(credit[1], 2)],
        )

    def _id(self, name: str) -> UUID:
        return shop_id(seed=self.seed, shop=self.shop, name=name)

    def _places(self) -> list[PlaceDraft]:
        home = PlaceDraft(self._id("place:home"), self.shop.name, OPENED_ON, code="00001", is_head_office=True)
        stall = PlaceDraft(self._id("place:stall"), "Sạp chợ phiên", OPENED_ON, code="00002")
        return [home, stall] if self.shop.habit in STALL_HABITS else [home]

    def _products(self) -> list[ProductDraft]:
        return [
            ProductDraft(
                self._id(f"product:{number}"),
                product.name,
                product.sector,
                f"SP{number:02}",
                product.unit,
                Dong(product.price_vnd),
            )
            for number, product in enumerate(self.shop.products, start=1)
        ]

    def _stock(self, box: UUID) -> list[StockMoveDraft]:
        opening = StockMoveDraft(
            self._id("stock:opening"), date(YEAR, 1, 1), "opening", box, Decimal(300), Dong(300 * BOX_PRICE_VND)
        )
        used = [
            StockMoveDraft(
                self._id(f"stock:{month}"), date(YEAR, month, 25), "used", box, Decimal(self.rng.randint(60, 110))
            )
            for month in range(1, 13)
        ]
        return [opening, *used]

    def _boxes(self, box: UUID, month: int) -> PurchaseDraft:
        price = BOX_PRICE_VND + 500 * self.rng.randint(0, 4)
        line = PurchaseLineDraft("Hộp giấy đóng gói", Dong(300 * price), "chiếc", Decimal(300), Decimal(price), box)
        return PurchaseDraft(
            self._id(f"boxes:{month}"),
            date(YEAR, month, 6),
            (line,),
            what="materials",
            means="bank",
            party_name="Xưởng bao bì Mẫu",
            has_invoice=True,
        )

    def _from_farmers(self) -> list[PurchaseDraft]:
        """Produce bought straight from those who grew it, who issue no invoices: it stands on the list of the law."""
        drafts = []
        for month in range(1, 13, 2):
            kilos, price = self.rng.randint(40, 120), self.rng.randint(8, 16) * 1000
            line = PurchaseLineDraft("Rau củ của vườn", Dong(kilos * price), "kg", Decimal(kilos), Decimal(price))
            drafts.append(
                PurchaseDraft(
                    self._id(f"farmer:{month}"),
                    date(YEAR, month, 14),
                    (line,),
                    what="materials",
                    party_name=make_person_name(rng=self.rng),
                    party_address=f"Thôn {self.rng.randint(1, 9)}",
                    party_id_number=f"0681{self.rng.randint(10**7, 10**8 - 1)}",
                    seller_kind="farmer",
                )
            )
        return drafts

    def _credit_sale(self, month: int) -> SaleDraft:
        product, quantity = self.shop.products[0], self.rng.randint(5, 20)
        amount = Dong(quantity * product.price_vnd)
        line = SaleLineDraft(
            product.sector, product.name, amount, product.unit, Decimal(quantity), Decimal(product.price_vnd)
        )
        return SaleDraft(
            self._id(f"credit:{month}"),
            date(YEAR, month, 20),
            (line,),
            means="credit",
            party_name=make_customer_name(rng=self.rng),
            place_id=self._id("place:home"),
        )

    def _paid_back(self, sale: SaleDraft, part: int) -> MoneyMoveDraft:
        return MoneyMoveDraft(
            self._id(f"receipt:{sale.id}"),
            sale.sold_on + timedelta(days=30),
            "receipt",
            Dong(sale.total_vnd // part),
            means="bank",
            party_name=sale.party_name,
            settles_kind="trade.sale",
            settles_id=sale.id,
        )

    def _platform_sale(self, month: int) -> SaleDraft:
        product = self.shop.products[0]
        line = SaleLineDraft(product.sector, product.name, Dong(self.rng.randint(4, 12) * 1_000_000))
        return SaleDraft(
            self._id(f"platform:{month}"),
            date(YEAR, month, 27),
            (line,),
            text=f"Bán qua {PLATFORM} tháng {month}",
            channel="platform_paid",
            platform_name=PLATFORM,
        )

    def _withheld(self, sale: SaleDraft) -> WithholdingDraft:
        line = sale.lines[0]
        held = withhold(law=lawbook.on(sale.sold_on), sector=line.sector, order_vnd=line.amount_vnd)
        return WithholdingDraft(
            self._id(f"withheld:{sale.sold_on}"),
            sale.sold_on.replace(day=1),
            PLATFORM,
            held.vat_vnd,
            held.pit_vnd,
            f"BK-{sale.sold_on:%m/%Y}",
        )
