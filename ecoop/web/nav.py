"""The places of the desk, as data: what stands in the sidebar, for whom, and under which key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

HOUSEHOLD, COOPERATIVE = "household", "cooperative"
WITH_BOOKS = (HOUSEHOLD, COOPERATIVE)


@dataclass(frozen=True)
class Place:
    """One page in the sidebar. Empty `kinds` means organisations of any kind; no permission means everybody.
    `about` tells in a few words what one finds there; home and search show it.
    """

    label: Any
    icon: str
    url_name: str
    permission: str | None = None
    kinds: tuple[str, ...] = ()
    key: str | None = None
    about: Any = ""


@dataclass(frozen=True)
class Group:
    """Places that belong together, under a small heading; folded for the kinds that seldom want them."""

    label: Any
    places: tuple[Place, ...]
    folded_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A place as this person sees it on this page."""

    label: str
    icon: str
    url: str
    is_here: bool
    key: str | None
    about: str


@dataclass(frozen=True)
class ShownGroup:
    """A group as this person sees it on this page."""

    label: str
    places: tuple[Shown, ...]
    is_folded: bool = False


# Inside an organisation: every url here takes the slug of the organisation.
ORGANISATION: tuple[Group, ...] = (
    Group("", (Place(_("Home"), "home", "home", key="h"),)),
    Group(
        _("Trade"),
        (
            Place(
                _("Sales"),
                "receipt",
                "trade:sales",
                "documents.read",
                (HOUSEHOLD,),
                "s",
                _("What was sold, newest first; record a sale"),
            ),
            Place(
                _("Purchases"),
                "shopping-cart",
                "trade:purchases",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Goods, materials and assets bought"),
            ),
            Place(
                _("Expenses"),
                "coins",
                "trade:expenses",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Costs by the six groups of the law"),
            ),
            Place(
                _("E-invoices"),
                "file-invoice",
                "invoicing:invoices",
                "documents.read",
                WITH_BOOKS,
                "i",
                _("Import, check and book e-invoices"),
            ),
            Place(
                _("Lists from Excel"),
                "file-spreadsheet",
                "intake:lists",
                "documents.record",
                (HOUSEHOLD,),
                about=_("Bring in the list you have, however it looks"),
            ),
        ),
    ),
    Group(
        _("Money"),
        (
            Place(
                _("Receipts and payments"),
                "cash",
                "trade:money",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Debts paid, taxes, loans, and what the owner puts in"),
            ),
            Place(
                _("Who owes whom"),
                "scale",
                "trade:debts",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Documents on credit, the oldest first"),
            ),
        ),
    ),
    Group(
        _("Goods and stock"),
        (
            Place(
                _("Products"),
                "package",
                "trade:products",
                "documents.read",
                (HOUSEHOLD,),
                "o",
                _("What is sold: name, unit, price and sector group"),
            ),
            Place(
                _("Stock"),
                "stack-2",
                "trade:stock",
                "documents.read",
                (HOUSEHOLD,),
                about=_("What is there, and what was used at which price"),
            ),
        ),
    ),
    Group(
        _("Tax"),
        (
            Place(
                _("Tax of this year"),
                "receipt-tax",
                "taxes:this-year",
                "tax.read",
                (HOUSEHOLD,),
                "x",
                _("What is due and why, step by step"),
            ),
            Place(
                _("Calendar"),
                "calendar-due",
                "taxes:calendar",
                "tax.read",
                (HOUSEHOLD,),
                "c",
                _("What to do until when; on your phone too"),
            ),
            Place(
                _("Returns"),
                "file-text",
                "taxes:returns",
                "tax.read",
                (HOUSEHOLD,),
                about=_("Prepare, file and correct the returns of a year"),
            ),
            Place(
                _("Costs and papers"),
                "receipt-2",
                "trade:costs",
                "documents.read",
                (HOUSEHOLD,),
                about=_("What may be taken off, and which papers are missing"),
            ),
            Place(
                _("Statutory books"),
                "book",
                "taxes:books",
                "books.read",
                (HOUSEHOLD,),
                about=_("The books of Circular 152/2025, as pages, PDF and Excel"),
            ),
        ),
    ),
    Group(
        _("Books"),
        (
            Place(
                _("Journal"),
                "book-2",
                "ledger:journal",
                "books.read",
                WITH_BOOKS,
                "j",
                _("Every entry, in the order of its number"),
            ),
            Place(
                _("Accounts"),
                "list-details",
                "ledger:accounts",
                "books.read",
                WITH_BOOKS,
                "a",
                _("What moved on each account, and against which"),
            ),
            Place(
                _("Trial balance"),
                "scale",
                "ledger:trial-balance",
                "books.read",
                WITH_BOOKS,
                "b",
                _("All accounts on any day, both sides equal"),
            ),
            Place(
                _("Periods"),
                "calendar",
                "ledger:periods",
                "books.read",
                WITH_BOOKS,
                "p",
                _("Close a month, or open it again with a reason"),
            ),
        ),
        folded_for=(HOUSEHOLD,),
    ),
    Group(
        _("Cooperative"),
        (
            Place(
                _("Members"),
                "users-group",
                "members:register",
                "members.read",
                (COOPERATIVE,),
                "m",
                _("The register, as of any day"),
            ),
            Place(
                _("Capital"),
                "pig-money",
                "members:capital",
                "members.read",
                (COOPERATIVE,),
                about=_("Who holds what, and how much more the law allows"),
            ),
            Place(
                _("Year end"),
                "heart-handshake",
                "distribution:this-year-end",
                "distribution.read",
                (COOPERATIVE,),
                "y",
                _("Close, decide, share; every step with its article"),
            ),
            Place(
                _("My share"),
                "coins",
                "distribution:my-share",
                "own-share.read",
                (HOUSEHOLD,),
                "y",
                _("What the cooperative shares with us, and why"),
            ),
        ),
    ),
    Group(
        _("Organisation"),
        (
            Place(
                _("Places and accounts"),
                "map-pin",
                "trade:places",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Places of business, bank accounts and wallets"),
            ),
            Place(
                _("People and roles"),
                "users",
                "access:people",
                "people.read",
                (),
                "r",
                _("Who may do what, since when"),
            ),
            Place(
                _("Tax code and address"),
                "id",
                "access:identity",
                "people.read",
                about=_("What books and returns carry"),
            ),
            Place(
                _("Keys for programs"),
                "key",
                "access:tokens",
                "tokens.manage",
                about=_("Let another program in, narrowly"),
            ),
            Place(
                _("Audit trail"), "list-search", "access:audit", "audit.read", (), "t", _("Who did what, newest first")
            ),
        ),
        folded_for=(HOUSEHOLD,),
    ),
)

