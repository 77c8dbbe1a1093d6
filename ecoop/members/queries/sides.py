"""Whether the two sides are kept apart, and why a line of trade stands on its own, with the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.calc import CharterName, Ground, Side
from ecoop.members.models import CharterParameter

EVERYTHING_IS_EXTERNAL = "everything_is_external"
_SIDES = "cooperative/trade-sides"


@dataclass(frozen=True)
class Reason:
    """Why a line stands on its side, in both languages, and the article that says so."""

    ground: str
    side: Side
    label_vi: str
    label_en: str
    law: Citation

    @property
    def label(self) -> str:
        """Tell the reason in the active language, as far as the table knows it."""
        return self.label_vi if (get_language() or "vi") == "vi" else self.label_en


@dataclass(frozen=True)
class Tracking:
    """From which days on the cooperative keeps internal and external trade apart; at first it does."""

    choices: tuple[tuple[date, bool], ...]

    def is_kept_on(self, *, day: date, law: Law) -> bool:
        """Tell whether a line of this day may be internal at all.

        Law: cooperative/transactions/untracked_rule
        """
        chosen = [is_kept for starts_on, is_kept in self.choices if starts_on <= day]
        is_kept = chosen[-1] if chosen else True
        return is_kept or law.text("cooperative/transactions/untracked_rule") != EVERYTHING_IS_EXTERNAL


def get_tracking(*, org_id: UUID) -> Tracking:
    """Get since when the charter keeps the sides apart, or no longer does.

    Law:    L17 Art. 85, clause 1
    Queries: 1
    """
    rows = CharterParameter.objects.filter(org_id=org_id, name=CharterName.SEPARATE_TRACKING).order_by("starts_on")
    return Tracking(tuple((row.starts_on, row.value == "yes") for row in rows))


def list_reasons(*, law: Law) -> Mapping[Ground, Reason]:
    """List the reasons for which a line of trade stands on a side.

    Queries: 0
    """
    return {
        Ground(row["ground"]): Reason(
            row["ground"],
            Side(row["side"]),
            row["label_vi"],
            row["label_en"],
            Citation(row["document"], row["article"]),
        )
        for row in law.table(_SIDES)
    }


def find_reason(*, ground: str, day: date) -> Reason | None:
    """Find the reason that a line keeps; None for lines of before, which keep none.

    Queries: 0
    """
    return list_reasons(law=lawbook.on(day)).get(Ground(ground)) if ground else None
