"""Figures of statements: what each line of a form comes to, from balances, party by party, and against what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc.statement_forms import FormLine, StatementForm, Term

NOTHING = Dong(0)


@dataclass(frozen=True)
class Figures:
    """What one column of a statement is made from; every account is one that takes postings.

    `pairs` is what was debited to one account and credited to another; `closing` names the accounts that a closing
    empties or goes through. What a closing moved is in the pairs and balances, never in `debits` and `credits`.
    """

    balances: Mapping[str, Dong] = field(default_factory=dict)
    parties: Mapping[str, tuple[Dong, Dong]] = field(default_factory=dict)
    debits: Mapping[str, Dong] = field(default_factory=dict)
    credits: Mapping[str, Dong] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], Dong] = field(default_factory=dict)
    closing: frozenset[str] = frozenset()

    def is_closing(self, pair: tuple[str, str]) -> bool:
        """Say whether a pair of accounts is one that only a closing moves between."""
        return pair[0] in self.closing and pair[1] in self.closing


@dataclass(frozen=True)
class Part:
    """What one account brings to a line, in both columns."""

    account: str
    side: str
    now_vnd: Dong
    before_vnd: Dong


@dataclass(frozen=True)
class StatementLine:
    """A line of a statement with this column, the one before, and the accounts or lines behind it."""

    code: str
    label_vi: str
    label_en: str
    now_vnd: Dong
    before_vnd: Dong
    accounts: tuple[Part, ...] = ()
    lines: tuple[str, ...] = ()
    is_total: bool = False

    @property
    def label(self) -> str:
        """Name it in the reader's language, as far as the law book knows it."""
        return self.label_vi if (get_language() or "vi") == "vi" else self.label_en or self.label_vi


@dataclass(frozen=True)
class Misplaced:
    """An account with a balance on a side that the form does not list."""

    account: str
    side: str
    amount_vnd: Dong
    column: str


@dataclass(frozen=True)
class Caution:
    """Something that the reader of a statement must know, by a code that pages put into words."""

    code: str
    account: str = ""
    amount_vnd: Dong = NOTHING


