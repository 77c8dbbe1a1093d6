"""Post papers for the members to read, as the law asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.originals import read_media_type
from ecoop.members.calc import PaperDraft, check_papers
from ecoop.members.models import Disclosure


@dataclass(frozen=True)
class DisclosureDraft:
    """Something that was issued and is to be posted; `code` is a line of the table cooperative/disclosures.

    A document of another domain names itself in `about_kind` and `about_id`, and is posted once.
    """

    id: UUID
    code: str
    title: str
    issued_on: date
    text: str = ""
    about_kind: str = ""
    about_id: UUID | None = None
    paper: PaperDraft | None = None


@transaction.atomic
def post_disclosures(*, org_id: UUID, disclosures: Sequence[DisclosureDraft], by: UUID, now: datetime) -> list[UUID]:
    """Post papers from now on; what was posted before (by its id, or what it is about) stays as it is.

    Law:    L17 Art. 14; cooperative/disclosures
    Shape:  the ids that are new
    Raises: PaperNotAccepted
    Queries: 4
    """
    check_papers(papers=[one.paper for one in disclosures if one.paper])
    ids = [one.id for one in disclosures]
    known = set(Disclosure.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    told = Disclosure.objects.filter(org_id=org_id, about_id__in=[one.about_id for one in disclosures if one.about_id])
    about = set(told.values_list("about_kind", "about_id"))
    new = [one for one in disclosures if one.id not in known and (one.about_kind, one.about_id) not in about]
    Disclosure.objects.bulk_create(
        Disclosure(
            id=one.id,
            org_id=org_id,
            code=one.code,
            title=one.title,
            text=one.text,
            issued_on=one.issued_on,
            posted_on=vietnam_day(now),
            about_kind=one.about_kind,
            about_id=one.about_id,
            paper_name=one.paper.name[-200:] if one.paper else "",
            paper_type=(read_media_type(content=one.paper.content) or "") if one.paper else "",
            paper=one.paper.content if one.paper else None,
            recorded_by_id=by,
            recorded_at=now,
        )
        for one in new
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.disclosure.post",
            object_kind="disclosure",
            object_id=new[0].id if len(new) == 1 else None,
            detail={"codes": sorted({one.code for one in new})},
            now=now,
        )
    return [one.id for one in new]
