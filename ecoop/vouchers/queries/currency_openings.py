"""Opening balances on accounts of foreign money: in đồng as the books have them, and what was said they are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries import get_posting_rule
from ecoop.ledger.queries.openings import get_opening_day, list_opening_lines
from ecoop.vouchers.calc.currency import OPENING, REVALUED, Position, accounts_of_currency
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.models import CurrencyMove
from ecoop.vouchers.queries.currency import standing_moves
from ecoop.vouchers.queries.rules import REGIME

REVALUED_RULE = "currency-revalued"


@dataclass(frozen=True)
class OpeningInCurrency:
    """An opening balance that may be foreign money: debit less credit in đồng, and each currency said of it."""

    account: str
    party_id: UUID | None
    amount_vnd: Dong
    said: tuple[tuple[str, Pool], ...]

    @property
    def key(self) -> str:
        """Name it for a form."""
        return f"{self.account}.{self.party_id}" if self.party_id else self.account

    @property
    def rest_vnd(self) -> Dong:
        """Give what nothing was said of yet, in đồng."""
        return Dong(self.amount_vnd - sum(pool.amount_vnd for _currency, pool in self.said))

    def without(self, currency: str) -> Dong:
        """Give what is left in đồng for one currency, beside what was said of the others."""
        return Dong(self.amount_vnd - sum(pool.amount_vnd for code, pool in self.said if code != currency))


def list_openings_in_currency(*, org_id: UUID, law: Law) -> list[OpeningInCurrency]:
    """List the opening balances on accounts that foreign money stands on, by account; debts party by party.

    Raises: BooksNotOpen
    Queries: 5, and 1 more per thousand entries
    """
    accounts = accounts_of_currency(rule=get_posting_rule(regime=REGIME, rule=REVALUED_RULE, law=law))
    sums: dict[tuple[str, UUID | None], int] = defaultdict(int)
    for line in list_opening_lines(org_id=org_id, on=get_opening_day(org_id=org_id)):
        if line.account in accounts:
            sums[line.account, line.party_id] += line.debit_vnd - line.credit_vnd
    said = _said(org_id)
    return [
        OpeningInCurrency(account, party_id, Dong(vnd), tuple(said.get((account, party_id), ())))
        for (account, party_id), vnd in sums.items()
        if vnd or said.get((account, party_id))
    ]


def find_use_of_opening(*, org_id: UUID, position: Position, opening: Pool, after_on: date) -> date | None:
    """Find the first day on which an opening was used at its average or revalued.

    Queries: 3 to 5
    """
    rows = standing_moves(org_id=org_id).filter(
        account=position.account, currency=position.currency, party_id=position.party_id, moved_on__gt=after_on
    )
    is_debit = opening.amount_vnd > 0
    for row in rows.order_by("moved_on", "id"):
        if row.kind == REVALUED or (row.amount < 0) == is_debit:
            return row.moved_on
    return None


def _said(org_id: UUID) -> dict[tuple[str, UUID | None], list[tuple[str, Pool]]]:
    rows = CurrencyMove.objects.filter(org_id=org_id, kind=OPENING).values("account", "currency", "party_id")
    found: dict[tuple[str, UUID | None], list[tuple[str, Pool]]] = defaultdict(list)
    for row in rows.annotate(amount=Sum("amount"), vnd=Sum("amount_vnd")).order_by("account", "currency", "party_id"):
        if row["amount"] or row["vnd"]:
            pool = Pool(row["amount"], Dong(row["vnd"]))
            found[row["account"], row["party_id"]].append((row["currency"], pool))
    return found
