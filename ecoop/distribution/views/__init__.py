"""Pages of distribution: the end of a year, statements of shares, payments, simulation."""

from ecoop.distribution.views.year_end import (
    create_closure,
    create_decision,
    create_sharing,
    create_undoing,
    show_closing,
    show_my_share,
    show_this_year_end,
    show_year_end,
)

__all__ = [
    "create_closure",
    "create_decision",
    "create_sharing",
    "create_undoing",
    "show_closing",
    "show_my_share",
    "show_this_year_end",
    "show_year_end",
]
