"""Papers of the store: one with its lines and cost, pages of them, and those that the pricing of a month needs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.queries import get_posting_rule
from ecoop.vouchers.calc.stock import Pool, StockLineDraft, StockSlipDraft
from ecoop.vouchers.calc.stock_slips import Slip, SlipLine
from ecoop.vouchers.errors import STOCK_SLIPS, SlipNotFound
from ecoop.vouchers.models import StockCost, StockLine, StockSlip, StockSlipReversal
from ecoop.vouchers.queries.rules import REGIME
from ecoop.vouchers.queries.stock_items import StockItemFacts, list_stock_items
from ecoop.vouchers.queries.stock_rules import list_stock_rules

PAGE_SIZE = 50
COUNT = "count"
_SWITCHES = {"stock-surplus": "cooperative/stock/surplus", "stock-shortage": "cooperative/stock/shortage"}


@dataclass(frozen=True)
class SlipFacts:
    """A paper of the store as a list shows it."""

    id: UUID
    paper: str
    number: str
    slip_on: date
    kind: str
    rule: str
    text: str
    store: str
    person_name: str
    party_id: UUID | None
    reversed_on: date | None

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(STOCK_SLIPS[self.kind])

    @property
    def rule_label(self) -> str:
        """Name what happened in the active language."""
        rules = list_stock_rules(law=lawbook.on(self.slip_on))
        return in_words(vars(rules[self.rule]), name="label") if self.rule in rules else self.kind_label


@dataclass(frozen=True)
class SlipRow:
    """A line of a paper: the item, how much, for how much; what went out without a price has none yet."""

    item: StockItemFacts
    is_in: bool
    quantity: Decimal
    counted_quantity: Decimal | None
    amount_vnd: Dong | None
    vat_vnd: Dong

    @property
    def unit_price(self) -> Decimal | None:
        """Give the price of one unit as it is printed."""
        if self.amount_vnd is None or not self.quantity:
            return None
        price = Pool(self.quantity, self.amount_vnd).price
        return None if price is None else round(price, 2)


@dataclass(frozen=True)
class SlipView:
    """A paper with its lines and what they come to; the total is missing while a line has no price."""

    slip: SlipFacts
    rows: tuple[SlipRow, ...]
    total_vnd: Dong | None


@dataclass(frozen=True)
class SlipPage:
    """Some papers, and where the next ones begin."""

    rows: list[SlipFacts]
    next_cursor: str


def list_slip_page(*, org_id: UUID, kind: str = "", cursor: str = "") -> SlipPage:
    """List a page of papers of the store, the newest first.

    Queries: 1
    """
    rows = _with_reversals(org_id)
    if kind in STOCK_SLIPS:
        rows = rows.filter(kind=kind)
    day, _, last_id = cursor.partition("_")
    try:
        after = (date.fromisoformat(day), UUID(last_id))
        rows = rows.filter(Q(slip_on__lt=after[0]) | Q(slip_on=after[0], id__lt=after[1]))
    except ValueError:
        pass
    found = list(rows.order_by("-slip_on", "-id")[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return SlipPage([_facts(row) for row in found[:PAGE_SIZE]], f"{last.slip_on.isoformat()}_{last.id}" if last else "")


def get_slip_view(*, org_id: UUID, slip_id: UUID) -> SlipView:
    """Get a paper of the store with its lines.

    Raises: SlipNotFound
    Queries: 5
    """
    row = _with_reversals(org_id).filter(id=slip_id).first()
    if row is None:
        raise SlipNotFound()
    lines = list(StockLine.objects.filter(org_id=org_id, slip_id=slip_id).order_by("line"))
    items = {item.id: item for item in list_stock_items(org_id=org_id, ids={line.item_id for line in lines})}
    costs = _last_costs(org_id, [line.id for line in lines])
    rows = tuple(
        SlipRow(
            items[line.item_id],
            line.is_in,
            line.quantity,
            line.counted_quantity,
            Dong(line.amount_vnd) if line.is_in else costs.get(line.id),
            Dong(line.vat_vnd),
        )
        for line in lines
    )
    amounts = [each.amount_vnd for each in rows]
    total = None if None in amounts else Dong(sum(each or 0 for each in amounts))
    return SlipView(_facts(row), rows, total)


def list_slips_of_month(*, org_id: UUID, starts_on: date, ends_before: date) -> list[UUID]:
    """List the papers of some days on which goods went out, those taken back left out.

    Queries: 1
    """
    out = StockLine.objects.filter(org_id=OuterRef("org_id"), slip_id=OuterRef("id"), is_in=False)
    gone = StockSlipReversal.objects.filter(org_id=OuterRef("org_id"), slip_id=OuterRef("id"))
    rows = StockSlip.objects.filter(org_id=org_id, slip_on__gte=starts_on, slip_on__lt=ends_before)
    found = rows.filter(Exists(out), ~Exists(gone)).order_by("slip_on", "id")
    return list(found.values_list("id", flat=True))


def list_unpriced_months(*, org_id: UUID) -> list[date]:
    """List the months in which something left that has no price yet, by their first days.

    Queries: 1
    """
    cost = StockCost.objects.filter(org_id=OuterRef("org_id"), line_id=OuterRef("id"))
    gone = StockSlipReversal.objects.filter(org_id=OuterRef("org_id"), slip_id=OuterRef("slip_id"))
    rows = StockLine.objects.filter(org_id=org_id, is_in=False).filter(~Exists(cost), ~Exists(gone))
    return sorted(rows.dates("moved_on", "month"))


def load_slips(*, org_id: UUID, slip_ids: Collection[UUID], law: Law) -> list[Slip]:
    """Load papers as they were weighed, to write what they had cost.

    Queries: 3
    """
    rows = list(StockSlip.objects.filter(org_id=org_id, id__in=slip_ids).order_by("slip_on", "id"))
    lines: dict[UUID, list[StockLine]] = {row.id: [] for row in rows}
    for line in StockLine.objects.filter(org_id=org_id, slip_id__in=lines).order_by("line"):
        lines[line.slip_id].append(line)
    items = {item.id: (item.code, item.account) for item in list_stock_items(org_id=org_id)}
    return list(_slips(rows, lines, items, law))


def _slips(
    rows: list[StockSlip], lines: dict[UUID, list[StockLine]], items: dict[UUID, tuple[str, str]], law: Law
) -> Iterator[Slip]:
    treated = {name: law.switch(path) for name, path in _SWITCHES.items()}
    for row in rows:
        names = tuple(_SWITCHES) if row.rule == COUNT else (row.rule,)
        kept = lines[row.id]
        draft = StockSlipDraft(
            row.id,
            row.slip_on,
            row.rule,
            row.facts,
            row.text,
            [StockLineDraft(each.item_id, each.quantity) for each in kept],
            row.member_id,
            row.counterparty_id,
        )
        rules = {name: get_posting_rule(regime=REGIME, rule=name, law=law) for name in names}
        yield Slip(draft, row.kind, row.paper, rules, treated, items, tuple(_line(each) for each in kept))


def _line(row: StockLine) -> SlipLine:
    return SlipLine(
        row.id,
        row.item_id,
        row.is_in,
        row.quantity,
        Dong(row.amount_vnd),
        Dong(row.vat_vnd),
        None,
        row.counted_quantity,
    )


def _last_costs(org_id: UUID, line_ids: Collection[UUID]) -> dict[UUID, Dong]:
    rows = StockCost.objects.filter(org_id=org_id, line_id__in=line_ids).order_by("revision")
    return {row.line_id: Dong(row.amount_vnd) for row in rows}


def _with_reversals(org_id: UUID) -> QuerySet[StockSlip]:
    gone = StockSlipReversal.objects.filter(org_id=OuterRef("org_id"), slip_id=OuterRef("id"))
    return StockSlip.objects.filter(org_id=org_id).annotate(reversed_on=Subquery(gone.values("reversed_on")[:1]))


def _facts(row: StockSlip) -> SlipFacts:
    return SlipFacts(
        row.id,
        row.paper,
        row.number,
        row.slip_on,
        row.kind,
        row.rule,
        row.text,
        row.store,
        row.person_name,
        row.member_id or row.counterparty_id,
        row.reversed_on,  # type: ignore[attr-defined]
    )
