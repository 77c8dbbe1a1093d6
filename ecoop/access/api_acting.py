"""The first wall for programs: a signed-in person or a token, for one organisation, within its walls."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from ecoop.access.actions.record_token_use import record_token_use
from ecoop.access.calc import KEY_PREFIX
from ecoop.access.errors import NobodySignedIn, NoSuchOrganisation, RoleIsTooLow
from ecoop.access.queries import Acting, find_acting, find_token_acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation


@dataclass(frozen=True)
class Bearer:
    """The key a program showed; whether it is valid is known only once the organisation is."""

    key: str


class OrganisationToken(HttpBearer):
    """`Authorization: Bearer ecoop_…`, a token that an organisation issued for one purpose."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        """Take the key in; `acting_for_api` looks it up inside the organisation."""
        return Bearer(key=token) if token.startswith(KEY_PREFIX) else None


# A browser's session needs the token against forged requests as well, which SessionAuth checks.
API_AUTH = [OrganisationToken(), SessionAuth()]
REFUSED_WITH = {NobodySignedIn: 401, NoSuchOrganisation: 404, RoleIsTooLow: 403}


@contextmanager
def acting_for_api(request: HttpRequest, *, slug: str, may: str | None) -> Iterator[Acting]:
    """Act for an organisation in one transaction inside its walls, if the caller may do so.

    An organisation without a place for the caller is answered as if it did not exist. Without `may` any role
    is enough.

    Raises:  NobodySignedIn (401), NoSuchOrganisation (404), RoleIsTooLow (403)
    Queries: 2 for a person, 4 for a token, besides the walls' own
    """
    caller: Any = getattr(request, "auth", None)
    if not isinstance(caller, Bearer) and not request.user.is_authenticated:
        raise NobodySignedIn()
    organisation = find_organisation(slug=slug)
    if organisation is None:
        raise NoSuchOrganisation(slug=slug)
    person_id = None if isinstance(caller, Bearer) else request.user.pk
    with inside_organisation(org_id=organisation.id, person_id=person_id):
        acting = _acting_of(request=request, caller=caller, organisation=organisation)
        if acting is None:
            raise NoSuchOrganisation(slug=slug)
        request.acting = acting  # type: ignore[attr-defined]
        if may is not None and not acting.may(may):
            raise RoleIsTooLow(permission=may)
        yield acting


def _acting_of(*, request: HttpRequest, caller: Any, organisation: OrganisationFacts) -> Acting | None:
    if not isinstance(caller, Bearer):
        person: Any = request.user
        return find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
    now = timezone.now()
    found = find_token_acting(key=caller.key, organisation=organisation, now=now)
    if found is None:
        return None
    token_id, acting = found
    record_token_use(org_id=organisation.id, token_id=token_id, used_on=vietnam_day(now))
    return acting
