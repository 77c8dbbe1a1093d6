"""Whether a cost may be taken off, condition by condition, each with its article and what would mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, Rounding, format_dong, round_dong, split_vnd
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law

PAPERS, NON_CASH, OWN_WAGES = "business_and_documents", "non_cash", "not_own_wages"
INSURED, DEPRECIATION, NO_FINES, INTEREST = "insured_workers", "depreciation", "no_fines", "interest"
# What a paper that is found, or given later, would mend.
MENDED_BY_PAPER = (PAPERS, NON_CASH, INSURED)
MET, UNMET, OPEN = "met", "unmet", "open"
_CONDITIONS = "books/cost-conditions"
_NON_CASH_MIN = "tax/household/cost/non_cash_payment_vnd_min"
_OWN_WAGES = "tax/household/cost/own_wages_deductible"
_MONTHS_BELOW = "tax/household/cost/uninsured_work_months_below"
_RATE_MAX = "cooperative/lending/civil_code_rate_per_year_max"
_DAYS_OF_A_YEAR = 365
# Which conditions are asked of which group; those of papers and of money are asked of all.
_ASKED = {
    "materials": (PAPERS, NON_CASH, NO_FINES),
    "wages": (PAPERS, NON_CASH, OWN_WAGES, INSURED),
    "depreciation": (PAPERS, DEPRECIATION),
    "bought_services": (PAPERS, NON_CASH, NO_FINES),
    "interest": (PAPERS, NON_CASH, INTEREST),
    "other": (PAPERS, NON_CASH, NO_FINES),
}
_REMEDIES = {
    PAPERS: _("Ask for an invoice; if the seller issues none, enter name, address and personal number for the list."),
    NON_CASH: _("Pay by bank transfer from {limit} up, or attach the proof that it was."),
    OWN_WAGES: _("Nothing mends this: wages of the owner and the household are no cost. Their insurance is."),
    INSURED: _("Register the employee for compulsory insurance; work of less than {months} month needs none."),
    DEPRECIATION: _("Put the asset into the name of the business; a personal car counts only in transport or tourism."),
    NO_FINES: _("Nothing mends this: fines, contract penalties and family spending are no cost of the business."),
    INTEREST: _("Interest of lenders other than banks counts up to {rate} % a year of what is owed."),
}


@dataclass(frozen=True)
class CostLaw:
    """What the law of a day says about costs; no limit means that it did not ask for non-cash proof."""

    labels: Mapping[str, tuple[str, str]]
    source: Citation
    non_cash_from_vnd: Dong | None
    months_below: int
    rate_per_year_max: Decimal


@dataclass(frozen=True)
class CostFacts:
    """What is known of a cost: the document, how it was paid, and what somebody judged."""

    group: str
    total_vnd: Dong
    means: str
    has_paper: bool
    unmet: tuple[str, ...] = ()
    deductible_max_vnd: Dong | None = None
    # Payments in cash by which a document on credit was settled.
    paid_in_cash_vnd: tuple[Dong, ...] = ()
    judged: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class ConditionVerdict:
    """One condition of the law: met, unmet or open, how much it refuses, and what would mend it."""

    code: str
    state: str
    refused_vnd: Dong
    label: str
    remedy: str
    law: Citation


@dataclass(frozen=True)
class CostVerdict:
    """How much of a cost may be taken off, and why not more."""

    total_vnd: Dong
    refused_vnd: Dong
    conditions: tuple[ConditionVerdict, ...]

    @property
    def deductible_vnd(self) -> Dong:
        """Give what is left to take off."""
        return Dong(self.total_vnd - self.refused_vnd)

    @property
    def unmet(self) -> tuple[ConditionVerdict, ...]:
        """Give the conditions that refuse something."""
        return tuple(each for each in self.conditions if each.state == UNMET)


def read_cost_law(*, law: Law) -> CostLaw:
    """Read what the law of a day says about costs.

    Law: books/cost-conditions, tax/household/cost/non_cash_payment_vnd_min
    """
    rows = law.table(_CONDITIONS) if law.has(_NON_CASH_MIN) else []
    limit = law.dong(_NON_CASH_MIN) if rows else None
    return CostLaw(
        labels={row["code"]: (row["label_vi"], row["label_en"]) for row in rows if _holds(row, law)},
        source=law.cite(_NON_CASH_MIN) if rows else Citation("", ""),
        non_cash_from_vnd=limit,
        months_below=law.whole(_MONTHS_BELOW) if rows else 0,
        rate_per_year_max=law.rate(_RATE_MAX) if law.has(_RATE_MAX) else Decimal(0),
    )


def judge_cost(*, facts: CostFacts, law: CostLaw) -> CostVerdict:
    """Weigh a cost against each condition that the law asks of its group.

    Shape:  refused and deductible add up to the total; what comes back (a negative total) is weighed by its caller
    Law:    books/cost-conditions
    """
    asked = [code for code in _ASKED.get(facts.group, _ASKED["other"]) if code in law.labels]
    conditions = tuple(_weigh(code, facts, law) for code in asked)
    refused = max((each.refused_vnd for each in conditions), default=Dong(0))
    return CostVerdict(facts.total_vnd, refused, conditions)


def interest_vnd_max(*, debt_vnd: Dong, days: int, law: CostLaw) -> Dong:
    """Reckon the most interest of a lender other than a bank that may be taken off.

    Law: cooperative/lending/civil_code_rate_per_year_max
    """
    share = law.rate_per_year_max * days / _DAYS_OF_A_YEAR
    return round_dong(debt_vnd * share, rule=Rounding.HALF_UP)


def share_of(*, part_vnd: Dong, whole_vnd: Dong, of_vnd: Dong) -> Dong:
    """Give the same share of an amount as a part is of its whole.

    Shape:  all of it when the part is the whole; nothing of nothing
    """
    if not whole_vnd:
        return Dong(0)
    share, _rest = split_vnd(total_vnd=of_vnd, weights=[part_vnd, whole_vnd - part_vnd])
    return share


def _holds(row: Mapping[str, Any], law: Law) -> bool:
    return row["code"] != OWN_WAGES or not law.flag(_OWN_WAGES)


def _weigh(code: str, facts: CostFacts, law: CostLaw) -> ConditionVerdict:
    state, refused = _state(code, facts, law)
    if code in facts.judged:
        state = MET if facts.judged[code] else UNMET
        refused = Dong(0) if facts.judged[code] else (refused or facts.total_vnd)
    percent = f"{law.rate_per_year_max * 100:f}".rstrip("0").rstrip(".")
    remedy = str(_REMEDIES[code]).format(
        limit=format_dong(law.non_cash_from_vnd or Dong(0)), months=law.months_below, rate=percent
    )
    label_vi, label_en = law.labels[code]
    label = label_vi if get_language() == "vi" else label_en
    # The table rests on the whole article; the parameters name its clauses.
    article = Citation(law.source.document, law.source.article.split(",")[0])
    return ConditionVerdict(code, state, refused, label, remedy, article)


def _state(code: str, facts: CostFacts, law: CostLaw) -> tuple[str, Dong]:
    """Say how a condition stands by the document alone, and how much it refuses."""
    if code in facts.unmet:
        return UNMET, facts.total_vnd
    if code == PAPERS and not facts.has_paper:
        return UNMET, facts.total_vnd
    if code == INTEREST and facts.deductible_max_vnd is not None:
        refused = Dong(max(0, facts.total_vnd - facts.deductible_max_vnd))
        return (UNMET if refused else MET), refused
    if code == NON_CASH:
        return _money_state(facts, law.non_cash_from_vnd)
    return MET, Dong(0)


def _money_state(facts: CostFacts, limit: Dong | None) -> tuple[str, Dong]:
    if limit is None or facts.total_vnd < limit or facts.means == "bank":
        return MET, Dong(0)
    if facts.means == "cash":
        return UNMET, facts.total_vnd
    refused = Dong(min(facts.total_vnd, sum(_from(limit, facts.paid_in_cash_vnd))))
    # Bought on credit and not yet paid in cash: it counts as long as it is paid by transfer in the end.
    return (UNMET, refused) if refused else (OPEN, Dong(0))


def _from(limit: Dong, amounts: tuple[Dong, ...]) -> Iterator[Dong]:
    return (amount for amount in amounts if amount >= limit)
