"""Bring an organisation in, with the person who answers for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.grant_role import grant_role
from ecoop.access.calc import first_role
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft, record_organisation
from ecoop.parties.queries import OrganisationFacts


def found_organisation(
    *, draft: OrganisationDraft, identity: IdentityDraft, by: UUID, now: datetime, org_id: UUID | None = None
) -> OrganisationFacts:
    """Record an organisation and make the person who brings it in its first owner or director.

    Raises:  SlugNotUnderstood, SlugIsTaken, NoSuchWard, TaxCodeNotUnderstood
    Queries: at most 10, besides the walls' own
    """
    with transaction.atomic():
        organisation = record_organisation(draft=draft, identity=identity, by=by, now=now, org_id=org_id)
        role = first_role(organisation_kind=organisation.kind)
        grant_role(org_id=organisation.id, person_id=by, role=role, by=by, now=now)
    return organisation
