"""All places of the desk, group by group, in the order in which they stand in the sidebar."""

from django.utils.translation import gettext_lazy as _

from ecoop.web.place import COOPERATIVE, HOUSEHOLD, WITH_BOOKS, Group, Place
from ecoop.web.places_of_cooperatives import ACCOUNTS, COOPERATIVES, MEMBERSHIPS
from ecoop.web.places_of_households import HOUSEHOLDS

# Inside an organisation: every url here takes the slug of the organisation.
ORGANISATION: tuple[Group, ...] = (
    Group("", (Place(_("Home"), "home", "home", key="h"),)),
    *HOUSEHOLDS,
    *MEMBERSHIPS,
    *COOPERATIVES,
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
                _("Statutory books"),
                "book",
                "taxes:books",
                "books.read",
                (COOPERATIVE,),
                about=_("The books of Circular 71/2024, as pages, PDF and Excel"),
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
    *ACCOUNTS,
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
