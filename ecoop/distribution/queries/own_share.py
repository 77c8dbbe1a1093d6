"""A share as its member sees it: each part walked to its pot, its basis and its article."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from ecoop.distribution.models import MemberShare, YearDecision, YearSharing, YearSharingUndoing
from ecoop.distribution.queries.closings import standing_sharings
from ecoop.distribution.queries.year_end import StepLine, by_side, list_steps
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import Side
from ecoop.members.queries import SIDE_WORDS, TYPE_WORDS, DealingLine, list_dealings, list_members_on
from ecoop.parties.queries import get_organisation

KEYS = ("use", "labour", "capital")


@dataclass(frozen=True)
class OwnPart:
    """One part of a share: the pot, what the member brought of what all brought, and the amount that follows."""

    side: str
    key: str
    label: str
    pot_vnd: Dong
    own_vnd: Dong
    all_vnd: Dong
    amount_vnd: Dong
    article: Citation

    @property
    def side_label(self) -> str:
        """Name the side in the active language."""
        return str(SIDE_WORDS[self.side])


@dataclass(frozen=True)
class OwnShare:
    """A member's share of one year in one cooperative, with the deliveries that earned it."""

    org_id: UUID
    cooperative: str
    year: int
    member_id: UUID
    number: str
    type_label: str
    resolution: str
    decided_on: date
    total_vnd: Dong
    parts: tuple[OwnPart, ...]
    steps: tuple[StepLine, ...]
    dealings: tuple[DealingLine, ...]
    # The day on which this sharing was taken back, because its resolution was annulled.
    undone_on: date | None = None

    @property
    def sides(self) -> tuple[tuple[str, tuple[StepLine, ...]], ...]:
        """Give the steps side by side, each under its name."""
        return by_side(steps=self.steps)


@dataclass(frozen=True)
class YearTotal:
    """What a year came to."""

    year: int
    total_vnd: Dong


def find_last_own_total(*, member_org_id: UUID) -> YearTotal | None:
    """Find what an organisation got from all its cooperatives in the last year that was shared with it.

    Queries: 1
    """
    return _last_total(MemberShare.objects.filter(member_org_id=member_org_id).exclude(org_id=member_org_id))


def find_last_shared(*, org_id: UUID) -> YearTotal | None:
    """Find what a cooperative shared in the last year it shared.

    Queries: 1
    """
    return _last_total(MemberShare.objects.filter(org_id=org_id))


def _last_total(rows: QuerySet[MemberShare]) -> YearTotal | None:
    # An `id` is unique in the whole world, so that it may be asked for without its organisation.
    rows = rows.filter(sharing_id__in=standing_sharings().values("id"))
    years = rows.values_list("sharing__year").annotate(total_vnd=Sum("total_vnd")).order_by("-sharing__year")
    found = years.first()
    return YearTotal(found[0], Dong(int(found[1]))) if found else None


def list_own_shares(*, member_org_id: UUID) -> list[OwnShare]:
    """List an organisation's shares, the newest year first; what was taken back comes after what stands.

    The database shows it its own rows only.

    Queries: 1, and 9 for each share
    """
    rows = MemberShare.objects.filter(member_org_id=member_org_id).exclude(org_id=member_org_id)
    shares = [_describe(row) for row in rows]
    return sorted(shares, key=lambda share: (-share.year, share.undone_on is not None, share.cooperative))


def find_own_share(*, member_org_id: UUID, year: int) -> OwnShare | None:
    """Find an organisation's share of a year that stands.

    Queries: 1, and 9 for each share
    """
    shares = list_own_shares(member_org_id=member_org_id)
    return next((share for share in shares if share.year == year and share.undone_on is None), None)


def _describe(row: MemberShare) -> OwnShare:
    sharing = YearSharing.objects.get(org_id=row.org_id, id=row.sharing_id)
    decision = YearDecision.objects.get(org_id=row.org_id, id=sharing.decision_id)
    undone = YearSharingUndoing.objects.filter(org_id=row.org_id, sharing_id=sharing.id).first()
    last_day = date(sharing.year, 12, 31)
    member = list_members_on(org_id=row.org_id, day=last_day, ids=[row.member_id])[0]
    steps = list_steps(org_id=row.org_id, sharing_id=sharing.id)
    dealings = list_dealings(
        org_id=row.org_id,
        member_id=row.member_id,
        starts_on=date(sharing.year, 1, 1),
        ends_before=date(sharing.year + 1, 1, 1),
    )
    return OwnShare(
        org_id=row.org_id,
        cooperative=get_organisation(org_id=row.org_id).name,
        year=sharing.year,
        member_id=row.member_id,
        number=member.number,
        type_label=str(TYPE_WORDS[row.member_type]),
        resolution=decision.resolution,
        decided_on=decision.decided_on,
        total_vnd=Dong(row.total_vnd),
        parts=tuple(list_parts(row=row, sharing=sharing, steps=steps)),
        steps=steps,
        dealings=tuple(dealings),
        undone_on=undone.undone_on if undone else None,
    )


def list_parts(*, row: MemberShare, sharing: YearSharing, steps: tuple[StepLine, ...]) -> list[OwnPart]:
    """List the parts of a share, each with its pot, its basis and its article.

    Queries: 0
    """
    words = {
        "use": _("By what you bought from and sold through the cooperative"),
        "labour": _("By your work for the cooperative"),
        "capital": _("By the capital you paid in"),
    }
    own = {"use": row.use_vnd, "labour": row.labour_vnd, "capital": row.paid_in_vnd}
    articles = {(step.side, step.code): step.article for step in steps}
    return [
        OwnPart(
            side=side.value,
            key=key,
            label=words[key],
            pot_vnd=Dong(sharing.pots_vnd[f"{side}_{key}"]),
            own_vnd=Dong(own[key]),
            all_vnd=Dong(sharing.basis_vnd[key]),
            amount_vnd=Dong(getattr(row, f"{side}_{key}_vnd")),
            article=articles[(side.value, f"by_{key}")],
        )
        for side in Side
        for key in KEYS
        if sharing.pots_vnd.get(f"{side}_{key}")
    ]
