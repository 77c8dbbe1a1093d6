"""The pages of statements, each asked the five questions; and a set on its way, as Lan does it."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from ecoop.taxes.tests.test_statement_sets import close, post, resolve, year
from tests.cast import Cast

__all__ = ["year"]

POSTS = (
    "statement-signers", "statement-notes", "statement-filing", "statement-approval", "statement-replacement",
    "statement-reclassification",
)  # fmt: skip
SIGNERS = {"preparer": "Lan", "chief_accountant": "Lan", "legal_representative": "Bảo"}


def url(cast: Cast, name: str, *more: str, slug: str = "") -> str:
    """Name a page of the statements of 2026."""
    return reverse(f"taxes:{name}", args=[slug or cast.coop.slug, "2026", *more])


def words(html: bytes) -> str:
    """Give the text of a page, with plain spaces between its words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode())).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("statement-set", ()),
        *(("statement", (form,)) for form in ("b01", "b02", "b09", "f01", "f02")),
        ("statement-line", ("b01", "110")),
        ("statement-file", ("set", "excel")),
    ],
)
def test_five_questions_of_the_pages(
    cast: Cast, year: dict[str, Any], name: str, more: tuple[str, ...], django_assert_max_num_queries: Any
) -> None:
    place = url(cast, name, *more)
    client = cast.client(cast.hai)
    # The file of a whole set makes all five statements, and the notes read the books anew for each table.
    with django_assert_max_num_queries(60 if name == "statement-file" else 50):
        assert client.get(place).status_code == 200
    assert client.delete(place).status_code == 405
    assert cast.client(cast.tu).get(place).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(place).status_code == 403
    client.logout()
    assert client.get(place).headers["Location"].startswith("/accounts/login/")
    assert year


@pytest.mark.parametrize("name", POSTS)
def test_five_questions_of_a_change(cast: Cast, year: dict[str, Any], name: str) -> None:
    place = url(cast, name)
    lan = cast.client(cast.lan)
    assert lan.get(place).status_code == 405
    assert cast.client(cast.tu).post(place).status_code == 404
    assert cast.client(cast.hai).post(place).status_code == 403
    lan.logout()
    assert lan.post(place).headers["Location"].startswith("/accounts/login/")
    assert year


def test_what_is_no_page(cast: Cast, year: dict[str, Any]) -> None:
    lan = cast.client(cast.lan)
    assert lan.get(reverse("taxes:statements", args=[cast.coop.slug])).status_code == 302
    assert lan.get(reverse("taxes:statement-set", args=[cast.coop.slug, "26"])).status_code == 404
    for name, more in (("statement", ("b99",)), ("statement-line", ("b01", "999")), ("statement-file", ("b01", "doc"))):
        assert lan.get(url(cast, name, *more)).status_code == 404
    nam = cast.client(cast.nam)
    assert nam.get(url(cast, "statement-set", slug=cast.nam_household.slug)).status_code == 409
    assert year


def test_figures_lead_to_their_accounts(cast: Cast, year: dict[str, Any]) -> None:
    lan = cast.client(cast.lan)
    page = lan.get(url(cast, "statement", "b01"))
    # Bank 100 - 30 - 5 = 65, stock 5, receivable 60; not closed yet.
    assert "130.000.000" in words(page.content)
    assert url(cast, "statement-line", "b01", "110") in page.content.decode()
    line = lan.get(url(cast, "statement-line", "b01", "110")).content.decode()
    assert reverse("ledger:account", args=[cast.coop.slug, "112"]) in line
    assert "65.000.000" in line
    assert year


def test_lan_moves_a_balance_and_writes_a_note(cast: Cast, year: dict[str, Any]) -> None:
    with cast.inside(cast.coop, cast.lan):
        post(cast, ("341", "1121", 3))
    lan = cast.client(cast.lan)
    assert url(cast, "statement-reclassification") in lan.get(url(cast, "statement", "b01")).content.decode()
    assert lan.post(url(cast, "statement-reclassification"), {"account": "3/1"}).status_code == 404
    assert lan.post(url(cast, "statement-reclassification"), {"account": "341"}).status_code == 302
    assert url(cast, "statement-reclassification") not in lan.get(url(cast, "statement", "b01")).content.decode()
    asked = {"section": "I", "text": "Trồng chè"}
    assert lan.get(url(cast, "statement", "b09") + "?section=I").status_code == 200
    assert lan.post(url(cast, "statement-notes"), asked).status_code == 302
    assert "Trồng chè" in words(lan.get(url(cast, "statement", "b09")).content)
    assert year


def test_a_set_is_signed_filed_approved_and_replaced(
    cast: Cast, year: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=lambda: datetime(2027, 4, 21, 3, 0, tzinfo=UTC))
    monkeypatch.setattr("ecoop.taxes.views.statements.timezone", clock)
    with cast.inside(cast.coop, cast.lan):
        close(cast)
    lan = cast.client(cast.lan)
    filed = {"filed_with": "tax_office", "filed_on": "2027-03-25", "channel": "etax", "receipt": "BN-1"}
    assert lan.post(url(cast, "statement-signers"), {}).status_code == 422
    assert lan.post(url(cast, "statement-filing"), filed).status_code == 409
    assert lan.post(url(cast, "statement-signers"), SIGNERS).status_code == 302
    assert lan.post(url(cast, "statement-filing"), {**filed, "filed_on": ""}).status_code == 422
    assert lan.post(url(cast, "statement-filing"), filed).status_code == 302
    assert "chưa có nghị quyết nào chờ" in words(lan.get(url(cast, "statement-set")).content)
    assert lan.post(url(cast, "statement-approval"), {}).status_code == 409
    with cast.inside(cast.coop, cast.lan):
        approved = {"resolution": str(resolve(cast))}
    assert lan.post(url(cast, "statement-approval"), approved).status_code == 302
    page = words(lan.get(url(cast, "statement-set")).content)
    for said in ("25/03/2027", "BN-1", "NQ 01/2027", "31/03/2027", "30/04/2027"):
        assert said in page
    with cast.inside(cast.coop, cast.lan):
        post(cast, ("1121", "131", 20))
    page = words(lan.get(url(cast, "statement-set")).content)
    assert "B01-HTX 110" in page
    assert lan.post(url(cast, "statement-replacement"), {}).status_code == 422
    assert lan.post(url(cast, "statement-replacement"), {"reason": "Thiếu chứng từ"}).status_code == 302
    assert year
