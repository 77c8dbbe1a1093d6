"""What the tests of lending start from: full governance, three supervisors, a resolution, equity of 2 billion."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.resolutions import charter_on_paper, pass_on_paper
from ecoop.finance.actions.apply_for_loan import LoanApplicationDraft, apply_for_loan
from ecoop.finance.actions.decide_application import LoanDecisionDraft, decide_application
from ecoop.finance.actions.declare_funds import DeclarationDraft, declare_funds
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.record_equity import EquityDraft, record_equity
from ecoop.finance.actions.sign_loan import LoanDraft, sign_loan
from ecoop.finance.actions.write_events import EventDraft, write_events
from ecoop.finance.calc import ApplicationSource, EventKind, EventMeans, Purpose, ScheduleKind, Verdict
from ecoop.finance.models import Loan
from ecoop.finance.queries import get_loan
from ecoop.governance.actions.appoint import AppointmentDraft, appoint
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.calc.bodies import BodyKind, PostRole
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import Cast

M = 1_000_000
# Wednesday 11 November 2026: what the tests call today.
NOW = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)
LENT_ON = date(2026, 6, 1)
LIMITS = {
    "lending_months": "10",
    "lending_pool_rate": "0.3",
    "lending_member_rate": "0.05",
    "lending_rate_per_year": "0.09",
    "governance": "full",
    "separate_tracking": "yes",
}


@dataclass(frozen=True)
class LendingStage:
    """The cooperative, its members, and who acts."""

    members: Stage
    act: dict[str, Any]

    def ask(self, *, amount: int = 20 * M, months: int = 5, member: UUID | None = None, **other: Any) -> UUID:
        """Let a member ask for a loan."""
        said: dict[str, Any] = {
            "source": ApplicationSource.OFFICE,
            "asked_on": LENT_ON,
            "purpose": Purpose.PRODUCTION,
            "purpose_text": "Mua phân bón vụ hè",
            "schedule": ScheduleKind.INSTALMENTS,
            **other,
        }
        draft = LoanApplicationDraft(
            id=new_id(), member_id=member or self.members.nam, amount_vnd=Dong(amount), months=months, **said
        )
        return apply_for_loan(application=draft, **self.act)

    def approve(self, application_id: UUID, *, amount: int = 20 * M, months: int = 5, **other: Any) -> None:
        """Let the Board approve."""
        said: dict[str, Any] = {
            "decided_on": LENT_ON,
            "decided_by": "Hội đồng quản trị",
            "paper": "NQ 05/2026/HĐQT",
            "rate_per_year": Decimal("0.09"),
            **other,
        }
        draft = LoanDecisionDraft(
            application_id=application_id,
            verdict=Verdict.APPROVED,
            amount_vnd=Dong(amount),
            months=months,
            **said,
        )
        decide_application(decision=draft, **self.act)

    def lend(self, *, amount: int = 20 * M, months: int = 5, on: date = LENT_ON, **other: Any) -> UUID:
        """Go all the way: ask, approve, sign, pay out."""
        asked = self.ask(amount=amount, months=months, **other)
        self.approve(asked, amount=amount, months=months)
        loan_id = sign_loan(loan=LoanDraft(new_id(), asked, LENT_ON, "Đỗ Thị Hoa"), **self.act)
        self.pay_out(loan_id, on=on)
        return loan_id

    def pay_out(
        self, loan_id: UUID, *, on: date, means: EventMeans = EventMeans.CASH, by_id: UUID | None = None
    ) -> None:
        """Pay a loan out."""
        disburse_loan(disbursement=DisbursementDraft(by_id or new_id(), loan_id, on, means), **self.act)

    def sign(self) -> UUID:
        """Go up to the contract."""
        asked = self.ask()
        self.approve(asked)
        return sign_loan(loan=LoanDraft(new_id(), asked, LENT_ON, "Đỗ Thị Hoa"), **self.act)


def set_lending_stage(cast: Cast, *, supervisors: int = 3) -> LendingStage:
    """Let everything be as the law wants it; call it inside the cooperative."""
    members = set_the_stage(cast)
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
    open_books(chart="cooperative", starts_on=FOUNDED_ON.replace(day=1), **act)
    return prepare_lending(members, act, supervisors=supervisors)


def prepare_lending(members: Stage, act: dict[str, Any], *, supervisors: int = 3) -> LendingStage:
    """Let the meeting decide, supervisors sit, equity be known and the Board declare, where books are open."""
    choices = [CharterChoice(name, value, FOUNDED_ON) for name, value in LIMITS.items()]
    charter_on_paper(choices=choices, **act)
    said = {"starts_on": "2026-03-20", "choices": {"lending_months": "10"}, "member_limit_vnd": 25 * M}
    pass_on_paper(matter="lending", parameters=said, passed_on=date(2026, 3, 20), **act)
    seat_supervisors(act, count=supervisors)
    equity = EquityDraft(
        id=new_id(),
        year=2025,
        filed_on=date(2026, 3, 25),
        receipt="BCTC-2025",
        owners_vnd=Dong(2000 * M),
        capital_vnd=Dong(1500 * M),
    )
    record_equity(equity=equity, **act)
    declaration = DeclarationDraft(
        new_id(), date(2026, 4, 1), date(2027, 3, 31), "NQ 02/2026/HĐQT", Dong(900 * M), "Đủ vốn kinh doanh"
    )
    declare_funds(declaration=declaration, **act)
    return LendingStage(members, act)


def lend_unasked(members: Stage, act: dict[str, Any], *, id_: UUID) -> UUID:
    """Let a loan be out of which nobody asked the rules: for tests of programs that only need one to look at."""
    draft = LoanApplicationDraft(
        id=new_id(),
        member_id=members.nam,
        source=ApplicationSource.OFFICE,
        asked_on=LENT_ON,
        amount_vnd=Dong(20 * M),
        months=5,
        purpose=Purpose.PRODUCTION,
        purpose_text="Mua phân bón",
        schedule=ScheduleKind.INSTALMENTS,
    )
    row = Loan.objects.create(
        org_id=act["org_id"],
        application_id=apply_for_loan(application=draft, **act),
        member_id=members.nam,
        year=2026,
        number=1,
        signed_on=LENT_ON,
        signed_by="Đỗ Thị Hoa",
        amount_vnd=20 * M,
        months=5,
        rate_per_year=Decimal("0.09"),
        overdue_ratio=Decimal("1.5"),
        order="interest_first",
        schedule="instalments",
        purpose="production",
        purpose_text="Mua phân bón",
        recorded_by_id=act["by"],
        recorded_at=act["now"],
    )
    loan, whole = get_loan(org_id=act["org_id"], loan_id=row.id), Dong(20 * M)
    out = EventDraft(id_, loan, EventKind.DISBURSED, date(2026, 11, 2), whole, whole, means=EventMeans.BANK)
    write_events(drafts=[out], **act)
    return row.id


def seat_supervisors(act: dict[str, Any], *, count: int) -> None:
    """Admit as many official members and put them on the supervisory board."""
    ids = [new_id() for _ in range(count)]
    admissions = [
        Admission(id_, f"TV9{at:02d}", f"Kiểm soát {at}", None, FOUNDED_ON, True, True, True)
        for at, id_ in enumerate(ids)
    ]
    admit_members(admissions=admissions, **act)
    holders = name_holders(people=[PersonNamed(member_id=id_) for id_ in ids], **act)
    drafts = [
        AppointmentDraft(
            id=new_id(),
            holder_id=holder,
            body=BodyKind.SUPERVISORS,
            role=PostRole.HEAD if at == 0 else PostRole.MEMBER,
            starts_on=FOUNDED_ON,
            rests_on="NQ 01/2026",
        )
        for at, holder in enumerate(holders)
    ]
    appoint(appointments=drafts, **act)
