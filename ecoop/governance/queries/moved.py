"""What was done on a resolution, and the entries it became."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ecoop.assets.calc.words import ACQUISITION, DISPOSAL
from ecoop.distribution.queries import list_sharing_documents
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.resolutions.queries import ResolutionFacts, UseFacts
from ecoop.vouchers.calc.vouchers import VOUCHER

MOVED_WORDS: Mapping[str, Any] = {
    "year_decision": gettext_lazy("Income of the year decided and shared"),
    "statement_approval": gettext_lazy("Annual statements approved"),
    "charter_parameter": gettext_lazy("Choice of the charter"),
    "capital_change": gettext_lazy("Capital returned"),
    "capital_from_profit": gettext_lazy("Profit added to capital"),
    DISPOSAL: gettext_lazy("Asset sold"),
    ACQUISITION: gettext_lazy("Asset bought"),
    VOUCHER: gettext_lazy("Paid out of the fund"),
    "governance.post": gettext_lazy("Post filled"),
    "governance.course": gettext_lazy("Guided course begun"),
    "lending_terms": gettext_lazy("Terms of internal lending"),
}
# Under which kind the entries of a row stand in the books, where row and document are one.
_DOCUMENTS = {
    "capital_change": "members.capital-change",
    "capital_from_profit": "members.capital-from-profit",
    **{kind: kind for kind in (DISPOSAL, ACQUISITION, VOUCHER)},
}
_SHOWN = 10


@dataclass(frozen=True)
class MovedLine:
    """One thing that a resolution moved: what it is, when, and the first of the entries it became."""

    use: UseFacts
    label: str
    entries: tuple[str, ...]
    entry_count: int
    # The year whose end it is, if it is one.
    year: int | None = None


def list_moved(*, facts: ResolutionFacts) -> list[MovedLine]:
    """List what was done on a resolution with the entries of each.

    Queries: 1 for each thing; 4 for a sharing
    """
    return [_line(facts, use) for use in facts.uses]


def _line(facts: ResolutionFacts, use: UseFacts) -> MovedLine:
    org_id = facts.org_id
    labels: list[str] = []
    if use.object_kind == "year_decision":
        documents = list_sharing_documents(org_id=org_id, decision_id=use.object_id)
    else:
        kind = _DOCUMENTS.get(use.object_kind)
        documents = {kind: [use.object_id]} if kind else {}
    for kind, ids in documents.items():
        labels += list_entry_labels(org_id=org_id, document_kind=kind, document_ids=ids).values()
    shown = sorted(labels, key=lambda label: tuple(int(part) for part in label.split("-")))
    label = str(MOVED_WORDS.get(use.object_kind, use.object_kind))
    year = facts.parameters.get("year") if use.object_kind == "year_decision" else None
    return MovedLine(use, label, tuple(shown[:_SHOWN]), len(shown), year)
