"""Every page there is, found in the url resolver, and how a person of the cast comes to see it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from demo.resolutions import pass_on_paper
from demo.world import COOP_SLUG, SHOPS
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.actions.count_assets import begin_count
from ecoop.assets.actions.place_assets import place_asset
from ecoop.assets.calc.drafts import AssetDraft, CountDraft, PlacingDraft, SourceDraft
from ecoop.assets.calc.words import Kind, Origin
from ecoop.assets.queries.card import list_papers
from ecoop.distribution.models import MemberShare, PaymentList, SharePayment, SharingPlan
from ecoop.finance.models import Loan, LoanApplication, LoanEvent
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.actions.hold_meeting import send_notice
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.actions.propose_motion import MotionDraft, propose_motion
from ecoop.governance.calc.blind import make_key, public_half
from ecoop.governance.calc.meetings import Convener, MeetingKind, MeetingPaperKind, Status
from ecoop.governance.models import Ballot, BallotClosure, Course, FamilyTie, Post
from ecoop.governance.queries.called import list_called_ids
from ecoop.governance.queries.meetings import get_meeting, list_agenda
from ecoop.governance.queries.passes import map_tokens
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import look_at_list
from ecoop.invoicing.models import Invoice
from ecoop.kernel.dong import Dong
from ecoop.kernel.walls import inside_organisation
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.calc import ApplicationSource, PaperDraft, ParticularsDraft
from ecoop.members.models import (
    Agreement,
    ApplicationPaper,
    CapitalAsset,
    CapitalCommitment,
    Certificate,
    Dealing,
    FeeDue,
    Member,
)
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.queries import get_household_year
from ecoop.taxes.queries.returns import list_returns
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.calc import PURCHASE, MoneyMoveDraft, PlaceDraft, ProductDraft, PurchaseDraft, PurchaseLineDraft
from ecoop.trade.models import Expense, Purchase, Sale
from ecoop.vouchers.models import CashCount, Counterparty, StockItem, StockSlip, Voucher, VoucherAttachment
from tests.browser.stage import Stage

# Not pages: programs ask these, or the sign-in library leads to them in the midst of a flow.
NOT_PAGES = {
    "api",
    "calendar-feed",
    "healthz",
    "set_language",
    "account_confirm_email",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}
# Something for every kind of argument, to ask whether an address shows a page at all.
ANYTHING = {"slug": "x", "uuid": UUID(int=1), "int": 1, "str": "x", "path": "x"}


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


# A page whose address holds nothing but the organisation needs no line here: Lan visits it in her cooperative.
VISITS: dict[str, Visit] = {
    "access:audit": Visit(person="hai"),
    "access:tokens": Visit(person="hoa"),
    "access:welcome": Visit(person=None),
    "account_login": Visit(person=None),
    "account_signup": Visit(person=None),
    "account_reset_password": Visit(person=None),
    "intake:columns": brought_list("columns"),
    "intake:import": brought_list("import"),
    "intake:lists": at_shop(),
    "intake:original": brought_list("original"),
    "intake:refused": brought_list("import"),
    "intake:template": at_shop(lambda _stage: {"kind": "sales"}),
    "intake:upload": at_shop(lambda _stage: {"kind": "sales"}),
    "invoicing:bookings": at_shop(),
    "invoicing:file": id_of("invoice_id", Invoice),
    "invoicing:import": at_shop(),
    "invoicing:invoice": id_of("invoice_id", Invoice),
    "invoicing:invoices": at_shop(),
    "lawbook:parameter": Visit(person=None, arguments=lambda _stage: {"path": "tax/household/revenue_exempt_vnd_max"}),
    "lawbook:source": Visit(arguments=lambda _stage: {"source": "nd-68-2026"}),
    "lawbook:table": Visit(arguments=lambda _stage: {"path": "charts/household"}),
    **{
        f"assets:{name}": of_asset("asset_id", "asset")
        for name in ("asset", "seen", "handover", "terms", "change-new", "disposal", "use-new")
    },
    "assets:asset-record": Visit(arguments=lambda _stage: {"origin": "bought"}),
    "assets:book": Visit(arguments=lambda _stage: {"code": "s09"}),
    "assets:count": of_asset("count_id", "count"),
    "assets:labels": Visit(arguments=labels_of_assets),
    "assets:paper": of_asset("paper_id", "paper"),
    "distribution:my-share": at_shop(),
    "taxes:statement-set": Visit(arguments=lambda _stage: {"period": "2026"}),
    "taxes:statement": Visit(arguments=lambda _stage: {"period": "2026", "form": "b01"}),
    "taxes:statement-file": Visit(arguments=lambda _stage: {"period": "2026", "form": "b01", "kind": "excel"}),
    "taxes:statement-line": Visit(arguments=lambda _stage: {"period": "2026", "form": "b01", "code": "110"}),
    **{
        f"distribution:{name}": Visit(arguments=lambda _stage: {"year": 2026})
        for name in ("closing", "year-end", "shares", "payments", "payment-list-new", "simulation", "simulation-paper")
    },
    "distribution:statements": Visit(arguments=lambda _stage: {"year": 2026, "volume": 1}),
    **{
        f"distribution:{name}": Visit(
            arguments=lambda stage: {
                "year": 2026,
                "member_id": stage.first(MemberShare, org=COOP_SLUG, person="lan").member_id,
            }
        )
        for name in ("statement", "statement-paper", "member-account")
    },
    **{
        f"distribution:{name}": office_visit("list_id", PaymentList)
        for name in ("payment-list", "payment-list-paper", "payment-receipts", "payment-excel", "payment-iso")
    },
    "distribution:payment-undoing": office_visit("payment_id", SharePayment),
    "distribution:plan": office_visit("plan_id", SharingPlan),
    **{
        f"distribution:{name}": at_shop(
            lambda stage: {"year": 2026, "cooperative_id": stage.organisations[COOP_SLUG].id}
        )
        for name in ("own-statement", "own-statement-paper")
    },
    "finance:application": office_visit("application_id", LoanApplication),
    "finance:loan": office_visit("loan_id", Loan),
    "finance:loan-paper": office_visit("loan_id", Loan),
    "finance:act": Visit(
        arguments=lambda stage: {
            "loan_id": stage.first(Loan, org=COOP_SLUG, person="lan").pk,
            "act": "repayment",
        }
    ),
    "finance:reversal": Visit(arguments=lambda stage: event_of_loan(stage)),
    "finance:own": at_shop(),
    "finance:own-new": at_shop(with_papers(org_id="org")),
    "governance:course": office_visit("course_id", Course),
    "governance:family-end": office_visit("tie_id", FamilyTie),
    **{
        f"governance:{name}": at_a_meeting()
        for name in (
            "meeting",
            "meeting-again",
            "meeting-notice-paper",
            "meeting-passes",
            "agenda-item-new",
            "motion-new",
            "delegates",
            "desk",
            "minutes",
            "meeting-papers",
        )
    },
    "governance:agenda-item-withdrawal": at_a_meeting("item_id"),
    "governance:motion-withdrawal": Visit(arguments=lambda stage: {"motion_id": call_a_meeting(stage)["motion_id"]}),
    "governance:minutes-file": at_a_meeting("form"),
    "governance:meeting-paper": at_a_meeting("paper_id"),
    "governance:own-meeting": at_shop(
        lambda stage: {name: call_a_meeting(stage)[name] for name in ("org_id", "meeting_id")}
    ),
    "governance:own-meeting-paper": at_shop(
        lambda stage: {name: call_a_meeting(stage)[name] for name in ("org_id", "meeting_id", "paper_id")}
    ),
    "governance:meet": with_a_pass(),
    "governance:pass-ballot": with_a_pass(),
    "governance:pass-ballot-list": at_a_ballot("token", "ballot_id", person=None),
    "governance:hall": at_a_meeting(),
    "governance:votes": at_a_meeting(),
    "governance:ballot": at_a_ballot("ballot_id"),
    "governance:ballot-list": at_a_ballot("ballot_id"),
    "governance:own-ballot": at_shop(lambda stage: {"org_id": call_a_meeting(stage)["org_id"]}),
    "governance:own-ballot-list": at_shop(
        lambda stage: {name: hold_a_ballot(stage)[name] for name in ("org_id", "ballot_id")}
    ),
    "governance:meet-paper": with_a_pass("paper_id"),
    "governance:own-bodies": at_shop(with_papers(org_id="org")),
    "governance:own-resolutions": at_shop(with_papers(org_id="org")),
    "governance:resolution": Visit(arguments=lambda stage: {"resolution_id": keep_resolution(stage)[0]}),
    "governance:resolution-annulment": Visit(arguments=lambda stage: {"resolution_id": keep_resolution(stage)[0]}),
    "governance:resolution-file": Visit(arguments=lambda stage: {"paper_id": keep_resolution(stage)[1]}),
    "governance:resolution-from-paper": Visit(arguments=lambda _stage: {"matter": "distribution"}),
    "governance:post-end": office_visit("post_id", Post),
    "governance:absence": office_visit("post_id", Post),
    "ledger:account": at_shop(lambda _stage: {"code": "111"}),
    "ledger:entry": at_shop(lambda _stage: {"label": "2026-1"}),
    "ledger:export": at_shop(lambda _stage: {"form": "csv"}),
    "ledger:receipt": at_shop(lambda _stage: {"label": "2026-1"}),
    "members:agreement": Visit(
        arguments=lambda stage: {"agreement_id": stage.first(Agreement, org=COOP_SLUG, person="lan").pk}
    ),
    "members:agreement-ending": Visit(
        arguments=lambda stage: {"agreement_id": stage.first(Agreement, org=COOP_SLUG, person="lan").pk}
    ),
    "members:agreement-paper": Visit(
        arguments=lambda stage: {"agreement_id": stage.first(Agreement, org=COOP_SLUG, person="lan").pk}
    ),
    "members:dealing": Visit(
        arguments=lambda stage: {"dealing_id": stage.first(Dealing, org=COOP_SLUG, person="lan").pk}
    ),
    "members:dealing-reversal": Visit(
        arguments=lambda stage: {"dealing_id": stage.first(Dealing, org=COOP_SLUG, person="lan").pk}
    ),
    "members:particulars": office_visit("member_id", Member),
    "members:particulars-new": office_visit("member_id", Member),
    "members:history": office_visit("member_id", Member),
    "members:end": office_visit("member_id", Member),
    "members:standing": office_visit("member_id", Member),
    "members:succession": office_visit("member_id", Member),
    "members:own": at_shop(),
    "members:own-trade": at_shop(),
    "members:services": Visit(
        arguments=lambda stage: {"member_id": stage.first(Member, org=COOP_SLUG, person="lan").pk}
    ),
    "members:application": Visit(arguments=with_papers(application_id="application")),
    "members:application-file": Visit(arguments=with_papers(paper_id="paper")),
    "members:fee-payment": office_visit("fee_id", FeeDue),
    "members:disclosure-paper": Visit(arguments=with_papers(disclosure_id="disclosure")),
    "members:own-disclosures": at_shop(with_papers(org_id="org")),
    "members:own-paper": at_shop(with_papers(org_id="org", disclosure_id="disclosure")),
    "members:join": Visit(person=None),
    "members:join-receipt": Visit(person=None, arguments=with_papers(receipt="receipt")),
    "members:certificate": office_visit("certificate_id", Certificate),
    "members:certificate-paper": office_visit("certificate_id", Certificate),
    "members:check-certificate": Visit(person=None),
    "members:commitment-extension": office_visit("commitment_id", CapitalCommitment),
    "members:handover-record": Visit(
        arguments=lambda stage: {
            "contribution_id": stage.first(CapitalAsset, org=COOP_SLUG, person="lan").contribution_id
        }
    ),
    "members:capital-new": Visit(arguments=lambda _stage: {"what": "contributions"}),
    "members:capital-volume": Visit(arguments=lambda _stage: {"volume": 1}),
    "members:charter-choice": Visit(arguments=lambda _stage: {"name": "notice_days"}),
    "members:contribution-book": Visit(
        arguments=lambda stage: {"member_id": stage.first(Member, org=COOP_SLUG, person="lan").pk}
    ),
    "members:contribution-paper": Visit(
        arguments=lambda stage: {"member_id": stage.first(Member, org=COOP_SLUG, person="lan").pk}
    ),
    "members:member": Visit(arguments=lambda stage: {"member_id": stage.first(Member, org=COOP_SLUG, person="lan").pk}),
    "search-inside": Visit(query="?q=a"),
    "taxes:book": at_shop(lambda _stage: {"code": "s2a"}),
    "taxes:book-excel": at_shop(lambda _stage: {"code": "s2a"}),
    "taxes:book-paper": at_shop(lambda _stage: {"code": "s2a"}),
    "taxes:books": at_shop(),
    "taxes:calendar": at_shop(),
    "taxes:kept-returns": Visit(arguments=lambda _stage: {"period": "2026-Q3"}),
    "taxes:kept-preparation": Visit(arguments=lambda _stage: {"period": "2026-Q3"}),
    "taxes:kept-files": Visit(arguments=lambda _stage: {"period": "2026-Q3"}),
    "taxes:kept-summary": Visit(arguments=lambda _stage: {"period": "2026-Q3"}),
    "taxes:method": at_shop(lambda _stage: {"year": 2026}),
    "taxes:facts": Visit(arguments=lambda _stage: {"year": 2026}),
    "taxes:prior-year": at_shop(lambda _stage: {"year": 2025}),
    "taxes:return": prepared_return(),
    "taxes:return-correction": prepared_return(),
    "taxes:return-file": prepared_return(),
    "taxes:return-filing": prepared_return(),
    "taxes:return-paper": prepared_return(),
    "taxes:returns": at_shop(),
    "taxes:check": Visit(person=None),
    "taxes:this-year": at_shop(),
    "taxes:year": at_shop(lambda _stage: {"year": 2026}),
    "trade:bank-account-new": at_shop(),
    "trade:costs": at_shop(),
    "trade:debts": at_shop(),
    "trade:expense": id_of("expense_id", Expense),
    "trade:expense-judge": id_of("document_id", Expense),
    "trade:expense-new": at_shop(),
    "trade:expenses": at_shop(),
    "trade:money": at_shop(),
    "trade:money-move": traded("move_id", "move"),
    "trade:money-new": at_shop(),
    "trade:place": traded("place_id", "place"),
    "trade:place-new": at_shop(),
    "trade:places": at_shop(),
    "trade:product": traded("product_id", "product"),
    "trade:product-new": at_shop(),
    "trade:products": at_shop(),
    "trade:purchase": id_of("purchase_id", Purchase),
    "trade:purchase-judge": id_of("document_id", Purchase),
    "trade:purchase-new": at_shop(),
    "trade:purchase-return": id_of("purchase_id", Purchase),
    "trade:purchases": at_shop(),
    "trade:sale": id_of("sale_id", Sale),
    "trade:sale-new": at_shop(),
    "trade:sale-return": id_of("sale_id", Sale),
    "trade:sales": at_shop(),
    "trade:settlement": traded("document_id", "purchase"),
    "trade:stock": at_shop(),
    "trade:stock-export": at_shop(),
    "trade:stock-move-new": at_shop(),
    "trade:stock-sheet": traded("product_id", "product"),
    "trade:withholding-new": at_shop(),
    "trade:withholdings": at_shop(),
    "trade:without-invoice": at_shop(),
    "vouchers:cash-count-paper": Visit(arguments=office_row("count_id", CashCount)),
    "vouchers:counterparty": Visit(arguments=office_row("counterparty_id", Counterparty)),
    "vouchers:original": Visit(arguments=original_of),
    "vouchers:paper": Visit(arguments=office_row("voucher_id", Voucher)),
    "ledger:account-detail": Visit(arguments=lambda _stage: {"code": "1122"}),
    "vouchers:currency-new": Visit(arguments=lambda _stage: {"event": "collected"}),
    "vouchers:stock-card": Visit(arguments=office_row("item_id", StockItem)),
    "vouchers:stock-paper": Visit(arguments=office_row("slip_id", StockSlip)),
    "vouchers:stock-slip": Visit(arguments=office_row("slip_id", StockSlip)),
    "vouchers:stock-slip-new": Visit(arguments=lambda _stage: {"rule": "purchase"}),
    "vouchers:timesheet": Visit(arguments=lambda _stage: {"month": "2026-03"}),
    "vouchers:voucher": Visit(arguments=office_row("voucher_id", Voucher)),
    "vouchers:voucher-new": Visit(arguments=lambda _stage: {"rule": "management-expense"}),
    "web:search": Visit(query="?q=a"),
}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its full name, and which arguments it wants."""

    name: str
    wants: Mapping[str, Any]


