"""The pages of a cooperative's bank, each asked the five questions, and the way an accountant goes through them."""

from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]

from ecoop.payments.actions.accept_proposals import accept_sure
from ecoop.payments.models import Match
from ecoop.payments.tests.coop import CoopBank
from ecoop.payments.views import office, reconciliation
from tests.cast import Cast

# The page, a role that is too low, and the queries it may cost.
PAGES = [
    ("payments:proposals", "officer", 40),
    ("payments:line", "officer", 70),
    ("payments:reconciliation", "seller", 24),
    ("payments:reconciliation-excel", "seller", 24),
]
POSTS = [("payments:proposals-accept", "reader"), ("payments:line-voucher", "reader"), ("payments:match", "reader")]


@pytest.fixture
def ids(cast: Cast) -> dict[str, list[Any]]:
    """Give the cooperative a debt that a line pays, a voucher that another meets, and a fee of the bank."""
    with cast.inside(cast.coop, cast.lan):
        bank = CoopBank(cast)
        bank.owes(3_000_000)
        bank.voucher("management-expense", 1_200_000, facts={"means": "bank"}, counterparty_id=bank.office.power)
        lines = bank.hear(
            (3_000_000, "CUA HANG CHE XANH tra tien <b>"),
            (-1_200_000, "DIEN LUC THAI NGUYEN"),
            (-11_000, "PHI NGAN HANG"),
            opening=0,
            closing=1_789_000,
        )
    return {
        "payments:line": [lines[2]],
        "payments:line-voucher": [lines[2]],
        "payments:match": [lines[0]],
        "all": lines,
    }


def url_of(cast: Cast, ids: dict[str, list[Any]], name: str) -> str:
    return reverse(name, args=[cast.coop.slug, *ids.get(name, [])])


@pytest.mark.parametrize(("name", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, ids: dict[str, list[Any]], django_assert_max_num_queries: Any, name: str, too_low: str, budget: int
) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.lan)
    with django_assert_max_num_queries(budget):
        page = client.get(url)
    assert page.status_code == 200
    assert client.delete(url).status_code == 405
    assert Client().get(url).status_code == 302
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, too_low)).get(url).status_code == 403


@pytest.mark.parametrize(("name", "too_low"), POSTS)
def test_five_questions_of_a_post(cast: Cast, ids: dict[str, list[Any]], name: str, too_low: str) -> None:
    url, client = url_of(cast, ids, name), cast.client(cast.lan)
    assert client.get(url).status_code == 405
    assert Client().post(url).status_code == 302
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, too_low)).post(url).status_code == 403
    assert client.post(url, follow=True).status_code == 200


def test_all_sure_proposals_are_accepted_in_one_step(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.lan)
    page = client.get(url_of(cast, ids, "payments:proposals"))
    assert page.context["page"].sure_count == 2
    assert "tra tien &lt;b&gt;" in page.content.decode()
    client.post(url_of(cast, ids, "payments:proposals-accept"))
    with cast.inside(cast.coop, cast.lan):
        assert Match.objects.count() == 2
    left = client.get(url_of(cast, ids, "payments:proposals")).context["page"].rows
    assert [row.line.id for row in left] == [ids["all"][2]]


def test_one_proposal_is_accepted_by_itself_and_taken_back(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.lan)
    page = client.get(url_of(cast, ids, "payments:proposals"))
    row, form = page.context["rows"][0]
    said = {name: str(form[name].value()) for name in ("id", "document_kind", "document_id", "amount_vnd")}
    client.post(reverse("payments:match", args=[cast.coop.slug, row.line.id]) + "?back=proposals", said)
    with cast.inside(cast.coop, cast.lan):
        match = Match.objects.get()
    back = reverse("payments:match-back", args=[cast.coop.slug, row.line.id, match.id])
    client.post(back, {"reason": "Nhầm"})
    shown = client.get(reverse("payments:line", args=[cast.coop.slug, row.line.id]))
    assert shown.context["line"].left_vnd == 3_000_000


def test_a_line_is_booked_by_a_rule_that_its_words_suggest(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client, line = cast.client(cast.lan), url_of(cast, ids, "payments:line")
    form = client.get(line).context["voucher_form"]
    assert form["rule"].value().startswith("management-expense:")
    said = {name: str(form[name].value()) for name in ("id", "rule", "text", "amount_vnd")}
    refused = client.post(url_of(cast, ids, "payments:line-voucher"), {**said, "party": "ai đó"}, follow=True)
    assert refused.context["line"].left_vnd == 11_000
    client.post(url_of(cast, ids, "payments:line-voucher"), said)
    assert client.get(line).context["line"].left_vnd == 0
    (match, document), *_ = client.get(line).context["matches"]
    assert (document, match.is_booked) == ("vouchers:voucher", True)
    found = client.get(url_of(cast, ids, "payments:reconciliation") + "?on=2026-03-31").context["found"]
    # 3,000,000 came and is not booked yet; 1,200,000 of the voucher went and no line is matched with it.
    assert found.unexplained_vnd == 0


def test_the_excel_file_says_what_the_page_says(cast: Cast, ids: dict[str, list[Any]]) -> None:
    client = cast.client(cast.lan)
    answer = client.get(url_of(cast, ids, "payments:reconciliation-excel") + "?on=2026-03-31")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    said = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "PHI NGAN HANG" in said
    assert 11_000 in said
    page = client.get(url_of(cast, ids, "payments:reconciliation") + "?on=31-03")
    assert page.status_code == 422


def test_a_household_has_no_proposals(cast: Cast) -> None:
    url = reverse("payments:proposals", args=[cast.nam_household.slug])
    assert cast.client(cast.nam).get(url).status_code == 404
    accept = reverse("payments:proposals-accept", args=[cast.nam_household.slug])
    assert cast.client(cast.nam).post(accept).status_code == 409


def test_a_long_list_goes_on_step_by_step(
    cast: Cast, ids: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, url = cast.client(cast.lan), url_of(cast, ids, "payments:proposals")
    assert client.get(f"{url}?cursor=x").status_code == 404
    assert client.get(f"{url}?cursor={10**17}").context["page"].rows == []
    monkeypatch.setattr(office, "accept_sure", partial(accept_sure, limit=1))
    accept = url_of(cast, ids, "payments:proposals-accept")
    step = client.post(accept)
    after = step.context["step"].next_after
    assert (step.status_code, step.context["step"].accepted) == (200, 1)
    assert client.post(accept, {"after": after}).context["step"].accepted == 1


def test_differences_are_summed_by_reason_and_shown_a_page_at_a_time(
    cast: Cast, ids: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three lines wait, and a voucher of 1.200.000 was paid before the first of them."""
    monkeypatch.setattr(reconciliation, "_A_PAGE", 2)
    client, url = cast.client(cast.lan), url_of(cast, ids, "payments:reconciliation")
    page = client.get(url).context
    assert [(each.kind, each.count, each.amount_vnd) for each in page["found"].reasons] == [
        ("before", 1, -1_200_000),
        ("in_bank", 3, -1_789_000),
    ]
    assert (len(page["shown"]), page["previous_cursor"], page["next_cursor"]) == (2, None, 2)
    banks = client.get(url, {"why": "in_bank", "cursor": "2"}).context
    assert ([each.amount_vnd for each, _page in banks["shown"]], banks["previous_cursor"]) == ([11_000], 0)
    assert client.get(url, {"why": "nothing", "cursor": "x" * 9}).status_code == 200
