"""Two hands at once, and any order of hands: no ceiling is passed, no number is given twice, every sum is exact."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.issue_certificates import CertificateDraft, issue_certificates
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import ChangeKind, Means
from ecoop.members.errors import CapitalPassesCeiling, CertificateTooEarly
from ecoop.members.queries import sum_holdings, sum_paid_in
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast, bring_the_cast

HANDS = 3
MILLION = 1_000_000
WHOLE = 100 * MILLION


def at_once(cast: Cast, act: Callable[[dict[str, Any]], Any]) -> list[type[Refusal] | None]:
    """Let every hand do it at the same time; answer what each was told, success first."""

    def one(_hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act({"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT})
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(one, range(HANDS)), key=lambda told: told is not None)


def test_two_payments_at_once_pass_no_ceiling_together(committed_db: str) -> None:
    """Each hand pays 12 million for Năm; 30 of 100 million is all he may hold, so two of three are kept."""
    cast = bring_the_cast()
    stage = open_the_books(cast)

    def pay(act: dict[str, Any]) -> None:
        one = Contribution(new_id(), stage.nam, date(2026, 2, 2), Means.BANK, Dong(12 * MILLION))
        record_contributions(contributions=[one], **act)

    assert at_once(cast, pay) == [None, None, CapitalPassesCeiling]

    def certify(act: dict[str, Any]) -> None:
        drafts = [CertificateDraft(new_id(), stage.nam)]
        issue_certificates(certificates=drafts, issued_on=date(2026, 3, 1), **act)

    assert at_once(cast, certify) == [None, CertificateTooEarly, CertificateTooEarly]
    with cast.inside(cast.coop, cast.lan):
        assert list_findings(org_id=cast.coop.id) == []


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_actions_passes_a_ceiling(cast: Cast, seed: int) -> None:
    """Draw payments and sales on any days of a year; on every day nobody holds more than 30 of 100 million."""
    rng, stage = Random(seed), open_the_books(cast)
    members = [stage.nam, stage.hoa, stage.capital_only]
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    kept_vnd = 0
    for _ in range(30):
        day = FOUNDED_ON + timedelta(days=rng.randrange(300))
        amount_vnd = Dong(rng.randrange(1, 15) * MILLION)
        with cast.inside(cast.coop, cast.lan):
            try:
                if rng.random() < Decimal("0.6"):
                    one = Contribution(new_id(), rng.choice(members), day, Means.BANK, amount_vnd)
                    record_contributions(contributions=[one], **act)
                    kept_vnd += amount_vnd
                else:
                    giver, taker = rng.sample(members, 2)
                    sale = TransferDraft(new_id(), giver, taker, day, amount_vnd, ChangeKind.SOLD, "HĐ")
                    transfer_capital(transfers=[sale], **act)
            except Refusal:
                continue
    with cast.inside(cast.coop, cast.lan):
        for offset in range(0, 301, 5):
            day = FOUNDED_ON + timedelta(days=offset)
            held = sum_paid_in(org_id=cast.coop.id, day=day)
            totals = sum_holdings(org_id=cast.coop.id, day=day)
            assert all(0 <= vnd <= WHOLE * 3 // 10 for vnd in held.values())
            assert totals.associates_vnd <= WHOLE * 3 // 10
            assert totals.held_vnd == sum(held.values())
        assert totals.held_vnd == kept_vnd
        assert list_findings(org_id=cast.coop.id) == []


def open_the_books(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        return set_the_stage(cast)
