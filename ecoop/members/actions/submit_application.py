"""Take in an application for membership, from the office or from the public page."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.originals import read_media_type
from ecoop.members.actions.record_particulars import columns_of
from ecoop.members.calc import (
    RECEIPT_LENGTH,
    RECEIPT_LETTERS,
    ApplicationSource,
    PaperDraft,
    ParticularsDraft,
    check_may_join,
    check_papers,
    derive_member_type,
)
from ecoop.members.errors import MemberBringsNothing
from ecoop.members.models import Application, ApplicationPaper
from ecoop.members.queries import find_join_rules, get_constitution


@dataclass(frozen=True)
class ApplicationDraft:
    """Somebody who wants to become a member: who they are and what they offer."""

    id: UUID
    source: ApplicationSource
    name: str
    who: ParticularsDraft
    brings_capital: bool
    uses: bool
    works: bool
    applied_on: date
    capital_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    note: str = ""
    member_org_id: UUID | None = None
    papers: tuple[PaperDraft, ...] = ()


@transaction.atomic
def submit_application(*, org_id: UUID, application: ApplicationDraft, by: UUID | None, now: datetime) -> str:
    """Keep an application with its papers and give its receipt; the same id again gives the same receipt.

    Nobody is signed in on the public page: then `by` is None.

    Law:    L17 Art. 30
    Raises: MemberBringsNothing, PaperNotAccepted, and what `check_may_join` raises
    Queries: 5
    """
    known = Application.objects.filter(org_id=org_id, id=application.id).first()
    if known is not None:
        return known.receipt
    kind = derive_member_type(capital=application.brings_capital, use=application.uses, labour=application.works)
    if kind is None:
        raise MemberBringsNothing(name=application.name)
    check_papers(papers=application.papers)
    day = application.applied_on
    rules = find_join_rules(form=get_constitution(org_id=org_id, day=day).form, day=day)
    if rules is not None:
        check_may_join(name=application.name, who=application.who, kind=kind, day=day, rules=rules)
    receipt = "".join(secrets.choice(RECEIPT_LETTERS) for _place in range(RECEIPT_LENGTH))
    row = Application(
        id=application.id,
        org_id=org_id,
        source=application.source.value,
        receipt=receipt,
        name=application.name,
        member_org_id=application.member_org_id,
        brings_capital=application.brings_capital,
        uses=application.uses,
        works=application.works,
        capital_vnd=application.capital_vnd,
        note=application.note,
        applied_on=day,
        recorded_by_id=by,
        recorded_at=now,
        **columns_of(who=application.who),
    )
    Application.objects.bulk_create([row])
    ApplicationPaper.objects.bulk_create(_papers(org_id, application, now), ignore_conflicts=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.application.submit",
        object_kind="application",
        object_id=application.id,
        detail={"source": application.source.value},
        now=now,
    )
    return receipt


def _papers(org_id: UUID, application: ApplicationDraft, now: datetime) -> list[ApplicationPaper]:
    return [
        ApplicationPaper(
            org_id=org_id,
            application_id=application.id,
            name=paper.name[-200:],
            media_type=read_media_type(content=paper.content) or "",
            sha256=hashlib.sha256(paper.content).hexdigest(),
            content=paper.content,
            size_bytes=len(paper.content),
            recorded_at=now,
        )
        for paper in application.papers
    ]
