"""Who visits a page, and the rows of the demo that it stands on: found, or staged by the first visit."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model

from demo.resolutions import pass_on_paper
from demo.world import COOP_SLUG, SHOPS
from ecoop.access.queries import find_acting
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.actions.count_assets import begin_count
from ecoop.assets.actions.place_assets import place_asset
from ecoop.assets.calc.drafts import AssetDraft, CountDraft, PlacingDraft, SourceDraft
from ecoop.assets.calc.words import Kind, Origin
from ecoop.assets.queries.card import list_papers
from ecoop.finance.models import LoanEvent
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.actions.hold_meeting import send_notice
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.actions.propose_motion import MotionDraft, propose_motion
from ecoop.governance.calc.blind import make_key, public_half
from ecoop.governance.calc.meetings import Convener, MeetingKind, MeetingPaperKind, Status
from ecoop.governance.models import Ballot, BallotClosure
from ecoop.governance.queries.called import list_called_ids
from ecoop.governance.queries.meetings import get_meeting, list_agenda
from ecoop.governance.queries.passes import map_tokens
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import look_at_list
from ecoop.kernel.dong import Dong
from ecoop.kernel.walls import inside_organisation
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.calc import ApplicationSource, PaperDraft, ParticularsDraft
from ecoop.members.models import (
    ApplicationPaper,
)
from ecoop.payments.actions.connect import connect
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.models import BankLine, Connection
from ecoop.payments.tests.samples import SWIFT
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.sync.actions.keep_paper import keep_paper as keep_photo
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.take_events import take_events
from ecoop.sync.calc.events import read_events
from ecoop.sync.models import TrayEvent
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.queries import get_household_year
from ecoop.taxes.queries.returns import list_returns
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.calc import PURCHASE, MoneyMoveDraft, PlaceDraft, ProductDraft, PurchaseDraft, PurchaseLineDraft
from ecoop.vouchers.models import VoucherAttachment
from tests.browser.stage import Stage


@dataclass(frozen=True)
class Visit:
    """Who looks at a page, for which organisation, and the rest of its address."""

    person: str | None = "lan"
    org: str = COOP_SLUG
    arguments: Callable[[Stage], Mapping[str, Any]] = field(default=lambda _stage: {})
    query: str = ""


SHOP = SHOPS[0]


def at_shop(arguments: Callable[[Stage], Mapping[str, Any]] = lambda _stage: {}) -> Visit:
    """Visit a page of the first shop as its owner."""
    return Visit(person=SHOP.owner, org=SHOP.slug, arguments=arguments)


def id_of(name: str, model: type[Model], **wanted: Any) -> Visit:
    """Visit the page of one row of the first shop."""
    return at_shop(lambda stage: {name: stage.first(model, org=SHOP.slug, person=SHOP.owner, **wanted).pk})


# One white point: the smallest photo of a bill there is.
PHOTO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=")


def a_phone(name: str) -> Visit:
    """Visit the page of a phone of the first shop, or of what it sent and the books could not take."""
    return at_shop(lambda stage: {name: lose_a_sale(stage)[name]})


def a_cause() -> Visit:
    """Visit the page of all that lies in the tray of the first shop for one cause."""
    return at_shop(lambda stage: {"code": "sync.day-is-ahead"} if lose_a_sale(stage) else {})


def lose_a_sale(stage: Stage) -> dict[str, UUID]:
    """Let a phone of the first shop send a sale of tomorrow's year, a count and a photo, and answer their ids."""
    organisation, by = stage.organisations[SHOP.slug], stage.people[SHOP.owner]
    now = datetime(2026, 12, 1, tzinfo=UTC)
    with inside_organisation(org_id=organisation.id, person_id=by):
        acting = find_acting(person_id=by, person_name="", organisation=organisation)
        assert acting is not None
        device_id = register_device(acting=acting, device_id=UUID(int=7), name="Điện thoại", now=now).device_id
        line = {"name": "Bún", "sector": "goods", "amount_vnd": 35_000}
        body = {"sold_on": "2027-12-01", "means": "cash", "lines": [line]}
        said = {"id": str(UUID(int=8)), "kind": "trade.sale", "seq": 1, "happened_at": now.isoformat(), "body": body}
        take_events(acting=acting, device_id=device_id, events=read_events(said=[said], now=now), now=now)
        tray_id = TrayEvent.objects.values_list("id", flat=True).get(org_id=organisation.id, event_id=UUID(int=8))
        means = {"cash": 350_000, "bank": 0, "credit": 0}
        count = {"on": "2026-11-30", "expected_vnd": 350_000, "counted_vnd": 300_000, "by_means": means}
        told = {"id": str(UUID(int=11)), "kind": "trade.day", "seq": 2, "happened_at": now.isoformat(), "body": count}
        take_events(acting=acting, device_id=device_id, events=read_events(said=[told], now=now), now=now)
        keep_photo(org_id=organisation.id, paper_id=UUID(int=12), content=PHOTO, by=by, now=now)
    return {"device_id": device_id, "tray_id": tray_id, "day_end_id": UUID(int=11), "paper_id": UUID(int=12)}


