"""Read resolutions, what they were used for, and the papers kept with them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ecoop.kernel.dates import format_day
from ecoop.resolutions.calc import DecidingBody, Majority, Tally, get_matter, is_said, items_of
from ecoop.resolutions.errors import ResolutionMissing
from ecoop.resolutions.models import Resolution, ResolutionAnnulment, ResolutionPaper, ResolutionUse
from ecoop.resolutions.queries.matters import find_tally, label_body, label_matter, list_matters


@dataclass(frozen=True)
class AnnulmentFacts:
    """That a resolution does not hold: who said so, when, by which paper, why."""

    annulled_by: str
    annulled_on: date
    paper: str
    reason: str
    recorded_at: datetime


@dataclass(frozen=True)
class UseFacts:
    """One thing done on a resolution."""

    id: UUID
    resolution_id: UUID
    item: str
    object_kind: str
    object_id: UUID
    recorded_at: datetime
    recorded_by_id: UUID


@dataclass(frozen=True)
class ResolutionFacts:
    """A resolution as it stands: what it says, by how many votes, what is carried out of it, whether it holds."""

    id: UUID
    org_id: UUID
    number: str
    body: DecidingBody
    body_label: str
    matter: str
    matter_label: str
    majority: Majority
    title: str
    text: str
    parameters: Mapping[str, Any]
    passed_on: date
    starts_on: date
    called: int
    attended: int
    votes_for: int
    votes_against: int
    votes_blank: int
    is_chair_for: bool
    is_on_paper: bool
    paper: str
    recorded_at: datetime
    items: tuple[str, ...]
    uses: tuple[UseFacts, ...]
    annulment: AnnulmentFacts | None

    @property
    def open_items(self) -> tuple[str, ...]:
        """List the pieces that nobody has carried out yet; none of what does not hold."""
        if self.annulment:
            return ()
        done = {use.item for use in self.uses}
        return tuple(item for item in self.items if item not in done)

    @property
    def is_open(self) -> bool:
        """Tell whether something of it remains to be carried out."""
        return bool(self.open_items)

    def find_tally(self, *, majority: Majority | None = None) -> Tally | None:
        """Count its vote, by the majority it was passed with or by another; nothing for a decision of one person.

        Queries: 0
        """
        if self.body is DecidingBody.DIRECTOR:
            return None
        return find_tally(
            votes_for=self.votes_for,
            votes_against=self.votes_against,
            votes_blank=self.votes_blank,
            majority=majority or self.majority,
            day=self.passed_on,
            casting_votes=int(self.is_chair_for),
        )


@dataclass(frozen=True)
class PaperFacts:
    """An original kept with a resolution."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int


def list_resolutions(*, org_id: UUID, matter: str | None = None) -> list[ResolutionFacts]:
    """List resolutions, the newest first; all, or those of a matter.

    Queries: 3
    """
    rows = Resolution.objects.filter(org_id=org_id).order_by("-passed_on", "-id")
    return _as_facts(org_id, list(rows.filter(matter=matter) if matter else rows))


def list_open_resolutions(*, org_id: UUID, matter: str | None = None) -> list[ResolutionFacts]:
    """List the resolutions that hold and are not carried out yet, the newest first.

    Queries: 3
    """
    return [facts for facts in list_resolutions(org_id=org_id, matter=matter) if facts.is_open]


