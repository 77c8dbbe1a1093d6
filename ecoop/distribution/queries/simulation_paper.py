"""A plan printed for the meeting: what is proposed, the way down, who gains and who loses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from ecoop.distribution.calc import SharingCharter
from ecoop.distribution.queries.share_papers import cite_article, describe_head, write_percent
from ecoop.distribution.queries.simulation import CHARTER, LAST_YEAR, ChangeLine, Ground, Simulation
from ecoop.distribution.queries.year_end import side_steps
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import typeset

AGAINST_WORDS = {LAST_YEAR: "phần được chia năm trước", CHARTER: "phương án theo điều lệ"}
CHOICE_WORDS = {
    "internal_fund_rate": "Trích quỹ chung không chia từ thu nhập giao dịch nội bộ",
    "external_fund_rate": "Trích quỹ chung không chia từ thu nhập giao dịch bên ngoài",
    "use_and_labour_share": "Phần nội bộ còn lại chia theo mức sử dụng và công sức",
    "use_weight": "Trong đó theo mức sử dụng",
    "external_use": "Phần bên ngoài chia theo mức sử dụng",
    "external_labour": "Phần bên ngoài chia theo công sức",
    "external_capital": "Phần bên ngoài chia theo vốn góp",
}


def print_simulation(
    *, ground: Ground, charter: SharingCharter, simulation: Simulation, name: str, made_at: datetime
) -> bytes:
    """Print a plan for the meeting.

    Law:     L17 Arts 84, 86, 89
    Queries: 4
    """
    with override("vi"):
        data = {
            "head": describe_head(org_id=ground.org_id),
            "name": name,
            "year": ground.year,
            "printed_on": vietnam_day(made_at),
            "is_closed": ground.is_closed,
            "members": ground.basis.totals.members if ground.basis else 0,
            "gathered_on": vietnam_day(ground.basis.gathered_at) if ground.basis else None,
            "choices": [
                {
                    "label": label,
                    "planned": write_percent(rate=getattr(charter, key)),
                    "charter": write_percent(rate=getattr(ground.charter, key)),
                    "is_changed": getattr(charter, key) != getattr(ground.charter, key),
                }
                for key, label in CHOICE_WORDS.items()
            ],
            "funds": [{"name": fund.name, "rate": write_percent(rate=fund.rate)} for fund in charter.other_funds],
            "sides": [
                {"name": side, "steps": [{**vars(step), "article": cite_article(law=step.article)} for step in steps]}
                for side, steps in side_steps(steps=simulation.sharing.steps)
            ],
            "against": AGAINST_WORDS[simulation.compared_with],
            "classes": [
                {**vars(one), "label": one.label, "part": write_percent(rate=round(one.part, 3))}
                for one in simulation.changes.classes
            ],
            "gains": _lines(simulation.changes.gains),
            "losses": _lines(simulation.changes.losses),
            "warnings": list(ground.rules.warnings),
        }
        return typeset(template="distribution/simulation.typ", data=data, made_at=made_at)


def _lines(lines: Sequence[ChangeLine]) -> list[dict[str, Any]]:
    return [{**vars(line), "change_vnd": line.change_vnd} for line in lines]