def a_bank(*names: str) -> Visit:
    """Visit a page of the bank of the first shop: a line, a statement, a connection; the first visit brings them in."""
    return at_shop(lambda stage: {name: bank_a_little(stage)[name] for name in names})


def bank_a_little(stage: Stage) -> dict[str, UUID]:
    """Hand a statement in for the first shop and connect a provider, once, however often visited."""
    org_id, by = stage.organisations[SHOP.slug].id, stage.people[SHOP.owner]
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2026, 12, 1, tzinfo=UTC)}
    connection_id = UUID(int=9)
    with inside_organisation(org_id=org_id, person_id=by):
        file_id, _read = keep_statement_file(file_id=UUID(int=10), name="sao-ke.sta", data=SWIFT, **act)
        if not Connection.objects.filter(org_id=org_id, id=connection_id).exists():
            keep_statement(file_id=file_id, **act)
            said: dict[str, Any] = {"provider": Provider.SEPAY, "scheme": Scheme.KEY, "name": "SePay", "secret": ""}
            connect(connection_id=connection_id, bank_account_id=None, **said, **act)
        line_id = BankLine.objects.filter(org_id=org_id, text__startswith="EC7K2M9").values_list("id", flat=True)[0]
    return {"file_id": file_id, "connection_id": connection_id, "line_id": line_id}


def brought_list(name: str) -> Visit:
    """Visit a page of a list from Excel that is half right; the demo has none, so the first visit brings it in."""
    return at_shop(lambda stage: bring_list(stage)[name])


def bring_list(stage: Stage) -> dict[str, dict[str, Any]]:
    """Bring a small list into the first shop, and answer the arguments of its pages."""
    org_id, by = stage.organisations[SHOP.slug].id, stage.people[SHOP.owner]
    rows = "Ngày;Tên hàng;Thành tiền\r\n05/03/2026;Bún;35.000\r\n31/02/2026;Phở;?\r\n".encode()
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2026, 12, 1, tzinfo=UTC)}
    with inside_organisation(org_id=org_id, person_id=by):
        file_id = receive_file(name="danh-sach.csv", data=rows, **given)
        look = look_at_list(org_id=org_id, file_id=file_id, kind=kind_of("sales"))
        chosen: dict[str, Any] = {"sheet": look.sheet, "header": look.header, "columns": look.suggested}
        import_id = start_import(file_id=file_id, kind="sales", **chosen, **given)
        run_step(import_id=import_id, **given)
    return {
        "columns": {"kind": "sales", "file_id": file_id},
        "import": {"import_id": import_id},
        "original": {"file_id": file_id},
    }


def office_row(name: str, model: type[Model]) -> Callable[[Stage], Mapping[str, Any]]:
    """Name the first row of the office of the cooperative; the demo's year has some of each."""
    return lambda stage: {name: stage.first(model, org=COOP_SLUG, person="lan").pk}


def office_visit(name: str, model: type[Model]) -> Visit:
    """Visit the page of one row of the cooperative as its accountant."""
    return Visit(arguments=office_row(name, model))


def event_of_loan(stage: Stage) -> dict[str, Any]:
    """Name an event of a loan of the demo's office."""
    event = stage.first(LoanEvent, org=COOP_SLUG, person="lan")
    return {"loan_id": event.loan_id, "event_id": event.pk}


def original_of(stage: Stage) -> dict[str, Any]:
    """Name an original that the demo's office keeps with a voucher."""
    kept = stage.first(VoucherAttachment, org=COOP_SLUG, person="lan")
    return {"voucher_id": kept.voucher_id, "original_id": kept.pk}


def traded(name: str, key: str) -> Visit:
    """Visit a page of goods bought on credit, kept in stock and paid in part; the first visit records them."""
    return at_shop(lambda stage: {name: trade_a_little(stage)[key]})