def list_choices(*, org_id: UUID, matter: str, says: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """List the resolutions on a matter that are not carried out yet and say so much, for a form to choose from.

    Shape:   the id as text, and number, day and title
    Queries: 3
    """
    return [
        (str(facts.id), f"{facts.number}, {format_day(facts.passed_on)}: {facts.title}")
        for facts in list_open_resolutions(org_id=org_id, matter=matter)
        if all(is_said(said=facts.parameters.get(name), asked=asked) for name, asked in (says or {}).items())
    ]


def list_permissions(*, org_id: UUID, matter: str) -> list[ResolutionFacts]:
    """List the resolutions on a matter that hold, whatever was drawn on them, the newest first.

    Queries: 3
    """
    return [facts for facts in list_resolutions(org_id=org_id, matter=matter) if not facts.annulment]


def get_resolution(*, org_id: UUID, resolution_id: UUID) -> ResolutionFacts:
    """Get one resolution.

    Raises:  ResolutionMissing
    Queries: 3
    """
    rows = list(Resolution.objects.filter(org_id=org_id, id=resolution_id))
    if not rows:
        raise ResolutionMissing(matter="")
    return _as_facts(org_id, rows)[0]


def map_resolutions(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, ResolutionFacts]:
    """Look resolutions up by their ids.

    Queries: 3
    """
    rows = list(Resolution.objects.filter(org_id=org_id, id__in=ids))
    return {facts.id: facts for facts in _as_facts(org_id, rows)}


def find_uses(*, org_id: UUID, resolution_id: UUID) -> list[UseFacts]:
    """List what was done on a resolution, in the order in which it was done.

    Queries: 1
    """
    rows = ResolutionUse.objects.filter(org_id=org_id, resolution_id=resolution_id)
    return [_use(row) for row in rows.order_by("recorded_at", "id")]


def find_use(*, org_id: UUID, object_kind: str, object_id: UUID) -> UseFacts | None:
    """Find on which resolution a row rests.

    Queries: 1
    """
    row = ResolutionUse.objects.filter(org_id=org_id, object_kind=object_kind, object_id=object_id).first()
    return _use(row) if row else None


def find_resolution_of(*, org_id: UUID, object_kind: str, object_id: UUID) -> ResolutionFacts | None:
    """Find the resolution on which a row rests.

    Queries: 4
    """
    use = find_use(org_id=org_id, object_kind=object_kind, object_id=object_id)
    return get_resolution(org_id=org_id, resolution_id=use.resolution_id) if use else None


def list_annulled(*, org_id: UUID, object_kind: str, object_ids: Collection[UUID]) -> dict[UUID, str]:
    """List the rows that came of resolutions which were annulled, each with the paper that annulled it.

    Queries: 2
    """
    uses = ResolutionUse.objects.filter(org_id=org_id, object_kind=object_kind, object_id__in=list(object_ids))
    rests_on = dict(uses.values_list("object_id", "resolution_id"))
    annulled = ResolutionAnnulment.objects.filter(org_id=org_id, resolution_id__in=set(rests_on.values()))
    papers = dict(annulled.values_list("resolution_id", "paper"))
    return {row_id: papers[resolution_id] for row_id, resolution_id in rests_on.items() if resolution_id in papers}


def list_papers(*, org_id: UUID, resolution_id: UUID) -> list[PaperFacts]:
    """List the originals kept with a resolution, without their bytes.

    Queries: 1
    """
    rows = ResolutionPaper.objects.filter(org_id=org_id, resolution_id=resolution_id).order_by("recorded_at", "id")
    return [PaperFacts(*row) for row in rows.values_list("id", "name", "media_type", "size_bytes")]


def find_paper(*, org_id: UUID, paper_id: UUID) -> tuple[str, str, bytes] | None:
    """Find an original: its name, its kind, its bytes.

    Queries: 1
    """
    row = ResolutionPaper.objects.filter(org_id=org_id, id=paper_id).first()
    return (row.name, row.media_type, bytes(row.content)) if row else None


def _as_facts(org_id: UUID, rows: list[Resolution]) -> list[ResolutionFacts]:
    ids = [row.id for row in rows]
    uses: dict[UUID, list[UseFacts]] = {}
    for use in _list_uses(org_id, ids):
        uses.setdefault(use.resolution_id, []).append(use)
    annulments = {
        row.resolution_id: AnnulmentFacts(row.annulled_by, row.annulled_on, row.paper, row.reason, row.recorded_at)
        for row in ResolutionAnnulment.objects.filter(org_id=org_id, resolution_id__in=ids)
    }
    return [_facts(row, tuple(uses.get(row.id, ())), annulments.get(row.id)) for row in rows]


def _list_uses(org_id: UUID, ids: list[UUID]) -> Iterable[UseFacts]:
    rows = ResolutionUse.objects.filter(org_id=org_id, resolution_id__in=ids).order_by("recorded_at", "id")
    return (_use(row) for row in rows)


def _use(row: ResolutionUse) -> UseFacts:
    return UseFacts(
        id=row.id,
        resolution_id=row.resolution_id,
        item=row.item,
        object_kind=row.object_kind,
        object_id=row.object_id,
        recorded_at=row.recorded_at,
        recorded_by_id=row.recorded_by_id,
    )


def _facts(row: Resolution, uses: tuple[UseFacts, ...], annulment: AnnulmentFacts | None) -> ResolutionFacts:
    matter = get_matter(matters=list_matters(day=row.passed_on), code=row.matter)
    body = DecidingBody(row.body)
    return ResolutionFacts(
        id=row.id,
        org_id=row.org_id,
        number=row.number,
        body=body,
        body_label=label_body(body=body),
        matter=row.matter,
        matter_label=label_matter(matter=matter),
        majority=Majority(row.majority),
        title=row.title,
        text=row.text,
        parameters=row.parameters,
        passed_on=row.passed_on,
        starts_on=row.starts_on,
        called=row.called,
        attended=row.attended,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_blank=row.votes_blank,
        is_chair_for=row.is_chair_for,
        is_on_paper=row.is_on_paper,
        paper=row.paper,
        recorded_at=row.recorded_at,
        items=items_of(matter=matter, parameters=row.parameters),
        uses=uses,
        annulment=annulment,
    )
