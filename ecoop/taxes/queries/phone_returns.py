"""The returns of a household's year as its phone shows them: to confirm, to file, filed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.queries.returns import DUE, FILED, LATE, ReturnLine, get_return_year

TO_CONFIRM = (DUE, LATE)


@dataclass(frozen=True)
class PhoneReturn:
    """A line of the list of returns, and what may be done about it now."""

    line: ReturnLine
    days_left: int | None
    can_confirm: bool
    can_record_filing: bool


@dataclass(frozen=True)
class PhoneReturns:
    """The returns of a year; `refusal` tells why it cannot be said what is due."""

    year: int
    returns: tuple[PhoneReturn, ...]
    refusal: Refusal | None


def get_phone_returns(*, org_id: UUID, year: int, today: date) -> PhoneReturns:
    """Get the returns of a year, those of years before that are still open among the first.

    Queries: those of `get_return_year`
    """
    found = get_return_year(org_id=org_id, year=year, today=today)
    return PhoneReturns(year, tuple(_line(line, today) for line in found.lines), found.refusal)


def get_phone_return(*, org_id: UUID, form: str, period: str, today: date) -> PhoneReturn:
    """Get one form and period as the list shows it; the caller knows that there is a return.

    Queries: those of `get_return_year`
    """
    found = get_phone_returns(org_id=org_id, year=int(period[:4]), today=today)
    return next(each for each in found.returns if (each.line.form, each.line.period) == (form, period))


def _line(line: ReturnLine, today: date) -> PhoneReturn:
    is_over, is_filed = ends_on(period=line.period) < today, line.state == FILED
    return PhoneReturn(
        line=line,
        days_left=(line.due_on - today).days if line.due_on else None,
        can_confirm=line.state in TO_CONFIRM and is_over and line.newest is None,
        can_record_filing=line.newest is not None and not is_filed and is_over,
    )
