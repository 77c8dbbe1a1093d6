"""Who members are, version by version."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.members.calc import ParticularsDraft, PartyKind
from ecoop.members.models import Particulars

KIND_WORDS: dict[str, Any] = {
    "individual": _("individual"),
    "household": _("household"),
    "body": _("body without legal personality"),
    "legal_person": _("legal person"),
    "cooperative": _("cooperative"),
}
GENDER_WORDS: dict[str, Any] = {"": "", "female": _("female"), "male": _("male")}


@dataclass(frozen=True)
class ParticularsVersion:
    """The particulars as they held from a day on."""

    starts_on: date
    who: ParticularsDraft

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(KIND_WORDS[self.who.kind.value])

    @property
    def gender_label(self) -> str:
        """Name the gender in the active language."""
        return str(GENDER_WORDS.get(self.who.gender, ""))


def get_particulars(*, org_id: UUID, member_id: UUID, day: date | None = None) -> ParticularsDraft:
    """Get a member's particulars as of a day (the latest without one); what is not known is empty.

    Law:    L17 Art. 15
    Queries: 1
    """
    found = list_particulars(org_id=org_id, ids=[member_id], day=day)
    return found.get(member_id, ParticularsDraft())


def list_particulars(
    *, org_id: UUID, ids: Collection[UUID] | None = None, day: date | None = None
) -> dict[UUID, ParticularsDraft]:
    """Give the particulars of members as of a day by their ids; members without any are left out.

    Queries: 1
    """
    rows = Particulars.objects.filter(org_id=org_id)
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    if day is not None:
        rows = rows.filter(starts_on__lte=day)
    newest = rows.order_by("member_id", "-starts_on", "-recorded_at", "-id").distinct("member_id")
    return {row.member_id: draft_of(row=row) for row in newest}


def list_particulars_versions(*, org_id: UUID, member_id: UUID) -> list[ParticularsVersion]:
    """List all versions of a member's particulars, the newest first.

    Queries: 1
    """
    rows = Particulars.objects.filter(org_id=org_id, member_id=member_id)
    return [ParticularsVersion(row.starts_on, draft_of(row=row)) for row in rows.order_by("-starts_on", "-recorded_at")]


def draft_of(*, row: Any) -> ParticularsDraft:
    """Take the particulars out of a row that holds them: a version, or an application.

    Queries: 0
    """
    return ParticularsDraft(
        kind=PartyKind(row.kind),
        address=row.address,
        ward_code=row.ward_id,
        nationality=row.nationality,
        id_number=row.id_number,
        code=row.code,
        born_on=row.born_on,
        gender=row.gender,
        phone=row.phone,
        email=row.email,
        representative_name=row.representative_name,
        representative_id=row.representative_id,
        is_foreign=row.is_foreign,
        has_investor_certificate=row.has_investor_certificate,
        is_lawfully_resident=row.is_lawfully_resident,
        has_full_capacity=row.has_full_capacity,
    )
