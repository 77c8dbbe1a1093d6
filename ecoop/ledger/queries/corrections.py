"""Corrections of errors of earlier years, for the notes to the statements."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc.drafts import ADJUSTMENT
from ecoop.ledger.models import PriorYearCorrection
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents


@dataclass(frozen=True)
class CorrectionFacts:
    """An error of an earlier year as it was corrected: when, by which entry, whose year, and what it did to profit."""

    entry_on: date
    entry_label: str
    year: int
    wrong_label: str
    reason: str
    profit_vnd: Dong


def list_prior_year_corrections(*, org_id: UUID, year: int) -> list[CorrectionFacts]:
    """List the errors of earlier years that were corrected in a year, by day; those taken back left out.

    Queries: 4
    """
    gone = set(list_reversed_documents(org_id=org_id, document_kind=ADJUSTMENT))
    rows = PriorYearCorrection.objects.filter(
        org_id=org_id, entry_on__gte=date(year, 1, 1), entry_on__lte=date(year, 12, 31)
    )
    kept = [row for row in rows.order_by("entry_on", "id") if row.document_id not in gone]
    labels = list_entry_labels(org_id=org_id, document_kind=ADJUSTMENT, document_ids=[row.document_id for row in kept])
    return [
        CorrectionFacts(
            row.entry_on,
            labels.get(row.document_id, ""),
            row.year,
            row.wrong_label,
            row.reason,
            Dong(row.profit_vnd),
        )
        for row in kept
    ]
