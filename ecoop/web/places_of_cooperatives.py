"""The places of a cooperative: its members and their capital, its papers, its year from the first day to the last."""

from django.utils.translation import gettext_lazy as _

from ecoop.web.place import COOPERATIVE, HOUSEHOLD, Group, Place

COOPERATIVES: tuple[Group, ...] = (
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
                _("Trade with members"),
                "arrows-exchange",
                "members:trade",
                "members.read",
                (COOPERATIVE,),
                about=_("Internal and external line by line, use and labour, agreements"),
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
                _("My trade with the cooperative"),
                "arrows-exchange",
                "members:own-trade",
                "own-share.read",
                (HOUSEHOLD,),
                about=_("What the cooperative recorded of our deliveries and work"),
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
        _("Assets"),
        (
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
        _("Papers"),
        (
            Place(
                _("Vouchers"),
                "receipt",
                "vouchers:vouchers",
                "documents.read",
                (COOPERATIVE,),
                about=_("Receipts, payments, payroll, loans, tax: every paper of the office"),
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
        ),
    ),
)
