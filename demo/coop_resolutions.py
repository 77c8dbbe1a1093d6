"""What meeting and board decided beside the great matters: one waits to be carried out, others are only recorded."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from demo.resolutions import not_before, pass_on_paper
from ecoop.governance.actions.execute_resolution import execute_resolution, is_waiting
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.resolutions.calc import DecidingBody
from ecoop.resolutions.queries import get_resolution

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
SCAN += b"trailer<</Root 1 0 R>>\n%%EOF"


def live_resolutions(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Pass four resolutions on paper, carry one out, keep one paper; the same once more changes nothing."""
    del seed, slug
    act: dict[str, Any] = {"org_id": org_id, "by": by}
    spring, autumn = date(year, 4, 18), date(year, 10, 25)
    rates = {"starts_on": f"{year}-05-01", "choices": {"fund_rate.bonus": "0.03", "fund_rate.welfare": "0.02"}}
    carried = _pass("fund_rates", rates, spring, now, **act)
    if is_waiting(facts=get_resolution(org_id=org_id, resolution_id=carried)):
        execute_resolution(resolution_id=carried, now=not_before(day=spring, now=now), **act)
    rules = {"text": "Ban hành quy chế quản lý tài chính và quy chế sử dụng máy móc chung."}
    kept = _pass("regulations", rules, spring, now, **act)
    keep_paper(resolution_id=kept, name=f"NQ-quy-che-{year}.pdf", content=SCAN, now=now, **act)
    shed = {"text": "Sửa mái kho sơ chế", "amount_vnd": 18_000_000}
    _pass("investment", shed, date(year, 8, 12), now, body=DecidingBody.BOARD, **act)
    waits = {"starts_on": f"{year + 1}-01-01", "choices": {"notice_days": "10"}}
    _pass("charter", waits, autumn, now, **act)
    return 4


def _pass(matter: str, says: dict[str, Any], passed_on: date, now: datetime, **more: Any) -> UUID:
    return pass_on_paper(matter=matter, parameters=says, passed_on=passed_on, now=now, **more)
