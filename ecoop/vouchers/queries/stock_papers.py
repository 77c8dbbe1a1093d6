"""Papers of the store as PDF: 01-VT, 02-VT and 05-VT, always in Vietnamese, the law's language."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.paper import typeset
from ecoop.kernel.words import vnd_in_words
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.vouchers.queries.parties import name_parties
from ecoop.vouchers.queries.rules import get_office
from ecoop.vouchers.queries.stock_slips import COUNT, SlipRow, SlipView

_REGIME = "tt-71-2024"
_TEMPLATE = "vouchers/stock_paper.typ"


def print_slip(*, org_id: UUID, view: SlipView, made_at: datetime) -> bytes:
    """Print a paper of the store on its form.

    Queries: 6
    """
    slip = view.slip
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    regime = lawbook.get_source(_REGIME)
    on = date.fromisoformat(str(regime["issued_on"]))
    names = name_parties(org_id=org_id, ids=[slip.party_id] if slip.party_id else [])
    with override("vi"):
        paper: dict[str, Any] = {
            "form": slip.paper,
            "title": get_office(law=lawbook.on(slip.slip_on)).say_paper(code=slip.paper),
            "number": slip.number,
            "on": slip.slip_on,
            "text": slip.text,
            "store": slip.store,
            "person": slip.person_name,
            "party": next(iter(names.values()), ""),
            "is_in": slip.kind in ("receipt", "back_in"),
            "is_count": slip.kind == COUNT,
            "lines": [_line(row) for row in view.rows],
            "total_vnd": view.total_vnd,
            "in_words": "" if view.total_vnd is None else vnd_in_words(view.total_vnd),
        }
        data = {
            "org": {
                "name": organisation.name,
                "address": identity.address_line if identity else "",
                "tax_code": identity.tax_code if identity else "",
            },
            "regime": {"number": regime["number"], "day": on.day, "month": on.month, "year": on.year},
            "paper": paper,
        }
        return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _line(row: SlipRow) -> dict[str, Any]:
    counted = row.counted_quantity
    sign = 1 if row.is_in else -1
    return {
        "code": row.item.code,
        "name": row.item.name,
        "unit": row.item.unit,
        "quantity": _plain(row.quantity * (sign if counted is not None else 1)),
        "counted": "" if counted is None else _plain(counted),
        "book": "" if counted is None else _plain(counted - sign * row.quantity),
        "price": "" if row.unit_price is None else _plain(row.unit_price),
        "vnd": row.amount_vnd,
    }


def _plain(number: Decimal) -> str:
    return format(number, "f")
