"""Vouchers: each in the books by its rule, numbered without gaps, once, and refused with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from demo.resolutions import pass_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.errors import DocumentPostedDifferently, EntryWasReversed
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.actions.take_back_voucher import take_back_voucher
from ecoop.vouchers.calc.vouchers import VoucherDraft, VoucherLineDraft
from ecoop.vouchers.errors import VouchersAreForCooperatives
from ecoop.vouchers.models import Voucher
from ecoop.vouchers.queries.funds import sum_drawn_on
from ecoop.vouchers.queries.parties import name_parties
from ecoop.vouchers.tests.office import ON, STARTS_ON, OfficeStage
from tests.cast import BEGAN_AT

M = 1_000_000
LATER = datetime(2026, 3, 20, 3, tzinfo=UTC)
# group | rule | facts | amounts in millions | with whom | what the pencil wrote | the paper
GROUPS = """
money-in | receipt | means=bank | amount_vnd=7 | shop | 1121 131 7 | GBC
money-out | payment | means=cash | amount_vnd=3 | power | 331 1111 3 | 02-TT
money-out | advance-paid | means=cash | amount_vnd=2 | worker | 141 1111 2 | 02-TT
money-out | advance-settled | where=management | amount_vnd=2 vat_vnd=1 | worker | 642 141 2, 1331 141 1 | 04-TT
sale | sale-external | means=cash revenue=products | amount_vnd=20 vat_vnd=1 | | 1111 5112 20, 1111 3331 1 | 01-TT
purchase | purchase | what=goods means=credit input=goods | amount_vnd=9 vat_vnd=1 | shop | 156 331 9, 1331 331 1 | CTKT
purchase | management-expense | means=cash | amount_vnd=1 | | 642 1111 1 | 02-TT
purchase | deferred-cost | means=bank | amount_vnd=12 | | 2421 1121 12 | GBN
payroll | payroll-paid | means=bank | amount_vnd=9 | | 334 1121 9 | GBN
payroll | contributions-paid | means=bank | amount_vnd=3 | | 335 1121 3 | GBN
loans | loan-received | means=bank | amount_vnd=200 | bank | 1121 341 200 | GBC
loans | bank-loan-interest | means=bank | amount_vnd=2 | bank | 658 1121 2 | GBN
tax | tax-paid | tax=cit means=bank | amount_vnd=4 | | 3334 1121 4 | GBN
tax | vat-set-off | input=goods | amount_vnd=1 | | 3331 1331 1 | CTKT
funds | state-support-repayable | means=bank | amount_vnd=50 | bank | 1121 342 50 | GBC
provisions | provision-made | against=bad_debts | amount_vnd=5 | | 642 229 5 | CTKT
undivided | state-money-for-undivided-fund | means=bank | amount_vnd=30 | bank | 1121 4421 30 | GBC
other | money-short | means=cash | amount_vnd=1 | | 138 1111 1 | 02-TT
other | cash-to-bank | | amount_vnd=5 | | 1121 1111 5 | 02-TT
"""


@pytest.mark.parametrize("case", GROUPS.strip().splitlines())
def test_each_group_posts_what_the_pencil_wrote(office: OfficeStage, case: str) -> None:
    _group, rule, facts, amounts, party, pencil, paper = (cell.strip() for cell in case.split("|"))
    draft = office.draft(
        rule,
        facts=dict(pair.split("=") for pair in facts.split()),
        amounts={name: Dong(int(count) * M) for name, count in (pair.split("=") for pair in amounts.split())},
        counterparty_id=getattr(office, party) if party else None,
    )
    wrote = ", ".join(f"{line.rpartition(' ')[0]} {int(line.rpartition(' ')[2]) * M}" for line in pencil.split(", "))
    assert office.postings(draft) == wrote
    with office.cast.inside(office.cast.coop, office.cast.lan):
        kept = Voucher.objects.get()
        assert (kept.paper, kept.number) == (paper, "26-00001")
        assert list_findings(org_id=office.cast.coop.id) == []


def permit(office: OfficeStage, amount_vnd: int, purpose: str = "Thăm hỏi") -> UUID:
    """Let the meeting permit that the welfare fund is used, on paper."""
    says = {"source": "welfare", "amount_vnd": amount_vnd, "purpose": purpose}
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        return pass_on_paper(
            org_id=cast.coop.id, matter="fund_use", parameters=says, passed_on=ON, by=cast.lan.id, now=LATER
        )


def test_a_fund_is_used_only_as_far_as_a_resolution_permits(office: OfficeStage) -> None:
    """3 million are permitted: 2 and 1 in one batch, 1 more is refused until a voucher of 1 is taken back."""
    cast = office.cast

    def use(millions: int, resolution_id: UUID | None, fund: str = "welfare") -> VoucherDraft:
        facts = {"fund": fund, "means": "cash"}
        amounts = {"amount_vnd": Dong(millions * M)}
        return office.draft("fund-used", facts=facts, amounts=amounts, resolution_id=resolution_id)

    def told(*drafts: VoucherDraft) -> list[str]:
        with cast.inside(cast.coop, cast.lan):
            outcomes = record_vouchers(org_id=cast.coop.id, vouchers=drafts, by=cast.lan.id, now=LATER)
        return [outcome.refusal.code if outcome.refusal else outcome.status for outcome in outcomes]

    resolution_id = permit(office, 3 * M)
    assert told(use(1, None)) == ["vouchers.fund-needs-resolution"]
    assert told(use(1, resolution_id, "bonus")) == ["resolutions.says-otherwise"]
    drafts = [use(millions, resolution_id) for millions in (2, 1, 1)]
    assert told(*drafts) == ["recorded", "recorded", "resolutions.allows-less"]
    assert told(*drafts) == ["known", "known", "resolutions.allows-less"]
    with cast.inside(cast.coop, cast.lan):
        assert sum_drawn_on(org_id=cast.coop.id, resolution_id=resolution_id) == 3 * M
        take_back_voucher(
            org_id=cast.coop.id, voucher_id=drafts[1].id, entry_on=ON, reason="Nhầm", by=cast.lan.id, now=LATER
        )
    assert told(drafts[2]) == ["recorded"]
    with cast.inside(cast.coop, cast.lan):
        assert list_findings(org_id=cast.coop.id) == []


def test_a_voucher_on_credit_names_the_party_in_the_books(office: OfficeStage) -> None:
    """
    2026-03-05  Nợ 642  Có 331  1.000.000  Điện lực
    """
    (refused,) = office.record(office.draft(facts={"means": "credit"}))
    assert refused.refusal is not None
    assert refused.refusal.code == "vouchers.party-is-missing"
    (kept,) = office.record(office.draft(facts={"means": "credit"}, counterparty_id=office.power))
    assert (kept.status, kept.entry_label) == ("recorded", "2026-1")
    with office.cast.inside(office.cast.coop, office.cast.lan):
        assert name_parties(org_id=office.cast.coop.id, ids=[office.power]) == {office.power: "Điện lực Thái Nguyên"}


def test_a_member_may_be_the_party(office: OfficeStage) -> None:
    cast, member = office.cast, new_id()
    with cast.inside(cast.coop, cast.lan):
        admission = Admission(member, "TV001", "Hộ Trần Văn Năm", cast.nam_household.id, STARTS_ON, True, True, True)
        admit_members(org_id=cast.coop.id, admissions=[admission], by=cast.lan.id, now=BEGAN_AT)
    draft = office.draft(
        "internal-loan-out", amounts={"amount_vnd": Dong(5 * M)}, member_id=member, text="Cho vay mua phân"
    )
    assert office.postings(draft) == "13211 1111 5000000"
    with cast.inside(cast.coop, cast.lan):
        assert name_parties(org_id=cast.coop.id, ids=[member]) == {member: "Hộ Trần Văn Năm"}


def test_a_payroll_is_one_voucher_with_lines_per_worker(office: OfficeStage) -> None:
    """
    Mai: pay 8,000,000; the cooperative's contributions 1,720,000, hers 840,000; tax 50,000.
    """
    who = {"counterparty_id": office.worker}
    draft = office.draft(
        "payroll-due",
        facts={"where": "management"},
        amounts={"amount_vnd": Dong(8 * M)},
        text="Lương tháng 2",
        counterparty_id=office.worker,
        further=(
            VoucherLineDraft(
                "payroll-contributions",
                {"where": "management"},
                {"employer_vnd": Dong(1_720_000), "worker_vnd": Dong(840_000)},
                **who,
            ),
            VoucherLineDraft("payroll-tax-withheld", {}, {"amount_vnd": Dong(50_000)}, **who),
        ),
    )
    assert office.postings(draft) == "642 334 8000000, 642 335 1720000, 334 335 840000, 334 3338 50000"
    with office.cast.inside(office.cast.coop, office.cast.lan):
        kept = Voucher.objects.get()
        assert (kept.paper, kept.total_vnd) == ("02-LĐTL", 8 * M)
        assert list_findings(org_id=office.cast.coop.id) == []


def test_numbers_count_per_paper_and_year(office: OfficeStage) -> None:
    bank = office.draft(facts={"means": "bank"})
    later = office.draft(voucher_on=date(2027, 1, 4))
    given = office.draft(number="PC-17")
    office.record(office.draft(), bank, office.draft(), later, given, office.draft())
    with office.cast.inside(office.cast.coop, office.cast.lan):
        rows = Voucher.objects.order_by("recorded_at", "paper", "year", "number").values_list("paper", "number")
        numbers = sorted(rows)
        assert list_findings(org_id=office.cast.coop.id) == []
    assert numbers == [
        ("02-TT", "26-00001"),
        ("02-TT", "26-00002"),
        ("02-TT", "26-00003"),
        ("02-TT", "27-00001"),
        ("02-TT", "PC-17"),
        ("GBN", "26-00001"),
    ]


def test_a_refused_voucher_leaves_no_gap(office: OfficeStage) -> None:
    outcomes = office.record(office.draft(), office.draft(voucher_on=date(2025, 1, 1)), office.draft())
    assert [each.status for each in outcomes] == ["recorded", "refused", "recorded"]
    with office.cast.inside(office.cast.coop, office.cast.lan):
        assert list(Voucher.objects.order_by("number").values_list("serial", flat=True)) == [1, 2]


def test_the_same_again_is_known_and_another_content_is_refused(office: OfficeStage) -> None:
    draft = office.draft(number="PC-1", person_name="Anh Ba")
    assert [each.status for each in office.record(draft, draft)] == ["recorded", "known"]
    assert office.record(draft)[0].status == "known"
    for other in (
        replace(draft, person_name="Anh Tư"),
        replace(draft, text="Tiền nước"),
        replace(draft, number="PC-2"),
        replace(draft, paper="05-TT"),
    ):
        (outcome,) = office.record(other)
        assert outcome.refusal is not None
        assert outcome.refusal.code == "vouchers.voucher-differs"
    (outcome,) = office.record(replace(draft, amounts={"amount_vnd": Dong(2 * M)}))
    assert isinstance(outcome.refusal, DocumentPostedDifferently)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"rule": "close-cit"}, "rule-has-its-own-page"),
        ({"rule": "member-pays-capital"}, "rule-has-its-own-page"),
        ({"rule": "nothing"}, "rule-has-its-own-page"),
        ({"facts": {"means": "gold"}}, "ledger.rule-needs-fact"),
        ({"facts": {}}, "ledger.rule-needs-fact"),
        ({"facts": {"means": "cash", "colour": "red"}}, "fact-is-unknown"),
        ({"rule": "purchase", "facts": {"what": "fixed_asset", "means": "cash"}}, "choice-is-left-out"),
        ({"amounts": {}}, "amount-is-missing"),
        ({"amounts": {"amount_vnd": Dong(0)}}, "amount-is-missing"),
        ({"amounts": {"amount_vnd": Dong(-5)}}, "amount-is-missing"),
        ({"amounts": {"amount_vnd": Dong(1), "gift_vnd": Dong(1)}}, "fact-is-unknown"),
        ({"amounts": {"amount_vnd": Dong(10**30)}}, "ledger.amount-is-too-large"),
        ({"amounts": {"amount_vnd": Dong(10**17)}}, "ledger.amount-is-too-large"),
        ({"text": "  "}, "text-is-missing"),
        ({"text": "a\x00b"}, "text-is-unreadable"),
        ({"text": "\ud800"}, "text-is-unreadable"),
        ({"text": "x" * 501}, "text-is-unreadable"),
        ({"attached_count": -1}, "text-is-unreadable"),
        ({"number": "26-00004"}, "number-is-ours"),
        ({"paper": "99-XX"}, "paper-unknown"),
        ({"counterparty_id": new_id()}, "party-not-found"),
        ({"member_id": new_id()}, "party-not-found"),
        ({"member_id": new_id(), "counterparty_id": new_id()}, "party-is-double"),
        ({"voucher_on": date(2025, 12, 31)}, "ledger.entry-before-books"),
    ],
)
def test_what_is_wrong_is_said(office: OfficeStage, given: dict, code: str) -> None:
    rule = given.pop("rule", "management-expense")
    good = office.draft()
    refused, kept = office.record(office.draft(rule, **given), good)
    assert refused.refusal is not None
    assert refused.refusal.code == (code if "." in code else f"vouchers.{code}")
    assert refused.refusal.said_text
    assert refused.refusal.remedy_text
    assert kept.status == "recorded"


def test_a_number_is_given_once(office: OfficeStage) -> None:
    first, second, twin = (office.draft(number="PC-1") for _ in range(3))
    assert [each.status for each in office.record(first, second)] == ["recorded", "refused"]
    (refused,) = office.record(twin)
    assert refused.refusal is not None
    assert refused.refusal.code == "vouchers.number-is-taken"
    # Another paper, or another year, counts for itself.
    others = (office.draft(number="PC-1", paper="05-TT"), office.draft(number="PC-1", voucher_on=date(2027, 3, 1)))
    assert [each.status for each in office.record(*others)] == ["recorded", "recorded"]


def test_a_voucher_is_taken_back_in_red_once(office: OfficeStage) -> None:
    draft = office.draft()
    office.record(draft)
    cast = office.cast
    given = {"org_id": cast.coop.id, "voucher_id": draft.id, "entry_on": ON, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        posted = take_back_voucher(**given, reason="Ghi nhầm")
        assert posted.label == "2026-2"
        assert list_findings(org_id=cast.coop.id) == []
        with pytest.raises(EntryWasReversed):
            take_back_voucher(**given, reason="Ghi nhầm")


def test_a_household_has_no_vouchers(office: OfficeStage) -> None:

    cast = office.cast
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=BEGAN_AT)
        with pytest.raises(VouchersAreForCooperatives):
            record_vouchers(org_id=cast.nam_household.id, vouchers=[office.draft()], by=cast.nam.id, now=BEGAN_AT)


def test_another_cooperative_sees_nothing_and_cannot_name_our_parties(office: OfficeStage) -> None:
    office.record(office.draft())
    cast = office.cast
    with cast.inside(cast.other_coop, cast.tu):
        assert Voucher.objects.count() == 0
        assert name_parties(org_id=cast.other_coop.id, ids=[office.power]) == {}


def test_a_number_with_a_null_byte_refuses_its_voucher_only(office: OfficeStage) -> None:
    bad, good = office.record(office.draft(number="PC\x001"), office.draft(number="PC1"))
    assert (bad.status, good.status) == ("refused", "recorded")
