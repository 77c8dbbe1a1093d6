"""Apply for membership as a household that acts for itself, on its phone."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.walls import inside_organisation
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.errors import ApplicationIsWaiting, CooperativeNotFound, IsMemberAlready
from ecoop.members.queries.joining import (
    MEMBER,
    OwnApplication,
    find_invitation,
    is_member_or_waits,
    list_own_applications,
)
from ecoop.parties.errors import NoSuchWard
from ecoop.parties.queries import find_place


@transaction.atomic
def join_cooperative(
    *, member_org_id: UUID, cooperative: str, application: ApplicationDraft, by: UUID, now: datetime
) -> OwnApplication:
    """Hand an application in at a cooperative's office, and give it as the household sees it.

    The same id again gives the same application. Call it inside the household's walls; it steps into those of the
    cooperative for as long as the application is written.

    Law:     L17 Art. 30
    Raises:  CooperativeNotFound, NoSuchWard, IsMemberAlready, ApplicationIsWaiting; those of `submit_application`
    Queries: about 20
    """
    known = _find(member_org_id, application.id)
    if known is not None:
        return known
    invitation = find_invitation(slug=cooperative, day=application.applied_on)
    if invitation is None:
        raise CooperativeNotFound(slug=cooperative)
    ward_code = application.who.ward_code
    if ward_code is not None and find_place(code=ward_code) is None:
        raise NoSuchWard(code=ward_code)
    with inside_organisation(org_id=invitation.org_id, person_id=by):
        lock_register(org_id=invitation.org_id)
        standing = is_member_or_waits(org_id=invitation.org_id, member_org_id=member_org_id)
        if standing:
            refusal = IsMemberAlready if standing == MEMBER else ApplicationIsWaiting
            raise refusal(cooperative=invitation.name)
        own = replace(application, member_org_id=member_org_id)
        submit_application(org_id=invitation.org_id, application=own, by=by, now=now)
    found = _find(member_org_id, application.id)
    assert found is not None
    return found


def _find(member_org_id: UUID, application_id: UUID) -> OwnApplication | None:
    own = list_own_applications(member_org_id=member_org_id)
    return next((each for each in own if each.id == application_id), None)
