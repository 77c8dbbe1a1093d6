"""What the pages about oneself, the organisation and its audit trail show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.access.calc import SIGN_IN_LABELS, VERB_LABELS
from ecoop.access.models import Person, SignIn
from ecoop.access.queries.acting import Acting, name_people
from ecoop.audit import queries as audit
from ecoop.audit.queries import EventFilter, EventLine
from ecoop.kernel.walls import inside_organisation
from ecoop.parties import queries as parties
from ecoop.parties.queries import IdentityFacts, OrganisationFacts, Place

SIGN_INS_SHOWN = 20


@dataclass(frozen=True)
class SignInLine:
    """A time at which a person came in, and how."""

    at: datetime
    method: str

    @property
    def label(self) -> str:
        """How, in the reader's language."""
        return str(SIGN_IN_LABELS.get(self.method, self.method))


@dataclass(frozen=True)
class Account:
    """What a person signs in with, and when they lately did."""

    name: str
    phone: str
    email: str
    sign_ins: tuple[SignInLine, ...]


@dataclass(frozen=True)
class About:
    """An organisation as everybody may know it, where it is, and what identifies it to the state."""

    organisation: OrganisationFacts
    place: Place | None
    identity: IdentityFacts | None


@dataclass(frozen=True)
class TrailLine:
    """One act, with the names of who acted (empty: a program by itself) and of whom it concerned (if a person)."""

    event: EventLine
    person_name: str
    object_name: str

    @property
    def label(self) -> str:
        """The act in the reader's language."""
        return str(VERB_LABELS.get(self.event.verb, self.event.verb))


@dataclass(frozen=True)
class Trail:
    """A page of the audit trail."""

    lines: tuple[TrailLine, ...]
    next_cursor: str | None


def get_account(*, person_id: UUID) -> Account:
    """Get what a person signs in with, and when they lately did; only they themselves see the latter.

    Queries: 2, besides the walls' own
    """
    person = Person.objects.get(id=person_id)
    with inside_organisation(org_id=None, person_id=person_id):
        rows = SignIn.objects.filter(person_id=person_id).order_by("-at")[:SIGN_INS_SHOWN]
        sign_ins = tuple(SignInLine(at=row.at, method=row.method) for row in rows)
    return Account(person.name, person.phone or "", person.email or "", sign_ins)


def get_about_for(acting: Acting) -> About:
    """Get what an organisation is: as everybody may know it, and as only it knows itself.

    Queries: at most 3
    """
    organisation = parties.get_organisation(org_id=acting.org_id)
    place = parties.find_place(code=organisation.ward_code) if organisation.ward_code else None
    return About(organisation=organisation, place=place, identity=parties.find_identity(org_id=acting.org_id))


def list_trail_choices(*, org_id: UUID) -> tuple[dict[UUID, str], list[str]]:
    """List who and which acts occur in an organisation's audit trail.

    Queries: 3
    """
    person_ids, verbs = audit.list_actors_and_verbs(org_id=org_id)
    return name_people(person_ids=person_ids), verbs


def get_trail_for(acting: Acting, *, wanted: EventFilter, cursor: str | None, size: int = audit.PAGE) -> Trail:
    """Get a page of the audit trail with the names of those who acted.

    Raises:  CursorIsUnreadable
    Queries: 2
    """
    page = audit.list_events(org_id=acting.org_id, wanted=wanted, cursor=cursor, size=size)
    wanted_ids = {each.person_id for each in page.lines} | {_person_meant(each) for each in page.lines}
    names = name_people(person_ids={each for each in wanted_ids if each})
    lines = tuple(
        TrailLine(
            event=each, person_name=_name_of(each.person_id, names), object_name=_name_of(_person_meant(each), names)
        )
        for each in page.lines
    )
    return Trail(lines=lines, next_cursor=page.next_cursor)


def _person_meant(event: EventLine) -> UUID | None:
    return event.object_id if event.object_kind == "access.person" else None


def _name_of(person_id: UUID | None, names: dict[UUID, str]) -> str:
    return names.get(person_id, "") if person_id else ""
