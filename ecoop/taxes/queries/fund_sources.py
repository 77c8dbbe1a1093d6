"""The undivided common fund by its sources, for the notes to the statements and for the page of the funds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.queries import list_accounts
from ecoop.ledger.queries.document_moves import list_document_moves
from ecoop.ledger.queries.statements import leaves_of
from ecoop.taxes.calc.fund_sources import SourceRow, sum_by_source
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.queries import list_rules_of_vouchers

_ACCOUNTS = "cooperative/fund-accounts"
MONEY, INVESTED, OTHER = "money", "invested", "other"
_MOVEMENTS, _SOURCES = "cooperative/undivided-fund-movements", "cooperative/undivided-fund-sources"


@dataclass(frozen=True)
class NamedSource:
    """What of the fund came from one source, and the words for it."""

    label: str
    sums: SourceRow


def list_fund_accounts(*, day: date, kinds: Sequence[str]) -> tuple[str, ...]:
    """List the accounts that hold funds of some kinds: the undivided fund in `money` or `invested`, or `other` ones.

    Law:     C71 accounts 353, 418, 442; cooperative/fund-accounts
    Queries: 0
    """
    return tuple(row["account"] for row in lawbook.on(day).table(_ACCOUNTS) if row["kind"] in kinds)


def list_fund_sources(
    *, org_id: UUID, starts_on: date, ends_before: date, accounts: Sequence[str]
) -> list[NamedSource]:
    """List from which sources a fund came, document by document.

    Law:     L17 Arts 84, 87; cooperative/undivided-fund-movements
    Queries: 2, 3 with vouchers
    """
    law = lawbook.on(ends_before - timedelta(days=1))
    leaves = leaves_of(list_accounts(org_id=org_id))
    fund = [leaf for code in accounts for leaf in leaves.get(code, ())]
    moves = list_document_moves(org_id=org_id, codes=fund, starts_on=starts_on, ends_before=ends_before)
    vouchers = {move.document_id for move in moves if move.document_kind == VOUCHER}
    rows = law.table(_MOVEMENTS)
    rules = list_rules_of_vouchers(org_id=org_id, voucher_ids=vouchers)
    labels = _labels(rows) | _labels(law.table(_SOURCES), key="code")
    return [
        NamedSource(labels[one.source], one) for one in sum_by_source(moves=moves, fund=fund, rows=rows, rules=rules)
    ]


def _labels(rows: Sequence[Mapping[str, str]], *, key: str = "source") -> dict[str, str]:
    return {row[key]: in_words(row, name="label") for row in rows if row["label_vi"]}
