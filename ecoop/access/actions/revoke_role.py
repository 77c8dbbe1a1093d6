"""Take a role back."""

from datetime import datetime
from uuid import UUID

from ecoop.access.actions.grant_role import lock_roles
from ecoop.access.errors import NobodyWouldManagePeople, RoleIsNotHeld
from ecoop.access.models import RoleGrant, RoleRevocation
from ecoop.access.queries import find_role_grant, is_managed_without
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation


def revoke_role(*, org_id: UUID, grant_id: UUID, by: UUID, now: datetime) -> None:
    """End a role grant; the last one that lets somebody manage people stays.

    Raises:  RoleIsNotHeld, NobodyWouldManagePeople
    Queries: 5, besides the walls' own
    """
    with inside_organisation(org_id=org_id, person_id=by):
        lock_roles(org_id=org_id)
        grant = find_role_grant(org_id=org_id, grant_id=grant_id)
        if grant is None:
            raise RoleIsNotHeld()
        if not is_managed_without(org_id=org_id, grant_id=grant_id):
            raise NobodyWouldManagePeople()
        _record(grant=grant, by=by, now=now)


def _record(*, grant: RoleGrant, by: UUID, now: datetime) -> None:
    RoleRevocation.objects.create(
        org_id=grant.org_id, grant_id=grant.id, person_id=grant.person_id, revoked_by_id=by, revoked_at=now
    )
    record_event(
        org_id=grant.org_id,
        person_id=by,
        verb="access.role.revoke",
        object_kind="access.person",
        object_id=grant.person_id,
        detail={"role": grant.role, "grant": str(grant.id)},
        now=now,
    )
