"""Every page there is, found in the url resolver, and who visits it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from demo.world import COOP_SLUG
from ecoop.distribution.calc.paying import PaidBy
from ecoop.distribution.models import MemberShare, PaymentList, SharePayment, SharingPlan
from ecoop.finance.models import Loan, LoanApplication
from ecoop.governance.models import Course, FamilyTie, Post
from ecoop.invoicing.models import Invoice
from ecoop.members.models import (
    Agreement,
    CapitalAsset,
    CapitalCommitment,
    Certificate,
    Dealing,
    FeeDue,
    Member,
)
from ecoop.trade.models import Expense, Purchase, Sale
from ecoop.vouchers.models import CashCount, Counterparty, StockItem, StockSlip, Voucher
from tests.browser.stage import Stage
from tests.browser.visits import (
    Visit,
    a_bank,
    a_cause,
    a_phone,
    at_a_ballot,
    at_a_meeting,
    at_shop,
    brought_list,
    call_a_meeting,
    event_of_loan,
    hold_a_ballot,
    id_of,
    keep_resolution,
    labels_of_assets,
    of_asset,
    office_row,
    office_visit,
    original_of,
    prepared_return,
    traded,
    with_a_pass,
    with_papers,
)

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
    "payments:connection": a_bank("connection_id"),
    "payments:connections": at_shop(),
    "payments:line": a_bank("line_id"),
    "payments:lines": a_bank(),
    "payments:reconciliation": a_bank(),
    "payments:reconciliation-excel": a_bank(),
    "payments:statement": a_bank("file_id"),
    "payments:statement-original": a_bank("file_id"),
    "payments:statements": at_shop(),
    "sync:devices": at_shop(),
    "sync:tray": at_shop(),
    "sync:revocation": a_phone("device_id"),
    "sync:tray-event": a_phone("tray_id"),
    "sync:tray-cause": a_cause(),
    "sync:day-ends": at_shop(),
    "sync:day-end": a_phone("day_end_id"),
    "sync:papers": at_shop(),
    "sync:paper": a_phone("paper_id"),
    "sync:paper-file": a_phone("paper_id"),
    "sync:paper-image": a_phone("paper_id"),
    "sync:document-papers": id_of("document_id", Expense),
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
        for name in ("payment-list", "payment-list-paper", "payment-receipts")
    },
    **{
        f"distribution:{name}": Visit(
            arguments=lambda stage: {
                "list_id": stage.first(PaymentList, org=COOP_SLUG, person="lan", means=PaidBy.BANK.value).pk
            }
        )
        for name in ("payment-excel", "payment-iso")
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
    "governance:own-meetings": at_shop(),
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
