"""Who joins, who leaves, who comes after, what is owed and posted: by the law, with the cases by pencil."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from demo.resolutions import charter_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import sum_balance
from ecoop.members.actions.admit_members import Admission, admit_members, admit_one_by_one
from ecoop.members.actions.bring_in_members import bring_in_members
from ecoop.members.actions.change_standings import StandingDraft, change_standings
from ecoop.members.actions.charge_fees import charge_fees
from ecoop.members.actions.decide_application import ApplicationVerdict, decide_application
from ecoop.members.actions.end_memberships import DepartureDraft, end_memberships
from ecoop.members.actions.pay_fees import FeePaymentDraft, pay_fees
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.actions.record_particulars import ParticularsChange, record_particulars
from ecoop.members.actions.record_successions import SuccessionDraft, record_successions
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.calc import (
    ApplicationSource,
    Body,
    DecidedAct,
    Ending,
    Means,
    MemberDraft,
    MemberType,
    PaperDraft,
    ParticularsDraft,
    PartyKind,
    SuccessionWay,
)
from ecoop.members.errors import (
    ApplicationNotOpen,
    ForeignerNeedsPaper,
    MemberTwice,
    PaperNotAccepted,
    RepresentativeMissing,
    SuccessionNeedsEnd,
    TooManyForeignMembers,
    TooYoungToJoin,
    UnionTakesOthers,
    WrongBodyDecides,
)
from ecoop.members.models import Member
from ecoop.members.queries import (
    get_headcount,
    get_member_history,
    get_member_line,
    get_particulars,
    list_disclosures,
    list_fees,
    list_members_page,
    list_standstills,
)
from ecoop.members.queries.register import MembersWanted
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

DAY = date(2026, 6, 1)
BOARD = DecisionDraft(Body.BOARD, "NQ 7/2026", DAY)
PERSON = ParticularsDraft(kind=PartyKind.INDIVIDUAL, address="Xóm 4", born_on=date(1980, 2, 29))


@pytest.fixture
def acting(cast: Cast) -> Any:
    """Stand inside the cooperative as cô Lan; give what every action takes."""
    with cast.inside(cast.coop, cast.lan):
        yield {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}


@pytest.fixture
def stage(cast: Cast, acting: Any) -> Stage:
    return set_the_stage(cast)


def comes(name: str = "Vũ Thị Mới", **given: Any) -> Admission:
    brings = {"brings_capital": True, "uses": True, "works": False}
    whole = {"number": "", "member_org_id": None, "admitted_on": DAY, "particulars": PERSON, **brings, **given}
    return Admission(id=new_id(), name=name, **whole)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        # Eighteen on the day itself is enough; the day before it is not (Art. 30).
        ({"particulars": replace(PERSON, born_on=date(2008, 6, 1))}, None),
        ({"particulars": replace(PERSON, born_on=date(2008, 6, 2))}, TooYoungToJoin),
        ({"particulars": replace(PERSON, born_on=date(2011, 6, 1)), "brings_capital": False}, None),
        ({"particulars": replace(PERSON, born_on=date(2011, 6, 2)), "brings_capital": False}, TooYoungToJoin),
        ({"particulars": replace(PERSON, nationality="JP")}, ForeignerNeedsPaper),
        ({"particulars": replace(PERSON, nationality="JP"), "brings_capital": False}, ForeignerNeedsPaper),
        ({"particulars": ParticularsDraft(kind=PartyKind.HOUSEHOLD)}, RepresentativeMissing),
        ({"particulars": ParticularsDraft(kind=PartyKind.HOUSEHOLD, representative_name="Năm")}, None),
        ({"particulars": ParticularsDraft(kind=PartyKind.BODY)}, RepresentativeMissing),
        ({"particulars": ParticularsDraft(kind=PartyKind.LEGAL_PERSON, code="4600123456")}, None),
        # With a board, the board admits who brings capital, the director who brings none (Art. 66.6, 68.4đ).
        ({"decision": BOARD}, None),
        ({"decision": replace(BOARD, body=Body.DIRECTOR)}, WrongBodyDecides),
        ({"decision": replace(BOARD, body=Body.DIRECTOR), "brings_capital": False}, None),
    ],
)
def test_who_may_join(acting: Any, stage: Stage, given: Any, refusal: type[Refusal] | None) -> None:
    (outcome,) = admit_one_by_one(admissions=[comes(**given)], **acting)
    assert (type(outcome.refusal) if outcome.refusal else None) is refusal
    assert stage


def test_with_simplified_governance_the_meeting_admits(acting: Any, stage: Stage) -> None:
    choice = CharterChoice("governance", "simplified", FOUNDED_ON)
    charter_on_paper(choices=[choice], **acting)
    (refused,) = admit_one_by_one(admissions=[comes(decision=BOARD)], **acting)
    assert isinstance(refused.refusal, WrongBodyDecides)
    (done,) = admit_one_by_one(admissions=[comes(decision=replace(BOARD, body=Body.MEETING))], **acting)
    assert done.status == "recorded"


def test_a_union_takes_cooperatives_and_legal_persons(acting: Any) -> None:
    charter_on_paper(choices=[CharterChoice("form", "lhhtx", FOUNDED_ON)], **acting)
    cooperative = ParticularsDraft(kind=PartyKind.COOPERATIVE, code="4600000001")
    firm = ParticularsDraft(kind=PartyKind.LEGAL_PERSON, code="4600000002")
    admissions = [
        comes(particulars=cooperative), comes(particulars=firm), comes(particulars=PERSON),
        comes(particulars=replace(firm, code="4600000003"), uses=False),
    ]  # fmt: skip
    outcomes = admit_one_by_one(admissions=admissions, **acting)
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused", "refused", "recorded"]
    assert isinstance(outcomes[1].refusal, UnionTakesOthers)


def test_foreign_members_stay_below_their_share_of_the_official_ones(acting: Any, stage: Stage) -> None:
    """Two are official. With one more, a foreigner, there would be 1 of 3, 33 %, below 35; a second makes 2 of 4."""
    investor = replace(PERSON, nationality="JP", is_foreign=True, has_investor_certificate=True)
    admit_members(admissions=[comes(particulars=investor)], **acting)
    with pytest.raises(TooManyForeignMembers):
        admit_members(admissions=[comes(particulars=investor)], **acting)
    heads = get_headcount(org_id=acting["org_id"], day=DAY)
    assert (heads.official, heads.foreign, heads.whole) == (3, 1, 5)
    assert {one.code: one.is_broken for one in list_standstills(org_id=acting["org_id"], day=DAY)} == {
        "few": True,  # The law asks for five.
        "foreign": False,  # One less official would make it 1 of 2.
    }
    assert stage


def test_a_person_is_a_member_once_by_their_papers(acting: Any) -> None:
    who = replace(PERSON, id_number="019180000001")
    first, second = comes(particulars=who), comes(particulars=who)
    admit_members(admissions=[first], **acting)
    with pytest.raises(MemberTwice):
        admit_members(admissions=[second], **acting)
    twice = admit_one_by_one(admissions=[comes(particulars=replace(who, id_number="2")) for _ in range(2)], **acting)
    assert [outcome.status for outcome in twice] == ["recorded", "refused"]


def test_the_database_closes_the_race_of_two_admissions(cast: Cast, acting: Any, stage: Stage) -> None:
    """Two who admit Năm's household at the same instant: whoever comes second is stopped by a constraint."""
    row = {"org_id": cast.coop.id, "member_org_id": cast.nam_household.id, "recorded_by_id": cast.lan.id}
    with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
        Member.objects.create(**row, number="X", name="Năm", admitted_on=DAY, recorded_at=BEGAN_AT)
    assert stage


