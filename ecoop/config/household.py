"""What a household sees first: its takings, its tax so far, the way to the next threshold, and what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.access.queries import Acting
from ecoop.config.takings import Takings, compare_takings, first_day_needed
from ecoop.distribution.queries import YearTotal, find_last_own_total
from ecoop.taxes.queries.running import RunningYear, get_running_year
from ecoop.trade.queries import count_missing_papers, list_takings_by_day


@dataclass(frozen=True)
class HouseholdHome:
    """Everything on the home of a household; a part that the person may not read is None."""

    takings: Takings | None
    running: RunningYear | None
    missing_count: int
    own_total: YearTotal | None

    @property
    def is_new(self) -> bool:
        """Tell whether nothing was recorded here yet."""
        has_sold = self.takings is not None and any(bar.amount_vnd for bar in self.takings.bars)
        has_revenue = self.running is not None and self.running.revenue_vnd
        return not (has_sold or has_revenue or self.missing_count or self.own_total)


def get_household_home(*, acting: Acting, today: date) -> HouseholdHome:
    """Get what a household sees first, as far as this person may read it.

    Queries: those of `get_running_year`, and 4
    """
    org_id, reads = acting.org_id, acting.may("documents.read")
    return HouseholdHome(
        takings=_takings(org_id, today) if reads else None,
        running=get_running_year(org_id=org_id, today=today) if acting.may("tax.read") else None,
        missing_count=count_missing_papers(org_ids=[org_id], year=today.year).get(org_id, 0) if reads else 0,
        own_total=find_last_own_total(member_org_id=org_id) if acting.may("own-share.read") else None,
    )


def _takings(org_id: UUID, today: date) -> Takings:
    starts_on, ends_before = first_day_needed(today=today), today + timedelta(days=1)
    by_day = list_takings_by_day(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    return compare_takings(by_day=by_day, today=today)
