"""Resolutions passed on paper: what a meeting in a village hall decided, typed in afterwards and carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from ecoop.kernel.dates import vietnam_day
from ecoop.members.actions.add_profit_to_capital import PROFIT_TO_CAPITAL, ProfitAdded, add_profit_to_capital
from ecoop.members.actions.return_capital import CAPITAL_RETURN, ReturnDraft, return_capital
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.members.queries.charter import CHARTER
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import DecidingBody, Majority, ResolutionDraft
from ecoop.resolutions.errors import ResolutionNumberTaken
from ecoop.resolutions.queries import get_matter_on

CALLED = 100
# For, against, blank.
VOTES = (80, 5, 3)


def pass_on_paper(
    *,
    org_id: UUID,
    matter: str,
    parameters: Mapping[str, Any],
    passed_on: date,
    by: UUID,
    now: datetime,
    number: str = "",
    body: DecidingBody = DecidingBody.GENERAL_MEETING,
    majority: Majority | None = None,
    votes: tuple[int, int, int] = VOTES,
) -> UUID:
    """Record a resolution that nearly everybody was for; the same one again is the one that is there."""
    label = get_matter_on(code=matter, day=passed_on).label_vi
    draft = ResolutionDraft(
        id=uuid5(org_id, f"{matter}|{body}|{passed_on}|{number}|{sorted(parameters.items(), key=str)}"),
        number=number,
        body=body,
        matter=matter,
        title=label[:1].upper() + label[1:],
        parameters=parameters,
        passed_on=passed_on,
        starts_on=passed_on,
        called=CALLED,
        attended=sum(votes),
        votes_for=votes[0],
        votes_against=votes[1],
        votes_blank=votes[2],
        is_on_paper=True,
        paper=number,
        majority=majority,
    )
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": not_before(day=passed_on, now=now)}
    try:
        return pass_resolution(draft=draft, **act)
    except ResolutionNumberTaken:
        # One paper may decide on several matters; here each is a resolution of its own.
        return pass_resolution(draft=replace(draft, number=""), **act)


def not_before(*, day: date, now: datetime) -> datetime:
    """Give the moment at which something of a day is recorded: the demo lives a year that may not be over yet."""
    return max(now, datetime.combine(day, time(9), tzinfo=UTC))


def charter_on_paper(
    *, org_id: UUID, choices: Sequence[CharterChoice], by: UUID, now: datetime, number: str = ""
) -> int:
    """Set choices of the charter by a resolution on paper for each day on which some begin."""
    done = 0
    for day in sorted({choice.starts_on for choice in choices}):
        of_day = [choice for choice in choices if choice.starts_on == day]
        says = {"starts_on": day.isoformat(), "choices": {choice.name: choice.value for choice in of_day}}
        passed_on = min(day, vietnam_day(now))
        paper = {"matter": CHARTER, "parameters": says, "passed_on": passed_on, "number": number}
        resolution_id = pass_on_paper(org_id=org_id, by=by, now=now, **paper)  # type: ignore[arg-type]
        done += set_charter(org_id=org_id, choices=of_day, resolution_id=resolution_id, by=by, now=now)
    return done


def return_on_paper(*, org_id: UUID, returns: Sequence[ReturnDraft], by: UUID, now: datetime) -> list[UUID]:
    """Return capital by one resolution on paper."""
    rows = {
        str(draft.member_id): {"member_id": str(draft.member_id), "amount_vnd": draft.amount_vnd} for draft in returns
    }
    passed_on = min(vietnam_day(now), *(draft.returned_on for draft in returns))
    resolution_id = pass_on_paper(
        org_id=org_id,
        matter=CAPITAL_RETURN,
        parameters={"returns": list(rows.values())},
        passed_on=passed_on,
        by=by,
        now=now,
    )
    drafts = [replace(draft, resolution_id=resolution_id) for draft in returns]
    return return_capital(org_id=org_id, returns=drafts, by=by, now=now)


def add_profit_on_paper(*, org_id: UUID, profit: ProfitAdded, by: UUID, now: datetime) -> bool:
    """Add profit to the capital by a resolution on paper."""
    resolution_id = pass_on_paper(
        org_id=org_id,
        matter=PROFIT_TO_CAPITAL,
        parameters={"result": profit.result.value, "amount_vnd": profit.amount_vnd},
        passed_on=min(vietnam_day(now), profit.added_on),
        by=by,
        now=now,
    )
    return add_profit_to_capital(org_id=org_id, profit=replace(profit, resolution_id=resolution_id), by=by, now=now)