def trade_a_little(stage: Stage) -> dict[str, UUID]:
    """Buy something for the stock of the first shop, on credit, and pay a part of it; once, however often visited."""
    org_id, by = stage.organisations[SHOP.slug].id, stage.people[SHOP.owner]
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2027, 4, 20, tzinfo=UTC)}
    ids = {name: uuid5(org_id, name) for name in ("product", "purchase", "move", "place")}
    line = PurchaseLineDraft("Đường phèn", Dong(2_000_000), "kg", Decimal(100), product_id=ids["product"])
    bought = PurchaseDraft(ids["purchase"], date(2027, 4, 2), (line,), means="credit", party_name="Chị Hoa")
    paid: dict[str, Any] = {"settles_kind": PURCHASE, "settles_id": ids["purchase"]}
    # The demo has closed the months of 2026 and sealed their days.
    move = MoneyMoveDraft(ids["move"], date(2027, 4, 9), "payment", Dong(500_000), "bank", **paid)
    sugar = ProductDraft(ids["product"], "Đường phèn", "goods", unit="kg", is_stocked=True)
    with inside_organisation(org_id=org_id, person_id=by):
        record_products(products=[sugar], **given)
        record_places(places=[PlaceDraft(ids["place"], "Cửa hàng chính", date(2026, 11, 2))], **given)
        record_purchases(purchases=[bought], **given)
        record_money_moves(moves=[move], **given)
    return ids


def of_asset(name: str, key: str) -> Visit:
    """Visit a page of an asset of Lan's cooperative; the first visit takes it into the register and begins a count."""
    return Visit(arguments=lambda stage: {name: keep_an_asset(stage)[key]})


def keep_an_asset(stage: Stage) -> dict[str, UUID]:
    """Register a machine that the books know, hand it over and begin a count; once, however often visited."""
    org_id, by = stage.organisations[COOP_SLUG].id, stage.people["lan"]
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2026, 12, 1, tzinfo=UTC)}
    ids = {name: uuid5(org_id, f"assets-{name}") for name in ("asset", "placing", "count")}
    day, cost = date(2026, 1, 5), Dong(60_000_000)
    machine = AssetDraft(
        ids["asset"], "TS-XEM", "Máy vò chè", Kind.FIXED, Origin.IN_BOOKS, day, day, cost,
        [SourceDraft("own", cost)], life_months=60, wears_from_on=day, months_left=60, place="Xưởng",
    )  # fmt: skip
    with inside_organisation(org_id=org_id, person_id=by):
        acquire_assets(assets=[machine], **given)
        place_asset(placing=PlacingDraft(ids["placing"], ids["asset"], date(2026, 2, 1), "Kho", "Chị Hoa"), **given)
        begin_count(count=CountDraft(ids["count"], date(2026, 12, 1), team="Lan"), **given)
        paper = list_papers(org_id=org_id, day=date(2026, 12, 1), document_id=ids["placing"])[0]
    return {**ids, "paper": paper.id}


def labels_of_assets(stage: Stage) -> dict[str, Any]:
    """Name nothing beside the organisation, but see to it that there is an asset to put a label on."""
    keep_an_asset(stage)
    return {}


def prepared_return() -> Visit:
    """Visit a page of a return of the first shop; where the demo has none yet, the notice of the year is prepared."""
    return at_shop(lambda stage: {"return_id": prepare_some_return(stage)})


def prepare_some_return(stage: Stage) -> UUID:
    """Give a return of the first shop; if it has none, prepare the first that is due."""
    org_id, by = stage.organisations[SHOP.slug].id, stage.people[SHOP.owner]
    with inside_organisation(org_id=org_id, person_id=by):
        for kept in list_returns(org_id=org_id, year=2026):
            return kept.id
        due = get_household_year(org_id=org_id, year=2026).returns[0]
        given: dict[str, Any] = {"form": due.form, "period": due.period, "known_on": date(2026, 12, 1)}
        return prepare_return(org_id=org_id, by=by, now=datetime(2026, 12, 1, tzinfo=UTC), **given).id


def keep_resolution(stage: Stage) -> tuple[UUID, UUID]:
    """Record a resolution that waits to be carried out, with the scan of its paper; once, however often visited."""
    org_id, by = stage.organisations[COOP_SLUG].id, stage.people["lan"]
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2026, 12, 1, tzinfo=UTC)}
    rates = {"starts_on": "2027-01-01", "choices": {"fund_rate.reserve": "0.05", "fund_rate.welfare": "0.02"}}
    with inside_organisation(org_id=org_id, person_id=by):
        passed_id = pass_on_paper(matter="fund_rates", parameters=rates, passed_on=date(2026, 11, 2), **given)
        return passed_id, keep_paper(resolution_id=passed_id, name="nq.pdf", content=b"%PDF-1.7 scan", **given)


