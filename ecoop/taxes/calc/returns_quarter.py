"""The fields of form 01/CNKD: lines by place and sector group, totals, what is exempted, and where to pay.

The calculation rounds each sector group of a period once, to the đồng. Where a group was sold at several places its
taxes are split among them by the largest remainder, so that the lines add up to the group and the groups to the
return; a line may therefore differ by one đồng from its own revenue times its rate.

Law:    Circular 50/2026, form 01/CNKD; Decree 68/2026 Article 8(4)(b) (one return, paid by place)
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong, split_vnd
from ecoop.taxes.calc.facts import SECTORS
from ecoop.taxes.calc.result import PLATFORM, SHOP, PeriodTax, SectorTax
from ecoop.taxes.calc.returns import (
    NOTICE_BOARD,
    WITHHOLDING,
    Fields,
    PlaceOfBusiness,
    ReturnGiven,
    Sold,
    head_of,
    months_of,
)

# The part of the form in which a line stands: fixed places, and platforms that take no payment.
PLACES, PLATFORMS = "I", "II"
_AMOUNTS = ("[11]", "[12]", "[13]", "[14]", "[15]", "[16]", "[17]")


def fill_quarter(*, given: ReturnGiven, vat_cut_ratio: Decimal, rows: dict[str, str]) -> Fields:
    """Fill in form 01/CNKD for a quarter or a month.

    `vat_cut_ratio` is the share by which an eligible sale's VAT is cut; `rows` names the form's row of each sector.

    What platforms withheld too little over the year stands in the last return, in the part of platforms.

    Shape:  the lines add up to [18], and [18] less [19] is [20], which is what the calculation asks for
    """
    joined = joined_periods(given=given)
    sectors = _add_sectors(joined)
    vat, pit = Dong(sum(each.vat_vnd for each in joined)), Dong(sum(each.pit_vnd for each in joined))
    short_vat, short_pit = _short(given, vat, pit)
    lines = [line for tax in sectors for line in _lines(given, tax, vat_cut_ratio, rows)]
    lines += _short_lines(given, short_vat, short_pit, rows)
    vat, pit = Dong(vat + short_vat), Dong(pit + short_pit)
    lines.sort(key=lambda line: (line["part"], _order(given.places, line["place"]), SECTORS.index(line["sector"])))
    totals = {code: sum(line[code] for line in lines) for code in _AMOUNTS}
    payments = _payments(given, lines, vat, pit)
    uses_deduction = given.tax.method == "revenue"
    return {
        "head": head_of(given=given),
        "values": {
            **{f"[18]{code}": amount for code, amount in totals.items()},
            "[19][14]": totals["[14]"] - vat,
            "[19][17]": totals["[17]"] - pit,
            "[20][14]": vat,
            "[20][17]": pit,
            "[47]": sum(each["[40]"] for each in payments),
            "balance": joined[-1].deduction_left_vnd if uses_deduction else 0,
        },
        "lists": {"lines": lines, "payments": payments},
    }


def joined_periods(*, given: ReturnGiven) -> list[PeriodTax]:
    """Give the periods a return speaks of: its own, and earlier ones that were not filed but owe something now."""
    months, waiting = months_of(period=given.period), list[PeriodTax]()
    own: list[PeriodTax] = []
    for period in given.tax.periods:
        if period.channel != SHOP:
            continue
        inside = months_of(period=period.name)
        if inside.start >= months.stop:
            break
        if inside.start >= months.start:
            own.append(period)
        else:
            waiting = [] if period.is_filed else [*waiting, period]
    return [*(each for each in waiting if each.vat_vnd or each.pit_vnd), *own]


def _add_sectors(periods: Sequence[PeriodTax]) -> list[SectorTax]:
    sums: dict[str, SectorTax] = {}
    for tax in (tax for period in periods for tax in period.sectors):
        before = sums.get(tax.sector)
        sums[tax.sector] = _added(before, tax) if before else tax
    return list(sums.values())


def _added(one: SectorTax, other: SectorTax) -> SectorTax:
    return SectorTax(
        one.sector,
        Dong(one.revenue_vnd + other.revenue_vnd),
        Dong(one.deducted_vnd + other.deducted_vnd),
        other.vat_rate,
        Dong(one.vat_vnd + other.vat_vnd),
        other.pit_rate,
        Dong(one.pit_vnd + other.pit_vnd),
    )


def _lines(given: ReturnGiven, tax: SectorTax, ratio: Decimal, rows: dict[str, str]) -> list[dict[str, Any]]:
    sold = _by_line(given, tax)
    amounts = [Dong(sum(each.amount_vnd for each in group)) for group in sold.values()]
    bearing = [sum(each.amount_vnd - ratio * each.vat_cut_vnd for each in group) for group in sold.values()]
    taken = split_fairly(total_vnd=tax.deducted_vnd, weights=amounts)
    left = [Dong(amount - part) for amount, part in zip(amounts, taken, strict=True)]
    vats = split_fairly(total_vnd=tax.vat_vnd, weights=bearing)
    pits = split_fairly(total_vnd=tax.pit_vnd, weights=left)
    return [
        {
            "key": f"{part}|{place}|{tax.sector}",
            "part": part,
            "place": place,
            "name": _place(given.places, place).name,
            "sector": tax.sector,
            "row": rows.get(tax.sector, ""),
            **dict(zip(_AMOUNTS, (amount, 0, 0, vat, amount, out, pit), strict=True)),
        }
        for (part, place), amount, vat, out, pit in zip(sold, amounts, vats, taken, pits, strict=True)
    ]


def _short(given: ReturnGiven, vat_vnd: Dong, pit_vnd: Dong) -> tuple[Dong, Dong]:
    """Give what platforms withheld too little, where the calculation lets this return hold it."""
    due = next((e for e in given.tax.returns if (e.form, e.period) == (given.form, given.period)), None)
    if due is None or due.vat_vnd is None or due.pit_vnd is None:
        return Dong(0), Dong(0)
    return Dong(max(0, due.vat_vnd - vat_vnd)), Dong(max(0, due.pit_vnd - pit_vnd))


def _short_lines(given: ReturnGiven, vat: Dong, pit: Dong, rows: dict[str, str]) -> list[dict[str, Any]]:
    """Declare, by sector group, the part of the platforms' sales from which they did not withhold."""
    sold = next((each for each in given.tax.periods if each.channel == PLATFORM), None)
    if sold is None or not (vat or pit):
        return []
    taxes = sold.sectors
    vats = split_fairly(total_vnd=vat, weights=[each.vat_vnd for each in taxes])
    pits = split_fairly(total_vnd=pit, weights=[each.pit_vnd for each in taxes])
    short, owed = (vat, sold.vat_vnd) if vat else (pit, sold.pit_vnd)
    head, lines = given.places[0], []
    for tax, own_vat, own_pit in zip(taxes, vats, pits, strict=True):
        amount, out = (
            split_fairly(total_vnd=each, weights=[short, owed - short])[0]
            for each in (tax.revenue_vnd, tax.deducted_vnd)
        )
        cells = (amount, 0, 0, own_vat, amount, out, own_pit)
        names = {"part": PLATFORMS, "place": head.id, "name": head.name, "sector": tax.sector}
        row = {"key": f"{PLATFORMS}|{head.id}|{tax.sector}|short", **names, "row": rows.get(tax.sector, "")}
        lines.append({**row, **dict(zip(_AMOUNTS, cells, strict=True))})
    return lines


