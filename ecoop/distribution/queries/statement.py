"""A member's statement: every figure of a share walked to its article and to what the member brought."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.distribution.calc.paying import PaymentPlan, ShareParts, WithholdingRules, plan_payment
from ecoop.distribution.errors import ShareUnknown
from ecoop.distribution.models import MemberShare, StatementReading, YearDecision, YearSharing
from ecoop.distribution.queries.own_share import OwnPart, list_parts
from ecoop.distribution.queries.payments import PaymentLine, list_payments_of
from ecoop.distribution.queries.sharings import get_sharing
from ecoop.distribution.queries.withholding import GROUND_WORDS, cite_ground, get_withholding_rules
from ecoop.distribution.queries.year_end import StepLine, by_side, list_steps
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.calc import DealingKind, PartyKind
from ecoop.members.queries import (
    TYPE_WORDS,
    ContributionLine,
    DealingLine,
    list_contributions,
    list_members_on,
    list_particulars,
)
from ecoop.members.queries.trade import list_counted_dealings
from ecoop.parties.queries import get_organisation


@dataclass(frozen=True)
class ShareStatement:
    """A member's share of one year with everything that it follows from, and what became of it."""

    org_id: UUID
    cooperative: str
    year: int
    share_id: UUID
    member_id: UUID
    member_org_id: UUID | None
    number: str
    name: str
    type_label: str
    resolution: str
    decided_on: date
    total_vnd: Dong
    parts: tuple[OwnPart, ...]
    steps: tuple[StepLine, ...]
    used: tuple[DealingLine, ...]
    worked: tuple[DealingLine, ...]
    capital: tuple[ContributionLine, ...]
    use_vnd: Dong
    labour_vnd: Dong
    paid_in_vnd: Dong
    payments: tuple[PaymentLine, ...]
    # What would be held back if all that is open were paid on the day asked for.
    rest: PaymentPlan | None
    rest_law: Citation | None
    read_at: datetime | None

    @property
    def sides(self) -> tuple[tuple[str, tuple[StepLine, ...]], ...]:
        """Give the steps side by side, each under its name."""
        return by_side(steps=self.steps)

    @property
    def paid(self) -> tuple[PaymentLine, ...]:
        """Give the payments that reached the member."""
        return tuple(line for line in self.payments if line.state == "paid")

    @property
    def paid_vnd(self) -> Dong:
        """Add up what was paid, before tax."""
        return Dong(sum(line.gross_vnd for line in self.paid))

    @property
    def withheld_vnd(self) -> Dong:
        """Add up the tax that was held back."""
        return Dong(sum(line.pit_vnd for line in self.paid))

    @property
    def received_vnd(self) -> Dong:
        """Add up what reached the member."""
        return Dong(self.paid_vnd - self.withheld_vnd)

    @property
    def unpaid_vnd(self) -> Dong:
        """Give what the member still gets, before tax; below zero is what the member got too much."""
        return Dong(self.total_vnd - self.paid_vnd)

    @property
    def overpaid_vnd(self) -> Dong:
        """Give what the member got too much, before an annulment, and owes."""
        return Dong(max(0, -self.unpaid_vnd))

    @property
    def rest_label(self) -> str:
        """Say why tax is held back of the rest, or not."""
        return str(GROUND_WORDS[self.rest.ground.value]) if self.rest else ""


def get_share_statement(*, org_id: UUID, year: int, member_id: UUID, day: date) -> ShareStatement:
    """Get the statement of a member's share of a year; `day` is the day whose law says what tax the rest bears.

    Raises: YearIsNotShared, ShareUnknown
    Queries: 30
    """
    found = list_share_statements(org_id=org_id, year=year, member_ids=[member_id], day=day)
    if not found:
        raise ShareUnknown(year=year)
    return found[0]


def list_share_statements(*, org_id: UUID, year: int, member_ids: Collection[UUID], day: date) -> list[ShareStatement]:
    """List the statements of some members' shares of a year, in the order of their numbers.

    Raises: YearIsNotShared
    Queries: 30 for any number of members
    """
    sharing = get_sharing(org_id=org_id, year=year)
    rows = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id, member_id__in=list(member_ids))
    facts = _Facts(sharing, {row.member_id: row for row in rows})
    law = lawbook.on(day)
    facts.rules = get_withholding_rules(org_id=org_id, law=law, paid_on=day)
    facts.law = law
    return facts.tell()


