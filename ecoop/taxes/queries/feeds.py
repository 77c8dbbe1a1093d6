"""Addresses for calendar programs: what stands in them, and whom they let in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, QuerySet

from ecoop.access.queries import find_acting
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation_by_id
from ecoop.taxes.calc.feed import FeedEntry
from ecoop.taxes.models import CalendarFeed, CalendarFeedRevocation
from ecoop.taxes.queries.calendar import list_lines
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES, list_cooperative_duties

_SIGNER = Signer(salt="taxes.calendar-feed")
_HEX = 32
MAY = "tax.read"


@dataclass(frozen=True)
class FeedFacts:
    """An address that lets in: whose duties it shows, and for whom it was opened."""

    feed_id: UUID
    organisation: OrganisationFacts
    person_id: UUID


def find_own_feed(*, org_id: UUID, person_id: UUID) -> UUID | None:
    """Find the address that a person has open for an organisation.

    Queries: 1
    """
    found = _open().filter(org_id=org_id, recorded_by_id=person_id).order_by("-recorded_at", "-id").first()
    return found.id if found else None


def key_of_feed(*, org_id: UUID, feed_id: UUID) -> str:
    """Write the part of the address that nobody can guess: who it is for, signed with the server's own secret.

    The database alone does not tell it, and nothing but a row closes it.

    Queries: 0
    """
    return _SIGNER.sign(f"{org_id.hex}{feed_id.hex}").replace(":", "-")


def find_feed(*, key: str) -> FeedFacts | None:
    """Find whom an address lets in: nobody when it is forged, was closed, or its person may no longer read the tax.

    Queries: at most 3, besides the walls' own
    """
    named = _read(key)
    if named is None:
        return None
    org_id, feed_id = named
    organisation = find_organisation_by_id(org_id=org_id)
    if organisation is None:
        return None
    with inside_organisation(org_id=org_id, person_id=None):
        feed = _open().filter(org_id=org_id, id=feed_id).first()
        if feed is None:
            return None
        person_id = feed.recorded_by_id
        acting = find_acting(person_id=person_id, person_name="", organisation=organisation)
    return FeedFacts(feed_id, organisation, person_id) if acting and acting.may(MAY) else None


def list_feed_entries(*, feed: FeedFacts, today: date) -> list[FeedEntry]:
    """List the duties of this year and the next as a calendar shows them, without names and amounts.

    Queries: those of `get_calendar` for two years, besides the walls' own
    """
    with inside_organisation(org_id=feed.organisation.id, person_id=feed.person_id):
        read = list_cooperative_duties if feed.organisation.kind in COOPERATIVES else list_lines
        lines = read(org_id=feed.organisation.id, today=today)
    return [
        FeedEntry(
            code=line.duty.code,
            period=line.duty.period,
            title=f"{line.duty.label}: {line.duty.period_label}",
            text="\n".join(
                filter(None, (line.duty.form, line.duty.todo, line.duty.law.article if line.duty.law else ""))
            ),
            due_on=line.duty.due_on,
            is_settled=line.is_settled,
        )
        for line in lines
    ]


def _read(key: str) -> tuple[UUID, UUID] | None:
    name, dash, signature = key.partition("-")
    try:
        ids = _SIGNER.unsign(f"{name}:{signature}") if dash else ""
        return (UUID(ids[:_HEX]), UUID(ids[_HEX:])) if ids else None
    except (BadSignature, ValueError):
        return None


def _open() -> "QuerySet[CalendarFeed]":
    closed = CalendarFeedRevocation.objects.filter(org_id=OuterRef("org_id"), feed_id=OuterRef("id"))
    return CalendarFeed.objects.exclude(Exists(closed))
