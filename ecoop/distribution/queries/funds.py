"""The funds of a cooperative: from which sources, against the least the law asks for, and what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from ecoop.assets.calc.words import Kind
from ecoop.assets.queries import AssetLine, list_assets
from ecoop.distribution.calc.dissolution import Goes
from ecoop.distribution.models import SharingStep
from ecoop.distribution.queries.closings import standing_sharings
from ecoop.distribution.queries.dissolution import GOES_WORDS, get_dissolution_rules
from ecoop.distribution.queries.rules import get_sharing_rules
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.queries import list_trial_balance
from ecoop.ledger.queries.balances import TrialLine
from ecoop.members.calc import Side
from ecoop.taxes.queries.fund_sources import INVESTED, MONEY, OTHER, list_fund_accounts, list_fund_sources

UNDIVIDED_STEP = "undivided_fund"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class FundRow:
    """One fund, or one source of a fund: what was there, came, went, is there, and where it goes in the end."""

    name: str
    opening_vnd: Dong
    increase_vnd: Dong
    decrease_vnd: Dong
    closing_vnd: Dong
    account: str = ""
    goes: str = ""


@dataclass(frozen=True)
class FloorLine:
    """What the law asked for in the undivided fund of a year, on one side, beside what was set aside."""

    year: int
    side: Side
    base_vnd: Dong
    floor_rate: Decimal
    floor_vnd: Dong
    rate: Decimal
    set_aside_vnd: Dong
    law: Citation

    @property
    def more_vnd(self) -> Dong:
        """Give how much more was set aside than the law asks for."""
        return Dong(self.set_aside_vnd - self.floor_vnd)


@dataclass(frozen=True)
class UndividedAssetLine:
    """An asset that is never divided, by the letter of the law, and what becomes of it in the end."""

    asset: AssetLine
    letter: str
    kind: str
    may_be_pledged: str
    goes: str


@dataclass(frozen=True)
class FundsPage:
    """Everything about the funds of one year."""

    year: int
    sources: tuple[FundRow, ...]
    total: FundRow
    floors: tuple[FloorLine, ...]
    assets: tuple[UndividedAssetLine, ...]
    assets_vnd: Dong
    invested_vnd: Dong
    others: tuple[FundRow, ...]

    @property
    def idle_vnd(self) -> Dong:
        """Give what of the fund is not invested in undivided assets."""
        return Dong(self.total.closing_vnd - self.invested_vnd)


def get_funds_page(*, org_id: UUID, year: int) -> FundsPage:
    """Get the funds of a year: the undivided one by source and use, its floor by law, and the other funds.

    Law:     L17 Arts 84, 87, 88, 101; the table cooperative/undivided-fund-movements
    Queries: 9, 10 with vouchers
    """
    starts_on, ends_before = date(year, 1, 1), date(year + 1, 1, 1)
    on = ends_before - DAY
    lines = list_trial_balance(org_id=org_id, from_on=starts_on, until_on=on)
    sources = _list_sources(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    assets = [one for one in list_assets(org_id=org_id, day=on, kind=Kind.UNDIVIDED.value) if not one.is_gone]
    invested, others = (list_fund_accounts(day=on, kinds=(kind,)) for kind in (INVESTED, OTHER))
    return FundsPage(
        year=year,
        sources=sources,
        total=_add("", sources),
        floors=tuple(_list_floors(org_id=org_id)),
        assets=_list_assets(assets, on),
        assets_vnd=Dong(sum(one.remaining_vnd for one in assets)),
        invested_vnd=Dong(-sum(one.closing_vnd for one in lines if one.code.startswith(invested))),
        others=tuple(_row(one) for one in lines if one.code.startswith(others)),
    )


def _list_sources(*, org_id: UUID, starts_on: date, ends_before: date) -> tuple[FundRow, ...]:
    goes = get_dissolution_rules(day=ends_before - DAY).fund
    accounts = list_fund_accounts(day=ends_before - DAY, kinds=(MONEY, INVESTED))
    return tuple(
        FundRow(
            one.label,
            one.sums.opening_vnd,
            one.sums.increase_vnd,
            one.sums.decrease_vnd,
            one.sums.closing_vnd,
            goes=str(GOES_WORDS[goes[one.sums.source]]) if one.sums.source in goes else "",
        )
        for one in list_fund_sources(org_id=org_id, starts_on=starts_on, ends_before=ends_before, accounts=accounts)
    )


def _list_floors(*, org_id: UUID) -> list[FloorLine]:
    """Hold what each shared year set aside against the law of its last day."""
    shared = {one.id: one for one in standing_sharings().filter(org_id=org_id)}
    steps = SharingStep.objects.filter(org_id=org_id, sharing__in=shared, code=UNDIVIDED_STEP)
    found = []
    for step in steps:
        sharing = shared[step.sharing_id]
        rules = get_sharing_rules(law=lawbook.on(date(sharing.year, 12, 31)), form=sharing.form)
        side = Side(step.side)
        floor = rules.internal_fund_min if side is Side.INTERNAL else rules.external_fund_min
        base_vnd = Dong(step.base_vnd or 0)
        floor_vnd = round_dong(floor * max(base_vnd, 0), rule=Rounding.UP)
        cited = rules.articles[f"{side}_fund"]
        rate = step.rate or Decimal(0)
        found.append(FloorLine(sharing.year, side, base_vnd, floor, floor_vnd, rate, Dong(step.amount_vnd), cited))
    return sorted(found, key=lambda one: (-one.year, one.side.value))


def _list_assets(assets: Sequence[AssetLine], on: date) -> tuple[UndividedAssetLine, ...]:
    kinds = {row["code"]: row for row in lawbook.on(on).table("cooperative/undivided-assets")}
    return tuple(_asset(one, kinds.get(one.row.designation)) for one in assets)


def _asset(asset: AssetLine, kind: Mapping[str, str] | None) -> UndividedAssetLine:
    if kind is None:
        return UndividedAssetLine(asset, "", "", "", "")
    goes = str(GOES_WORDS[Goes(kind["on_dissolution"])])
    return UndividedAssetLine(asset, kind["code"], in_words(kind, name="label"), kind["may_be_pledged"], goes)


def _row(line: TrialLine) -> FundRow:
    return FundRow(
        line.name,
        Dong(-line.opening_vnd),
        line.credit_vnd,
        line.debit_vnd,
        Dong(-line.closing_vnd),
        account=line.code,
    )


def _add(name: str, rows: Sequence[FundRow]) -> FundRow:
    def total(field: str) -> Dong:
        return Dong(sum(getattr(row, field) for row in rows))

    return FundRow(name, total("opening_vnd"), total("increase_vnd"), total("decrease_vnd"), total("closing_vnd"))