def get_own_statement(*, member_org_id: UUID, cooperative_id: UUID, year: int) -> ShareStatement:
    """Get the statement of an organisation's own share; what tax the rest bears is told when it is paid.

    Raises: YearIsNotShared, ShareUnknown
    Queries: 28
    """
    sharing = get_sharing(org_id=cooperative_id, year=year)
    row = MemberShare.objects.filter(org_id=cooperative_id, sharing_id=sharing.id, member_org_id=member_org_id).first()
    if row is None or cooperative_id == member_org_id:
        raise ShareUnknown(year=year)
    return _Facts(sharing, {row.member_id: row}).tell()[0]


class _Facts:
    """What the statements of some members rest on, read once for all of them."""

    rules: WithholdingRules | None = None
    law: Law | None = None

    def __init__(self, sharing: YearSharing, rows: dict[UUID, MemberShare]) -> None:
        self.sharing, self.rows, self.org_id = sharing, rows, sharing.org_id
        self.decision = YearDecision.objects.get(org_id=self.org_id, id=sharing.decision_id)
        self.cooperative = get_organisation(org_id=self.org_id).name
        first, after_last = date(sharing.year, 1, 1), date(sharing.year + 1, 1, 1)
        self.steps = list_steps(org_id=self.org_id, sharing_id=sharing.id)
        self.dealings = list_counted_dealings(
            org_id=self.org_id, member_ids=list(rows), starts_on=first, ends_before=after_last
        )
        self.capital = list_contributions(org_id=self.org_id, ids=list(rows), ends_before=after_last)
        self.payments = list_payments_of(org_id=self.org_id, year=sharing.year, member_ids=list(rows))
        self.kinds = list_particulars(org_id=self.org_id, ids=list(rows))
        orgs = [row.member_org_id for row in rows.values() if row.member_org_id]
        self.read = dict(
            StatementReading.objects.filter(org_id__in=orgs, cooperative_id=self.org_id, year=sharing.year).values_list(
                "org_id", "recorded_at"
            )
        )

    def tell(self) -> list[ShareStatement]:
        """Tell each statement, in the order of the members' numbers."""
        last_day = date(self.sharing.year, 12, 31)
        members = list_members_on(org_id=self.org_id, day=last_day, ids=list(self.rows))
        return [self._tell(self.rows[line.id], line.number, line.name) for line in members]

    def _tell(self, row: MemberShare, number: str, name: str) -> ShareStatement:
        lines = self.dealings[row.member_id]
        payments = tuple(self.payments[row.member_id])
        rest = self._plan_rest(row, payments)
        return ShareStatement(
            org_id=self.org_id,
            cooperative=self.cooperative,
            year=self.sharing.year,
            share_id=row.id,
            member_id=row.member_id,
            member_org_id=row.member_org_id,
            number=number,
            name=name,
            type_label=str(TYPE_WORDS[row.member_type]),
            resolution=self.decision.resolution,
            decided_on=self.decision.decided_on,
            total_vnd=Dong(row.total_vnd),
            parts=tuple(list_parts(row=row, sharing=self.sharing, steps=self.steps)),
            steps=self.steps,
            used=tuple(line for line in lines if line.kind != DealingKind.LABOUR),
            worked=tuple(line for line in lines if line.kind == DealingKind.LABOUR),
            capital=tuple(
                one for one in reversed(self.capital) if one.member_id == row.member_id and not one.is_taken_back
            ),
            use_vnd=Dong(row.use_vnd),
            labour_vnd=Dong(row.labour_vnd),
            paid_in_vnd=Dong(row.paid_in_vnd),
            payments=payments,
            rest=rest,
            rest_law=cite_ground(ground=rest.ground.value, law=self.law) if rest and self.law else None,
            read_at=self.read.get(row.member_org_id) if row.member_org_id else None,
        )

    def _plan_rest(self, row: MemberShare, payments: tuple[PaymentLine, ...]) -> PaymentPlan | None:
        """Plan what is left to pay, as if it were paid at once; lines that wait count as not paid."""
        paid = [line for line in payments if line.state == "paid"]
        parts = ShareParts(
            total_vnd=Dong(row.total_vnd),
            capital_vnd=Dong(row.internal_capital_vnd + row.external_capital_vnd),
            listed_vnd=Dong(sum(line.gross_vnd for line in paid)),
            listed_base_vnd=Dong(sum(line.base_vnd for line in paid)),
        )
        if parts.open_vnd <= 0 or self.rules is None:
            return None
        who = self.kinds.get(row.member_id)
        kind = who.kind if who else PartyKind.INDIVIDUAL
        return plan_payment(share=parts, gross_vnd=parts.open_vnd, kind=kind, rules=self.rules)