def call_a_meeting(stage: Stage) -> dict[str, Any]:
    """Call a meeting with a motion and a paper for the members, and send its notice; once, however often visited."""
    org_id, by = stage.organisations[COOP_SLUG].id, stage.people["lan"]
    now, ids = datetime(2026, 11, 2, tzinfo=UTC), {"meeting_id": uuid5(org_id, "meeting"), "org_id": org_id}
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    draft = MeetingDraft(
        ids["meeting_id"], MeetingKind.EXTRAORDINARY, "Đại hội bất thường", Convener.BOARD, "Chủ tịch", now.date(),
        datetime(2099, 1, 5, 1, tzinfo=UTC), place="Nhà văn hóa", agenda=("Việc chung",),
    )  # fmt: skip
    with inside_organisation(org_id=org_id, person_id=by):
        meeting: dict[str, Any] = {"meeting_id": convene_meeting(draft=draft, **act)}
        (item,) = list_agenda(org_id=org_id, **meeting)
        ids |= {"item_id": item.id, "motion_id": uuid5(org_id, "motion"), "paper_id": uuid5(org_id, "meeting paper")}
        propose_motion(motion=MotionDraft(ids["motion_id"], item.id, "Đồng ý", "other"), **meeting, **act)
        scan = PaperDraft("tai-lieu.pdf", b"%PDF-1.7 document")
        paper = MeetingPaperDraft(ids["paper_id"], MeetingPaperKind.DOCUMENT, "Tài liệu", scan, is_for_members=True)
        keep_meeting_paper(draft=paper, **meeting, **act)
        if get_meeting(org_id=org_id, **meeting).status is Status.CONVENED:
            send_notice(**meeting, **act)
        called = list_called_ids(org_id=org_id, meeting=get_meeting(org_id=org_id, **meeting))
        token = map_tokens(org_id=org_id, ids=list(called)[:1], **meeting).popitem()[1]
    return {**ids, "token": token, "form": "pdf"}


def at_a_meeting(*names: str) -> Visit:
    """Visit a page of a meeting of the cooperative."""
    return Visit(arguments=lambda stage: {name: call_a_meeting(stage)[name] for name in ("meeting_id", *names)})


def hold_a_ballot(stage: Stage) -> dict[str, Any]:
    """Close an empty secret ballot on the motion of the meeting; once, however often visited."""
    ids = call_a_meeting(stage)
    org_id, by = ids["org_id"], stage.people["lan"]
    ballot_id, row = uuid5(org_id, "ballot"), {"org_id": org_id, "recorded_by_id": by}
    row["recorded_at"] = datetime(2026, 11, 3, tzinfo=UTC)
    with inside_organisation(org_id=org_id, person_id=by):
        if not Ballot.objects.filter(id=ballot_id).exists():
            Ballot.objects.create(
                id=ballot_id, meeting_id=ids["meeting_id"], motion_id=ids["motion_id"], is_secret=True,
                is_election=False, majority="simple", called=5, present=5, quorum_needed=3,
                public_key=public_half(private_pem=make_key()), **row,
            )  # fmt: skip
            BallotClosure.objects.create(ballot_id=ballot_id, outcome="counted", **row)
    return {**ids, "ballot_id": ballot_id}


def at_a_ballot(*names: str, person: str | None = "lan") -> Visit:
    """Visit a page of a closed ballot."""
    return Visit(person=person, arguments=lambda stage: {name: hold_a_ballot(stage)[name] for name in names})


def with_a_pass(*names: str) -> Visit:
    """Visit a page of a meeting by a personal pass, without signing in."""
    arguments = ("token", *names)
    return Visit(person=None, arguments=lambda stage: {name: call_a_meeting(stage)[name] for name in arguments})


def receive_papers(stage: Stage) -> dict[str, Any]:
    """Take in an application that came with a file, and post a paper for the members; once, however often visited."""
    org_id, by = stage.organisations[COOP_SLUG].id, stage.people["lan"]
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": datetime(2026, 12, 1, tzinfo=UTC)}
    ids = {name: uuid5(org_id, f"members-{name}") for name in ("application", "disclosure")}
    scan, day = PaperDraft("don.pdf", b"%PDF-1.7 scan"), date(2026, 12, 1)
    asked = ApplicationDraft(
        ids["application"], ApplicationSource.PUBLIC, "Vũ Thị Xem", ParticularsDraft(born_on=date(1990, 3, 8)),
        brings_capital=False, uses=True, works=False, applied_on=day, papers=(scan,),
    )  # fmt: skip
    posted = DisclosureDraft(ids["disclosure"], "resolutions", "Nghị quyết", day, paper=scan)
    with inside_organisation(org_id=org_id, person_id=by):
        receipt = submit_application(application=asked, **given)
        post_disclosures(disclosures=[posted], **given)
        paper = ApplicationPaper.objects.get(org_id=org_id, application_id=ids["application"])
    return {**ids, "receipt": receipt, "paper": paper.id, "org": org_id}


def with_papers(**names: str) -> Callable[[Stage], Mapping[str, Any]]:
    """Name what came with the application, or was posted, as arguments of an address."""
    return lambda stage: {argument: receive_papers(stage)[name] for argument, name in names.items()}
