"""The end of a year as its cooperative sees it: where it stands, the way down, everybody's share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ecoop.distribution.calc import Step
from ecoop.distribution.errors import YearIsNotClosed
from ecoop.distribution.models import MemberShare, SharingStep, YearSharing
from ecoop.distribution.queries.closings import find_closing, find_decision, find_sharing
from ecoop.distribution.queries.rules import STEP_WORDS, get_sharing_rules
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import Side
from ecoop.members.queries import TYPE_WORDS, list_members_on


@dataclass(frozen=True)
class StepLine:
    """One step of the waterfall in words, with its article; page parts know it by these names."""

    side: str
    code: str
    label: str
    base_vnd: Dong | None
    rate: Decimal | None
    value_vnd: Dong
    left_vnd: Dong
    article: Citation

    @property
    def value(self) -> int:
        """Give the amount under the name that page parts know."""
        return self.value_vnd


@dataclass(frozen=True)
class ShareLine:
    """What one member brought and gets."""

    member_id: UUID
    number: str
    name: str
    type_label: str
    paid_in_vnd: Dong
    use_vnd: Dong
    labour_vnd: Dong
    internal_vnd: Dong
    external_vnd: Dong
    total_vnd: Dong


@dataclass(frozen=True)
class Decided:
    """What the meeting decided, and when."""

    decided_on: date
    resolution: str


@dataclass(frozen=True)
class YearEnd:
    """A year from its closing to its shares; what has not happened yet is empty."""

    year: int
    closed_on: date | None
    is_trial: bool
    key: str
    figures: dict[str, Any]
    internal_vnd: Dong
    external_vnd: Dong
    decision: Decided | None
    is_shared: bool
    steps: tuple[StepLine, ...]
    shares: tuple[ShareLine, ...]
    # What all shares come to, also those that a page does not show, and how many there are.
    shared_vnd: Dong
    members: int
    warnings: tuple[str, ...]

    @property
    def sides(self) -> tuple[tuple[str, tuple[StepLine, ...]], ...]:
        """Give the steps side by side, each under its name."""
        return by_side(steps=self.steps)


def by_side(*, steps: tuple[StepLine, ...]) -> tuple[tuple[str, tuple[StepLine, ...]], ...]:
    """Give steps side by side, each under its name.

    Queries: 0
    """
    names = {Side.INTERNAL: _("Internal: with official members"), Side.EXTERNAL: _("External: with all others")}
    return tuple((names[side], tuple(step for step in steps if step.side == side)) for side in Side)


def side_steps(*, steps: Iterable[Step]) -> tuple[tuple[str, tuple[StepLine, ...]], ...]:
    """Give the steps of a sharing that is not recorded side by side, each under its name.

    Queries: 0
    """
    lines = (
        StepLine(
            side=step.side.value,
            code=step.code,
            label=step.name or str(STEP_WORDS[step.code]),
            base_vnd=step.base_vnd,
            rate=step.rate,
            value_vnd=step.amount_vnd,
            left_vnd=step.left_vnd,
            article=step.law,
        )
        for step in steps
    )
    return by_side(steps=tuple(lines))


def get_year_end(*, org_id: UUID, year: int) -> YearEnd:
    """Get the end of a year, as far as it has come.

    Raises: YearIsNotClosed
    Queries: 11
    """
    found = find_year_end(org_id=org_id, year=year)
    if found is None:
        raise YearIsNotClosed(year=year)
    return found


def find_year_end(*, org_id: UUID, year: int, most: int | None = None) -> YearEnd | None:
    """Find the end of a year, as far as it has come, with its first shares; None while its results are open.

    Queries: 11
    """
    closing = find_closing(org_id=org_id, year=year)
    if closing is None:
        return None
    decision = find_decision(org_id=org_id, year=year)
    sharing = find_sharing(org_id=org_id, year=year)
    rules = get_sharing_rules(law=lawbook.on(closing.closed_on), form=sharing.form) if sharing else None
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id if sharing else None)
    sums = shares.aggregate(total_vnd=Sum("total_vnd"), members=Count("id"))
    return YearEnd(
        year=year,
        closed_on=closing.closed_on,
        is_trial=closing.is_trial,
        key=closing.management_key,
        figures=closing.figures,
        internal_vnd=Dong(closing.internal_after_tax_vnd),
        external_vnd=Dong(closing.external_after_tax_vnd),
        decision=Decided(decision.decided_on, decision.resolution) if decision else None,
        is_shared=sharing is not None,
        steps=list_steps(org_id=org_id, sharing_id=sharing.id) if sharing else (),
        shares=_list_shares(sharing, closing.closed_on, most) if sharing else (),
        shared_vnd=Dong(int(sums["total_vnd"] or 0)),
        members=sums["members"],
        warnings=rules.warnings if rules else (),
    )


def list_steps(*, org_id: UUID, sharing_id: UUID) -> tuple[StepLine, ...]:
    """List the steps of a sharing in their order.

    Queries: 1
    """
    rows = SharingStep.objects.filter(org_id=org_id, sharing_id=sharing_id).order_by("position")
    return tuple(_describe(rows))


def _describe(rows: Iterable[SharingStep]) -> Iterable[StepLine]:
    for row in rows:
        yield StepLine(
            side=row.side,
            code=row.code,
            label=row.name or str(STEP_WORDS[row.code]),
            base_vnd=None if row.base_vnd is None else Dong(row.base_vnd),
            rate=row.rate,
            value_vnd=Dong(row.amount_vnd),
            left_vnd=Dong(row.left_vnd),
            article=Citation(row.law_document, row.law_article),
        )


def _list_shares(sharing: YearSharing, day: date, most: int | None) -> tuple[ShareLine, ...]:
    shares = MemberShare.objects.filter(org_id=sharing.org_id, sharing_id=sharing.id, member__org_id=sharing.org_id)
    rows = {row.member_id: row for row in shares.order_by("member__number")[:most]}
    members = list_members_on(org_id=sharing.org_id, day=day, ids=list(rows))
    return tuple(
        ShareLine(
            member_id=line.id,
            number=line.number,
            name=line.name,
            type_label=str(TYPE_WORDS[rows[line.id].member_type]),
            paid_in_vnd=Dong(rows[line.id].paid_in_vnd),
            use_vnd=Dong(rows[line.id].use_vnd),
            labour_vnd=Dong(rows[line.id].labour_vnd),
            internal_vnd=_internal(rows[line.id]),
            external_vnd=Dong(rows[line.id].total_vnd - _internal(rows[line.id])),
            total_vnd=Dong(rows[line.id].total_vnd),
        )
        for line in members
    )


def _internal(row: MemberShare) -> Dong:
    return Dong(row.internal_use_vnd + row.internal_labour_vnd + row.internal_capital_vnd)
