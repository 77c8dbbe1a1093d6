"""The places of a cooperative: first where its figures come from, then what is made of them, the books in between."""

from django.utils.translation import gettext_lazy as _

from ecoop.web.place import COOPERATIVE, HOUSEHOLD, Group, Place

# What a member household sees of its cooperative.
MEMBERSHIPS: tuple[Group, ...] = (
    Group(
        _("Cooperative"),
        (
            Place(
                _("My membership"),
                "user-circle",
                "members:own",
                "own-share.read",
                (HOUSEHOLD,),
                about=_("What the cooperative has written down about us, and what it posts for members"),
            ),
            Place(
                _("Meetings"),
                "users-group",
                "governance:own-meetings",
                "own-share.read",
                (HOUSEHOLD,),
                about=_("What our cooperative calls us to, the agenda and what was decided"),
            ),
            Place(
                _("My trade with the cooperative"),
                "arrows-exchange",
                "members:own-trade",
                "own-share.read",
                (HOUSEHOLD,),
                about=_("What the cooperative recorded of our deliveries and work"),
            ),
            Place(
                _("My loans"),
                "cash",
                "finance:own",
                "own-share.read",
                (HOUSEHOLD,),
                about=_("What we asked the cooperative for, what we borrowed, what is due when"),
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
)

# Before the books: where the figures come from.
COOPERATIVES: tuple[Group, ...] = (
    Group(
        _("Members and capital"),
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
                _("Applications"),
                "user-plus",
                "members:applications",
                "members.read",
                (COOPERATIVE,),
                about=_("Who wants to join, by QR code or in the office"),
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
                _("Certificates"),
                "file-certificate",
                "members:certificates",
                "members.read",
                (COOPERATIVE,),
                about=_("Certificates of contribution: issue, exchange, revoke, check"),
            ),
            Place(
                _("Charter"),
                "gavel",
                "members:charter",
                "members.read",
                (COOPERATIVE,),
                about=_("What the charter says from which day on, within the limits of the law"),
            ),
            Place(
                _("Meetings"),
                "users-group",
                "governance:meetings",
                "meetings.read",
                (COOPERATIVE,),
                about=_("Call the members, tick who comes, vote, write the minutes"),
            ),
            Place(
                _("Internal lending"),
                "cash",
                "finance:lending",
                "lending.read",
                (COOPERATIVE,),
                about=_("Loans to members out of our own means, by Article 83"),
            ),
            Place(
                _("Early warnings"),
                "shield-check",
                "early-warnings",
                "members.read",
                (COOPERATIVE,),
                about=_("What may not last too long, and the size class"),
            ),
        ),
    ),
    Group(
        _("Governance"),
        (
            Place(
                _("Resolutions"),
                "clipboard-check",
                "governance:resolutions",
                "meetings.read",
                (COOPERATIVE,),
                about=_("What was decided, what waits to be carried out, and what it moved in the books"),
            ),
            Place(
                _("Bodies"),
                "sitemap",
                "governance:bodies",
                "meetings.read",
                (COOPERATIVE,),
                about=_("Who holds which post, terms, what is missing by law, dissolution and changes"),
            ),
        ),
    ),
    Group(
        _("Trade and papers"),
        (
            Place(
                _("Trade with members"),
                "arrows-exchange",
                "members:trade",
                "members.read",
                (COOPERATIVE,),
                about=_("Internal and external line by line, use and labour, agreements"),
            ),
            Place(
                _("Vouchers"),
                "receipt",
                "vouchers:vouchers",
                "documents.read",
                (COOPERATIVE,),
                about=_("Receipts, payments, payroll, loans, tax: every paper of the office"),
            ),
            Place(
                _("E-invoices"),
                "file-invoice",
                "invoicing:invoices",
                "documents.read",
                (COOPERATIVE,),
                "i",
                _("Import, check and book e-invoices"),
            ),
            Place(
                _("Counterparties"),
                "user-circle",
                "vouchers:counterparties",
                "documents.read",
                (COOPERATIVE,),
                about=_("Customers, suppliers, banks, workers, and what each owes"),
            ),
            Place(
                _("Counts of the cash box"),
                "cash",
                "vouchers:cash-counts",
                "documents.read",
                (COOPERATIVE,),
                about=_("What lies in the box, note by note, beside the books"),
            ),
            Place(
                _("Foreign money"),
                "cash",
                "vouchers:currencies",
                "documents.read",
                (COOPERATIVE,),
                about=_("Rates of the usual bank, balances in their currency, revaluation"),
            ),
            Place(
                _("Borrowed money"),
                "building-bank",
                "vouchers:borrowings",
                "documents.read",
                (COOPERATIVE,),
                about=_("What is owed to banks and other lenders, by when it falls due"),
            ),
        ),
    ),
    Group(
        _("Stock and assets"),
        (
            Place(
                _("Stock"),
                "package",
                "vouchers:stock",
                "documents.read",
                (COOPERATIVE,),
                about=_("Items, receipts, issues and counts, at the weighted average"),
            ),
            Place(
                _("Assets"),
                "tractor",
                "assets:assets",
                "documents.read",
                (COOPERATIVE,),
                about=_("What we own for years, whose money it was, where it stands"),
            ),
            Place(
                _("Wear of assets"),
                "calculator",
                "assets:wear",
                "documents.read",
                (COOPERATIVE,),
                about=_("Depreciation, month by month"),
            ),
            Place(
                _("Counts of assets"),
                "clipboard-check",
                "assets:counts",
                "documents.read",
                (COOPERATIVE,),
                about=_("Scan the labels: here or not here"),
            ),
        ),
    ),
)

# After the books: what is made of them.
ACCOUNTS: tuple[Group, ...] = (
    Group(
        _("Statements and tax"),
        (
            Place(
                _("Statements"),
                "report",
                "taxes:statements",
                "tax.read",
                (COOPERATIVE,),
                about=_("B01, B02, notes, trial balance: each figure to its vouchers"),
            ),
            Place(
                _("Tax of this year"),
                "receipt-tax",
                "taxes:this-year",
                "tax.read",
                (COOPERATIVE,),
                "x",
                _("What is due and why, step by step"),
            ),
            Place(
                _("Returns"),
                "file-text",
                "taxes:returns",
                "tax.read",
                (COOPERATIVE,),
                about=_("Prepare, file and correct the returns of a year"),
            ),
            Place(
                _("Calendar"),
                "calendar-due",
                "taxes:calendar",
                "tax.read",
                (COOPERATIVE,),
                "c",
                _("What to do until when; on your phone too"),
            ),
        ),
    ),
    Group(
        _("Year end"),
        (
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
                _("Errors of earlier years"),
                "pencil",
                "ledger:earlier-years",
                "books.post",
                (COOPERATIVE,),
                about=_("Corrected in this year's books, named in the notes"),
            ),
            Place(
                _("Opening balances"),
                "notebook",
                "vouchers:openings",
                "books.post",
                (COOPERATIVE,),
                about=_("What stood on each account when the books began"),
            ),
        ),
    ),
)
