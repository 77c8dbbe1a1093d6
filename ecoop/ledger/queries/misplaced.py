"""Balances that the statement of financial position has no line for, each with where the law book moves it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import get_language

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.balances import list_accounts, list_party_balances
from ecoop.ledger.queries.statements import get_statement, leaves_of

DAY = timedelta(days=1)
TABLE = "cooperative/reclassifications"


@dataclass(frozen=True)
class Reclassification:
    """A balance of one party (or of nobody in particular) on a side without a line, and the account that takes it."""

    account: str
    party_id: UUID | None
    side: str
    amount_vnd: Dong
    to: str
    label_vi: str
    label_en: str

    @property
    def label(self) -> str:
        """Name it in the reader's language, as far as the law book knows it."""
        return self.label_vi if (get_language() or "vi") == "vi" else self.label_en or self.label_vi

    @property
    def has_target(self) -> bool:
        """Say whether the law book knows where the balance belongs; if not, it is an error to be found."""
        return bool(self.to)


def list_reclassifications(*, org_id: UUID, starts_on: date, ends_before: date) -> list[Reclassification]:
    """List what must be moved before the statement of financial position of a period adds up.

    Law:    C71 Appendix IV; the table cooperative/reclassifications
    Queries: 3; 5 if there is anything
    """
    position = get_statement(org_id=org_id, form="b01", starts_on=starts_on, ends_before=ends_before)
    found = [one for one in position.misplaced if one.column == "now"]
    if not found:
        return []
    accounts = list_accounts(org_id=org_id)
    leaves, parents = leaves_of(accounts), {account.code: account.parent_code for account in accounts}
    rows = {(row["account"], row["side"]): row for row in lawbook.on(ends_before - DAY).table(TABLE)}
    codes = sorted({leaf for one in found for leaf in leaves.get(one.account, ())})
    by_place: dict[tuple[str, UUID | None], int] = {}
    for line in list_party_balances(org_id=org_id, codes=codes, until_on=ends_before - DAY):
        place = (line.account, line.party_id)
        by_place[place] = by_place.get(place, 0) + line.balance_vnd
    wanted = {(leaf, one.side) for one in found for leaf in leaves.get(one.account, ())}
    listed, known = [], set()
    for (account, party_id), net in sorted(by_place.items(), key=str):
        side = "debit" if net > 0 else "credit"
        row = _row_of(account, side, rows, parents) if net and (account, side) in wanted else None
        if row:
            to = leaves.get(row["to"], ("",))[0]
            words = (row["label_vi"], row["label_en"])
            listed.append(Reclassification(account, party_id, side, Dong(abs(net)), to, *words))
            known.add((account, side))
    # What no account takes over is an error of the whole account, not of a party: cash below zero, for one.
    errors = [one for one in found if not known.intersection((leaf, one.side) for leaf in leaves[one.account])]
    listed += [Reclassification(one.account, None, one.side, one.amount_vnd, "", "", "") for one in errors]
    return listed


def _row_of(
    account: str, side: str, rows: dict[tuple[str, str], dict[str, str]], parents: dict[str, str]
) -> dict[str, str] | None:
    code = account
    while code:
        if (code, side) in rows:
            return rows[code, side]
        code = parents.get(code, "")
    return None