def list_addresses() -> list[Address]:
    """List every named address of ecoop and of the sign-in library, outside the API."""
    return sorted(_walk(get_resolver().url_patterns, namespace="", wants={}), key=lambda each: each.name)


def _walk(patterns: Any, *, namespace: str, wants: Mapping[str, Any]) -> Iterator[Address]:
    for each in patterns:
        wanted = {**wants, **each.pattern.converters}
        if isinstance(each, URLResolver):
            inner = ":".join(filter(None, (namespace, each.namespace)))
            if inner not in NOT_PAGES:
                yield from _walk(each.url_patterns, namespace=inner, wants=wanted)
        elif isinstance(each, URLPattern) and each.name and each.name not in NOT_PAGES:
            yield Address(name=":".join(filter(None, (namespace, each.name))), wants=wanted)


def visit_of(address: Address) -> Visit | None:
    """Find how a page is visited; None when it wants arguments that nobody gave an example for."""
    if address.name in VISITS:
        return VISITS[address.name]
    return Visit() if set(address.wants) <= {"slug"} else None


def path_of(address: Address, *, visit: Visit, stage: Stage) -> str:
    """Write the address of a page for one visit."""
    arguments = dict(visit.arguments(stage))
    if "slug" in address.wants:
        arguments.setdefault("slug", visit.org)
    return reverse(address.name, kwargs=arguments) + visit.query


def any_path_of(address: Address) -> str:
    """Write the address with arguments that fit its pattern, whether or not anything is there."""
    kinds = {
        name: type(converter).__name__.removesuffix("Converter").lower() for name, converter in address.wants.items()
    }
    return reverse(address.name, kwargs={name: ANYTHING.get(kind, "2026-01") for name, kind in kinds.items()})
