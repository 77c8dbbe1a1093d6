"""What stands in a household's name at each of its cooperatives, in a few figures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.members.queries.commitments import list_settled
from ecoop.members.queries.history import get_member_history
from ecoop.members.queries.holdings import sum_paid_in
from ecoop.members.queries.own_trade import list_own_dealings
from ecoop.members.queries.register import TYPE_WORDS, list_memberships_of


@dataclass(frozen=True)
class OwnStanding:
    """A membership, the capital paid and promised, and this year's trade."""

    org_id: UUID
    slug: str
    name: str
    number: str
    member_name: str
    type_label: str
    admitted_on: date
    holds: bool
    paid_in_vnd: Dong
    owed_vnd: Dong
    traded_vnd: Dong

    @property
    def committed_vnd(self) -> Dong:
        """Give what was paid and what is still promised."""
        return Dong(self.paid_in_vnd + self.owed_vnd)


def list_own_standings(*, member_org_id: UUID, day: date) -> list[OwnStanding]:
    """List what stands in an organisation's name at each of its cooperatives; the database shows it its own rows.

    Queries: 5, and 10 for each membership
    """
    traded = {each.org_id: each.worth for each in list_own_dealings(member_org_id=member_org_id, year=day.year)}
    found = []
    for member in list_memberships_of(member_org_id=member_org_id):
        history = get_member_history(org_id=member.org_id, member_id=member.id)
        settled = list_settled(org_id=member.org_id, day=day, ids=[member.id]).get(member.id, ())
        paid_in = sum_paid_in(org_id=member.org_id, day=day, ids=[member.id]).get(member.id, Dong(0))
        kind = history.standings[0].type if history.standings else None
        worth = traded.get(member.org_id)
        found.append(
            OwnStanding(
                org_id=member.org_id,
                slug=member.org.slug,
                name=member.org.name,
                number=member.number,
                member_name=member.name,
                type_label=str(TYPE_WORDS[kind]) if kind else "",
                admitted_on=member.admitted_on,
                holds=not history.ground,
                paid_in_vnd=paid_in,
                owed_vnd=Dong(sum(max(0, one.unpaid_vnd) for one in settled)),
                traded_vnd=Dong(worth.use_vnd + worth.labour_vnd) if worth else Dong(0),
            )
        )
    return found
