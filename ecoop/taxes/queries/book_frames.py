"""What stands before and after the lines of the books of revenue and of costs: headings, totals, taxes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.taxes.calc import REAL_ESTATE, RENT, HouseholdTax
from ecoop.taxes.calc.books import (
    Behind,
    BookBlock,
    BookColumn,
    BookPeriod,
    BookRow,
    BookSheet,
    TaxOfPeriod,
    row_of,
)
from ecoop.trade.queries import CostOfMonth, RevenueOfMonth, sum_costs, sum_revenue_by_month

REVENUE, REFUSED, RESULT = "revenue", "refused", "result"
# The letters of the six cost groups stand in the law; the rows of the book carry them after the 2.
_COSTS = "2"
_WITHHELD = "platform_paid"
Columns = Sequence[BookColumn]
Words = Mapping[str, str]


def frame_revenue(
    *, org_id: UUID, code: str, period: BookPeriod, columns: Columns, words: Words, tax: TaxOfPeriod | None
) -> tuple[BookSheet, ...]:
    """Frame a book of revenue: one block for S1a, one for each sector group for S2a and S2b.

    Law:     tax/sectors
    Queries: 3 at most
    """
    months = [each for each in sum_revenue_by_month(org_id=org_id, year=period.year) if period.holds(each.month)]
    sums = _sums(months)
    if code == "s1a":
        total = row_of(
            columns, kind="sum", behind=Behind("sales"), text=words["total"], amount=Dong(sum(sums.values()))
        )
        return (BookSheet("", "", (BookBlock("+".join(sums), after=(total,), has_lines=bool(sums)),)),)
    blocks = [
        _sector_block(number, sector, label, code, months, columns, words, tax)
        for number, (sector, label) in enumerate(_labels(period, sums), start=1)
    ]
    return (
        BookSheet(
            "",
            "",
            (*blocks, BookBlock("due", before=tuple(_due(code, columns, words, tax)), has_lines=False)),
        ),
    )


def frame_costs(
    *, org_id: UUID, period: BookPeriod, columns: Columns, words: Words, tax: HouseholdTax | None
) -> tuple[BookSheet, ...]:
    """Frame the book S2c: revenue, the six groups of costs, the difference and the tax; what is refused stands apart.

    Rent of real estate is not taxed on income, so that neither it nor its tax stands here.

    Law:     books/cost-groups; PIT Law 109/2025 Article 7(4)
    Queries: those of `sum_costs`, and 3
    """
    revenue = _sums(list_trade_months(org_id=org_id, period=period))
    costs = [each for each in sum_costs(org_id=org_id, year=period.year) if period.holds(each.month)]
    groups = lawbook.on(date(period.year, 12, 31)).table("books/cost-groups")
    taken = {row["code"]: sum(each.deductible_vnd for each in costs if each.group == row["code"]) for row in groups}
    income, spent = Dong(sum(revenue.values())), Dong(sum(taken.values()))
    blocks = [
        BookBlock(REVENUE, before=(_numbered("1", income, Behind("sales"), columns, words),)),
        BookBlock("costs", before=(_numbered(_COSTS, spent, Behind("costs"), columns, words),), has_lines=False),
    ]
    for row in groups:
        text = words[f"{_COSTS}{row['letter']}"]
        total = row_of(
            columns, kind="sum", behind=Behind("costs", row["code"]), text=text, amount=Dong(taken[row["code"]])
        )
        blocks.append(BookBlock(row["code"], before=(total,)))
    pit = _pit_on_income(tax) if tax is not None and tax.method == "income" and period.name == str(tax.year) else None
    result = (
        _numbered("3", Dong(income - spent), None, columns, words),
        _numbered("4", pit, Behind("tax"), columns, words),
    )
    blocks.append(BookBlock(RESULT, before=result, has_lines=False))
    return (BookSheet("", "", tuple(blocks)), *_refused_sheet(costs, columns, words))


def list_trade_months(*, org_id: UUID, period: BookPeriod) -> list[RevenueOfMonth]:
    """List what trade brought in the months of a period, rent of real estate apart.

    Queries: 2
    """
    months = sum_revenue_by_month(org_id=org_id, year=period.year)
    return [each for each in months if each.sector != REAL_ESTATE and period.holds(each.month)]


def _pit_on_income(tax: HouseholdTax) -> Dong:
    return Dong(tax.pit_vnd - sum(each.pit_vnd for each in tax.periods if each.channel == RENT))


def frame_other_taxes(*, columns: Columns, words: Words) -> tuple[BookSheet, ...]:
    """Frame the book S3a; nothing here records other taxes, so it is the form to fill in by hand.

    Queries: 0
    """
    total = row_of(columns, kind="sum", text=words["total"])
    return (BookSheet("", "", (BookBlock("other", after=(total,), has_lines=False),)),)


def sector_labels(*, period: BookPeriod) -> dict[str, str]:
    """Name the sector groups in the order of the law.

    Law:     tax/sectors
    Queries: 0
    """
    rows = lawbook.on(date(period.year, 12, 31)).table("tax/sectors")
    return {row["code"]: in_words(row, name="label") for row in rows}


def _labels(period: BookPeriod, sums: Mapping[str, Dong]) -> Iterator[tuple[str, str]]:
    return ((sector, label) for sector, label in sector_labels(period=period).items() if sector in sums)


def _sums(months: Sequence[RevenueOfMonth]) -> dict[str, Dong]:
    sums: dict[str, Dong] = defaultdict(lambda: Dong(0))
    for each in months:
        sums[each.sector] = Dong(sums[each.sector] + each.amount_vnd)
    return dict(sums)


def _sector_block(
    number: int,
    sector: str,
    label: str,
    code: str,
    months: Sequence[RevenueOfMonth],
    columns: Columns,
    words: Words,
    tax: TaxOfPeriod | None,
) -> BookBlock:
    own = [each for each in months if each.sector == sector]
    withheld = sum(each.amount_vnd for each in own if each.channel == _WITHHELD)
    line = tax.sectors.get(sector) if tax else None
    sales, steps = Behind("sales", sector), Behind("tax")
    total = Dong(sum(each.amount_vnd for each in own))
    after = [row_of(columns, kind="sum", behind=sales, text=f"{words['sector_total']} ({number})", amount=total)]
    if withheld:
        after.append(row_of(columns, kind="note", behind=sales, text=words["withheld"], amount=Dong(withheld)))
    vat, pit = (line.vat_vnd, line.pit_vnd) if line else (None, None)
    after.append(row_of(columns, kind="tax", behind=steps, text=words["sector_vat"], amount=vat))
    if code == "s2a":
        after.append(row_of(columns, kind="tax", behind=steps, text=words["sector_pit"], amount=pit))
    heading = row_of(columns, kind="head", text=f"{number}. {words['sector']}: {label}")
    return BookBlock(sector, before=(heading,), after=tuple(after))


def _due(code: str, columns: Columns, words: Words, tax: TaxOfPeriod | None) -> Iterator[BookRow]:
    vat, pit = (tax.vat_vnd, tax.pit_vnd) if tax else (None, None)
    yield row_of(columns, kind="sum", behind=Behind("tax"), text=words["vat_due"], amount=vat)
    if code == "s2a":
        yield row_of(columns, kind="sum", behind=Behind("tax"), text=words["pit_due"], amount=pit)


def _numbered(number: str, amount: Dong | None, behind: Behind | None, columns: Columns, words: Words) -> BookRow:
    return row_of(columns, kind="sum", behind=behind, text=f"{number}. {words[number]}", amount=amount)


def _refused_sheet(costs: Sequence[CostOfMonth], columns: Columns, words: Words) -> Iterator[BookSheet]:
    refused = Dong(sum(each.refused_vnd for each in costs))
    if refused:
        total = row_of(columns, kind="sum", behind=Behind("costs"), text=words["sum_refused"], amount=refused)
        yield BookSheet(REFUSED, words["refused"], (BookBlock(REFUSED, after=(total,)),))
