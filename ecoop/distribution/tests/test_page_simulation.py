"""A sharing thought through before the meeting: the pencil, the limits of the law, plans kept, five questions."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.actions.gather_basis import gather_basis
from ecoop.distribution.calc import OtherFund
from ecoop.distribution.errors import BasisIsNotGathered
from ecoop.distribution.models import GatheredBasis, MemberShare, SharingPlan
from ecoop.distribution.queries.simulation import get_ground, get_plan, run_simulation
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.distribution.tests.test_page_distribution import words
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast

PLAN = {
    "internal_fund_rate": "2", "external_fund_rate": "5", "base": "pre_tax", "use_and_labour_share": "60",
    "use_weight": "75", "external_use": "50", "external_labour": "0", "external_capital": "50", "losses": "0",
}  # fmt: skip


@pytest.fixture
def gathered(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        close(cast)
        gather_basis(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT)
    return stage


def of_year(cast: Cast, name: str) -> str:
    return reverse(f"distribution:{name}", args=[cast.coop.slug, 2026])


def test_a_simulation_foretells_what_is_shared(cast: Cast, gathered: Stage) -> None:
    """The meeting takes a tenth for development; rounding down, a simulated share is at most two đồng too small."""
    with cast.inside(cast.coop, cast.lan):
        ground = get_ground(org_id=cast.coop.id, year=2026)
        charter = replace(ground.charter, other_funds=(OtherFund("Phát triển", Decimal("0.1")),))
        done = run_simulation(ground=ground, charter=charter, losses_carried_vnd=Dong(0), against="charter")
        decide(cast)
        share(cast)
        real = {row.member_id: row.total_vnd for row in MemberShare.objects.all()}
    planned = {line.member_id: line.planned_vnd for line in done.changes.lines}
    assert set(planned) == set(real)
    assert all(0 <= real[member] - planned[member] <= 3 for member in real)


def test_more_by_capital_moves_shares_from_work_to_capital(cast: Cast, gathered: Stage) -> None:
    """
    Inside 31,360,000 is left (32,000,000 less 2 %), no other fund. By the charter 60 % go by use and labour, by the
    plan 51 %: the pot of capital grows by 2,822,400; the associate with half of all capital gains 1,411,200.
    """
    with cast.inside(cast.coop, cast.lan):
        ground = get_ground(org_id=cast.coop.id, year=2026)
        charter = replace(ground.charter, use_and_labour_share=ground.rules.use_and_labour_min)
        done = run_simulation(ground=ground, charter=charter, losses_carried_vnd=Dong(0), against="charter")
    (gain,) = [line for line in done.changes.gains if line.member_id == gathered.capital_only]
    assert gain.change_vnd == 1_411_200
    assert abs(sum(one.change_vnd for one in done.changes.classes)) <= 5
    assert ground.basis
    assert sum(one.members for one in done.changes.classes) == ground.basis.totals.members


def test_without_a_basis_nothing_is_simulated(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        ground = get_ground(org_id=cast.coop.id, year=2026)
        with pytest.raises(BasisIsNotGathered):
            run_simulation(ground=ground, charter=ground.charter, losses_carried_vnd=Dong(0), against="charter")


def test_five_questions_of_the_simulation(cast: Cast, gathered: Stage, django_assert_max_num_queries: Any) -> None:
    client, url = cast.client(cast.hai), of_year(cast, "simulation")
    with django_assert_max_num_queries(35):
        answer = client.get(url, PLAN)
    assert answer.status_code == 200
    assert "640.000" in words(answer.content)
    part = client.get(url, PLAN, headers={"HX-Target": "results"})
    assert b"<html" not in part.content
    assert client.get(of_year(cast, "simulation-paper"), PLAN).content.startswith(b"%PDF")
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_what_breaks_the_law_is_shown_with_its_article(cast: Cast, gathered: Stage) -> None:
    page = words(cast.client(cast.hai).get(of_year(cast, "simulation"), {**PLAN, "external_fund_rate": "4"}).content)
    assert "Điều 84, khoản 2" in page
    wrong = cast.client(cast.hai).get(of_year(cast, "simulation"), {**PLAN, "external_fund_rate": "x"})
    assert wrong.status_code == 200


def test_lan_keeps_a_plan_for_the_meeting(cast: Cast, gathered: Stage) -> None:
    """The plan changes a rate of the undivided fund and one of the charter: three motions."""
    lan, url = cast.client(cast.lan), of_year(cast, "plan-new")
    changed = {**PLAN, "internal_fund_rate": "3", "use_and_labour_share": "70", "fund_development": "10"}
    made = lan.post(url, {**changed, "id": str(new_id()), "name": "Phương án A"})
    assert made.status_code == 302
    page = words(lan.get(made.headers["Location"]).content)
    assert "Phương án A" in page
    with cast.inside(cast.coop, cast.lan):
        plan = get_plan(org_id=cast.coop.id, plan_id=SharingPlan.objects.get().id)
    assert [motion["matter"] for motion in plan.motions] == ["fund_rates", "charter", "distribution"]
    assert plan.motions[0]["parameters"] == {
        "starts_on": "2026-12-31",
        "choices": {"undivided_fund_rate_internal": "0.03"},
    }
    assert plan.motions[2]["parameters"] == {
        "year": 2026,
        "other_funds": [{"name": "Quỹ đầu tư phát triển", "rate": "0.10"}],
        "losses_carried_vnd": 0,
    }
    assert lan.post(url, changed).status_code == 302
    assert lan.get(of_year(cast, "simulation")).status_code == 200
    assert lan.get(reverse("distribution:plan", args=[cast.coop.slug, new_id()])).status_code == 404


@pytest.mark.parametrize("name", ["basis", "plan-new"])
def test_five_questions_of_a_change(cast: Cast, gathered: Stage, name: str) -> None:
    lan, url = cast.client(cast.lan), of_year(cast, name)
    assert lan.get(url).status_code == 405
    assert lan.post(url).status_code == 302
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.hai).post(url).status_code == 403
    lan.logout()
    assert lan.post(url).headers["Location"].startswith("/accounts/login/")
    with cast.inside(cast.coop, cast.lan):
        assert GatheredBasis.objects.count() >= 1
