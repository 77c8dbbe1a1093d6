"""The fields of the yearly forms: 01/TKN-CNKD, 02/CNKD-TNCN-QTT and 01/BĐS.

Law:    Circulars 18/2026, 50/2026 and 89/2026; Decree 68/2026 Articles 8, 9, 10 and 12
"""

from collections.abc import Sequence
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.facts import REAL_ESTATE, SECTORS
from ecoop.taxes.calc.result import PeriodTax, format_rate
from ecoop.taxes.calc.returns import NOTICE_BOARD, WITHHOLDING, Fields, ReturnGiven, Sold, head_of

# The line of form 02 for each group of costs, in the order of the book S2c.
COST_LINES = {
    "materials": "[10a]",
    "wages": "[10b]",
    "depreciation": "[10c]",
    "bought_services": "[10d]",
    "interest": "[10đ]",
    "other": "[10e]",
}


def fill_notice(*, given: ReturnGiven, rows: dict[str, str]) -> Fields:
    """Fill in the revenue notice of an exempt household, with what it may have back of what was paid or withheld.

    `rows` names the form's row of each sector group: [08a] and [09a] are goods.

    Law:    Decree 68/2026 Articles 8(1)(a), 9(1) and 12
    Shape:  [08] and [09] with their rows add up to [11]; [41] and [42] to [43]
    """
    trade = [each for each in given.sold if each.sector in SECTORS]
    on_platform = [each for each in trade if each.channel in (WITHHOLDING, NOTICE_BOARD)]
    at_places = [each for each in trade if each not in on_platform]
    shop, platform = _by_row("[08", at_places, rows), _by_row("[09", on_platform, rows)
    is_whole_year = "-" not in given.period
    vat, pit = ((given.paid[place] + given.withheld[place]) if is_whole_year else 0 for place in (0, 1))
    return {
        "head": head_of(given=given),
        "values": {
            "[08]": sum(shop.values()),
            **shop,
            "[09]": sum(platform.values()),
            **platform,
            "[10]": 0,
            "[11]": sum(shop.values()) + sum(platform.values()),
            "[12]": 0,
            "[13]": 0,
            "[41]": vat,
            "[42]": pit,
            "[43]": vat + pit,
        },
        "lists": {},
    }


def fill_finalisation(*, given: ReturnGiven) -> Fields:
    """Fill in the PIT finalisation of a household taxed on income.

    What was overpaid is offset against what follows; the household may ask for it back instead.

    Law:    Decree 68/2026 Articles 10(2) and 11(3); Circular 18/2026, form 02/CNKD-TNCN-QTT
    Shape:  [16] less [17] is [18], and [19] is [20] and [21]; what the year owes is [13] less [17]
    """
    revenue = _revenue(given.sold)
    costs = {code: (given.costs_vnd or {}).get(group, Dong(0)) for group, code in COST_LINES.items()}
    whole, tax = sum(revenue.values()), given.tax
    spent = sum(costs.values())
    computed = tax.pit_before_reduction_vnd - sum(each.pit_before_reduction_vnd for each in _rent(tax.periods))
    owed = tax.pit_vnd - sum(each.pit_vnd for each in _rent(tax.periods))
    withheld, advance = given.withheld[1], given.paid[1]
    due = max(0, computed - withheld - advance)
    exempted = min(due, computed - owed)
    over = max(0, withheld + advance - owed)
    return {
        "head": head_of(given=given),
        "values": {
            "[09]": whole,
            **revenue,
            "[10]": spent,
            **costs,
            "[11]": whole - spent,
            "[12]": format_rate(tax.rate) if tax.rate is not None else "",
            "[13]": computed,
            "[14]": withheld,
            "[15]": advance,
            "[16]": due,
            "[17]": exempted,
            "[18]": due - exempted,
            "[19]": over,
            "[20]": 0,
            "[21]": over,
        },
        "lists": {"stock": _stock(given)},
    }


def fill_lease(*, given: ReturnGiven) -> Fields:
    """Fill in the return of leasing real estate, with one row for each place let.

    Law:    Decree 68/2026 Article 4(4); Circular 50/2026, form 01/BĐS
    Shape:  [12] and [13] are what the calculation asks for; the rows add up to [10]
    """
    own = [each for each in _rent(given.tax.periods) if each.name == given.period]
    lines = [line for each in own for line in each.sectors]
    rows: dict[str, int] = {}
    for each in given.sold:
        if each.sector == REAL_ESTATE:
            rows[each.place_id] = rows.get(each.place_id, 0) + each.amount_vnd
    names = {place.id: place for place in given.places}
    return {
        "head": head_of(given=given),
        "values": {
            "[10]": sum(line.revenue_vnd for line in lines) if lines else sum(rows.values()),
            "[11]": sum(line.deducted_vnd for line in lines),
            "[12]": sum(each.vat_vnd for each in own),
            "[13]": sum(each.pit_vnd for each in own),
        },
        "lists": {
            "leases": [
                {
                    "key": place_id or "head",
                    "name": names[place_id].name if place_id in names else "",
                    "address": names[place_id].address_line if place_id in names else "",
                    "[10]": amount,
                }
                for place_id, amount in rows.items()
            ]
        },
    }


def _by_row(start: str, sold: Sequence[Sold], rows: dict[str, str]) -> dict[str, int]:
    return {
        f"{start}{rows[sector]}]": sum(each.amount_vnd for each in sold if each.sector == sector) for sector in SECTORS
    }


def _revenue(sold: Sequence[Sold]) -> dict[str, int]:
    trade = [each for each in sold if each.sector in SECTORS]
    channels = {"[09b]": WITHHOLDING, "[09c]": NOTICE_BOARD}
    found = {
        code: sum(each.amount_vnd for each in trade if each.channel == channel) for code, channel in channels.items()
    }
    return {"[09a]": sum(each.amount_vnd for each in trade) - sum(found.values()), **found}


def _rent(periods: Sequence[PeriodTax]) -> list[PeriodTax]:
    return [each for each in periods if any(line.sector == REAL_ESTATE for line in each.sectors)]


def _stock(given: ReturnGiven) -> list[dict[str, Any]]:
    rows = []
    for number, each in enumerate(given.stock, start=1):
        pairs = (each.opening, each.received, each.issued, each.closing)
        amounts = {f"[{24 + 2 * place + side}]": pair[side] for place, pair in enumerate(pairs) for side in (0, 1)}
        rows.append({"key": str(number), "name": each.name, "[22]": each.name, "[23]": each.unit, **amounts})
    return rows
