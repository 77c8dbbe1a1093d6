"""Record that the Board declared: business needs are funded, and no money was raised to lend."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.errors import DecisionNeedsPaper
from ecoop.finance.models import LendingDeclaration
from ecoop.kernel.dong import Dong


@dataclass(frozen=True)
class DeclarationDraft:
    """What the Board declared, for how long, by which paper, and how much business needs."""

    id: UUID
    declared_on: date
    lasts_until_on: date
    paper: str
    needs_vnd: Dong
    text: str = ""


@transaction.atomic
def declare_funds(*, org_id: UUID, declaration: DeclarationDraft, by: UUID, now: datetime) -> UUID:
    """Record a declaration of the Board; the same id again is the one that is there.

    Law:    L17 Art. 83, clause 2, point b
    Raises: DecisionNeedsPaper
    Queries: 3
    """
    if LendingDeclaration.objects.filter(org_id=org_id, id=declaration.id).exists():
        return declaration.id
    if not declaration.paper.strip() or declaration.lasts_until_on < declaration.declared_on:
        raise DecisionNeedsPaper(missing="paper")
    LendingDeclaration.objects.create(
        org_id=org_id,
        id=declaration.id,
        declared_on=declaration.declared_on,
        lasts_until_on=declaration.lasts_until_on,
        paper=declaration.paper.strip(),
        needs_vnd=declaration.needs_vnd,
        text=declaration.text.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.declaration.record",
        object_kind="lending_declaration",
        object_id=declaration.id,
        detail={},
        now=now,
    )
    return declaration.id
