"""Give papers about assets their numbers, without gaps per form and year."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from ecoop.assets.models import AssetPaper

HANDOVER, DISPOSED, REPAIRED, REVALUED, COUNTED, WORN = (f"{number:02}-TSCĐ" for number in range(1, 7))


class PaperDraft(NamedTuple):
    """A paper to be numbered: of which form, about what, of which day."""

    form_code: str
    document_kind: str
    document_id: UUID
    made_on: date
    asset_id: UUID | None = None


def number_papers(*, org_id: UUID, papers: Sequence[PaperDraft], by: UUID, now: datetime) -> None:
    """Give each paper the next number of its form and year. The caller has waited its turn.

    Queries: 1 per form and year, and 1
    """
    last: dict[tuple[str, int], int] = {}
    rows = []
    for paper in papers:
        key = (paper.form_code, paper.made_on.year)
        if key not in last:
            same = AssetPaper.objects.filter(org_id=org_id, form_code=key[0], year=key[1])
            last[key] = same.aggregate(last=Max("number"))["last"] or 0
        last[key] += 1
        rows.append(
            AssetPaper(
                org_id=org_id,
                form_code=paper.form_code,
                year=paper.made_on.year,
                number=last[key],
                asset_id=paper.asset_id,
                document_kind=paper.document_kind,
                document_id=paper.document_id,
                made_on=paper.made_on,
                recorded_at=now,
                recorded_by_id=by,
            )
        )
    AssetPaper.objects.bulk_create(rows)