def test_numbers_follow_each_other(acting: Any, stage: Stage) -> None:
    admissions = [comes(number="TV010"), comes(), comes()]
    admit_members(admissions=admissions, **acting)
    lines = list_members_page(org_id=acting["org_id"], day=DAY, wanted=MembersWanted(after="TV004"))
    # The greatest number before was TV004; the given one does not move the counter.
    assert [line.number for line in lines] == ["TV005", "TV006", "TV010"]
    assert stage


@pytest.mark.parametrize(
    ("who", "ground", "decision", "status"),
    [
        ("hoa", Ending.VOLUNTARY, BOARD, "recorded"),
        ("hoa", Ending.VOLUNTARY, None, "refused"),
        ("hoa", Ending.VOLUNTARY, replace(BOARD, body=Body.MEETING), "refused"),
        ("hoa", Ending.DEATH, None, "recorded"),
        ("hoa", Ending.FEE_UNPAID, BOARD, "refused"),  # An official member pays no fee.
        ("capital_only", Ending.NO_USE, BOARD, "refused"),  # Whoever only brings capital need not use anything.
        ("use_only", Ending.NO_CAPITAL, BOARD, "refused"),
        ("use_only", Ending.FEE_UNPAID, replace(BOARD, body=Body.DIRECTOR), "refused"),  # No fee is overdue.
        ("use_only", Ending.NO_USE, replace(BOARD, body=Body.DIRECTOR), "recorded"),
    ],
)
def test_how_a_membership_ends(
    acting: Any, stage: Stage, who: str, ground: Ending, decision: DecisionDraft | None, status: str
) -> None:
    draft = DepartureDraft(new_id(), getattr(stage, who), DAY, ground, decision)
    (outcome,) = end_memberships(departures=[draft], **acting)
    assert outcome.status == status
    if status == "recorded":
        again = end_memberships(departures=[draft, replace(draft, id=new_id())], **acting)
        assert [each.status for each in again] == ["known", "refused"]
        line = get_member_line(org_id=acting["org_id"], member_id=draft.member_id, day=DAY)
        assert (line.left_on, line.is_member_on(day=DAY)) == (DAY, False)


