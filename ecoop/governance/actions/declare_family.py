"""Declare that two people are family, or that they are no longer."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.calc.bodies import Relation
from ecoop.governance.errors.bodies import HolderUnknown, RowDiffers, SamePersonTwice, TieUnknown
from ecoop.governance.models import FamilyTie, FamilyTieEnd, Holder


@dataclass(frozen=True)
class TieDraft:
    """Two people are family; which of them is named first makes no difference to the law."""

    id: UUID
    holder_id: UUID
    other_id: UUID
    relation: Relation
    declared_on: date


@transaction.atomic
def declare_family(*, org_id: UUID, tie: TieDraft, by: UUID, now: datetime) -> UUID:
    """Write down that two people are family; what they hold already shows as a warning, not as a refusal.

    Law:     L17 Art. 4, clause 11; cooperative/family
    Raises:  SamePersonTwice, HolderUnknown, RowDiffers
    Queries: 6
    """
    lock_bodies(org_id=org_id)
    holders = Holder.objects.filter(org_id=org_id).in_bulk([tie.holder_id, tie.other_id])
    if tie.holder_id == tie.other_id:
        raise SamePersonTwice(name=holders[tie.holder_id].name if holders else "")
    if len(holders) != len({tie.holder_id, tie.other_id}):
        raise HolderUnknown
    known = FamilyTie.objects.filter(org_id=org_id, id=tie.id).first()
    if known is not None:
        if (known.holder_id, known.other_id, known.relation) != (tie.holder_id, tie.other_id, tie.relation.value):
            raise RowDiffers
        return known.id
    row = FamilyTie.objects.create(
        id=tie.id,
        org_id=org_id,
        holder_id=tie.holder_id,
        other_id=tie.other_id,
        relation=tie.relation.value,
        declared_on=tie.declared_on,
        recorded_by_id=by,
        recorded_at=now,
    )
    _tell(org_id=org_id, verb="governance.family.declare", tie_id=row.id, by=by, now=now)
    return row.id


@transaction.atomic
def end_family(*, org_id: UUID, tie_id: UUID, ended_on: date, reason: str, by: UUID, now: datetime) -> None:
    """Write down that two people are no longer family, or never were.

    Raises:  TieUnknown
    Queries: 5
    """
    lock_bodies(org_id=org_id)
    ended = FamilyTieEnd.objects.filter(org_id=org_id, tie_id=tie_id).exists()
    if ended or not FamilyTie.objects.filter(org_id=org_id, id=tie_id).exists():
        raise TieUnknown
    FamilyTieEnd.objects.create(
        org_id=org_id, tie_id=tie_id, ended_on=ended_on, reason=reason, recorded_by_id=by, recorded_at=now
    )
    _tell(org_id=org_id, verb="governance.family.end", tie_id=tie_id, by=by, now=now)


def _tell(*, org_id: UUID, verb: str, tie_id: UUID, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind="governance.family_tie",
        object_id=tie_id,
        detail={},
        now=now,
    )