# Everywhere, for everybody, logged in or not.
OPEN: tuple[Group, ...] = (
    Group(
        _("For everybody"),
        (
            Place(
                _("Law"),
                "gavel",
                "lawbook:index",
                key="l",
                about=_("Every number of the law, its history and its source"),
            ),
            Place(
                _("Check a tax"),
                "calculator",
                "taxes:check",
                about=_("What a household owes and why, from its figures; no login"),
            ),
            Place(
                _("Check a receipt"),
                "shield-check",
                "ledger:check-receipt",
                about=_("Prove that an entry stands in sealed books"),
            ),
            Place(
                _("Small calculators"),
                "calculator",
                "taxes:calculators",
                about=_("Social insurance, e-invoices, late interest"),
            ),
        ),
        folded_for=WITH_BOOKS,
    ),
)


def show_nav(*, request: HttpRequest) -> list[ShownGroup]:
    """Show the groups that this person has a use for here, without the empty ones.

    Queries: 0
    """
    acting = getattr(request, "acting", None)
    groups = [_shown(group, acting=acting, request=request) for group in (*(ORGANISATION if acting else ()), *OPEN)]
    return [group for group in groups if group.places]


def show_places(*, request: HttpRequest) -> Iterator[Shown]:
    """Show the same places in one row.

    Queries: 0
    """
    for group in show_nav(request=request):
        yield from group.places


def _shown(group: Group, *, acting: Any, request: HttpRequest) -> ShownGroup:
    inside = None if group in OPEN else acting
    places = []
    for place in group.places:
        if inside and not _may_see(place, acting=inside):
            continue
        url = reverse(place.url_name, kwargs={"slug": inside.org_slug} if inside else {})
        label, about, is_here = str(place.label), str(place.about), _is_here(url, request.path)
        places.append(Shown(label, place.icon, url, is_here, place.key, about))
    # A folded group stands open on its own pages, so that one always sees where one is.
    is_folded = bool(acting) and acting.org_kind in group.folded_for and not any(place.is_here for place in places)
    return ShownGroup(str(group.label), tuple(places), is_folded)


def _may_see(place: Place, *, acting: Any) -> bool:
    is_kind = not place.kinds or acting.org_kind in place.kinds
    return is_kind and (place.permission is None or acting.may(place.permission))


def _is_here(url: str, path: str) -> bool:
    # The home of an organisation is the beginning of every address in it, so it counts only when exact.
    return path == url if url.count("/") <= 3 else path.startswith(url)
