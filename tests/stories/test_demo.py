"""The demo: one world per seed; made twice it loses nothing and doubles nothing, and its books are right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models import Model

from demo.build import Builder
from demo.outcome import gather_outcome
from demo.people import make_password
from demo.shops import plan_sales, sum_planned
from demo.world import COOP_SLUG, SHOPS, Shop
from ecoop.distribution.models import MemberShare
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.models import Dealing

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
COUNTED: tuple[type[Model], ...] = (Entry, Posting, Dealing, MemberShare)


def count(builder: Builder) -> list[int]:
    """Count what the cooperative has."""
    with builder.inside(COOP_SLUG, "lan"):
        return [model.objects.count() for model in COUNTED]  # type: ignore[attr-defined]


def test_the_demo_may_be_made_twice(db: None, tmp_path: Path) -> None:
    builder = Builder(seed=7, now=NOW, password="chè-xanh-12345", root=tmp_path / "checkout", households=5)
    # The seals come last and have tests of their own; in one open transaction without statistics they are slow.
    steps = list(builder.list_steps())[:-1]
    for step in steps:
        step.do()
    once, outcome = count(builder), gather_outcome(builder=builder)
    for step in steps:
        step.do()
    assert count(builder) == once
    assert all(once)
    assert gather_outcome(builder=builder) == outcome
    with builder.inside(COOP_SLUG, "hai"):
        assert list_findings(org_id=builder.world.organisations[COOP_SLUG].id) == []


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.slug)
def test_a_year_of_sales_comes_to_what_the_shop_is_said_to_sell(shop: Shop) -> None:
    """Revenue is planned in whole thousands and split exactly, so the sales add up to it."""
    assert sum_planned(sales=plan_sales(seed=7, shop=shop)) == shop.revenue_vnd


def test_the_password_follows_from_this_checkouts_secret() -> None:
    assert make_password(secret="a", seed=1) == make_password(secret="a", seed=1)
    assert make_password(secret="a", seed=1) != make_password(secret="b", seed=1)
