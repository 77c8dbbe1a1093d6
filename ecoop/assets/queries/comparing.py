"""The register beside the books: account by account, what each says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.assets.calc.coming import wears_as
from ecoop.assets.calc.words import Form, Kind
from ecoop.assets.queries.law import get_rules, list_state_sources
from ecoop.assets.queries.register import list_assets, standing_of
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.queries import list_trial_balance


@dataclass(frozen=True)
class Compared:
    """An account: what the books hold, what the register explains."""

    account: str
    name: str
    books_vnd: Dong
    register_vnd: Dong

    @property
    def difference_vnd(self) -> Dong:
        """Give what the register does not explain."""
        return Dong(self.books_vnd - self.register_vnd)


def compare_with_books(*, org_id: UUID, day: date) -> list[Compared]:
    """Compare cost, wear and the fund behind undivided assets with the balances of the books on a day.

    What differs was posted without the register (a purchase, a contribution, an opening), or is not posted yet.

    Raises:  BooksAreOfAnotherKind
    Queries: 11
    """
    rules = get_rules(org_id=org_id, on=day)
    register = _sum_register(org_id, day, rules)
    lines = list_trial_balance(org_id=org_id, from_on=day, until_on=day)
    names = {line.code: line.name for line in lines}
    wanted = {*register, *_accounts_of_kinds(rules)}
    compared = []
    for account in sorted(wanted):
        closing_vnd = sum(line.closing_vnd for line in lines if line.code.startswith(account))
        held_vnd = register.get(account, 0)
        if closing_vnd or held_vnd:
            # Wear and the fund are credits; shown as people say them, both sides are positive.
            sign = -1 if closing_vnd < 0 or held_vnd < 0 else 1
            compared.append(Compared(account, names.get(account, ""), Dong(sign * closing_vnd), Dong(sign * held_vnd)))
    return compared


def accounts_of(*, kind: str, form: str, rules: Mapping[str, PostingRule]) -> tuple[str, str, str]:
    """Tell on which accounts an asset's cost, its wear and its part of the fund stand; "" where it has none.

    Queries: 0
    """
    one = Dong(1)
    if kind == Kind.HELD:
        (held,) = postings_by_rule(rule=rules["handed-over-work-received"], amounts={"amount_vnd": one}, facts={})
        return held.debit, "", ""
    facts = {"of": wears_as(kind=kind, form=form), "means": "cash", "where": "idle"}
    cost = postings_by_rule(rule=rules["asset-bought"], amounts={"cost_vnd": one}, facts=facts)[0].debit
    wear = postings_by_rule(rule=rules["depreciation"], amounts={"amount_vnd": one}, facts=facts)[0].credit
    if kind != Kind.UNDIVIDED:
        return cost, wear, ""
    fund = postings_by_rule(rule=rules["undivided-asset-from-state"], amounts={"amount_vnd": one}, facts={})
    return cost, wear, fund[0].credit


def _sum_register(org_id: UUID, day: date, rules: Mapping[str, PostingRule]) -> dict[str, int]:
    """Sum by account, debit less credit."""
    sums: dict[str, int] = defaultdict(int)
    states = list_state_sources(law=lawbook.on(day))
    for asset in list_assets(org_id=org_id, day=day):
        if asset.is_gone:
            continue
        cost, wear, fund = accounts_of(kind=asset.row.kind, form=asset.row.form, rules=rules)
        sums[cost] += asset.cost_vnd
        sums[wear] -= asset.worn_vnd
        sums[fund] -= standing_of(line=asset, state_sources=states).carried_vnd
    sums.pop("", None)
    return sums


def _accounts_of_kinds(rules: Mapping[str, PostingRule]) -> set[str]:
    found = {account for form in Form for account in accounts_of(kind=Kind.FIXED, form=form, rules=rules)}
    found.update(accounts_of(kind=Kind.UNDIVIDED, form=Form.TANGIBLE, rules=rules))
    return found - {""}
