"""Weigh a paper of the store: what each line moves, what it costs, and what it becomes in the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc import EntryDraft, Posting, PostingRule
from ecoop.vouchers.calc.stock import (
    MOVING,
    ItemStock,
    StockLineDraft,
    StockMove,
    StockSlipDraft,
    price_issue,
)
from ecoop.vouchers.calc.stock_entries import SLIP, PostedLine, postings_of_lines
from ecoop.vouchers.errors import SlipSaysNothing, StockItemUnknown

COUNT, BACK_OUT = "count", "back_out"
COMES_IN = ("receipt", "back_in")
TEXT_MAX, LINES_MAX = 500, 200


@dataclass(frozen=True)
class SlipLine:
    """A line of a slip as it is kept; what goes out without a cost is priced when its month is."""

    id: UUID
    item_id: UUID
    is_in: bool
    quantity: Decimal
    amount_vnd: Dong
    vat_vnd: Dong
    cost_vnd: Dong | None
    counted_quantity: Decimal | None


@dataclass(frozen=True)
class Slip:
    """A paper of the store, weighed: its kind and form, its lines, and by which rules they are posted."""

    draft: StockSlipDraft
    kind: str
    paper: str
    rules: Mapping[str, PostingRule]
    treated: Mapping[str, str]
    accounts: Mapping[UUID, tuple[str, str]]
    lines: tuple[SlipLine, ...]


def weigh_slip(
    *,
    draft: StockSlipDraft,
    kind: str,
    paper: str,
    rules: Mapping[str, PostingRule],
    treated: Mapping[str, str],
    accounts: Mapping[UUID, tuple[str, str]],
    stocks: Mapping[UUID, ItemStock],
    method: str,
) -> Slip:
    """Weigh a slip against what is in the store at its day, and put its moves there.

    Nothing is put there when the slip is refused.

    Raises: SlipSaysNothing, StockItemUnknown, StockIsShort, StockMovesLater, StockMonthUnpriced,
            StockAccountUnfit, RuleNeedsFact, RuleNeedsAmount
    """
    _check_says_something(draft, kind)
    lines: list[SlipLine] = []
    try:
        for each in draft.lines:
            if each.item_id not in stocks:
                raise StockItemUnknown(item=str(each.item_id)[:8])
            line = _weigh_line(draft, each, kind, stocks[each.item_id], method)
            lines.append(line)
            stocks[each.item_id].add(_move(draft, line))
            stocks[each.item_id].check_never_short()
        slip = Slip(draft, kind, paper, rules, treated, accounts, tuple(lines))
        # The rule must fit even where its amounts are known only at the end of the month.
        _postings(slip, [_priced(line, line.cost_vnd or Dong(1)) for line in slip.lines])
    except Refusal:
        for line in lines:
            stocks[line.item_id].drop([line.id])
        raise
    return slip


def entry_of(*, slip: Slip) -> EntryDraft:
    """Write the entry of a slip from the lines that have their amounts; without any it has no postings."""
    lines = [line for line in slip.lines if line.is_in or line.cost_vnd is not None]
    draft = slip.draft
    return EntryDraft(SLIP, draft.id, draft.slip_on, draft.slip_on, draft.text.strip(), _postings(slip, lines))


def postings_of_costs(*, slip: Slip, costs: Mapping[UUID, Dong]) -> tuple[Posting, ...]:
    """Write what the lines that went out had cost, line by line."""
    return _postings(slip, [_priced(line, costs[line.id]) for line in slip.lines if line.id in costs])


def _check_says_something(draft: StockSlipDraft, kind: str) -> None:
    if not draft.text.strip() or len(draft.text) > TEXT_MAX:
        raise SlipSaysNothing(what="text")
    if not 0 < len(draft.lines) <= LINES_MAX:
        raise SlipSaysNothing(what="lines")
    for line in draft.lines:
        is_enough = line.quantity >= 0 if kind == COUNT else line.quantity > 0
        if not is_enough or line.amount_vnd < 0 or line.vat_vnd < 0:
            raise SlipSaysNothing(what="quantity")
        if kind in (*COMES_IN, BACK_OUT) and not line.amount_vnd:
            raise SlipSaysNothing(what="amount")


def _weigh_line(draft: StockSlipDraft, line: StockLineDraft, kind: str, stock: ItemStock, method: str) -> SlipLine:
    quantity, amount, counted, is_in = line.quantity, line.amount_vnd, None, kind in COMES_IN
    if kind == COUNT:
        if method == MOVING:
            stock.check_is_last(draft.slip_on)
        difference = line.quantity - stock.quantity_on(draft.slip_on)
        counted, quantity, is_in = line.quantity, abs(difference), difference > 0
        # What was found is worth what the rest is worth, unless somebody says otherwise.
        amount = (line.amount_vnd or _worth(stock, draft, quantity)) if is_in else Dong(0)
        if is_in and not amount:
            raise SlipSaysNothing(what="amount")
    cost = None
    if not is_in and method == MOVING and quantity:
        stock.check_is_last(draft.slip_on)
        cost = price_issue(pool=stock.pool_on(draft.slip_on), quantity=quantity)
    elif not is_in and not quantity:
        cost = Dong(0)
    return SlipLine(new_id(), line.item_id, is_in, quantity, amount, line.vat_vnd, cost, counted)


def _worth(stock: ItemStock, draft: StockSlipDraft, quantity: Decimal) -> Dong:
    price = stock.known_on(draft.slip_on).price
    return Dong(0) if price is None else round_dong(quantity * price, rule=Rounding.HALF_UP)


def _move(draft: StockSlipDraft, line: SlipLine) -> StockMove:
    return StockMove(
        line.id, draft.slip_on, line.is_in, line.quantity, line.amount_vnd if line.is_in else line.cost_vnd
    )


def _priced(line: SlipLine, cost_vnd: Dong) -> SlipLine:
    if line.is_in:
        return line
    return SlipLine(
        line.id, line.item_id, False, line.quantity, line.amount_vnd, line.vat_vnd, cost_vnd, line.counted_quantity
    )


def _postings(slip: Slip, lines: Sequence[SlipLine]) -> tuple[Posting, ...]:
    found: list[Posting] = []
    for line in lines:
        if not line.quantity:
            continue
        name = slip.draft.rule if slip.kind != COUNT else "stock-surplus" if line.is_in else "stock-shortage"
        code, account = slip.accounts[line.item_id]
        facts = {"input": "goods", **slip.draft.facts}
        if slip.kind == COUNT:
            facts = {"treated": slip.treated[name], **facts}
        posted = PostedLine(line.item_id, code, account, line.quantity, _amounts(slip, line))
        found += postings_of_lines(rule=slip.rules[name], facts=facts, lines=[posted], party_id=slip.draft.party_id)
    return tuple(found)


def _amounts(slip: Slip, line: SlipLine) -> dict[str, Dong]:
    if line.is_in:
        return {"amount_vnd": line.amount_vnd, "vat_vnd": line.vat_vnd}
    cost = line.cost_vnd or Dong(0)
    if slip.kind != BACK_OUT:
        return {"amount_vnd": cost}
    got = line.amount_vnd
    return {
        "amount_vnd": min(cost, got),
        "gain_vnd": Dong(max(got - cost, 0)),
        "loss_vnd": Dong(max(cost - got, 0)),
        "vat_vnd": line.vat_vnd,
    }
