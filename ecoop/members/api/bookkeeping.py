"""A household and its cooperative that keeps its books, from the phone: who would open them, giving, taking back."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from ecoop.access.actions.take_books_back import take_books_back
from ecoop.access.api_acting import acting_for_api
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.members.actions.entrust_books import entrust_books
from ecoop.members.queries.bookkeeping import find_cooperative_of, get_books_keeper

router = Router(tags=["phone"])

Slug = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["htx-tan-cuong"])]


class BooksKeeperOut(Schema):
    """Whether the cooperative keeps the household's books, and who in it opens them."""

    slug: str
    name: str
    accountants: list[str] = Field(description="The cooperative's accountants, by name.", examples=[["Nguyễn Thị Lan"]])
    since_at: datetime | None = Field(description="Null where it does not keep them.")


class BooksKeeperIn(Schema):
    """Giving the books to keep; the id is made on the phone, so that sending it twice gives them once."""

    id: UUID


@router.get(
    "/o/{slug:slug}/phone/cooperatives/{cooperative}/bookkeeping",
    response=BooksKeeperOut,
    summary="Get whether my cooperative keeps my books",
)
def get_phone_books_keeper(request: HttpRequest, slug: str, cooperative: Slug) -> BooksKeeperOut:
    """Tell whether a cooperative of the household keeps its books, and the names of those who would open them."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        return _told(acting, cooperative)


@router.post(
    "/o/{slug:slug}/phone/cooperatives/{cooperative}/bookkeeping",
    response={201: BooksKeeperOut},
    summary="Let my cooperative keep my books",
)
def post_phone_books_keeper(
    request: HttpRequest, slug: str, cooperative: Slug, body: BooksKeeperIn
) -> Status[BooksKeeperOut]:
    """Let the accountants of a cooperative of the household keep its books, until it takes them back."""
    with acting_for_api(request, slug=slug, may="own-share.manage") as acting:
        entrust_books(
            member_org_id=acting.org_id,
            cooperative=cooperative,
            grant_id=body.id,
            by=acting.person_id,
            now=timezone.now(),
        )
        return Status(201, _told(acting, cooperative))


@router.delete(
    "/o/{slug:slug}/phone/cooperatives/{cooperative}/bookkeeping",
    response=BooksKeeperOut,
    summary="Take my books back from my cooperative",
)
def delete_phone_books_keeper(request: HttpRequest, slug: str, cooperative: Slug) -> BooksKeeperOut:
    """Take the books back; from this moment the cooperative's accountants open nothing of the household."""
    with acting_for_api(request, slug=slug, may="own-share.manage") as acting:
        keeper = find_cooperative_of(member_org_id=acting.org_id, cooperative=cooperative)
        take_books_back(org_id=acting.org_id, keeper_id=keeper.id, by=acting.person_id, now=timezone.now())
        return _told(acting, cooperative)


def _told(acting: Acting, cooperative: str) -> BooksKeeperOut:
    today = vietnam_day(timezone.now())
    found = get_books_keeper(member_org_id=acting.org_id, cooperative=cooperative, by=acting.person_id, today=today)
    return BooksKeeperOut(
        slug=found.cooperative.slug,
        name=found.cooperative.name,
        accountants=list(found.accountants),
        since_at=found.since_at,
    )
