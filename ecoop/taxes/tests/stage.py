"""Many households that gave their books to keep, put on the stage in a few statements each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from ecoop.access.actions.grant_role import grant_role
from ecoop.access.calc import KEEPER
from ecoop.access.models import Person, RoleGrant
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.models import Organisation
from ecoop.trade.models import Expense, RevenueMonth
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shop:
    """A household that was brought in: its id and its slug."""

    id: UUID
    slug: str


def give_books(cast: Cast, *, to: Person) -> UUID:
    """Let somebody keep the books of chú Năm, as he does on the page; answers the grant."""
    org = cast.nam_household
    return grant_role(org_id=org.id, person_id=to.id, role=KEEPER, by=cast.nam.id, now=BEGAN_AT)


def bring_shops(
    *, keeper: Person, count: int, monthly_vnd: Sequence[int], months: range = range(1, 12), unpaid: int = 0
) -> list[Shop]:
    """Bring in households that a person keeps the books of; the amounts a month take turns among them."""
    rows = [
        Organisation(
            id=new_id(),
            slug=f"ho-{number:04}",
            name=f"Hộ số {number:04}",
            kind="household",
            started_on=date(2024, 3, 1),
            recorded_at=BEGAN_AT,
        )
        for number in range(count)
    ]
    Organisation.objects.bulk_create(rows)
    for number, row in enumerate(rows):
        with inside_organisation(org_id=row.id, person_id=keeper.id):
            RoleGrant.objects.create(
                org_id=row.id, person_id=keeper.id, role=KEEPER, granted_by_id=keeper.id, granted_at=BEGAN_AT
            )
            put_revenue(org_id=row.id, monthly_vnd=monthly_vnd[number % len(monthly_vnd)], months=months)
            if number < unpaid:
                put_expense(org_id=row.id, by=keeper)
    return [Shop(row.id, row.slug) for row in rows]


def put_revenue(*, org_id: UUID, monthly_vnd: int, months: range, year: int = 2026) -> None:
    """Put the same revenue of goods into some months; stand inside the walls."""
    RevenueMonth.objects.bulk_create(
        RevenueMonth(
            org_id=org_id,
            month=date(year, month, 1),
            sector="goods",
            channel="shop",
            amount_vnd=monthly_vnd,
            vat_cut_vnd=0,
        )
        for month in months
        if monthly_vnd
    )


def put_expense(*, org_id: UUID, by: Person) -> None:
    """Put an expense without a paper; stand inside the walls."""
    Expense.objects.create(
        org_id=org_id,
        spent_on=date(2026, 3, 1),
        group="other",
        means="cash",
        total_vnd=1_000_000,
        recorded_at=NOW,
        recorded_by_id=by.id,
    )
