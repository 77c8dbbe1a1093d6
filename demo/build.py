"""Build the small world step by step; every step may be repeated and then changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from demo.coop import Seat, plan_coop
from demo.coop_meetings import Decided, hold_annual_meeting
from demo.coop_year import AFTER_SHARING, BEFORE_SHARING, Live, live_pieces
from demo.invoices import find_real_files, plan_deliveries, write_files
from demo.neighbours import Lived, Told, live_all
from demo.payments import live_payments
from demo.people import People, bring_people, find_ward
from demo.phones import part_by_phone, sell_on_phone
from demo.province import HOUSEHOLDS, Neighbour, plan_province
from demo.resolutions import charter_on_paper, not_before
from demo.returns import file_returns
from demo.shops import plan_expenses, plan_purchases, plan_sales
from demo.things import plan_things, seat_sales
from demo.world import COFFEE_NAME, COFFEE_SLUG, COOP_NAME, COOP_SLUG, OTHER_NAME, OTHER_SLUG, SHOPS, Shop
from ecoop.config.cast import CAST
from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.actions.decide_year import decide_year
from ecoop.distribution.actions.share_year import share_year
from ecoop.distribution.errors import YearIsClosed, YearIsDecided, YearIsShared
from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.seal_days import seal_days
from ecoop.ledger.queries.seals import list_seals
from ecoop.members.actions.admit_members import admit_members
from ecoop.members.actions.record_contributions import record_contributions
from ecoop.members.actions.record_dealings import record_dealings
from ecoop.members.actions.sign_agreements import sign_agreements
from ecoop.taxes.queries import get_household_year
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.actions.record_withholdings import record_withholdings

T = TypeVar("T")
NAMES = {COOP_SLUG: COOP_NAME, OTHER_SLUG: OTHER_NAME, COFFEE_SLUG: COFFEE_NAME}
# Who keeps the books of each cooperative.
COOP_KEEPERS = {COOP_SLUG: "lan", OTHER_SLUG: "tu", COFFEE_SLUG: "hoa"}
BATCH = 500
YEAR = 2026
DECIDED_ON = date(2027, 3, 20)
FUNDS = [{"name": "Quỹ đầu tư phát triển", "rate": "0.10"}, {"name": "Quỹ dự phòng", "rate": "0.05"}]
CAPITAL_MILLIONS = {"nam": 120, "shop-1": 90, "shop-2": 60, "shop-3": 40, "shop-4": 110}


@dataclass(frozen=True)
class Step:
    """One step of the building: what it says to the person who waits, and what it does."""

    said: str
    do: Callable[[], str]


@dataclass
class Builder:
    """Builds the world of one seed at one instant; the steps share the people who came in first."""

    seed: int
    now: datetime
    password: str
    root: Path
    households: int = HOUSEHOLDS
    workers: int = 0
    # Whom to tell how far a long step has come.
    tell: Callable[[str], None] = field(default=lambda said: None)
    people: People | None = None
    neighbours: list[Neighbour] = field(default_factory=list)
    lived: list[Lived] = field(default_factory=list)

    def list_steps(self) -> Iterator[Step]:
        """List the steps in their order."""
        yield Step(_("People and organisations"), self._bring_people)
        for shop in SHOPS:
            yield Step(_("A year of {name}").format(name=shop.name), partial(self._run_shop, shop))
        for shop in (shop for shop in SHOPS if shop.has_invoices):
            yield Step(_("E-invoices of {name}").format(name=shop.name), partial(self._read_invoices, shop))
        said = _("A year of {count} households of the province").format(count=self.households)
        yield Step(said, self._run_province)
        yield Step(_("Returns of the cast's households"), self._file_returns)
        for slug, who in COOP_KEEPERS.items():
            said = _("Members, capital and trade of {name}").format(name=NAMES[slug])
            yield Step(said, partial(self._run_coop, slug, who))
        for slug, who in COOP_KEEPERS.items():
            said = _("A year in the office of {name}").format(name=NAMES[slug])
            yield Step(said, partial(self._run_office, slug, who, BEFORE_SHARING))
            yield Step(_("Year end of {name}").format(name=NAMES[slug]), partial(self._end_year, slug, who))
            said = _("Returns of {name}").format(name=NAMES[slug])
            yield Step(said, partial(self._run_office, slug, who, AFTER_SHARING))
        yield Step(_("Seals"), self._seal)

    def _bring_people(self) -> str:
        self.people = bring_people(seed=self.seed, password=self.password, now=self.now)
        counts = {"persons": len(self.people.persons), "organisations": len(self.people.organisations)}
        return _("{persons} persons, {organisations} organisations").format(**counts)

    def _run_shop(self, shop: Shop) -> str:
        act = self._act(shop.slug, shop.owner)
        recorded = 0
        with self.inside(shop.slug, shop.owner):
            things = plan_things(seed=self.seed, shop=shop)
            record_places(places=things.places, **act)
            record_bank_accounts(accounts=things.accounts, **act)
            record_products(products=things.products, **act)
            recorded += _count(record_stock_moves(moves=things.stock[:1], **act))
            planned = seat_sales(seed=self.seed, shop=shop, sales=plan_sales(seed=self.seed, shop=shop))
            at_desk, by_phone = part_by_phone(
                seed=self.seed, shop=shop, sales=planned, org_id=act["org_id"], now=self.now
            )
            for sales in _batches([*at_desk, *things.sales]):
                recorded += _count(record_sales(sales=sales, **act))
            recorded += _count(record_purchases(purchases=things.purchases, **act))
            recorded += _count(record_stock_moves(moves=things.stock[1:], **act))
            recorded += _count(record_withholdings(withholdings=things.withholdings, **act))
            recorded += _count(record_money_moves(moves=things.moves, **act))
            recorded += _count(record_purchases(purchases=plan_purchases(seed=self.seed, shop=shop), **act))
            recorded += _count(record_expenses(expenses=plan_expenses(seed=self.seed, shop=shop), **act))
            recorded += sell_on_phone(seed=self.seed, shop=shop, sales=by_phone, **act)
            recorded += live_payments(seed=self.seed, slug=shop.slug, year=YEAR, **act)
        return _("{count} new documents").format(count=recorded) if recorded else _("all there already")

    def _read_invoices(self, shop: Shop) -> str:
        act = self._act(shop.slug, shop.owner)
        real, written = find_real_files(root=self.root, shop=shop), write_files(seed=self.seed, shop=shop)
        with self.inside(shop.slug, shop.owner):
            from_real = self._book(real, "goods", act)
            from_written = self._book(written, shop.products[0].sector, act)
        words = _("real files: {real}; written for the demo: {written}")
        return words.format(real=from_real, written=from_written)

    def _book(self, files: Sequence[IncomingFile], sector: str, act: dict[str, Any]) -> str:
        """Import files and book what is in them; what cannot be booked stays readable with its reason."""
        outcomes = import_invoices(files=files, **act)
        ids = [outcome.invoice_id for outcome in outcomes if outcome.invoice_id and outcome.status == "imported"]
        booked = book_invoices(invoice_ids=ids, sector=sector, **act) if ids else []
        count = sum(1 for outcome in booked if outcome.document_kind and not outcome.refusal)
        known = sum(1 for outcome in outcomes if outcome.status == "known")
        words = _("{files} files, {read} new invoices, {booked} booked, {known} known")
        return words.format(files=len(files), read=len(ids), booked=count, known=known)

    def _run_province(self) -> str:
        self.neighbours = plan_province(seed=self.seed, count=self.households)
        told = Told(
            seed=self.seed,
            year=YEAR,
            now=self.now - timedelta(days=1),
            accountant=self.world.persons["lan"],
            folder=self.root / "var/demo/einvoices",
            ward_code=find_ward(),
        )
        self.lived = []
        for chunk in live_all(told=told, neighbours=self.neighbours, workers=self.workers):
            self.lived += chunk
            words = _("{done} of {count} households have lived their year")
            self.tell(words.format(done=len(self.lived), count=self.households))
        self.lived.sort(key=lambda one: one.number)
        counts = {name: sum(getattr(one, name) for one in self.lived) for name in ("documents", "invoices")}
        return _("{documents} documents, {invoices} e-invoices read").format(**counts)

    def _file_returns(self) -> str:
        prepared = 0
        for shop in SHOPS:
            act = self._act(shop.slug, shop.owner)
            given = {"seed": self.seed, "slug": shop.slug, "org_id": act["org_id"], "owner": act["by"]}
            with self.inside(shop.slug, shop.owner):
                tax = get_household_year(org_id=act["org_id"], year=YEAR)
                prepared += file_returns(tax=tax, today=vietnam_day(self.now), now=act["now"], **given)
        return _("{count} returns prepared").format(count=prepared)

    def _run_coop(self, slug: str, who: str) -> str:
        act = self._act(slug, who)
        plan = plan_coop(seed=self.seed, slug=slug, seats=self._list_seats(slug))
        with self.inside(slug, who):
            charter_on_paper(choices=plan.charter, **act)
            admit_members(admissions=plan.admissions, **act)
            sign_agreements(agreements=plan.agreements, **act)
            record_contributions(contributions=plan.contributions, **act)
            new = record_dealings(dealings=plan.dealings, **act)
        return _("{members} members, {count} new lines of trade").format(members=len(plan.admissions), count=len(new))

    def _run_office(self, slug: str, who: str, lives: tuple[tuple[object, Live], ...]) -> str:
        act = self._act(slug, who)
        with self.inside(slug, who):
            documents = live_pieces(lives=lives, tell=self.tell, seed=self.seed, slug=slug, year=YEAR, **act)
        return _("{count} documents").format(count=documents)

    def _list_seats(self, slug: str) -> list[Seat]:
        organisations = self.world.organisations
        deliveries = tuple(plan_deliveries(seed=self.seed, shop=SHOPS[0]))
        by_owner = {shop.owner: organisations[shop.slug] for shop in SHOPS}
        names = {one.key: one.name for one in CAST}
        lived = {one.number: one.org_id for one in self.lived}
        around = [
            Seat(one.shop.slug, one.shop.name, lived[one.number], one.capital_millions, is_quiet=True)
            for one in self.neighbours
            if one.coop_slug == slug
        ]
        if slug == OTHER_SLUG:
            own = Seat("tu", by_owner["tu"].name, by_owner["tu"].id, 100)
            others = [Seat(f"other-{number}", f"Hộ Đồng Vạc {number}", None, 70) for number in range(1, 5)]
            return [own, *others, *around]
        if slug == COFFEE_SLUG:
            return [*(Seat(f"founder-{number}", f"Hộ Sương Sớm {number}", None, 60) for number in range(1, 6)), *around]
        return [
            *(
                Seat(key, by_owner[key].name, by_owner[key].id, amount, deliveries=deliveries if key == "nam" else ())
                for key, amount in CAPITAL_MILLIONS.items()
            ),
            Seat("hoa", names["hoa"], None, 80),
            Seat("investor", "Công ty Gió Đồng", None, 100, uses=False, works=False),
            Seat("guest", "Hộ khách Nà Cọ", None, 0, works=False),
            *around,
        ]

    def _end_year(self, slug: str, who: str) -> str:
        act = self._act(slug, who)
        later = {**act, "now": not_before(day=DECIDED_ON, now=act["now"])}
        says = {"year": YEAR, "other_funds": FUNDS, "losses_carried_vnd": 0}
        with self.inside(slug, who):
            sharing = Decided("distribution", f"Phân phối thu nhập năm {YEAR}", says)
            meeting: dict[str, Any] = {"seed": self.seed, "slug": slug, "year": YEAR, "held_on": DECIDED_ON}
            passed = hold_annual_meeting(decided=(sharing,), org_id=act["org_id"], by=act["by"], **meeting)
            passed_id = passed["distribution"]
            done = [
                _once(lambda: close_year(year=YEAR, today=DECIDED_ON, **act), YearIsClosed),
                _once(lambda: decide_year(year=YEAR, resolution_id=passed_id, **later), YearIsDecided),
                _once(lambda: share_year(year=YEAR, **act), YearIsShared),
            ]
        return _("closed, decided, shared") if any(done) else _("shared already")

    def _seal(self) -> str:
        """Seal the day before today, on which the world was made, so that today stays open for visitors."""
        owners = {**{shop.slug: shop.owner for shop in SHOPS}, **COOP_KEEPERS}
        made = 0
        for slug, who in owners.items():
            with self.inside(slug, who):
                org_id, by = self.world.organisations[slug].id, self.world.persons[who]
                if not list_seals(org_id=org_id):
                    made += len(seal_days(org_id=org_id, until_day=self._day_before, by=by, now=self.now))
        return _("{count} days sealed").format(count=made) if made else _("sealed already")

    @property
    def _day_before(self) -> date:
        return vietnam_day(self.now) - timedelta(days=1)

    @property
    def world(self) -> People:
        """Give the people and organisations of this world."""
        if self.people is None:
            raise RuntimeError("the people come first")
        return self.people

    def inside(self, slug: str, who: str) -> AbstractContextManager[None]:
        """Stand inside an organisation's walls as one of its people."""
        return inside_organisation(org_id=self.world.organisations[slug].id, person_id=self.world.persons[who])

    def _act(self, slug: str, who: str) -> dict[str, Any]:
        """Tell for whom, by whom and when; what comes after the seal is recorded today."""
        org_id, by = self.world.organisations[slug].id, self.world.persons[who]
        with self.inside(slug, who):
            is_sealed = bool(list_seals(org_id=org_id))
        return {"org_id": org_id, "by": by, "now": self.now if is_sealed else self.now - timedelta(days=1)}


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _count(outcomes: Iterable[Any]) -> int:
    """Count what is new; a refusal in a planned world is a mistake of the plan and must be seen."""
    new = 0
    for outcome in outcomes:
        if outcome.refusal is not None and outcome.status == "refused":
            raise outcome.refusal
        new += outcome.status == "recorded"
    return new


def _once(do: Callable[[], object], already: type[Exception]) -> bool:
    try:
        do()
    except already:
        return False
    return True
