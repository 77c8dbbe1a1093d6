"""Reads of the directory, of places and of activities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.parties.calc import plain_text
from ecoop.parties.models import Activity, Identity, OldWard, Organisation, Ward

FOUND_MAX = 20


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as everybody may know it."""

    id: UUID
    slug: str
    name: str
    kind: str
    ward_code: str | None
    started_on: date | None = None


@dataclass(frozen=True)
class IdentityFacts:
    """What identifies an organisation to the state, as it holds now."""

    tax_code: str
    representative_name: str
    phone: str
    address_line: str


@dataclass(frozen=True)
class Place:
    """A commune or ward with its province, in the map of two levels."""

    code: str
    name: str
    province_name: str
    province_code: str = ""


@dataclass(frozen=True)
class OldPlace:
    """A ward as it stood before 1 July 2025, and what became of it."""

    name: str
    district_name: str
    province_name: str
    became: Place


@dataclass(frozen=True)
class ActivityFacts:
    """A line of the classification of activities."""

    edition: int
    code: str
    name_vi: str


def find_organisation(*, slug: str) -> OrganisationFacts | None:
    """Find an organisation by the short name in its address.

    Queries: 1
    """
    row = Organisation.objects.filter(slug=slug).first()
    return _facts(row) if row else None


def get_organisation(*, org_id: UUID) -> OrganisationFacts:
    """Get an organisation by its id.

    Raises:  Organisation.DoesNotExist
    Queries: 1
    """
    return _facts(Organisation.objects.get(id=org_id))


def find_organisation_by_id(*, org_id: UUID) -> OrganisationFacts | None:
    """Find an organisation by its id.

    Queries: 1
    """
    row = Organisation.objects.filter(id=org_id).first()
    return _facts(row) if row else None


def list_slugs_like(*, root: str) -> set[str]:
    """List the addresses that begin with some letters, so that a new one can be told from them.

    Queries: 1
    """
    return set(Organisation.objects.filter(slug__startswith=root).values_list("slug", flat=True))


def list_organisations(*, org_ids: Iterable[UUID]) -> list[OrganisationFacts]:
    """List organisations by their ids, in the order of their names.

    Queries: 1
    """
    return [_facts(row) for row in Organisation.objects.filter(id__in=list(org_ids)).order_by("name", "id")]


def find_identity(*, org_id: UUID) -> IdentityFacts | None:
    """Find what identifies an organisation to the state; only the organisation itself sees it.

    Queries: 1
    """
    row = Identity.objects.filter(org_id=org_id).order_by("-recorded_at", "-id").first()
    if row is None:
        return None
    return IdentityFacts(row.tax_code, row.representative_name, row.phone, row.address_line)


def find_place(*, code: str) -> Place | None:
    """Find a commune or ward by its code.

    Queries: 1
    """
    row = Ward.objects.select_related("province").filter(code=code).first()
    return _place(row) if row else None


def map_places(*, codes: Iterable[str]) -> dict[str, Place]:
    """Give communes and wards by their codes; a code that is none is left out.

    Queries: 1, none without codes
    """
    wanted = set(codes)
    rows = Ward.objects.select_related("province").filter(code__in=wanted) if wanted else ()
    return {row.code: _place(row) for row in rows}


def list_places(*, text: str) -> list[Place]:
    """List the wards whose name, or name with province, contains the words; accents do not matter.

    Queries: 1
    """
    found = Ward.objects.select_related("province")
    for word in plain_text(text=text).split():
        found = found.filter(name_plain__contains=word)
    return [_place(row) for row in found.order_by("name_plain")[:FOUND_MAX]]


def list_old_places(*, text: str) -> list[OldPlace]:
    """List what became of the wards of before 1 July 2025 whose old address contains the words.

    Queries: 1
    """
    found = OldWard.objects.select_related("ward__province")
    for word in plain_text(text=text).split():
        found = found.filter(name_plain__contains=word)
    return [
        OldPlace(row.name, row.district_name, row.province_name, became=_place(row.ward))
        for row in found.order_by("name_plain", "ward_id")[:FOUND_MAX]
    ]


def find_activity(*, edition: int, code: str) -> ActivityFacts | None:
    """Find an activity by its code in an edition of the classification.

    Queries: 1
    """
    row = Activity.objects.filter(edition=edition, code=code).first()
    return ActivityFacts(row.edition, row.code, row.name_vi) if row else None


def _facts(row: Organisation) -> OrganisationFacts:
    return OrganisationFacts(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        ward_code=row.ward_id,
        started_on=row.started_on,
    )


def _place(row: Ward) -> Place:
    return Place(code=row.code, name=row.full_name, province_name=row.province.full_name, province_code=row.province_id)
