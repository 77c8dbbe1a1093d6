"""The stage on which routes are called: the cast with books, and tokens for programs."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from demo.resolutions import pass_on_paper
from ecoop.access.actions.issue_token import issue_token
from ecoop.access.queries import Acting
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.calc.drafts import AssetDraft, SourceDraft
from ecoop.assets.calc.words import Kind, Origin
from ecoop.distribution.actions.close_year import close_year
from ecoop.finance.tests.stage import NOW as LENDING_NOW
from ecoop.finance.tests.stage import lend_unasked
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.actions.hold_meeting import open_meeting, send_notice
from ecoop.governance.actions.open_course import CourseDraft, open_course
from ecoop.governance.actions.propose_motion import MotionDraft, propose_motion
from ecoop.governance.calc.blind import make_key, public_half
from ecoop.governance.calc.bodies import CourseKind
from ecoop.governance.calc.meetings import Convener, MeetingKind
from ecoop.governance.models import Ballot, BallotClosure, Motion
from ecoop.governance.queries.meetings import list_agenda
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reopen_period import reopen_period
from ecoop.ledger.calc import Posting
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.calc import DealingKind, Means
from ecoop.members.models import Departure
from ecoop.members.tests.stage import set_the_stage as set_members
from ecoop.sync.actions.keep_paper import keep_paper
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.take_events import take_events
from ecoop.sync.calc.events import read_events
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import ProductDraft, SaleDraft, SaleLineDraft
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.vouchers import VoucherDraft
from tests.api.routes import EVERYBODY, Route
from tests.api.routes_sync import DAY_END, DEVICE, JPEG, PHOTO
from tests.api.sent import COUNTED_IN_SECRET, HANDED_OUT, LOAN_OUT, MOTION_TO_VOTE, VOTED_OPENLY
from tests.cast import BEGAN_AT, Cast, bring_the_cast


class Stage:
    """The cast, and what a route's row needs to be called."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.values: dict[str, str] = {}
        self.bodies: dict[tuple[str, str], Any] = {}

    def slug(self, route: Route) -> str:
        """Name the organisation for which the row acts."""
        slug: str = getattr(self.cast, route.organisation).slug
        return slug

    def client(self, route: Route) -> Client:
        """Give a browser in which the caller of the row is signed in."""
        return Client() if route.whom == EVERYBODY else self.cast.client(getattr(self.cast, route.caller))

    def body(self, route: Route) -> Any:
        """Give the body of the row, or what the stage prepared for it."""
        prepared: Mapping[str, Any] | None = self.bodies.get(route.key)
        return route.body if prepared is None else prepared

    def token(self, *, organisation: str, person: str, without: str | None = None) -> str:
        """Issue a token that may do all that its person may, but for one permission."""
        now = timezone.now()
        facts, issuer = getattr(self.cast, organisation), getattr(self.cast, person)
        with self.cast.inside(facts, issuer):
            acting = self.cast.acting(issuer, facts)
            issued = issue_token(
                acting=acting,
                purpose="test",
                scopes=sorted(acting.permissions - set((without or "").split())),
                expires_at=now + timedelta(days=30),
                now=now,
            )
        key: str = issued.key
        return key


@pytest.fixture(scope="module")
def lasting_stage(lasting_db: str) -> Stage:
    """Set the stage once for a file of tests."""
    return set_the_stage(bring_the_cast())


@pytest.fixture
def stage(lasting_stage: Stage) -> Iterator[Stage]:
    """Give the stage to one test; what the test does on it is taken back."""
    with transaction.atomic():
        yield lasting_stage
        transaction.set_rollback(True)


