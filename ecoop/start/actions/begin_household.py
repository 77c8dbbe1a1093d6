"""Begin a household on the phone: the person, the shop, its books, its place, the goods of its trade, the phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from ecoop.access.actions.change_phone import change_phone
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.register_person import register_person
from ecoop.access.queries import Acting, find_acting, find_person
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.parties.queries import OrganisationFacts, find_organisation_by_id, list_slugs_like
from ecoop.start.actions.check_code import check_code, use_code
from ecoop.start.actions.send_code import read_phone
from ecoop.start.calc import free_slug, slug_root
from ecoop.start.errors import IdIsTaken
from ecoop.start.queries import Trade, get_trade
from ecoop.sync.actions.register_device import RegisteredDevice, register_device
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PlaceDraft, ProductDraft

HOUSEHOLD, RECORDS = "household", "documents.record"


@dataclass(frozen=True)
class BeginningDraft:
    """What a person says in the first minute; `id` becomes that of the household."""

    id: UUID
    phone: str
    code: str
    person_name: str
    shop_name: str
    trade: str
    ward_code: str | None
    device_id: UUID
    device_name: str


@dataclass(frozen=True)
class Begun:
    """A household that may sell, and the key of its phone."""

    acting: Acting
    device: RegisteredDevice


def begin_household(*, draft: BeginningDraft, meta: Mapping[str, str], now: datetime) -> Begun:
    """Found a household for whoever holds a phone number; the same id again gives the same one a new key.

    The books begin with the year, so that what was sold before today can still be written down. `meta` is
    what the server knows of the request.

    Raises:  PhoneNotUnderstood, TradeUnknown, TooManyCodes, CodeIsWrong, IdIsTaken, NoSuchWard
    Queries: about 50
    """
    phone, trade = read_phone(text=draft.phone), get_trade(code=draft.trade)
    code_id = check_code(phone=phone, digits=draft.code, used_for=draft.id, meta=meta, now=now)
    with transaction.atomic():
        wait_turn(org_id=draft.id, of="start.household")
        use_code(code_id=code_id, used_for=draft.id)
        person_id, name = _person(draft, phone, now)
        known = find_organisation_by_id(org_id=draft.id)
        organisation = known or _found(draft, trade, phone, person_id, now)
        return _with_phone(draft, organisation, person_id, name, now)


def _person(draft: BeginningDraft, phone: str, now: datetime) -> tuple[UUID, str]:
    person = find_person(phone_or_email=phone) or register_person(name=draft.person_name.strip(), phone=phone, now=now)
    if person.phone_verified_at is None:
        change_phone(person_id=person.id, phone=phone, verified_at=now)
    return person.id, person.name


def _found(draft: BeginningDraft, trade: Trade, phone: str, by: UUID, now: datetime) -> OrganisationFacts:
    root, name, today = slug_root(name=draft.shop_name), draft.shop_name.strip(), vietnam_day(now)
    # Many shops bear one name; two that begin at one moment must not both find its address free.
    wait_turn(org_id=uuid5(NAMESPACE_URL, root), of="start.slug")
    slug = free_slug(root=root, taken=list_slugs_like(root=root))
    organisation = found_organisation(
        draft=OrganisationDraft(slug, name, HOUSEHOLD, draft.ward_code),
        identity=IdentityDraft(representative_name=draft.person_name.strip(), phone=phone),
        by=by,
        now=now,
        org_id=draft.id,
    )
    act: dict[str, Any] = {"org_id": organisation.id, "by": by, "now": now}
    with inside_organisation(org_id=organisation.id, person_id=by):
        open_books(chart="household", starts_on=date(today.year, 1, 1), **act)
        place = PlaceDraft(uuid5(draft.id, "place"), name, today, ward_code=draft.ward_code or "", is_head_office=True)
        record_places(places=[place], **act)
        record_products(products=_products(draft.id, trade), **act)
    return organisation


def _products(org_id: UUID, trade: Trade) -> list[ProductDraft]:
    return [
        ProductDraft(
            id=uuid5(org_id, f"product {good.code}"),
            name=good.name,
            sector=good.sector,
            unit=good.unit,
            price_vnd=good.price_vnd,
        )
        for good in trade.goods
    ]


def _with_phone(draft: BeginningDraft, household: OrganisationFacts, by: UUID, name: str, now: datetime) -> Begun:
    with inside_organisation(org_id=household.id, person_id=by):
        acting = find_acting(person_id=by, person_name=name, organisation=household)
        if acting is None or household.kind != HOUSEHOLD or not acting.may(RECORDS):
            raise IdIsTaken()
        device = register_device(acting=acting, device_id=draft.device_id, name=draft.device_name, now=now)
    return Begun(acting, device)
