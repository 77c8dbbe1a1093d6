"""What can be wrong with a code, a statement or a notice, in words for people."""

from django.utils.translation import gettext_lazy as _

# Of a payment code.
PROBLEMS = {
    "empty": _("it is empty"),
    "long": _("it is too long"),
    "field": _("something else than a field stands in it"),
    "cut": _("a part of it is missing"),
    "twice": _("one field stands twice"),
    "end": _("the check at its end is missing"),
    "start": _("it does not begin as payment codes do"),
    "currency": _("its amount is not in đồng"),
    "amount": _("its amount is not a whole number of đồng"),
    "account": _("its bank or account cannot be read"),
    "service": _("it names a service other than a transfer to an account or card"),
}
# Of what a code shall say.
CANNOT = {
    "account": _("an account has 1 to 19 letters and digits"),
    "amount": _("the amount must lie between 1 đồng and the most that one transfer may move"),
    "purpose": _("the purpose is longer than 25 letters or has none that banks can read"),
    "bill": _("a bill number or reference has at most 25 letters and digits"),
}
# Of a statement.
STATEMENT_PROBLEMS = {
    "camt": _("it is XML, but no account statement of ISO 20022"),
    "swift": _("its SWIFT message is broken"),
    "large": _("it is too large"),
    "amount": _("an amount or its direction cannot be read"),
    "day": _("the day of an entry cannot be read"),
    "empty": _("it is empty"),
    "table": _("it only bears the name of an Excel file, and its table cannot be read"),
}