@dataclass(frozen=True)
class Statement:
    """A statement as computed: its lines, and what keeps it from going out."""

    form: str
    label_vi: str
    label_en: str
    starts_on: date
    ends_before: date
    lines: tuple[StatementLine, ...]
    is_position: bool = False
    is_provisional: bool = False
    misplaced: tuple[Misplaced, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def label(self) -> str:
        """Name it in the reader's language, as far as the law book knows it."""
        return self.label_vi if (get_language() or "vi") == "vi" else self.label_en or self.label_vi

    def roots(self) -> tuple[StatementLine, ...]:
        """Give the lines that no other adds up: both totals of a balance sheet, among others the end of a result."""
        used = {code for line in self.lines for code in line.lines}
        return tuple(line for line in self.lines if line.is_total and line.code not in used)

    @property
    def is_balanced(self) -> bool:
        """Say whether both totals of a balance sheet are equal, in both columns; results have nothing to balance."""
        return not self.is_position or len({(line.now_vnd, line.before_vnd) for line in self.roots()}) == 1

    def amount(self, code: str) -> Dong:
        """Give the amount of a line of this column."""
        return next(line.now_vnd for line in self.lines if line.code == code)

    def amount_before(self, code: str) -> Dong:
        """Give the amount of a line of the column before."""
        return next(line.before_vnd for line in self.lines if line.code == code)


def compute_lines(
    *, form: StatementForm, now: Figures, before: Figures, leaves: Mapping[str, Sequence[str]], loose: frozenset[str]
) -> tuple[StatementLine, ...]:
    """Compute every line of a form in both columns.

    Shape:  `leaves` gives the accounts that take postings below each code; `loose` those that may stand on either side
    """
    columns = [_evaluate(form, figures, leaves, loose) for figures in (now, before)]
    return tuple(_line(line, columns, figures=(now, before), leaves=leaves, loose=loose) for line in form.lines)


def list_misplaced(
    *, form: StatementForm, figures: Figures, leaves: Mapping[str, Sequence[str]], loose: frozenset[str], column: str
) -> tuple[Misplaced, ...]:
    """List the balances on sides that the form does not list: they would be missing from the statement.

    Law:    C71 Appendix IV; credit 136, 141; debit 335, 336, 341, 342, 353, 411, 418, 442, and any other
    """
    listed = list_sides(form=form)
    found = []
    for account, sides in listed.items():
        measure = _measure_of(form, account)
        for leaf in leaves.get(account, ()) if measure == "parties" else (account,):
            for side in ({"debit", "credit"} - sides) if account not in loose else ():
                amount_vnd = _on_side(figures, measure, leaf, side, leaves)
                if amount_vnd:
                    found.append(Misplaced(leaf, side, amount_vnd, column))
    return tuple(found)


def list_sides(*, form: StatementForm) -> dict[str, set[str]]:
    """List the accounts that a form names, each with the sides on which it takes them."""
    listed: dict[str, set[str]] = {}
    for term in form.terms():
        if term.measure in ("balance", "parties"):
            listed.setdefault(term.of, set()).add(term.side)
    return listed


def _measure_of(form: StatementForm, account: str) -> str:
    return next(term.measure for term in form.terms() if term.of == account)


def _on_side(figures: Figures, measure: str, account: str, side: str, leaves: Mapping[str, Sequence[str]]) -> Dong:
    """Give what an account has on a side: party by party, or as a whole."""
    if measure == "parties":
        debit_vnd, credit_vnd = figures.parties.get(account, (NOTHING, NOTHING))
        return debit_vnd if side == "debit" else credit_vnd
    net = sum(figures.balances.get(leaf, 0) for leaf in leaves.get(account, ()))
    return Dong(max(net if side == "debit" else -net, 0))


def _evaluate(
    form: StatementForm, figures: Figures, leaves: Mapping[str, Sequence[str]], loose: frozenset[str]
) -> dict[str, Dong]:
    """Evaluate the lines, those that add up others after what they add up."""
    by_code = {line.code: line for line in form.lines}
    done: dict[str, Dong] = {}

    def value(code: str) -> Dong:
        if code not in done:
            terms = by_code[code].terms
            done[code] = Dong(
                sum(
                    term.sign * (value(term.of) if term.measure == "line" else _term(term, figures, leaves, loose))
                    for term in terms
                )
            )
        return done[code]

    return {line.code: value(line.code) for line in form.lines}


def _term(term: Term, figures: Figures, leaves: Mapping[str, Sequence[str]], loose: frozenset[str]) -> Dong:
    """Measure one part of a line, not yet added or taken off."""
    own = leaves.get(term.of, ())
    if term.measure == "parties":
        return Dong(sum(_on_side(figures, "parties", leaf, term.side, leaves) for leaf in own))
    if term.measure == "balance":
        net = sum(figures.balances.get(leaf, 0) for leaf in own)
        signed = net if term.side == "debit" else -net
        return Dong(signed if term.of in loose else max(signed, 0))
    if term.measure == "turnover":
        moved = figures.debits if term.side == "debit" else figures.credits
        return Dong(sum(moved.get(leaf, 0) for leaf in own))
    others = [leaf for code in term.against for leaf in leaves.get(code, ())]
    return _against(term, figures, own, others)


def _against(term: Term, figures: Figures, own: Sequence[str], others: Sequence[str]) -> Dong:
    """Add up what moved between two sets of accounts; a closing that ran the other way round is taken off."""
    total = 0
    for pair, amount_vnd in figures.pairs.items():
        here, there = pair if term.side == "debit" else pair[::-1]
        if here in own and there in others:
            total += amount_vnd
        elif here in others and there in own and figures.is_closing(pair):
            total -= amount_vnd
    return Dong(total)


def _line(
    line: FormLine,
    columns: Sequence[Mapping[str, Dong]],
    *,
    figures: tuple[Figures, Figures],
    leaves: Mapping[str, Sequence[str]],
    loose: frozenset[str],
) -> StatementLine:
    parts = tuple(
        Part(
            term.of,
            term.side,
            Dong(term.sign * _term(term, figures[0], leaves, loose)),
            Dong(term.sign * _term(term, figures[1], leaves, loose)),
        )
        for term in line.terms
        if term.measure != "line"
    )
    return StatementLine(
        code=line.code,
        label_vi=line.label_vi,
        label_en=line.label_en,
        now_vnd=columns[0][line.code],
        before_vnd=columns[1][line.code],
        accounts=parts,
        lines=tuple(term.of for term in line.terms if term.measure == "line"),
        is_total=line.is_sum,
    )
