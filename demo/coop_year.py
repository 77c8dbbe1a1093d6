"""The year of a cooperative's office, piece by piece, in the order in which an office lives it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from demo.coop_assets import live_assets
from demo.coop_bank import live_bank
from demo.coop_bodies import live_bodies
from demo.coop_capital import live_capital
from demo.coop_closing import live_closing
from demo.coop_lending import live_lending
from demo.coop_meetings import live_meetings
from demo.coop_members import live_members
from demo.coop_openings import live_openings
from demo.coop_payments import live_payments
from demo.coop_resolutions import live_resolutions
from demo.coop_statements import live_statements
from demo.coop_stock import live_stock
from demo.coop_taxes import live_taxes
from demo.coop_trade import live_trade
from demo.coop_vouchers import live_vouchers


class Live(Protocol):
    """Record a piece of a year inside the cooperative's walls; the same once more changes nothing."""

    def __call__(self, *, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
        """Tell how many documents there are."""


# What an office does before the meeting shares the year, and what it does after.
BEFORE_SHARING: tuple[tuple[object, Live], ...] = (
    (_("register of members"), live_members),
    (_("opening balances"), live_openings),
    (_("capital"), live_capital),
    (_("bodies"), live_bodies),
    (_("trade with members"), live_trade),
    (_("vouchers"), live_vouchers),
    (_("stock"), live_stock),
    (_("assets"), live_assets),
    (_("internal lending"), live_lending),
    (_("resolutions"), live_resolutions),
    (_("bank statement"), live_bank),
    (_("closing"), live_closing),
    (_("statements"), live_statements),
)
AFTER_SHARING: tuple[tuple[object, Live], ...] = (
    (_("meetings"), live_meetings),
    (_("returns"), live_taxes),
    (_("payments of shares"), live_payments),
)


def live_pieces(*, lives: tuple[tuple[object, Live], ...], tell: Callable[[str], None], **given: object) -> int:
    """Live some pieces of a year one after the other, telling which."""
    documents = 0
    for name, live in lives:
        tell(str(name))
        documents += live(**given)  # type: ignore[arg-type]
    return documents