def set_the_stage(cast: Cast) -> Stage:
    """Give a cooperative and a household what routes read: open books, a sale, an entry, a closed year and month."""
    stage = Stage(cast)
    books: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        open_books(chart="cooperative", starts_on=date(2026, 1, 1), **books)
        posted = adjust_books(
            document_id=new_id(),
            document_on=date(2026, 1, 10),
            entry_on=date(2026, 1, 10),
            text="Rút tiền gửi về quỹ",
            postings=[Posting("1111", "1121", Dong(1_000_000))],
            **books,
        )
        members = set_members(cast)
        delivery = DealingDraft(
            new_id(), date(2026, 1, 11), None, DealingKind.PURCHASE, Means.CASH, "Chè búp", Dong(9_000),
            member_id=members.nam,
        )  # fmt: skip
        record_dealings(dealings=[delivery], **books)
        water = VoucherDraft(
            new_id(), date(2026, 1, 11), "bank-to-cash", {}, {"amount_vnd": Dong(500_000)}, "Rút tiền về quỹ"
        )
        record_vouchers(vouchers=[water], **books)
        stage.values["voucher_id"] = str(water.id)
        roaster = AssetDraft(
            new_id(), "TS001", "Máy sao chè", Kind.FIXED, Origin.BOUGHT, date(2026, 1, 5), date(2026, 1, 5),
            Dong(60_000_000), [SourceDraft("own", Dong(60_000_000))], life_months=60,
        )  # fmt: skip
        acquire_assets(assets=[roaster], **books)
        stage.values["asset_id"] = str(roaster.id)
        # The route that pays out sends the same once more.
        stage.values["loan_id"] = str(lend_unasked(members, {**books, "now": LENDING_NOW}, id_=UUID(LOAN_OUT["id"])))
        course = CourseDraft(new_id(), CourseKind.TO_SIMPLIFIED, date(2026, 1, 5), "NQ 01/2026")
        stage.values["course_id"] = str(open_course(course=course, **books))
        close_year(year=2026, today=date(2027, 1, 20), **books)
        # Months close in order; January then takes entries again, February stays closed.
        ends: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": timezone.now()}
        for month in (1, 2):
            close_period(month=date(2026, month, 1), **ends)
        reopen_period(month=date(2026, 1, 1), reason="Hóa đơn đến muộn", **ends)
    own: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": BEGAN_AT}
    line = SaleLineDraft(sector="goods", name="Chè khô", amount_vnd=Dong(300_000))
    sale = SaleDraft(id=new_id(), sold_on=date(2026, 1, 12), lines=(line,))
    with cast.inside(cast.nam_household, cast.nam):
        open_books(chart="household", starts_on=date(2026, 1, 1), **own)
        record_sales(sales=[sale], **own)
        product = ProductDraft(id=new_id(), name="Chè búp", sector="goods")
        record_products(products=[product], **own)
        acting = cast.acting(cast.nam, cast.nam_household)
        register_device(acting=acting, device_id=UUID(DEVICE), name="Điện thoại", now=timezone.now())
        keep_paper(paper_id=UUID(PHOTO), content=JPEG, **own)
        _count_the_cash(acting)
        notice = prepare_return(form="01/TKN-CNKD", period="2026", known_on=date(2026, 11, 1), **own)
    stage.values |= {"device_id": DEVICE, "paper_id": PHOTO, "day_end_id": DAY_END}
    stage.values["return_id"] = str(notice.id)
    stage.values["sale_id"] = str(sale.id)
    stage.values["product_id"] = str(product.id)
    stage.values["dealing_id"] = str(delivery.id)
    stage.bodies[("post", "/api/o/{slug}/agreements")] = {
        "agreements": [
            {"id": str(new_id()), "member_id": str(members.nam), "number": "HĐ-9", "signed_on": "2026-01-12"}
        ]
    }
    stage.values["entry_id"] = str(posted.entry_id)
    stage.values["member_id"] = str(members.nam)
    _prepare_capital(stage, members)
    _prepare_meeting(stage, members)
    _prepare_votes(stage, members)
    return stage


def _count_the_cash(acting: Acting) -> None:
    """Count the cash of the household's box on its phone: 20.000 are missing."""
    means = {"cash": 300_000, "bank": 0, "credit": 0}
    body = {
        "on": "2026-03-05",
        "cash_before_vnd": 0,
        "expected_vnd": 300_000,
        "counted_vnd": 280_000,
        "by_means": means,
    }
    said = {"id": DAY_END, "kind": "trade.day", "seq": 0, "happened_at": "2026-03-05T12:00:00Z", "body": body}
    now = timezone.now()
    take_events(acting=acting, device_id=UUID(DEVICE), events=read_events(said=[said], now=now), now=now)


def _prepare_meeting(stage: Stage, members: Any) -> None:
    """Call a meeting for today with notice of ten days ago, to which one member has come."""
    cast, now, meeting_id = stage.cast, timezone.now(), new_id()
    before = now - timedelta(days=10)
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id}
    draft = MeetingDraft(
        meeting_id, MeetingKind.ANNUAL, "Đại hội", Convener.BOARD, "HĐQT", vietnam_day(before), now,
        place="Nhà văn hóa", year=2025, agenda=("Báo cáo",),
    )  # fmt: skip
    with cast.inside(cast.coop, cast.lan):
        convene_meeting(draft=draft, now=before, **act)
        send_notice(meeting_id=meeting_id, now=before, **act)
        check_in(meeting_id=meeting_id, arrivals=[Arrival(members.nam)], now=now, **act)
    stage.values["meeting_id"] = str(meeting_id)
    at = "/api/o/{slug}/meetings/{meeting_id}/attendance/"
    stage.bodies |= {
        ("post", f"{at}arrivals"): {"arrivals": [{"member_id": str(members.hoa)}]},
        ("post", f"{at}departures"): {"member_ids": [str(members.nam)]},
    }


