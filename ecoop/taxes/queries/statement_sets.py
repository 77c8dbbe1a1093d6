"""Sets of statements: where each stands, who signs, what was written, what changed since, by when it is due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.statement_sheets import Change, StatementPeriod, list_changes
from ecoop.taxes.models import (
    StatementApproval,
    StatementApprovalWithdrawal,
    StatementFiling,
    StatementNote,
    StatementSet,
    StatementSigners,
)
from ecoop.taxes.queries.statements import get_sheet

DAY = timedelta(days=1)
DUE = "cooperative/statements/due_within_days"
MEETING = "cooperative/meeting/annual_within_months"
OFFICE_NAMES: dict[str, Any] = {
    "tax_office": _("the tax office"),
    "statistics_office": _("the statistics office"),
    "other": _("another office"),
}
COMPARED = ("b01", "b02", "f01")
DRAFT, FILED, APPROVED = "draft", "filed", "approved"


@dataclass(frozen=True)
class Signers:
    """Who signs a set; an outside bookkeeper with certificate and enterprise."""

    preparer: str = ""
    chief_accountant: str = ""
    legal_representative: str = ""
    certificate_number: str = ""
    enterprise: str = ""

    @property
    def is_complete(self) -> bool:
        """Say whether everybody whom the form asks for is named."""
        return bool(self.preparer and self.chief_accountant and self.legal_representative)


@dataclass(frozen=True)
class FilingFacts:
    """A set went out."""

    filed_with: str
    filed_on: date
    channel: str
    receipt: str
    figures: dict[str, Any]

    @property
    def office_label(self) -> str:
        """Name the office in the active language."""
        return str(OFFICE_NAMES[self.filed_with])


@dataclass(frozen=True)
class ApprovalFacts:
    """The meeting approved a set."""

    approved_on: date
    resolution: str


@dataclass(frozen=True)
class SetFacts:
    """A set of statements of a period, as it stands."""

    id: UUID
    period: str
    number: int
    reason: str
    begun_at: datetime
    signers: Signers
    texts: dict[str, str]
    filings: tuple[FilingFacts, ...]
    approval: ApprovalFacts | None

    @property
    def state(self) -> str:
        """Say how far the set has come; approved and filed do not wait for each other."""
        return APPROVED if self.approval else FILED if self.filings else DRAFT

    @property
    def is_issued(self) -> bool:
        """Say whether it went out in any way, so that it is never changed."""
        return bool(self.filings or self.approval)

    @property
    def issued_on(self) -> date | None:
        """Give the first day on which it went out."""
        days = [one.filed_on for one in self.filings] + ([self.approval.approved_on] if self.approval else [])
        return min(days, default=None)


@dataclass(frozen=True)
class Deadlines:
    """By when a year's statements go out, and by when its meeting is called: two days that are not the same."""

    file_by_on: date
    file_article: Citation
    meet_by_on: date
    meet_article: Citation


def find_set(*, org_id: UUID, period: str) -> SetFacts | None:
    """Find the newest set of a period.

    Queries: 5; 1 if there is none
    """
    row = StatementSet.objects.filter(org_id=org_id, period=period).order_by("-number").first()
    return _facts(row) if row else None


def list_sets(*, org_id: UUID, year: int) -> list[SetFacts]:
    """List the sets of a year, the newest of each period first.

    Queries: 1, and 4 for each set
    """
    rows = StatementSet.objects.filter(org_id=org_id, year=year).order_by("starts_on", "-number")
    return [_facts(row) for row in rows]


def standing_approvals() -> QuerySet[StatementApproval]:
    """Give the approvals that were not withdrawn, to filter on.

    Queries: 0
    """
    withdrawn = StatementApprovalWithdrawal.objects.filter(org_id=OuterRef("org_id"), approval_id=OuterRef("id"))
    return StatementApproval.objects.filter(~Exists(withdrawn))


def list_issued_statements(*, org_id: UUID) -> list[tuple[UUID, str, int, date]]:
    """List the sets that went out or were approved: id, period, number, and the first day on which they did.

    A member's household sees those of its cooperatives, because row security shows them to it.

    Law:     L17 Art. 14
    Queries: 3
    """
    first: dict[UUID, date] = {}
    filed = StatementFiling.objects.filter(org_id=org_id).values_list("statement_set_id", "filed_on")
    approved = standing_approvals().filter(org_id=org_id).values_list("statement_set_id", "approved_on")
    for set_id, day in (*filed, *approved):
        first[set_id] = min(day, first.get(set_id, day))
    rows = StatementSet.objects.filter(org_id=org_id, id__in=first).order_by("-starts_on", "-number")
    return [(row.id, row.period, row.number, first[row.id]) for row in rows]


def get_deadlines(*, year: int) -> Deadlines:
    """Get by when the statements of a year go out, and by when its annual meeting is called.

    Law:     C71 Appendix IV; L17 Art. 59, clause 1; cooperative/statements/due_within_days, cooperative/meeting/…
    Queries: 0
    """
    last = date(year, 12, 31)
    law = lawbook.on(date(year + 1, 1, 1))
    months = law.whole(MEETING)
    meet_by_on = date(year + 1, months + 1, 1) - DAY
    return Deadlines(last + law.whole(DUE) * DAY, law.cite(DUE), meet_by_on, law.cite(MEETING))


def list_changes_since(*, org_id: UUID, period: StatementPeriod, facts: SetFacts) -> list[Change]:
    """List what of a filed set would read differently today.

    Queries: those of B01, B02 and F01; none for a draft
    """
    if not facts.filings:
        return []
    sheets = [get_sheet(org_id=org_id, form=form, period=period) for form in COMPARED]
    return list_changes(filed=facts.filings[0].figures, sheets=sheets)


def _facts(row: StatementSet) -> SetFacts:
    own = {"org_id": row.org_id, "statement_set_id": row.id}
    signers = StatementSigners.objects.filter(**own).order_by("-recorded_at", "-id").first()
    names = ("preparer", "chief_accountant", "legal_representative", "certificate_number", "enterprise")
    # The last word on a section holds.
    notes = StatementNote.objects.filter(**own).order_by("recorded_at", "id")
    texts = dict(notes.values_list("section", "text"))
    filings = StatementFiling.objects.filter(**own).order_by("filed_on", "id")
    approval = standing_approvals().filter(**own).order_by("-number").first()
    return SetFacts(
        id=row.id,
        period=row.period,
        number=row.number,
        reason=row.reason,
        begun_at=row.recorded_at,
        signers=Signers(**{name: getattr(signers, name) for name in names}) if signers else Signers(),
        texts={section: text for section, text in texts.items() if text},
        filings=tuple(
            FilingFacts(one.filed_with, one.filed_on, one.channel, one.receipt, one.figures) for one in filings
        ),
        approval=ApprovalFacts(approval.approved_on, approval.resolution) if approval else None,
    )
