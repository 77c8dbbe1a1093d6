"""Bring the people and their organisations in; whoever is there already stays as they are."""

import hashlib
import hmac
import random
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from demo.names import make_person_name
from demo.province import Neighbour
from demo.world import (
    COFFEE_NAME,
    COFFEE_SLUG,
    COFFEE_TAX_CODE,
    COOP_NAME,
    COOP_SLUG,
    COOP_TAX_CODE,
    FOUNDED_ON,
    INVOICES_BEGAN_ON,
    OTHER_NAME,
    OTHER_SLUG,
    OTHER_TAX_CODE,
    SHOPS,
    Shop,
    seeded_id,
)
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.register_person import register_person
from ecoop.access.queries import find_person, is_role_held
from ecoop.config.cast import CAST
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import find_books
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.parties.queries import OrganisationFacts, find_organisation, list_places

TEA_COUNTRY = "Bảo Lộc Lâm Đồng"
# Everybody traded long before these books; a household that began this year would have other duties.
BEGAN_ON = date(2021, 3, 1)
WORDS = ("che-xanh", "nang-som", "suoi-trong", "doi-gio", "mua-bui", "gio-nui")


@dataclass(frozen=True)
class People:
    """The ids of everybody and everything that the rest of the demo asks for by a short name."""

    persons: dict[str, UUID]
    organisations: dict[str, OrganisationFacts]
    password: str


def make_password(*, secret: str, seed: int) -> str:
    """Make the demo's password from this checkout's secret: the same at every run, and written nowhere."""
    digest = hmac.digest(secret.encode(), f"demo {seed}".encode(), hashlib.sha256)
    return f"{WORDS[digest[0] % len(WORDS)]}-{int.from_bytes(digest[1:4], 'big') % 100_000:05}"


def bring_people(*, seed: int, password: str, now: datetime) -> People:
    """Register persons, found organisations, give roles, open books."""
    rng = random.Random(f"{seed}:people")
    persons = {one.key: _person(seed, one.key, one.name, one.phone, one.email, password, now) for one in CAST}
    names = {one.key: one.name for one in CAST}
    for number in range(1, 5):
        key = f"shop-{number}"
        phone, email = f"09770001{number:02}", f"{key}@demo.example"
        names[key] = make_person_name(rng=rng)
        persons[key] = _person(seed, key, names[key], phone, email, None, now)
    organisations = {
        shop.slug: _found(
            seed,
            OrganisationDraft(shop.slug, shop.name, "household", find_ward(), _started_on(shop)),
            IdentityDraft(tax_code=shop.tax_code, representative_name=names[shop.owner]),
            persons[shop.owner],
            now,
        )
        for shop in SHOPS
    }
    for slug, name, code, who in (
        (COOP_SLUG, COOP_NAME, COOP_TAX_CODE, "hoa"),
        (OTHER_SLUG, OTHER_NAME, OTHER_TAX_CODE, "tu"),
        (COFFEE_SLUG, COFFEE_NAME, COFFEE_TAX_CODE, "hoa"),
    ):
        draft = OrganisationDraft(slug, name, "cooperative", find_ward(), FOUNDED_ON)
        identity = IdentityDraft(tax_code=code, representative_name=names[who])
        organisations[slug] = _found(seed, draft, identity, persons[who], now)
    for who, role in (("lan", "accountant"), ("hai", "controller")):
        _grant(organisations[COOP_SLUG].id, persons[who], role, persons["hoa"], now)
    return People(persons, organisations, password)


def bring_neighbour(
    *, seed: int, neighbour: Neighbour, accountant: UUID, ward_code: str | None, now: datetime
) -> tuple[UUID, UUID]:
    """Bring one household of the province in, with its owner, and let the accountant keep its books.

    Shape:  the ids of the organisation and of its owner
    """
    shop = neighbour.shop
    key, email = shop.owner, f"{shop.owner}@demo.example"
    owner = _person(seed, key, neighbour.owner_name, neighbour.phone, email, None, now)
    draft = OrganisationDraft(shop.slug, shop.name, "household", ward_code, neighbour.began_on)
    identity = IdentityDraft(tax_code=shop.tax_code, representative_name=neighbour.owner_name)
    organisation = _found(seed, draft, identity, owner, now)
    if neighbour.coop_slug == COOP_SLUG:
        _grant(organisation.id, accountant, "accountant", owner, now)
    return organisation.id, owner


def _person(seed: int, key: str, name: str, phone: str, email: str, password: str | None, now: datetime) -> UUID:
    known = find_person(phone_or_email=phone)
    if known:
        return known.id
    person_id = seeded_id(seed=seed, name=f"person:{key}")
    return register_person(name=name, phone=phone, email=email, password=password, person_id=person_id, now=now).id


def find_ward() -> str | None:
    """Find the hills of the province on the map; without the map the world is nowhere in particular."""
    return next((place.code for place in list_places(text=TEA_COUNTRY)), None)


def _started_on(shop: Shop) -> date:
    return INVOICES_BEGAN_ON if shop.has_invoices else BEGAN_ON


def _found(seed: int, draft: OrganisationDraft, identity: IdentityDraft, by: UUID, now: datetime) -> OrganisationFacts:
    organisation = find_organisation(slug=draft.slug) or found_organisation(
        draft=draft,
        identity=identity,
        by=by,
        now=now,
        org_id=seeded_id(seed=seed, name=f"organisation:{draft.slug}"),
    )
    _open(organisation.id, draft, by, now)
    return organisation


def _open(org_id: UUID, draft: OrganisationDraft, by: UUID, now: datetime) -> None:
    chart: Literal["household", "cooperative"] = "household" if draft.kind == "household" else "cooperative"
    with inside_organisation(org_id=org_id, person_id=by):
        if find_books(org_id=org_id) is None:
            starts_on = INVOICES_BEGAN_ON if draft.started_on == INVOICES_BEGAN_ON else FOUNDED_ON
            open_books(org_id=org_id, chart=chart, starts_on=starts_on, by=by, now=now)


def _grant(org_id: UUID, person_id: UUID, role: str, by: UUID, now: datetime) -> None:
    with inside_organisation(org_id=org_id, person_id=by):
        if not is_role_held(org_id=org_id, person_id=person_id, role=role):
            grant_role(org_id=org_id, person_id=person_id, role=role, by=by, now=now)
