"""A cooperative's capital over a year: promises, machines and land paid in, a sale between members, certificates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.resolutions import charter_on_paper
from demo.world import seeded_id
from ecoop.kernel.dong import Dong
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.issue_certificates import CertificateDraft, issue_certificates
from ecoop.members.actions.record_contributions import AssetPaid, Contribution, record_contributions
from ecoop.members.actions.register_capital import register_capital
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import CapitalMeans, ChangeKind, MemberType, Valuer
from ecoop.members.queries import get_capital_frame, list_certificates_wanted, list_member_rooms

RESOLUTION = "NQ 01/2026/ĐHTV"
CHARTER = {
    "min_contribution_vnd": "1000000",
    "max_contribution_rate": "0.3",
    "contribution_months": "6",
    "non_use_months": "12",
    "min_use_vnd": "500000",
    "membership_fee_vnd": "100000",
    "internal_ratio_min": "0.5",
    "return_months": "6",
    "notice_days": "7",
    "audit_years": "2",
    "governance": "full",
}
MILLION = 1_000_000
CERTIFICATES_MAX = 60


def live_capital(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Live a year of capital after the members are admitted and have paid what they paid; a second run adds nothing."""
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    day = date(year, 1, 5)
    done = charter_on_paper(choices=[CharterChoice(name, value, day) for name, value in CHARTER.items()], **act)
    rooms = list_member_rooms(org_id=org_id, day=date(year, 2, 1), limit=40)
    official = [room for room in rooms if room.type == MemberType.OFFICIAL and room.left_vnd > 20 * MILLION]
    if len(official) < 4:
        return done
    ids = {name: seeded_id(seed=seed, name=f"{slug}:capital:{name}") for name in ("promise", "late", "plough", "sale")}
    promised, maker, seller, buyer = (official[at] for at in (1, 2, 3, 2))
    promises = [
        CommitmentDraft(ids["promise"], promised.member_id, Dong(4 * MILLION), date(year, 9, 1), rests_on=RESOLUTION),
        CommitmentDraft(ids["late"], seller.member_id, Dong(3 * MILLION), date(year, 3, 1), rests_on=RESOLUTION),
    ]
    done += len(commit_capital(commitments=promises, **act))
    plough = AssetPaid(
        what="Máy xới đất Kubota RT140",
        quantity=Decimal(1),
        unit="chiếc",
        valued_by=Valuer.MEETING,
        valuation_paper="BB 04/2026/ĐG",
        valued_on=date(year, 4, 2),
        handed_over_on=date(year, 4, 10),
    )
    machine = Contribution(
        ids["plough"], maker.member_id, date(year, 4, 10), CapitalMeans.FIXED_ASSET, Dong(6 * MILLION), plough
    )
    done += len(record_contributions(contributions=[machine], **act))
    sale = TransferDraft(
        ids["sale"], seller.member_id, buyer.member_id, date(year, 5, 20), Dong(MILLION), ChangeKind.SOLD, "HĐ 02/CNV"
    )
    if seller.held_vnd > 3 * MILLION:
        done += len(transfer_capital(transfers=[sale], **act))
    whole_vnd = get_capital_frame(org_id=org_id, day=day).charter_capital_vnd
    register_capital(registered_on=date(year, 1, 12), charter_capital_vnd=whole_vnd, paper="GCN ĐKHTX lần 1", **act)
    return done + _issue(seed, slug, year, act)


def _issue(seed: int, slug: str, year: int, act: dict[str, Any]) -> int:
    day = date(year, 6, 15)
    # Always the same members, so that a second run finds nothing to issue.
    chosen = {room.member_id for room in list_member_rooms(org_id=act["org_id"], day=day, limit=CERTIFICATES_MAX)}
    drafts = [
        CertificateDraft(seeded_id(seed=seed, name=f"{slug}:certificate:{one.member_number}"), one.member_id)
        for one in list_certificates_wanted(org_id=act["org_id"], day=day)
        if one.kind == "missing" and one.member_id in chosen
    ]
    return len(issue_certificates(certificates=drafts, issued_on=day, **act))
