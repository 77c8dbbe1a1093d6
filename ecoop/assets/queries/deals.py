"""Which deals in assets need the general meeting and its special majority: undivided ones, and large ones."""

from datetime import date, timedelta
from uuid import UUID

from ecoop.assets.calc.leaving import SaleLaw
from ecoop.assets.calc.words import Kind
from ecoop.assets.queries.law import cite_act
from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.errors import BooksNotOpen, PeriodUnknown
from ecoop.ledger.queries.statements import get_statement

LARGE_FROM = "cooperative/meeting/majority/asset_deal_ratio_min"
# The line of the balance sheet that adds up what the cooperative has.
_TOTAL_ASSETS = "200"
DAY = timedelta(days=1)


def is_large_deal(*, org_id: UUID, amount_vnd: Dong, day: date) -> bool:
    """Tell whether a deal reaches the share of total assets from which the special majority decides.

    Law:     L17 Art. 61, clause 2; cooperative/meeting/majority/asset_deal_ratio_min
    Queries: 3, or 6 where no year was closed before
    """
    total_vnd = sum_total_assets(org_id=org_id, day=day)
    return total_vnd > 0 and amount_vnd >= lawbook.on(day).rate(LARGE_FROM) * total_vnd


def get_sale_law(*, org_id: UUID, kind: str, worth_vnd: Dong, day: date) -> SaleLaw:
    """Get what the law asks before an asset of a kind and worth is sold.

    Law:     cooperative/asset-acts; L17 Art. 61, clause 2
    Queries: 0 for an undivided asset; 3 to 6 for others
    """
    law = lawbook.on(day)
    if kind == Kind.UNDIVIDED:
        return SaleLaw(cite_act(law=law, act="undivided_sale"), True)
    return SaleLaw(law.cite(LARGE_FROM), is_large_deal(org_id=org_id, amount_vnd=worth_vnd, day=day))


def sum_total_assets(*, org_id: UUID, day: date) -> Dong:
    """Sum total assets as the latest statements show them: of the last year, else of the books until this month.

    Queries: 3, or 6 where the last year shows nothing
    """
    year_start = date(day.year, 1, 1)
    last_vnd = _total(org_id, date(day.year - 1, 1, 1), year_start)
    if last_vnd > 0 or month_start(day) == year_start:
        return last_vnd
    return _total(org_id, year_start, month_start(day))


def _total(org_id: UUID, starts_on: date, ends_before: date) -> Dong:
    try:
        sheet = get_statement(org_id=org_id, form="b01", starts_on=starts_on, ends_before=ends_before)
    except (BooksNotOpen, PeriodUnknown):
        return Dong(0)
    return Dong(next((line.now_vnd for line in sheet.lines if line.code == _TOTAL_ASSETS), 0))