def _by_line(given: ReturnGiven, tax: SectorTax) -> dict[tuple[str, str], list[Sold]]:
    groups: dict[tuple[str, str], list[Sold]] = {}
    for each in given.sold:
        if each.sector == tax.sector and each.channel != WITHHOLDING:
            part = PLATFORMS if each.channel == NOTICE_BOARD else PLACES
            groups.setdefault((part, _place(given.places, each.place_id).id), []).append(each)
    if sum(each.amount_vnd for group in groups.values() for each in group) == tax.revenue_vnd and groups:
        return groups
    # Figures without places, as a bulk run has them: everything was sold at the head office.
    return {(PLACES, given.places[0].id): [Sold(given.places[0].id, SHOP, tax.sector, tax.revenue_vnd, Dong(0))]}


def split_fairly(*, total_vnd: Dong, weights: Sequence[int | Decimal]) -> list[Dong]:
    """Split a tax exactly among lines; a line whose returned goods outweigh its sales bears nothing of it."""
    positive = [max(each, 0) for each in weights]
    if not any(positive):
        return [total_vnd, *[Dong(0)] * (len(weights) - 1)]
    return split_vnd(total_vnd=total_vnd, weights=positive)


def _payments(given: ReturnGiven, lines: Sequence[dict[str, Any]], vat: Dong, pit: Dong) -> list[dict[str, Any]]:
    """Say how much of each tax is paid for which place; PIT of the income method belongs to the head office."""
    places = list(dict.fromkeys(line["place"] for line in lines)) or [given.places[0].id]
    found = []
    for tax, code, total in (("vat", "[14]", vat), ("pit", "[17]", pit)):
        at_head = tax == "pit" and given.tax.method == "income"
        where = [given.places[0].id] if at_head else places
        weights = [sum(line[code] for line in lines if line["place"] == place or at_head) for place in where]
        for place, amount in zip(where, split_fairly(total_vnd=total, weights=weights), strict=True):
            if amount:
                found.append(_payment(given, _place(given.places, place), tax, amount))
    return [{**row, "[37]": str(number)} for number, row in enumerate(found, start=1)]


def _payment(given: ReturnGiven, place: PlaceOfBusiness, tax: str, amount: Dong) -> dict[str, Any]:
    return {
        "key": f"{place.id}|{tax}",
        "place": place.id,
        "name": place.name,
        "tax": tax,
        "[38]": place.name,
        "[40]": amount,
        "[43]": ", ".join(part for part in (place.ward_name, place.province_name) if part),
        "[46]": given.due_on.isoformat(),
    }


def _place(places: Sequence[PlaceOfBusiness], place_id: str) -> PlaceOfBusiness:
    # A sale that names no place was made at the head office.
    return next((each for each in places if each.id == place_id), places[0])


def _order(places: Sequence[PlaceOfBusiness], place_id: str) -> int:
    return next((number for number, each in enumerate(places) if each.id == place_id), 0)
