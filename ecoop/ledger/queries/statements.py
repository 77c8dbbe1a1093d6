"""Statements computed from the books: balances by month and party, and what stands against what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.ledger.calc.closing import RULES, AllocationKey, ClosingPlan, accounts_of_results, plan_closing
from ecoop.ledger.calc.rules import PostingRule
from ecoop.ledger.calc.statement_forms import StatementForm, read_form
from ecoop.ledger.calc.statements import Caution, Figures, Statement, compute_lines, list_misplaced
from ecoop.ledger.errors import BooksNotOpen, PeriodUnknown, StatementUnknown
from ecoop.ledger.queries.balances import AccountFacts, list_accounts
from ecoop.ledger.queries.rows import read_rows
from ecoop.ledger.queries.rules import list_posting_rules

FORMS = ("b01", "b02")
REGIME = "cooperative"
OTHERS = "cooperative/accounting/other_results_side"
DAY = timedelta(days=1)
BY_REVENUE = AllocationKey()
_SUMS = read_sql(__file__, "statement_sums.sql")
_PARTIES = read_sql(__file__, "statement_parties.sql")
_PAIRS = read_sql(__file__, "statement_pairs.sql")
_MONTHS = read_sql(__file__, "statement_months.sql")

Placed = dict[tuple[str, str], Dong]


@dataclass(frozen=True)
class Chart:
    """The accounts of the books as statements need them: which take postings below which, and what closings touch.

    `others` is whose other results and tax are, where nobody chose.
    """

    leaves: Mapping[str, tuple[str, ...]]
    loose: frozenset[str]
    rules: Mapping[str, PostingRule]
    emptied: frozenset[str]
    through: frozenset[str]
    others: str

    @property
    def closing(self) -> frozenset[str]:
        """Give the accounts that a closing empties or goes through."""
        return self.emptied | self.through


@dataclass(frozen=True)
class Span:
    """A period of whole months, and the one before it that stands beside it."""

    starts_on: date
    ends_before: date

    @property
    def is_whole_years(self) -> bool:
        """Say whether the period begins and ends with a year."""
        return (self.starts_on.month, self.ends_before.month) == (1, 1)

    @property
    def before(self) -> "Span":
        """Give the same period a year earlier."""
        return Span(self.starts_on.replace(year=self.starts_on.year - 1), _a_year_earlier(self.ends_before))


@dataclass(frozen=True)
class Column:
    """One column as the books give it: balances and turnovers by account and side."""

    balances: Placed
    debits: Placed
    credits: Placed


def get_statement(
    *, org_id: UUID, form: str, starts_on: date, ends_before: date, key: AllocationKey = BY_REVENUE
) -> Statement:
    """Compute a statement of a period of whole months, with the column before it.

    What is not closed yet is closed in the sum only, by the allocation key; the statement then says so. The balance
    sheet stands beside the beginning of the year, results beside the same period of the year before.

    Law:    C71 Appendix IV
    Raises: StatementUnknown, PeriodUnknown, BooksNotOpen
    Queries: 3 for B01; 4 for B02, and 1 for each run of months with closings or deductions
    """
    span = _read_span(starts_on, ends_before)
    law = lawbook.on(ends_before - DAY)
    layout = get_form(form=form, law=law)
    chart = get_chart(org_id=org_id, law=law)
    now, before = _columns(org_id=org_id, span=span)
    if _is_of_balances(layout):
        figures, plans = _balance_figures(
            org_id=org_id, span=span, chart=chart, columns=(now, before), layout=layout, key=key
        )
    else:
        figures, plans = _flow_figures(
            org_id=org_id, span=span, chart=chart, columns=(now, before), layout=layout, key=key
        )
    lines = compute_lines(form=layout, now=figures[0], before=figures[1], leaves=chart.leaves, loose=chart.loose)
    misplaced = tuple(
        found
        for column, one in zip(("now", "before"), figures, strict=True)
        for found in list_misplaced(form=layout, figures=one, leaves=chart.leaves, loose=chart.loose, column=column)
    )
    statement = Statement(
        form=layout.code,
        label_vi=layout.label_vi,
        label_en=layout.label_en,
        starts_on=starts_on,
        ends_before=ends_before,
        lines=lines,
        is_position=_is_of_balances(layout),
        is_provisional=bool(plans[0].postings),
        misplaced=misplaced,
    )
    cautions = () if _is_of_balances(layout) else _cautions_of_results(statement, figures[0], chart)
    return Statement(**{**vars(statement), "cautions": cautions}) if cautions else statement


def get_form(*, form: str, law: Law) -> StatementForm:
    """Get the layout of a statement with its formulas read.

    Raises: StatementUnknown, FormulaUnreadable
    Queries: 0
    """
    if form not in FORMS:
        raise StatementUnknown(form=form, forms=", ".join(FORMS))
    return read_form(form=law.form(f"statements/{form}-htx"))


def get_chart(*, org_id: UUID, law: Law) -> Chart:
    """Get the accounts of the books as statements and closings need them.

    Raises: BooksNotOpen
    Queries: 1
    """
    accounts = list_accounts(org_id=org_id)
    if not accounts:
        raise BooksNotOpen()
    leaves = leaves_of(accounts)
    every = list_posting_rules(regime=REGIME, law=law)
    rules = {name: every[name] for name in RULES}
    emptied, through = accounts_of_results(rules=rules)
    return Chart(
        leaves=leaves,
        loose=frozenset(account.code for account in accounts if account.normal == "both"),
        rules=rules,
        emptied=frozenset(leaf for code in emptied for leaf in leaves.get(code, ())),
        through=frozenset(leaf for code in through for leaf in leaves.get(code, ())),
        others=law.switch(OTHERS),
    )


def leaves_of(accounts: Sequence[AccountFacts]) -> dict[str, tuple[str, ...]]:
    """Give the accounts that take postings below each account, itself if it does.

    Queries: 0
    """
    parents = {account.code: account.parent_code for account in accounts}
    below: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        code = account.code if account.is_postable else ""
        while code:
            below[code].append(account.code)
            code = parents.get(code, "")
    return {code: tuple(found) for code, found in below.items()}


def plan_period(*, org_id: UUID, starts_on: date, ends_before: date, key: AllocationKey) -> ClosingPlan:
    """Plan the closing of what is still open in a period, without writing anything.

    Raises: PeriodUnknown, BooksNotOpen
    Queries: 2
    """
    chart = get_chart(org_id=org_id, law=lawbook.on(ends_before - DAY))
    now, _before = _columns(org_id=org_id, span=_read_span(starts_on, ends_before))
    return _plan(_net(now, chart.closing), chart, key)


def _columns(*, org_id: UUID, span: Span) -> tuple[Column, Column]:
    """Read both columns in one look: the column before has its balances at the beginning of the year."""
    past = span.before
    wanted = {
        "org_id": org_id, "starts_on": span.starts_on, "ends_before": span.ends_before,
        "before_starts_on": past.starts_on, "before_ends_before": past.ends_before,
        "before_on": span.starts_on.replace(month=1),
    }  # fmt: skip
    columns = (Column({}, {}, {}), Column({}, {}, {}))
    for account, side, balance, balance_before, debit, credit, debit_before, credit_before in read_rows(
        text=_SUMS, wanted=wanted
    ):
        sums = ((balance, debit, credit), (balance_before, debit_before, credit_before))
        for column, amounts in zip(columns, sums, strict=True):
            for places, amount_vnd in zip(vars(column).values(), amounts, strict=True):
                places[account, side] = Dong(amount_vnd)
    return columns


def _balance_figures(
    *, org_id: UUID, span: Span, chart: Chart, columns: tuple[Column, Column], layout: StatementForm, key: AllocationKey
) -> tuple[list[Figures], list[ClosingPlan]]:
    """Make the figures of a balance sheet: balances after what a closing would still move, and debts by party."""
    figures, plans = [], []
    by_party = [leaf for term in layout.terms() if term.measure == "parties" for leaf in chart.leaves.get(term.of, ())]
    parties = _read_parties(org_id=org_id, codes=sorted(set(by_party)), span=span)
    for at, column in enumerate(columns):
        open_balances = {place: vnd for place, vnd in column.balances.items() if place[0] in chart.closing}
        plan = _plan(open_balances, chart, key)
        balances = _by_account(column.balances)
        for posting in plan.postings:
            balances[posting.debit] = Dong(balances.get(posting.debit, 0) + posting.amount_vnd)
            balances[posting.credit] = Dong(balances.get(posting.credit, 0) - posting.amount_vnd)
        figures.append(Figures(balances=balances, parties=_with_nobody(parties, at, balances, by_party)))
        plans.append(plan)
    return figures, plans


def _flow_figures(
    *, org_id: UUID, span: Span, chart: Chart, columns: tuple[Column, Column], layout: StatementForm, key: AllocationKey
) -> tuple[list[Figures], list[ClosingPlan]]:
    """Make the figures of results: turnovers without closings, and what stands against what, closings too."""
    figures, plans = [], []
    others = {code for term in layout.terms() for code in term.against}
    credited = chart.closing | {leaf for code in others for leaf in chart.leaves.get(code, ())}
    debited = [
        leaf
        for term in layout.terms()
        if term.measure == "against" and term.side == "debit"
        if not all(leaf in chart.through for code in term.against for leaf in chart.leaves.get(code, ()))
        for leaf in chart.leaves.get(term.of, ())
    ]
    for one, column in zip((span, span.before), columns, strict=True):
        wanted = {"org_id": org_id, "debits": sorted(chart.closing), "credits": sorted(credited)}
        pairs = _read_pairs(span=one, debited=debited, moved=sorted(chart.through), wanted=wanted)
        made, plan = _close_flows(column, pairs, chart, key, is_whole=one.is_whole_years)
        figures.append(made)
        plans.append(plan)
    return figures, plans


def _close_flows(
    column: Column, pairs: Mapping[tuple[str, str, str], Dong], chart: Chart, key: AllocationKey, *, is_whole: bool
) -> tuple[Figures, ClosingPlan]:
    """Close in the sum what a period leaves open.

    A closing that belongs to the period stays as it was made. One that does not (a year's closing stands in its last
    month) is left out of a shorter period, and the period is closed by itself.
    """
    closed = {pair: vnd for pair, vnd in pairs.items() if pair[0] in chart.closing and pair[1] in chart.closing}
    open_flows = _net(column, chart.closing)
    debits, credited = dict(column.debits), dict(column.credits)
    for (debit, credit, side), vnd in closed.items():
        debits[debit, side] = Dong(debits.get((debit, side), 0) - vnd)
        credited[credit, side] = Dong(credited.get((credit, side), 0) - vnd)
    if not is_whole and any(
        vnd for (account, _side), vnd in _sum_sides(open_flows).items() if account in chart.emptied
    ):
        kept = {pair: vnd for pair, vnd in pairs.items() if pair not in closed}
        open_flows = _net(Column({}, debits, credited), chart.closing)
    else:
        kept = dict(pairs)
    plan = _plan(open_flows, chart, key)
    moved: dict[tuple[str, str], Dong] = {}
    for (debit, credit, _side), vnd in kept.items():
        moved[debit, credit] = Dong(moved.get((debit, credit), 0) + vnd)
    for posting in plan.postings:
        pair = (posting.debit, posting.credit)
        moved[pair] = Dong(moved.get(pair, 0) + posting.amount_vnd)
    made = Figures(debits=_by_account(debits), credits=_by_account(credited), pairs=moved, closing=chart.closing)
    return made, plan


def _cautions_of_results(statement: Statement, figures: Figures, chart: Chart) -> tuple[Caution, ...]:
    """Hold the last line against what the books earned: what stands on no line of the form is told."""
    earned = sum(figures.credits.get(leaf, 0) - figures.debits.get(leaf, 0) for leaf in chart.emptied)
    missing = Dong(earned - statement.lines[-1].now_vnd)
    return (Caution("not-on-any-line", amount_vnd=missing),) if missing else ()


def _plan(placed: Mapping[tuple[str, str], Dong], chart: Chart, key: AllocationKey) -> ClosingPlan:
    chosen = key if key.others else replace(key, others=chart.others)
    return plan_closing(balances=placed, leaves=chart.leaves, rules=chart.rules, key=chosen)


def _net(column: Column, accounts: frozenset[str]) -> Placed:
    """Give debit less credit of a period, for some accounts."""
    places = {place for place in (*column.debits, *column.credits) if place[0] in accounts}
    return {place: Dong(column.debits.get(place, 0) - column.credits.get(place, 0)) for place in places}


def _sum_sides(placed: Placed) -> dict[tuple[str, str], Dong]:
    return {(account, ""): vnd for account, vnd in _by_account(placed).items()}


def _by_account(placed: Placed) -> dict[str, Dong]:
    sums: dict[str, Dong] = {}
    for (account, _side), vnd in placed.items():
        sums[account] = Dong(sums.get(account, 0) + vnd)
    return sums


def _read_parties(*, org_id: UUID, codes: Sequence[str], span: Span) -> dict[str, tuple[Any, ...]]:
    wanted = {
        "org_id": org_id, "codes": list(codes), "ends_before": span.ends_before,
        "before_on": span.starts_on.replace(month=1),
    }  # fmt: skip
    return {row[0]: row[1:] for row in read_rows(text=_PARTIES, wanted=wanted)}


def _with_nobody(
    parties: Mapping[str, tuple[Any, ...]], at: int, balances: Mapping[str, Dong], codes: Sequence[str]
) -> dict[str, tuple[Dong, Dong]]:
    """Add to the parties of each account what names nobody, as one more party."""
    found = {}
    for code in codes:
        debit, credit, net = parties.get(code, (0,) * 6)[3 * at : 3 * at + 3]
        rest = balances.get(code, 0) - net
        found[code] = (Dong(debit + max(rest, 0)), Dong(credit + max(-rest, 0)))
    return found


def _read_pairs(
    *, span: Span, debited: Sequence[str], moved: Sequence[str], wanted: Mapping[str, Any]
) -> dict[tuple[str, str, str], Dong]:
    asked = {
        "org_id": wanted["org_id"], "starts_on": span.starts_on, "ends_before": span.ends_before,
        "debited": list(debited), "moved": list(moved),
    }  # fmt: skip
    pairs: dict[tuple[str, str, str], Dong] = {}
    for from_on, until_before in _runs([row[0] for row in read_rows(text=_MONTHS, wanted=asked)]):
        for debit, credit, side, vnd in read_rows(
            text=_PAIRS, wanted={**wanted, "from_on": from_on, "until_before": until_before}
        ):
            pairs[debit, credit, side] = Dong(pairs.get((debit, credit, side), 0) + vnd)
    return pairs


def _runs(months: Sequence[date]) -> list[tuple[date, date]]:
    """Join months that follow each other, so that each run is read once."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and runs[-1][1] == month:
            runs[-1] = (runs[-1][0], next_month_start(month))
        else:
            runs.append((month, next_month_start(month)))
    return runs


def _is_of_balances(layout: StatementForm) -> bool:
    return any(term.measure in ("balance", "parties") for term in layout.terms())


def _read_span(starts_on: date, ends_before: date) -> Span:
    if starts_on.day != 1 or ends_before.day != 1 or starts_on >= ends_before:
        raise PeriodUnknown(starts_on=starts_on, ends_before=ends_before)
    return Span(starts_on, ends_before)


def _a_year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1)
