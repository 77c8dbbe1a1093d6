"""A year of the small cooperative by pencil: capital, trade on both sides, labour, management cost."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from demo.resolutions import pass_on_paper
from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.actions.decide_year import decide_year
from ecoop.distribution.actions.share_year import share_year
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_turnovers
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.calc import DealingKind, Means, Side
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

DECIDED_ON = date(2027, 3, 20)
RESOLVED_AT = datetime(2027, 3, 21, 2, 0, tzinfo=UTC)
CLOSED_ON = date(2027, 1, 20)
DAY = date(2026, 6, 1)


def live_a_year(cast: Cast) -> Stage:
    """Live the year; call it inside the cooperative.

    Inside, under agreement: Năm buys for 60,000,000 (cost 30,000,000), Hoa for 20,000,000 (cost 10,000,000).
    Outside: sales of 120,000,000 (cost 40,000,000). Hoa works for 5,000,000. Management costs 20,000,000.
    Capital: Năm and Hoa 10,000,000 each, the associate 20,000,000.
    """
    open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
    stage = set_the_stage(cast)
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    amounts = ((stage.nam, 10), (stage.hoa, 10), (stage.capital_only, 20))
    record_contributions(
        contributions=[
            Contribution(new_id(), member, DAY, Means.BANK, Dong(millions * 1_000_000)) for member, millions in amounts
        ],
        **act,
    )
    nam = {"member_id": stage.nam, "agreement_id": stage.nam_agreement}
    hoa = {"member_id": stage.hoa, "agreement_id": stage.hoa_agreement}
    record_dealings(
        dealings=[
            deal(Side.INTERNAL, DealingKind.GOODS, 60, 30, **nam),
            deal(Side.INTERNAL, DealingKind.GOODS, 20, 10, **hoa),
            deal(Side.EXTERNAL, DealingKind.PRODUCT, 120, 40),
            deal(Side.INTERNAL, DealingKind.LABOUR, 5, **hoa),
            deal(Side.EXTERNAL, DealingKind.EXPENSE, 20),
        ],
        **act,
    )
    return stage


def deal(side: Side, kind: DealingKind, value: int, cost: int = 0, **more: Any) -> DealingDraft:
    """Write a line of trade in millions."""
    amounts = (Dong(value * 1_000_000), Dong(cost * 1_000_000))
    return DealingDraft(new_id(), DAY, side, kind, Means.BANK, "Giao dịch", *amounts, **more)


def resolve(cast: Cast, *, decided_on: date = DECIDED_ON, number: str = "NQ 02/2027", **more: Any) -> UUID:
    """Let the meeting pass its resolution on paper: a tenth of what is left for development."""
    says: dict[str, Any] = {
        "year": 2026,
        "other_funds": [{"name": "Quỹ đầu tư phát triển", "rate": "0.1"}],
        "losses_carried_vnd": 0,
        **more,
    }
    return pass_on_paper(
        org_id=cast.coop.id,
        matter="distribution",
        parameters=says,
        passed_on=decided_on,
        number=number,
        by=cast.lan.id,
        now=RESOLVED_AT,
    )


def decide(cast: Cast, **more: Any) -> None:
    """Record what the meeting decided."""
    resolution_id = resolve(cast, **more)
    decide_year(org_id=cast.coop.id, year=2026, resolution_id=resolution_id, by=cast.lan.id, now=RESOLVED_AT)


def close(cast: Cast) -> None:
    """Close the year."""
    close_year(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT, today=CLOSED_ON)


def share(cast: Cast) -> None:
    """Share the year."""
    share_year(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT)


def sum_accounts(cast: Cast, *, until_year: int) -> dict[str, int]:
    """Sum debits less credits per account, over whole years."""
    sums: dict[str, int] = {}
    for moved in list_turnovers(org_id=cast.coop.id, from_month=date(2026, 1, 1), until_month=date(until_year, 12, 1)):
        sums[moved.account] = sums.get(moved.account, 0) + int(moved.debit_vnd - moved.credit_vnd)
    return sums