def _prepare_votes(stage: Stage, members: Any) -> None:
    """Open a second meeting with a motion to put to the vote; in the first one lay ballots in three states."""
    cast, now, meeting_id = stage.cast, timezone.now(), new_id()
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id}
    draft = MeetingDraft(
        meeting_id, MeetingKind.EXTRAORDINARY, "Họp bất thường", Convener.BOARD, "HĐQT",
        vietnam_day(now - timedelta(days=10)), now, place="Nhà văn hóa", agenda=("Việc chung",),
    )  # fmt: skip
    with cast.inside(cast.coop, cast.lan):
        convene_meeting(draft=draft, now=now - timedelta(days=10), **act)
        (item,) = list_agenda(org_id=cast.coop.id, meeting_id=meeting_id)
        motion = MotionDraft(UUID(MOTION_TO_VOTE), item.id, "Đồng ý", "other")
        propose_motion(meeting_id=meeting_id, motion=motion, now=now - timedelta(days=10), **act)
        send_notice(meeting_id=meeting_id, now=now - timedelta(days=10), **act)
        check_in(meeting_id=meeting_id, arrivals=[Arrival(members.nam), Arrival(members.hoa)], now=now, **act)
        open_meeting(meeting_id=meeting_id, chair="Hoa", secretary="Lan", now=now, **act)
        _lay_ballots(stage, now)
    vote = {"id": str(new_id()), "member_id": str(members.nam), "choice": "for"}
    stage.bodies[("post", "/api/o/{slug}/ballots/{ballot_id}/votes")] = {"votes": [vote]}


def _lay_ballots(stage: Stage, now: datetime) -> None:
    cast, meeting_id = stage.cast, UUID(stage.values["meeting_id"])
    row: dict[str, Any] = {"org_id": cast.coop.id, "recorded_by_id": cast.lan.id, "recorded_at": now}
    (item,) = list_agenda(org_id=cast.coop.id, meeting_id=meeting_id)
    key = public_half(private_pem=make_key())
    for position, values in enumerate((VOTED_OPENLY, HANDED_OUT, COUNTED_IN_SECRET), start=1):
        motion_id, is_secret = new_id(), values is not VOTED_OPENLY
        Motion.objects.create(
            id=motion_id, meeting_id=meeting_id, agenda_item_id=item.id, position=position, title="Việc",
            matter="other", majority="simple", is_secret=is_secret, **row,
        )  # fmt: skip
        Ballot.objects.create(
            id=UUID(values["ballot_id"]), meeting_id=meeting_id, motion_id=motion_id, is_secret=is_secret,
            is_election=False, majority="simple", called=2, present=1, quorum_needed=1,
            public_key=key if is_secret else "", **row,
        )  # fmt: skip
    BallotClosure.objects.create(ballot_id=UUID(COUNTED_IN_SECRET["ballot_id"]), outcome="counted", **row)


def _prepare_capital(stage: Stage, members: Any) -> None:
    """Let three members pay capital in, and one of them leave, so that every route of capital has somebody."""
    cast, on = stage.cast, date(2026, 1, 11)
    paid = [
        Contribution(new_id(), member, on, Means.BANK, Dong(5_000_000))
        for member in (members.nam, members.hoa, members.capital_only)
    ]
    with cast.inside(cast.coop, cast.lan):
        record_contributions(org_id=cast.coop.id, contributions=paid, by=cast.lan.id, now=BEGAN_AT)
        Departure.objects.create(
            org_id=cast.coop.id, member_id=members.capital_only, ends_on=date(2026, 2, 1), ground="voluntary",
            recorded_by_id=cast.lan.id, recorded_at=BEGAN_AT,
        )  # fmt: skip
    nam, hoa, gone = (str(member) for member in (members.nam, members.hoa, members.capital_only))
    moved = {"id": str(new_id()), "amount_vnd": 1_000_000}
    resolved = _resolve(stage, gone)
    at = "/api/o/{slug}/"
    stage.bodies |= {
        ("post", f"{at}capital/commitments"): {
            "commitments": [{**moved, "member_id": nam, "committed_on": "2026-03-05"}]
        },
        ("post", f"{at}capital/returns"): {
            **moved, "member_id": gone, "returned_on": "2026-03-05", "means": "bank", "reason": "membership_ended",
            "resolution_id": resolved["return"], "debts_seen_by": "Lan",
        },
        ("post", f"{at}capital/transfers"): {
            **moved, "from_id": hoa, "to_id": nam, "moved_on": "2026-03-05", "kind": "sold", "paper": "HĐ 1"
        },
        ("post", f"{at}certificates"): {
            "issued_on": "2026-03-01", "certificates": [{"id": str(new_id()), "member_id": nam}]
        },
    }  # fmt: skip


def _resolve(stage: Stage, gone: str) -> dict[str, str]:
    """Let the meeting pass on paper what returns capital, changes the charter, and waits to be carried out."""
    cast = stage.cast
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT, "passed_on": date(2026, 1, 5)}
    back = {"returns": [{"member_id": gone, "amount_vnd": 1_000_000}]}
    charter = {"starts_on": "2026-03-01", "choices": {"notice_days": "7"}}
    rates = {"starts_on": "2026-03-01", "choices": {"fund_rate.reserve": "0.05"}}
    with cast.inside(cast.coop, cast.lan):
        resolved = {
            "return": str(pass_on_paper(matter="capital_return", parameters=back, **act)),
            "charter": str(pass_on_paper(matter="charter", parameters=charter, **act)),
            "waiting": str(pass_on_paper(matter="fund_rates", parameters=rates, **act)),
        }
    stage.values["resolution_id"] = resolved["waiting"]
    stage.bodies[("post", "/api/o/{slug}/charter")] = {
        "resolution_id": resolved["charter"],
        "choices": [{"name": "notice_days", "value": "7", "starts_on": "2026-03-01"}],
    }
    return resolved
