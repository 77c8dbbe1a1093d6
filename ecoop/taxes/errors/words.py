"""The names of sectors, methods, channels and states, and why an input is not understood."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SECTOR_NAMES: dict[str, Any] = {
    "goods": _("goods"),
    "services": _("services"),
    "asset_lease": _("leasing of assets other than real estate"),
    "production_transport": _("production, transport, food service"),
    "digital_content": _("digital content"),
    "other": _("other business"),
    "real_estate_lease": _("leasing of real estate"),
}

METHOD_NAMES: dict[str, Any] = {"revenue": _("percentage of revenue"), "income": _("income: revenue less costs")}
PRIOR_METHOD_NAMES: dict[str, Any] = {
    "exempt": _("nothing was due"),
    "lump_sum": _("lump sum (until 2025)"),
    **METHOD_NAMES,
}
CHANNEL_NAMES: dict[str, Any] = {
    "etax": _("the tax office's website"),
    "etax_mobile": _("the tax office's app"),
    "tvan": _("a transmission service"),
    "counter": _("at the tax office's counter"),
    "post": _("by post"),
}
RETURN_STATES: dict[str, Any] = {
    "coming": (_("the period is still running"), "gray"),
    "due": (_("to be prepared"), "yellow"),
    "late": (_("overdue"), "red"),
    "prepared": (_("prepared, not filed"), "blue"),
    "filed": (_("filed"), "green"),
}

QUARTER = _("quarter {n}/{year}")
HALF = _("half-year {n}/{year}")

# Why an input is refused; each fills the place {why} of InputNotUnderstood.
WHY: dict[str, Any] = {
    "object": _("an object with names and values is expected"),
    "list": _("a list is expected"),
    "list-of": _("a list of {count} is expected"),
    "one-of-three": _("give exactly one of revenue, quarters, months"),
    "costs-twice": _("give costs for the year or for its periods, not for both"),
    "platform-twice": _("give sales on platforms for the year or for its periods, not for both"),
    "platform-by-sector": _("give the sales on platforms by sector group, not as one amount"),
    "no-rent-on-platforms": _("rent of real estate is not sold on platforms"),
    "cut-too-large": _("more is named for the VAT cut than was sold"),
    "before-the-start": _("there is revenue or cost before the business began"),
    "began-later": _("it lies after the year asked for"),
    "whole-dong": _("a whole number of đồng is expected, without quotes or decimals"),
    "amount-range": _("the amount is negative or beyond belief"),
    "year": _("a year such as 2026 is expected"),
    "day": _("a day like 2026-11-01 is expected"),
    "yes-or-no": _("true or false is expected"),
    "one-of": _("one of {choices} is expected"),
    "not-json": _("it is no JSON that can be read"),
    "empty": _("it is empty"),
    "twice": _("a name stands there twice: {name}"),
    "too-deep": _("it is nested too deeply"),
    "not-utf8": _("it is not written in UTF-8"),
    "no-file": _("there is no such file that can be read"),
    "internal-too-large": _("more is named as internal than there was in all"),
    "raw-input-too-large": _("more raw produce is named than there was cost"),
    "loss-is-older": _("a loss is carried from a year before the one asked for"),
    "once-each": _("a year, quarter or period is named twice"),
    "period": _("a quarter or a month of the year asked for is expected, such as 2026-Q3 or 2026-07"),
    "words": _("words are expected"),
    "between": _("a whole number from {least} to {most} is expected"),
}
