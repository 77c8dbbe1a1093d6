"""Applications for membership: the list, one of them, its papers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import read_cursor
from ecoop.members.calc import (
    BODY_WORDS,
    Body,
    DecidedAct,
    Decider,
    MemberType,
    ParticularsDraft,
    derive_member_type,
)
from ecoop.members.errors import ApplicationNotOpen
from ecoop.members.models import Application, ApplicationPaper, Decision
from ecoop.members.queries.history import ACT_WORDS
from ecoop.members.queries.particulars import draft_of
from ecoop.members.queries.register import TYPE_WORDS
from ecoop.members.queries.rules import get_constitution, get_decider

APPLICATIONS_SHOWN = 50


@dataclass(frozen=True)
class ApplicationLine:
    """An application in the list; `act` is empty while nothing is decided."""

    id: UUID
    receipt: str
    name: str
    source: str
    brings_capital: bool
    uses: bool
    works: bool
    capital_vnd: Dong
    applied_on: date
    recorded_at: datetime
    act: str
    member_id: UUID | None

    @property
    def type(self) -> MemberType | None:
        """Derive the type from what is offered."""
        return derive_member_type(capital=self.brings_capital, use=self.uses, labour=self.works)

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        return str(TYPE_WORDS[self.type]) if self.type else ""

    @property
    def state_label(self) -> str:
        """Name what became of it in the active language."""
        return label_of_act(act=self.act)


@dataclass(frozen=True)
class PaperLine:
    """A file that came with an application."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True)
class ApplicationPage:
    """One application with who applies, the papers, and who decides."""

    line: ApplicationLine
    who: ParticularsDraft
    note: str
    papers: tuple[PaperLine, ...]
    decider: Decider

    @property
    def body_label(self) -> str:
        """Name the body that decides in the active language."""
        return str(BODY_WORDS[Body(self.decider.body)])


def list_applications(
    *, org_id: UUID, before: tuple[datetime, UUID] | None = None, limit: int | None = None
) -> list[ApplicationLine]:
    """List applications, the newest first; one more than `limit`, so that whoever pages knows whether more come.

    Queries: 1
    """
    return _page(_with_decisions(org_id), before, limit)


def list_open_applications(
    *, org_id: UUID, before: tuple[datetime, UUID] | None = None, limit: int | None = None
) -> list[ApplicationLine]:
    """List the applications that wait for a decision in the same way.

    Queries: 1
    """
    return _page(_with_decisions(org_id).filter(act=None), before, limit)


def get_application_page(*, org_id: UUID, application_id: UUID, day: date) -> ApplicationPage:
    """Get one application with its papers and the body that decides about it.

    Raises:  ApplicationNotOpen
    Queries: 3
    """
    row = _with_decisions(org_id).filter(id=application_id).first()
    if row is None:
        raise ApplicationNotOpen(receipt=application_id)
    line = _line(row)
    papers = ApplicationPaper.objects.filter(org_id=org_id, application_id=application_id).order_by("recorded_at", "id")
    governance = get_constitution(org_id=org_id, day=day).governance
    assert line.type is not None
    return ApplicationPage(
        line=line,
        who=draft_of(row=row),
        note=row.note,
        papers=tuple(PaperLine(*values) for values in papers.values_list("id", "name", "media_type", "size_bytes")),
        decider=get_decider(act="admit_or_end", kind=line.type, governance=governance, day=day),
    )


def find_paper(*, org_id: UUID, paper_id: UUID) -> tuple[str, str, bytes] | None:
    """Find a file that came with an application: its name, its kind, its bytes.

    Queries: 1
    """
    row = ApplicationPaper.objects.filter(org_id=org_id, id=paper_id).first()
    return (row.name, row.media_type, bytes(row.content)) if row else None


def _with_decisions(org_id: UUID) -> Any:  # Annotated rows have no type of their own.
    decided = Decision.objects.filter(org_id=org_id, application_id=OuterRef("id"))
    return Application.objects.filter(org_id=org_id).annotate(
        act=Subquery(decided.values("act")[:1]), decided_member_id=Subquery(decided.values("member_id")[:1])
    )


def _page(rows: Any, before: tuple[datetime, UUID] | None, limit: int | None) -> list[ApplicationLine]:
    if before is not None:
        at, id_ = before
        rows = rows.filter(Q(recorded_at__lt=at) | Q(recorded_at=at, id__lt=id_))
    rows = rows.order_by("-recorded_at", "-id")
    return [_line(row) for row in (rows if limit is None else rows[: limit + 1])]


def _line(row: Any) -> ApplicationLine:
    return ApplicationLine(
        id=row.id,
        receipt=row.receipt,
        name=row.name,
        source=row.source,
        brings_capital=row.brings_capital,
        uses=row.uses,
        works=row.works,
        capital_vnd=Dong(row.capital_vnd),
        applied_on=row.applied_on,
        recorded_at=row.recorded_at,
        act=row.act or "",
        member_id=row.decided_member_id if row.act == DecidedAct.ADMIT.value else None,
    )


@dataclass(frozen=True)
class ApplicationState:
    """What a receipt tells: whether and when something was decided, and nothing about anybody."""

    receipt: str
    applied_on: date
    state_label: str
    decided_on: date | None


def find_application_state(*, org_id: UUID, receipt: str) -> ApplicationState | None:
    """Find what became of an application by its receipt.

    Queries: 2
    """
    row = Application.objects.filter(org_id=org_id, receipt=receipt.upper()).first()
    if row is None:
        return None
    decision = Decision.objects.filter(org_id=org_id, application_id=row.id).first()
    label = label_of_act(act=decision.act if decision else "")
    return ApplicationState(row.receipt, row.applied_on, label, decision.decided_on if decision else None)


def label_of_act(*, act: str) -> str:
    """Name what became of an application in the active language; empty is not decided yet.

    Queries: 0
    """
    return str(ACT_WORDS[act]) if act else _("waiting for a decision")


def read_application_cursor(*, cursor: str | None) -> tuple[datetime, UUID] | None:
    """Read after which application the next page of the list begins.

    Raises:  CursorIsUnreadable
    Queries: 0
    """
    key = read_cursor(cursor=cursor, kinds=(datetime.fromisoformat, UUID))
    return (key[0], key[1]) if key else None
