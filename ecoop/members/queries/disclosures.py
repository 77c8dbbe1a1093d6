"""What is posted for the members, since when, until when, and by when it had to be."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.models import Disclosure

_TABLE = "cooperative/disclosures"
_WORKING_DAYS = "cooperative/disclosure/post_within_working_days"
_STAY_DAYS = "cooperative/disclosure/stay_days_min"


@dataclass(frozen=True)
class DisclosureLine:
    """A paper that is posted: when it was issued, by when it had to be posted, and until when it stays at least."""

    id: UUID
    org_id: UUID
    code: str
    label: str
    title: str
    text: str
    issued_on: date
    posted_on: date
    due_on: date
    stays_until_on: date
    paper_name: str
    about_kind: str
    about_id: UUID | None
    law: Citation

    @property
    def is_late(self) -> bool:
        """Tell whether it was posted later than the law says."""
        return self.posted_on > self.due_on


def add_working_days(*, law: Law, day: date, days: int) -> date:
    """Give the day so many working days after another.

    Queries: 0
    """
    for _each in range(days):
        day = law.next_working_day(day + timedelta(days=1))
    return day


def due_to_post(*, issued_on: date) -> date:
    """Give the day by which something issued must be posted for the members.

    Law:    L17 Art. 14, clause 2
    Queries: 0
    """
    law = lawbook.on(issued_on)
    return add_working_days(law=law, day=issued_on, days=law.whole(_WORKING_DAYS))


def list_disclosures(*, org_id: UUID) -> list[DisclosureLine]:
    """List what is posted, the newest first; the members' households may read it, too.

    Law:    L17 Art. 14
    Queries: 1
    """
    rows = Disclosure.objects.filter(org_id=org_id).order_by("-posted_on", "-id").defer("paper")
    return [_line(row) for row in rows]


def find_disclosed_paper(*, org_id: UUID, disclosure_id: UUID) -> tuple[str, str, bytes] | None:
    """Find the file of something posted: its name, its kind, its bytes.

    Queries: 1
    """
    row = Disclosure.objects.filter(org_id=org_id, id=disclosure_id).first()
    return (row.paper_name, row.paper_type, bytes(row.paper)) if row and row.paper else None


def list_disclosure_kinds(*, day: date) -> list[tuple[str, str]]:
    """List what the law has a cooperative disclose: code and name in the active language.

    Queries: 0
    """
    return [(row["code"], _label(row)) for row in lawbook.on(day).table(_TABLE)]


def _line(row: Disclosure) -> DisclosureLine:
    law = lawbook.on(row.issued_on)
    labels = {each["code"]: _label(each) for each in law.table(_TABLE)}
    return DisclosureLine(
        id=row.id,
        org_id=row.org_id,
        code=row.code,
        label=labels.get(row.code, row.code),
        title=row.title,
        text=row.text,
        issued_on=row.issued_on,
        posted_on=row.posted_on,
        due_on=due_to_post(issued_on=row.issued_on),
        stays_until_on=row.posted_on + timedelta(days=law.whole(_STAY_DAYS)),
        paper_name=row.paper_name,
        about_kind=row.about_kind,
        about_id=row.about_id,
        law=law.cite(_STAY_DAYS),
    )


def _label(row: Any) -> str:
    return str(row["label_vi"] if get_language() == "vi" else row["label_en"])
