"""The five questions for the pages of lending, and the task as people do it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.finance.errors import LoanApplicationNotFound
from ecoop.finance.models import Loan, LoanApplication
from ecoop.finance.queries import get_application, get_loan
from ecoop.finance.tests.stage import LENT_ON, LendingStage, M, set_lending_stage
from ecoop.kernel.ids import new_id
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> LendingStage:
    with cast.inside(cast.coop, cast.lan):
        return set_lending_stage(cast)


@pytest.fixture
def loan_id(cast: Cast, stage: LendingStage) -> UUID:
    with cast.inside(cast.coop, cast.lan):
        return stage.lend()


READS = ("lending", "applications", "loans", "summary")


@pytest.mark.parametrize("name", READS)
def test_the_five_questions_of_the_lists(cast: Cast, stage: LendingStage, loan_id: UUID, name: str) -> None:
    address = reverse(f"finance:{name}", args=[cast.coop.slug])
    assert cast.client(cast.hai).get(address).status_code == 200
    assert cast.client(cast.lan).post(address).status_code == 405
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404
    assert cast.client(cast.someone(cast.coop, "reader")).get(address).status_code == 403


def test_the_five_questions_of_one_loan(cast: Cast, stage: LendingStage, loan_id: UUID) -> None:
    address = reverse("finance:loan", args=[cast.coop.slug, loan_id])
    page = cast.client(cast.lan).get(address)
    assert page.status_code == 200
    assert "20.000.000" in page.content.decode()
    assert cast.client(cast.lan).post(address).status_code == 405
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404
    assert cast.client(cast.someone(cast.coop, "reader")).get(address).status_code == 403
    gone = reverse("finance:loan", args=[cast.coop.slug, new_id()])
    assert cast.client(cast.lan).get(gone).status_code == 404


def test_a_list_costs_the_same_for_one_loan_as_for_three(
    cast: Cast, stage: LendingStage, django_assert_max_num_queries: Any
) -> None:
    with cast.inside(cast.coop, cast.lan):
        for member in (stage.members.nam, stage.members.hoa):
            stage.lend(amount=10 * M, member=member)
    client, address = cast.client(cast.lan), reverse("finance:loans", args=[cast.coop.slug])
    client.get(address)
    with django_assert_max_num_queries(26):
        client.get(address)


def test_the_member_asks_the_board_decides_money_goes_and_comes_back(cast: Cast, stage: LendingStage) -> None:
    """Năm asks from his household; Lan records decision, contract, payment; he pays; each sees it."""
    nam, lan = cast.client(cast.nam), cast.client(cast.lan)
    own = reverse("finance:own", args=[cast.nam_household.slug])
    assert nam.get(own).status_code == 200
    asked = {
        "id": str(new_id()),
        "amount_vnd": "20.000.000",
        "months": "5",
        "purpose": "production",
        "purpose_text": "Mua phân bón",
        "schedule": "instalments",
    }
    new = reverse("finance:own-new", args=[cast.nam_household.slug, cast.coop.id])
    assert nam.get(new).status_code == 200
    assert nam.post(new, asked).status_code == 302
    assert nam.post(new, asked).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        application = LoanApplication.objects.get(org_id=cast.coop.id)
        assert (application.source, application.member_org_id) == ("household", cast.nam_household.id)
    page = reverse("finance:application", args=[cast.coop.slug, application.id])
    assert lan.get(page).status_code == 200
    today = date(2026, 11, 22).isoformat()
    decided = {
        "verdict": "approved",
        "decided_on": today,
        "decided_by": "Hội đồng quản trị",
        "paper": "NQ 11/2026/HĐQT",
        "amount_vnd": "20.000.000",
        "months": "5",
        "rate_percent": "9",
    }
    decide = reverse("finance:decision", args=[cast.coop.slug, application.id])
    too_much = lan.post(decide, {**decided, "rate_percent": "10"})
    assert too_much.status_code == 422
    assert lan.post(decide, decided).status_code == 302
    assert lan.post(decide, decided).status_code == 422
    contract = {
        "id": str(new_id()),
        "signed_on": today,
        "signed_by": "Đỗ Thị Hoa",
        "overdue_percent": "150",
        "order": "interest_first",
    }
    sign = reverse("finance:contract", args=[cast.coop.slug, application.id])
    assert lan.post(sign, contract).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        loan = Loan.objects.get(org_id=cast.coop.id)
    paper = lan.get(reverse("finance:loan-paper", args=[cast.coop.slug, loan.id]))
    assert paper.content.startswith(b"%PDF")
    act = reverse("finance:act", args=[cast.coop.slug, loan.id, "payout"])
    assert lan.get(act).status_code == 200
    assert lan.post(act, {"id": str(new_id()), "on": today, "means": "bank"}).status_code == 302
    back = reverse("finance:act", args=[cast.coop.slug, loan.id, "repayment"])
    paid = {"id": str(new_id()), "on": today, "means": "cash", "amount_vnd": "5.000.000"}
    assert lan.post(back, paid).status_code == 302
    shown = nam.get(own).content.decode()
    assert "15.000.000" in shown
    with cast.inside(cast.nam_household, cast.nam):
        assert get_loan(org_id=cast.coop.id, loan_id=loan.id).state_on(day=date(2026, 11, 22)).principal_vnd == 15 * M
    with cast.inside(cast.tu_household, cast.tu):
        with pytest.raises(LoanApplicationNotFound):
            get_application(org_id=cast.coop.id, application_id=application.id)
        assert not Loan.objects.filter(org_id=cast.coop.id).exists()


def test_who_is_no_member_asks_for_nothing_and_withdraws_nothing(cast: Cast, stage: LendingStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        asked = stage.ask()
    other = cast.client(cast.tu)
    assert other.get(reverse("finance:own-new", args=[cast.tu_household.slug, cast.coop.id])).status_code == 404
    take = reverse("finance:withdrawal", args=[cast.tu_household.slug, cast.coop.id, asked])
    assert other.post(take).status_code == 404
    mine = reverse("finance:withdrawal", args=[cast.nam_household.slug, cast.coop.id, asked])
    assert cast.client(cast.nam).get(mine).status_code == 405
    assert cast.client(cast.nam).post(mine).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        found = get_application(org_id=cast.coop.id, application_id=asked).decision
        assert found is not None
        assert found.verdict == "withdrawn"


@pytest.mark.parametrize("name", ["declaration", "equity", "interest", "application-new"])
def test_the_forms_of_the_office(cast: Cast, stage: LendingStage, name: str) -> None:
    address = reverse(f"finance:{name}", args=[cast.coop.slug])
    assert cast.client(cast.lan).get(address).status_code == 200
    assert cast.client(cast.lan).post(address, {"sent": "yes"}).status_code == 422
    assert cast.client(cast.lan).put(address).status_code == 405
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404
    assert cast.client(cast.hai).get(address).status_code == 403


@pytest.mark.parametrize(
    "act",
    ["payout", "repayment", "schedule", "doubt", "doubt-ended", "provision", "provision-released", "write-off"],
)
def test_the_acts_on_a_loan(cast: Cast, stage: LendingStage, loan_id: UUID, act: str) -> None:
    address = reverse("finance:act", args=[cast.coop.slug, loan_id, act])
    assert cast.client(cast.lan).get(address).status_code == 200
    assert cast.client(cast.lan).post(address, {"sent": "yes"}).status_code == 422
    assert cast.client(cast.hai).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404


def test_what_was_recorded_wrongly_is_taken_back_on_its_page(cast: Cast, stage: LendingStage, loan_id: UUID) -> None:
    with cast.inside(cast.coop, cast.lan):
        event = get_loan(org_id=cast.coop.id, loan_id=loan_id).events[0]
    address = reverse("finance:reversal", args=[cast.coop.slug, loan_id, event.id])
    assert cast.client(cast.lan).get(address).status_code == 200
    said = {"entry_on": LENT_ON.isoformat(), "reason": "Ghi nhầm người"}
    assert cast.client(cast.hai).post(address, said).status_code == 403
    assert cast.client(cast.lan).post(address, said).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert get_loan(org_id=cast.coop.id, loan_id=loan_id).paid_out_on is None


def test_the_books_name_the_member_and_agree_with_the_summary(cast: Cast, stage: LendingStage, loan_id: UUID) -> None:
    """20 million on account 132 under Năm's name, in S24 and in S26; the sheet is handed out, too."""
    lan = cast.client(cast.lan)
    summary = lan.get(reverse("finance:summary", args=[cast.coop.slug]), {"year": "2026"}).content.decode()
    assert "Trần Văn Năm" in summary
    assert summary.count("20.000.000") >= 3
    book = lan.get(reverse("taxes:book", args=[cast.coop.slug, "s24"]), {"year": "2026"})
    assert book.status_code == 200
    assert "Trần Văn Năm" in book.content.decode()
    sheet = lan.get(reverse("finance:summary", args=[cast.coop.slug]), {"year": "2026", "format": "xlsx"})
    assert b"".join(sheet.streaming_content if sheet.streaming else [sheet.content]).startswith(b"PK")


def test_the_summary_is_printed(cast: Cast, loan_id: UUID) -> None:
    paper = cast.client(cast.lan).get(
        reverse("finance:summary", args=[cast.coop.slug]), {"year": "2026", "format": "pdf"}
    )
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert loan_id
