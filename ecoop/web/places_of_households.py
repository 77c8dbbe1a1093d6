"""The places of a household: what it does every day first, its tax after it."""

from django.utils.translation import gettext_lazy as _

from ecoop.web.place import HOUSEHOLD, Group, Place

HOUSEHOLDS: tuple[Group, ...] = (
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
                (HOUSEHOLD,),
                "i",
                _("Import, check and book e-invoices"),
            ),
            Place(
                _("Bank"),
                "building-bank",
                "payments:lines",
                "documents.read",
                (HOUSEHOLD,),
                about=_("What came into your accounts, and what each line pays"),
            ),
            Place(
                _("Phones"),
                "phone",
                "sync:devices",
                "documents.read",
                (HOUSEHOLD,),
                about=_("Who records on which phone; take a lost one out of use"),
            ),
            Place(
                _("Tray"),
                "archive",
                "sync:tray",
                "documents.read",
                (HOUSEHOLD,),
                about=_("What phones recorded and the books could not take"),
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
)