def test_an_unpaid_fee_ends_a_membership(acting: Any, stage: Stage) -> None:
    """
    The charter asks for 200,000 by 1 March; 150,000 were paid. On 1 June 50,000 are overdue.

    2026-03-01   Nợ 1111  Có 4118   150.000   Phí thành viên năm 2026
    """
    open_books(chart="cooperative", starts_on=date(2026, 1, 1), **acting)
    due_on = date(2026, 3, 1)
    assert charge_fees(year=2026, amount_vnd=Dong(200_000), due_on=due_on, rests_on="Điều lệ", **acting) == 1
    assert charge_fees(year=2026, amount_vnd=Dong(200_000), due_on=due_on, rests_on="Điều lệ", **acting) == 0
    (fee,) = list_fees(org_id=acting["org_id"], year=2026)
    payment = FeePaymentDraft(new_id(), fee.id, due_on, Means.CASH, Dong(150_000))
    too_much = FeePaymentDraft(new_id(), fee.id, due_on, Means.CASH, Dong(50_001))
    outcomes = pay_fees(payments=[payment, too_much], **acting)
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused"]
    assert pay_fees(payments=[payment], **acting)[0].status == "known"
    # What stands on 4118 is on its credit side.
    assert sum_balance(org_id=acting["org_id"], codes=["4118"], before_on=DAY) == -150_000
    draft = DepartureDraft(new_id(), stage.use_only, DAY, Ending.FEE_UNPAID, replace(BOARD, body=Body.DIRECTOR))
    assert end_memberships(departures=[draft], **acting)[0].status == "recorded"


def test_a_type_changes_from_a_day_on(acting: Any, stage: Stage) -> None:
    change = StandingDraft(new_id(), stage.use_only, DAY, True, True, False, BOARD)
    nothing = StandingDraft(new_id(), stage.hoa, DAY, False, False, False)
    outcomes = change_standings(changes=[change, nothing], **acting)
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused"]
    lines = [get_member_line(org_id=acting["org_id"], member_id=stage.use_only, day=day) for day in (FOUNDED_ON, DAY)]
    assert [line.type for line in lines] == [MemberType.ASSOCIATE_NO_CAPITAL, MemberType.OFFICIAL]
    assert change_standings(changes=[change], **acting)[0].status == "known"
    history = get_member_history(org_id=acting["org_id"], member_id=stage.use_only)
    assert [one.act for one in history.decisions] == ["change"]


