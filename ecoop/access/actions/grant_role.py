"""Give somebody a role in an organisation."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from ecoop.access.calc import ROLES
from ecoop.access.errors import RoleIsHeld, RoleIsUnknown
from ecoop.access.models import Person, RoleGrant
from ecoop.access.queries import is_role_held
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation


def grant_role(*, org_id: UUID, person_id: UUID, role: str, by: UUID, now: datetime) -> UUID:
    """Give a role to a person; it holds until it is revoked. Answers the grant's id.

    Raises:  RoleIsUnknown, RoleIsHeld, Person.DoesNotExist
    Queries: 4 (5 when refused), besides the walls' own
    """
    if role not in ROLES:
        raise RoleIsUnknown(role=role)
    with inside_organisation(org_id=org_id, person_id=by):
        lock_roles(org_id=org_id)
        if is_role_held(org_id=org_id, person_id=person_id, role=role):
            raise RoleIsHeld(name=Person.objects.get(id=person_id).name)
        grant = RoleGrant.objects.create(
            org_id=org_id, person_id=person_id, role=role, granted_by_id=by, granted_at=now
        )
        record_event(
            org_id=org_id,
            person_id=by,
            verb="access.role.grant",
            object_kind="access.person",
            object_id=person_id,
            detail={"role": role, "grant": str(grant.id)},
            now=now,
        )
    return grant.id


def lock_roles(*, org_id: UUID) -> None:
    """Let one transaction at a time change the roles of an organisation.

    Two people who take each other's last role at the same moment must not both succeed.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"access.roles.{org_id}"])
