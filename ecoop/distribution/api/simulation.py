"""A sharing thought through, for programs: the charter's plan with some choices changed."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.distribution.calc import OtherFund
from ecoop.distribution.calc.simulating import describe_choices, list_motions
from ecoop.distribution.queries.rules import describe_step
from ecoop.distribution.queries.simulation import CHARTER, LAST_YEAR, ChangeLine, get_ground, run_simulation
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import Text

router = Router(tags=["distribution"])

Year = Annotated[int, Path(ge=2000, le=2100, examples=[2026])]
Rate = Annotated[Decimal | None, Field(ge=0, le=1, max_digits=9, decimal_places=6, examples=["0.51"])]


class FundIn(Schema):
    """A fund that the meeting may decide on."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    rate: Annotated[Decimal, Field(ge=0, le=1, max_digits=9, decimal_places=6)]


class PlanIn(Schema):
    """What is to be changed; what is left out stays as the charter has it."""

    internal_fund_rate: Rate = None
    external_fund_rate: Rate = None
    use_and_labour_share: Rate = None
    use_weight: Rate = None
    external_use: Rate = None
    external_labour: Rate = None
    external_capital: Rate = None
    other_funds: list[FundIn] | None = Field(default=None, max_length=20)
    losses_carried_vnd: Annotated[int, Field(ge=0, le=10**15)] = 0
    against: str = Field(default=CHARTER, pattern=f"^({CHARTER}|{LAST_YEAR})$")


class SimulationOut(Schema):
    """The way down, who gains and loses, and what the meeting would have to resolve."""

    members: int
    steps: list[dict[str, Any]]
    classes: list[dict[str, Any]]
    gains: list[dict[str, Any]]
    losses: list[dict[str, Any]]
    motions: list[dict[str, Any]]
    warnings: list[str]


@router.post("/o/{slug:slug}/distribution/{year}/simulation", response=SimulationOut, summary="Think a sharing through")
def simulate_sharing(request: HttpRequest, slug: str, year: Year, body: PlanIn) -> SimulationOut:
    """Run the charter's plan with some choices changed; it moves nothing."""
    with acting_for_api(request, slug=slug, may="distribution.read") as acting:
        ground = get_ground(org_id=acting.org_id, year=year)
        said = body.dict(exclude={"other_funds", "losses_carried_vnd", "against"}, exclude_none=True)
        charter = replace(ground.charter, **said)
        if body.other_funds is not None:
            charter = replace(charter, other_funds=tuple(OtherFund(fund.name, fund.rate) for fund in body.other_funds))
        losses = Dong(body.losses_carried_vnd)
        done = run_simulation(ground=ground, charter=charter, losses_carried_vnd=losses, against=body.against)
        own = describe_choices(charter=ground.charter, losses_carried_vnd=Dong(0))
        plan = describe_choices(charter=charter, losses_carried_vnd=losses)
        return SimulationOut(
            members=ground.basis.totals.members if ground.basis else 0,
            steps=[describe_step(step=step) for step in done.sharing.steps],
            classes=[
                {"label": one.label, "members": one.members, "change_vnd": one.change_vnd}
                for one in done.changes.classes
            ],
            gains=[_line(line) for line in done.changes.gains],
            losses=[_line(line) for line in done.changes.losses],
            motions=list_motions(year=year, plan=plan, charter=own),
            warnings=list(ground.rules.warnings),
        )


def _line(line: ChangeLine) -> dict[str, Any]:
    names = ("member_id", "number", "name", "before_vnd", "planned_vnd", "change_vnd")
    return {name: getattr(line, name) for name in names}
