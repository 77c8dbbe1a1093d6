"""What a cooperative's office keeps about its members: who they are, who wants to join, fees, papers posted."""

import random
from datetime import date, datetime
from typing import Any
from uuid import UUID

from demo.names import PLACES, make_person_name
from demo.world import FOUNDED_ON, seeded_id
from ecoop.kernel.dong import Dong
from ecoop.members.actions.charge_fees import charge_fees
from ecoop.members.actions.decide_application import ApplicationVerdict, decide_application
from ecoop.members.actions.pay_fees import FeePaymentDraft, pay_fees
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.actions.record_particulars import ParticularsChange, record_particulars
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.calc import ApplicationSource, Body, DecidedAct, Means, ParticularsDraft, PartyKind
from ecoop.members.errors import ApplicationNotOpen
from ecoop.members.queries import MemberLine, list_fees, list_members_on

FEE_VND = Dong(100_000)
WANT_TO_JOIN = 3


def live_members(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Write down who the members are, take applications in, charge a fee, post resolutions; a second run adds nothing.

    Call it inside the cooperative's walls, after its members are admitted and its books are open.
    """
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    rng = random.Random(f"{seed}:{slug}:members")
    lines = list_members_on(org_id=org_id, day=date(year, 1, 31))
    done = len(record_particulars(changes=[_who(seed, slug, rng, line) for line in lines], **act))
    done += _applications(seed, slug, rng, year, act)
    done += _fees(seed, slug, year, act)
    return done + len(post_disclosures(disclosures=_posted(seed, slug, year), **act))


def _who(seed: int, slug: str, rng: random.Random, line: MemberLine) -> ParticularsChange:
    is_firm = line.name.startswith(("Công ty", "Doanh nghiệp"))
    is_household = line.name.startswith("Hộ")
    kind = PartyKind.LEGAL_PERSON if is_firm else PartyKind.HOUSEHOLD if is_household else PartyKind.INDIVIDUAL
    who = ParticularsDraft(
        kind=kind,
        address=f"Xóm {rng.choice(PLACES)}",
        # Numbers that no register gives out: they begin with 000.
        id_number="" if is_firm else f"000{rng.randrange(10**9):09}",
        code=f"00{rng.randrange(10**8):08}" if is_firm else "",
        born_on=None if is_firm else date(rng.randint(1955, 1995), rng.randint(1, 12), rng.randint(1, 28)),
        gender="" if is_firm else "female" if " Thị " in line.name else "male",
        phone=f"0999{rng.randrange(10**6):06}",
        representative_name="" if kind is PartyKind.INDIVIDUAL else make_person_name(rng=rng),
    )
    return ParticularsChange(seeded_id(seed=seed, name=f"{slug}:who:{line.number}"), line.id, FOUNDED_ON, who)


def _applications(seed: int, slug: str, rng: random.Random, year: int, act: dict[str, Any]) -> int:
    """Take some applications in; the director refuses the last of them."""
    ids = [seeded_id(seed=seed, name=f"{slug}:application:{at}") for at in range(WANT_TO_JOIN)]
    for at, id_ in enumerate(ids):
        draft = ApplicationDraft(
            id=id_,
            source=ApplicationSource.PUBLIC if at else ApplicationSource.OFFICE,
            name=make_person_name(rng=rng),
            who=ParticularsDraft(address=f"Xóm {rng.choice(PLACES)}", born_on=date(1990, 3, 8 + at)),
            brings_capital=at == 0,
            uses=True,
            works=False,
            applied_on=date(year, 11, 3 + at),
            capital_vnd=Dong(2_000_000 if at == 0 else 0),
            note="Muốn bán chè búp tươi cho hợp tác xã" if at == 0 else "",
        )
        submit_application(application=draft, **act)
    decision = DecisionDraft(Body.DIRECTOR, f"QĐ 12/{year}/GĐ", date(year, 11, 12), "Ngoài địa bàn phục vụ")
    try:
        decide_application(verdict=ApplicationVerdict(ids[-1], DecidedAct.REFUSE, decision), **act)
    except ApplicationNotOpen:
        return 0
    return WANT_TO_JOIN


def _fees(seed: int, slug: str, year: int, act: dict[str, Any]) -> int:
    """Charge the fee of the year; every second member has paid it."""
    charge_fees(year=year, amount_vnd=FEE_VND, due_on=date(year, 3, 31), rests_on="Điều lệ, Điều 12", **act)
    payments = [
        FeePaymentDraft(
            seeded_id(seed=seed, name=f"{slug}:fee:{fee.number}"), fee.id, date(year, 3, 20), Means.CASH, FEE_VND
        )
        for fee in sorted(list_fees(org_id=act["org_id"], year=year), key=lambda fee: fee.number)[::2]
    ]
    return sum(outcome.status == "recorded" for outcome in pay_fees(payments=payments, **act)) if payments else 0


def _posted(seed: int, slug: str, year: int) -> list[DisclosureDraft]:
    told = (
        ("charter", "Điều lệ sửa đổi", date(year, 1, 5)),
        ("resolutions", f"Nghị quyết Đại hội thành viên thường niên {year}", date(year, 4, 20)),
        ("training", "Lớp tập huấn sản xuất chè theo VietGAP", date(year, 9, 10)),
    )
    return [
        DisclosureDraft(seeded_id(seed=seed, name=f"{slug}:posted:{code}"), code, title, on) for code, title, on in told
    ]
