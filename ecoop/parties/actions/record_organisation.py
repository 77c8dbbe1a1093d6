"""Bring an organisation into the directory."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.ids import new_id
from ecoop.kernel.tax_codes import read_tax_code
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.actions.record_identity import IdentityDraft, record_identity
from ecoop.parties.errors import NoSuchWard, SlugIsTaken, SlugNotUnderstood
from ecoop.parties.models import Organisation, Ward
from ecoop.parties.queries import OrganisationFacts


@dataclass(frozen=True)
class OrganisationDraft:
    """An organisation as everybody may know it."""

    slug: str
    name: str
    kind: str
    ward_code: str | None = None
    started_on: date | None = None


def record_organisation(
    *, draft: OrganisationDraft, identity: IdentityDraft, by: UUID, now: datetime, org_id: UUID | None = None
) -> OrganisationFacts:
    """Record a new organisation and what identifies it; nobody holds a role in it yet.

    Programs that rebuild the same world twice hand in `org_id`.

    Raises:  SlugNotUnderstood, SlugIsTaken, NoSuchWard, TaxCodeNotUnderstood
    Queries: at most 6, besides the walls' own
    """
    _refuse_what_does_not_fit(draft=draft, identity=identity)
    row = Organisation(
        id=org_id or new_id(),
        slug=draft.slug,
        name=draft.name,
        kind=draft.kind,
        ward_id=draft.ward_code,
        started_on=draft.started_on,
        recorded_at=now,
    )
    with inside_organisation(org_id=row.id, person_id=by):
        row.save(force_insert=True)
        record_identity(org_id=row.id, draft=identity, by=by, now=now)
        record_event(
            org_id=row.id,
            person_id=by,
            verb="parties.organisation.record",
            object_kind="parties.organisation",
            object_id=row.id,
            detail={"kind": row.kind},
            now=now,
        )
    return OrganisationFacts(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        ward_code=row.ward_id,
        started_on=row.started_on,
    )


def _refuse_what_does_not_fit(*, draft: OrganisationDraft, identity: IdentityDraft) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", draft.slug):
        raise SlugNotUnderstood(slug=draft.slug)
    if Organisation.objects.filter(slug=draft.slug).exists():
        raise SlugIsTaken(slug=draft.slug)
    if draft.ward_code and not Ward.objects.filter(code=draft.ward_code).exists():
        raise NoSuchWard(code=draft.ward_code)
    if identity.tax_code:
        read_tax_code(identity.tax_code)
