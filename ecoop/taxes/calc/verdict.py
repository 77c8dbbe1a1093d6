"""The first sentence about a tax: nothing is due, or this much until that day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import format_dong
from ecoop.taxes.calc.result import HouseholdTax, ReturnDue

_EXEMPT = _("No VAT and no personal income tax for {year}. Only send the notice of revenue ({form}) by {day}.")
_EXEMPT_BACK = _("No tax for {year}; {back} come back. Claim them on the notice of revenue ({form}) by {day}.")
_NOTHING = _("No VAT and no personal income tax for {year}.")
_DUE = _("{total} of tax for {year}: VAT {vat}, personal income tax {pit}. The next return, {form}, is due on {day}.")
_PAST = _("{total} of tax for {year}: VAT {vat}, personal income tax {pit}. The last return, {form}, was due on {day}.")
_DUE_BARE = _("{total} of tax for {year}: VAT {vat}, personal income tax {pit}.")


def verdict_of(*, tax: HouseholdTax, today: date) -> str:
    """Say in one sentence what a household owes, and which return comes next."""
    first = _next(tax, today)
    facts = {
        "year": tax.year,
        "total": format_dong(tax.total_vnd),
        "vat": format_dong(tax.vat_vnd),
        "pit": format_dong(tax.pit_vnd),
        "back": format_dong(tax.refund_vnd),
        "form": first.form if first else "",
        "day": format_day(first.due_on) if first else "",
    }
    if not tax.total_vnd and tax.exempt:
        words = _NOTHING if first is None else _EXEMPT_BACK if tax.refund_vnd else _EXEMPT
    else:
        words = _DUE_BARE if first is None else _DUE if first.due_on >= today else _PAST
    return str(words).format(**facts)


def _next(tax: HouseholdTax, today: date) -> ReturnDue | None:
    """Find the return that is due next; after the last one, that."""
    ordered = sorted(tax.returns, key=lambda each: each.due_on)
    ahead = [each for each in ordered if each.due_on >= today]
    return ahead[0] if ahead else ordered[-1] if ordered else None