def test_an_heir_steps_in_only_after_a_death(acting: Any, stage: Stage) -> None:
    heir = SuccessionDraft(
        new_id(), stage.hoa, SuccessionWay.STEPS_IN, DAY, "Đỗ Văn Con", admission=comes("Đỗ Văn Con")
    )
    with pytest.raises(SuccessionNeedsEnd):
        record_successions(successions=[heir], **acting)
    end_memberships(departures=[DepartureDraft(new_id(), stage.hoa, DAY, Ending.DEATH)], **acting)
    assert record_successions(successions=[heir], **acting) == [heir.id]
    assert record_successions(successions=[heir], **acting) == []
    history = get_member_history(org_id=acting["org_id"], member_id=stage.hoa)
    assert history.successions[0].heir_id == (heir.admission.id if heir.admission else None)


def test_an_application_becomes_a_member_once(acting: Any, stage: Stage) -> None:
    paper = PaperDraft("cccd.pdf", b"%PDF-1.7 ...")
    draft = ApplicationDraft(
        new_id(), ApplicationSource.PUBLIC, "Vũ Thị Mới", PERSON, False, True, False, DAY, papers=(paper,)
    )
    receipt = submit_application(application=draft, **acting)
    assert submit_application(application=draft, **acting) == receipt
    verdict = ApplicationVerdict(draft.id, DecidedAct.ADMIT, replace(BOARD, body=Body.DIRECTOR), DAY)
    member_id = decide_application(verdict=verdict, **acting)
    assert member_id
    assert get_particulars(org_id=acting["org_id"], member_id=member_id) == PERSON
    with pytest.raises(ApplicationNotOpen):
        decide_application(verdict=verdict, **acting)
    refused = replace(draft, id=new_id(), papers=(PaperDraft("x.exe", b"MZ"),))
    with pytest.raises(PaperNotAccepted):
        submit_application(application=refused, **acting)
    assert stage


def test_particulars_keep_what_was(acting: Any, stage: Stage) -> None:
    moved = [
        ParticularsChange(new_id(), stage.hoa, FOUNDED_ON, PERSON),
        ParticularsChange(new_id(), stage.hoa, DAY, replace(PERSON, address="Xóm 9")),
    ]
    assert record_particulars(changes=moved, **acting) == [change.id for change in moved]
    addresses = [
        get_particulars(org_id=acting["org_id"], member_id=stage.hoa, day=day).address for day in (FOUNDED_ON, DAY)
    ]
    assert addresses == ["Xóm 4", "Xóm 9"]


def test_what_is_issued_is_posted_within_five_working_days(acting: Any) -> None:
    """Issued on Thursday 8 January 2026: Friday, Monday to Thursday are five working days, so the 15th."""
    about = new_id()
    draft = DisclosureDraft(new_id(), "statements", "B01 2025", date(2026, 1, 8), about_kind="x", about_id=about)
    assert post_disclosures(disclosures=[draft], **acting) == [draft.id]
    assert post_disclosures(disclosures=[replace(draft, id=new_id())], **acting) == []
    (line,) = list_disclosures(org_id=acting["org_id"])
    # It is posted when it is recorded, on 5 January, and stays for thirty days.
    assert (line.due_on, line.posted_on, line.stays_until_on) == (date(2026, 1, 15), date(2026, 1, 5), date(2026, 2, 4))
    assert not line.is_late


def test_a_list_keeps_good_rows_and_leaves_nothing_of_bad_ones(acting: Any) -> None:
    """The charter capital is 100,000,000; one may hold 30,000,000. The third wants 30,000,001 and is no member."""
    open_books(chart="cooperative", starts_on=date(2026, 1, 1), **acting)
    choices = [("form", "htx"), ("charter_capital_vnd", "100000000")]
    charter_on_paper(choices=[CharterChoice(name, value, FOUNDED_ON) for name, value in choices], **acting)
    amounts = (5_000_000, 30_000_000, 30_000_001, 1_000_000)
    drafts = [
        MemberDraft(new_id(), f"M{at}", f"Người {at}", DAY, True, True, False, PERSON, Dong(amount))
        for at, amount in enumerate(amounts)
    ]
    outcomes = bring_in_members(members=drafts, **acting)
    assert [outcome.status for outcome in outcomes] == ["recorded", "recorded", "refused", "recorded"]
    assert Member.objects.filter(org_id=acting["org_id"]).count() == 3
    # 5 + 30 + 1 million came in as cash.
    assert sum_balance(org_id=acting["org_id"], codes=["1111"], before_on=date(2027, 1, 1)) == 36_000_000
