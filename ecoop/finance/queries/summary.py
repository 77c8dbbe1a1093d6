"""The summary of internal loans, book S26: what every member owed, borrowed and paid back over a year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.finance.queries.law import find_account, law_on
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries import get_account_with_details, list_party_turnovers
from ecoop.vouchers.queries.parties import name_parties


@dataclass(frozen=True)
class SummaryLine:
    """A member on the accounts of internal loans over a year."""

    member_id: UUID
    name: str
    opening_vnd: Dong
    debit_vnd: Dong
    credit_vnd: Dong

    @property
    def closing_vnd(self) -> Dong:
        """Give what is owed at the end."""
        return Dong(self.opening_vnd + self.debit_vnd - self.credit_vnd)


@dataclass(frozen=True)
class Summary:
    """The book S26 of a year: its lines and their sums."""

    year: int
    lines: tuple[SummaryLine, ...]
    total: SummaryLine


def get_summary(*, org_id: UUID, year: int) -> Summary:
    """Sum the accounts of internal loans by member over a year, as the books have them.

    Law:     C71 Appendix III, S26-HTX
    Queries: 4
    """
    starts_on, ends_before = date(year, 1, 1), date(year + 1, 1, 1)
    code = find_account(law=law_on(day=date(year, 12, 31)), code="receivables")
    _account, codes = get_account_with_details(org_id=org_id, code=code)
    moved: dict[UUID, list[int]] = {}
    for one in list_party_turnovers(org_id=org_id, codes=codes, starts_on=starts_on, ends_before=ends_before):
        sums = moved.setdefault(one.party_id, [0, 0, 0])
        for at, amount_vnd in enumerate((one.opening_vnd, one.debit_vnd, one.credit_vnd)):
            sums[at] += amount_vnd
    names = name_parties(org_id=org_id, ids=list(moved))
    lines = sorted(
        (SummaryLine(id_, names.get(id_, ""), *(Dong(part) for part in sums)) for id_, sums in moved.items()),
        key=lambda line: line.name,
    )
    whole = (Dong(sum(parts)) for parts in zip(*moved.values(), strict=True)) if moved else (Dong(0),) * 3
    return Summary(year, tuple(lines), SummaryLine(UUID(int=0), "", *whole))
