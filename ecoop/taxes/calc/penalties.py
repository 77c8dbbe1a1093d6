"""Fines on late returns and on invoices, from the bands of the law.

Law:    Decree 125/2020 Articles 5, 7, 13, 16 and 24, as amended by Decree 310/2025
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law, in_words
from ecoop.taxes.errors import OffenceUnknown

_P = "tax/penalty"
_TABLE = "tax/penalties"
# So many circumstances of one kind lead to the end of the band.
_TO_THE_END = 2


@dataclass(frozen=True)
class Fine:
    """A fine, the band it comes from, and the article of the band; a warning costs nothing."""

    offence: str
    band_min_vnd: Dong
    band_max_vnd: Dong
    organisation_mean_vnd: Dong
    fine_vnd: Dong
    is_warning: bool
    law: Citation


def fine_for(*, law: Law, offence: str, measure: int, is_household: bool, aggravating: int, mitigating: int) -> Fine:
    """Find the fine for a late return (days late) or for invoices late or missing (how many).

    The mean of the band, a step more or less for each circumstance left after they cancel out, and the end of the band
    from two on. Bands are those of organisations; a household pays its share of them.

    Law:    tables/tax/penalties, tax/penalty/household_factor, tax/penalty/circumstance_step
    Raises: OffenceUnknown
    """
    row = _row(law, offence, measure, has_mitigation=mitigating > aggravating)
    low, high = Dong(int(row["fine_vnd_min"])), Dong(int(row["fine_vnd_max"]))
    mean = round_dong(Decimal(low + high) / 2, rule=Rounding.HALF_UP)
    level = _level(law, low, high, mean, aggravating - mitigating)
    share = law.rate(f"{_P}/household_factor") if is_household else Decimal(1)
    return Fine(
        offence=in_words(row, name="violation"),
        band_min_vnd=round_dong(low * share, rule=Rounding.HALF_UP),
        band_max_vnd=round_dong(high * share, rule=Rounding.HALF_UP),
        organisation_mean_vnd=mean,
        fine_vnd=round_dong(level * share, rule=Rounding.HALF_UP),
        is_warning=high == 0,
        law=Citation(document=row["document"], article=row["article"]),
    )


def wrong_return_fine(*, law: Law, shortfall_vnd: Dong) -> Dong:
    """Compute the fine for a wrong declaration: a share of the tax that was missing, the same for everybody.

    Law:    tax/penalty/wrong_declaration_ratio
    """
    return round_dong(shortfall_vnd * law.rate(f"{_P}/wrong_declaration_ratio"), rule=Rounding.HALF_UP)


def _level(law: Law, low: Dong, high: Dong, mean: Dong, net: int) -> Dong:
    """Set the level within the band; `net` counts what is left of aggravating over mitigating circumstances."""
    if net >= _TO_THE_END:
        return high
    if net <= -_TO_THE_END:
        return low
    step = law.rate(f"{_P}/circumstance_step")
    return Dong(min(high, max(low, round_dong(mean * (1 + step * net), rule=Rounding.HALF_UP))))


def _row(law: Law, offence: str, measure: int, *, has_mitigation: bool) -> Mapping[str, Any]:
    rows = [row for row in law.table(_TABLE) if row["code"] == offence]
    fitting = [
        row
        for row in rows
        if int(row["at_least"]) <= measure and (not row["at_most"] or measure <= int(row["at_most"]))
    ]
    # The first days may end with a warning, but only where a mitigating circumstance is left.
    chosen = [row for row in fitting if has_mitigation or int(row["fine_vnd_max"])]
    if not chosen:
        known = sorted({row["code"] for row in law.table(_TABLE)})
        raise OffenceUnknown(offence=offence, measure=measure, known=", ".join(known))
    return chosen[0]
