"""The page of opening balances: five questions, and the way from a pasted list to the books."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecoop.kernel.ids import new_id
from ecoop.ledger.models import AccountChoice
from ecoop.vouchers.models import CounterpartyVersion
from ecoop.vouchers.tests.office import OfficeStage

SLUG = "htx-tan-cuong"
PATH, WRONG = (reverse(name, args=[SLUG]) for name in ("vouchers:openings", "vouchers:openings-wrong"))
LIST = (
    "TK\tTên\tĐối tượng\tNợ\tCó\n111\tTiền mặt\t\t70\t\n1111\tTiền VN\t\t70\t\n131\tPhải thu\tCty Xa Lạ\t30\t\n"
    "411\tVốn\t\t\t100\n"
)


@pytest.fixture
def lan(office: OfficeStage) -> Client:
    return office.cast.client(office.cast.lan)


def filled(**more: str) -> dict[str, str]:
    return {
        "id": str(new_id()), "pasted": LIST, "chart": "24", "take": "", "makes_parties": "yes", "act": "look", **more,
    }  # fmt: skip


def test_five_questions(office: OfficeStage, lan: Client, client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(25):
        assert lan.get(PATH).status_code == 200
    assert lan.delete(PATH).status_code == 405
    assert lan.get(WRONG).status_code == 405
    cast = office.cast
    for path in (PATH, WRONG):
        assert client.post(path).status_code == 302
        assert cast.client(cast.tu).post(path).status_code == 404
        assert cast.client(cast.hai).post(path).status_code == 403


def test_a_list_is_looked_at_its_accounts_chosen_and_recorded(office: OfficeStage, lan: Client) -> None:
    """411 is no account that takes postings: it must be chosen; the choice is remembered for the next list."""
    assert lan.post(PATH, filled(pasted="")).status_code == 422
    assert lan.post(PATH, filled(pasted="a\tb\nc\td")).status_code == 422
    look = lan.post(PATH, filled())
    assert look.status_code == 200
    assert "411" in look.content.decode()
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        assert not CounterpartyVersion.objects.filter(name="Cty Xa Lạ").exists()
    assert lan.post(PATH, filled(act="record")).status_code == 422
    assert lan.post(WRONG, filled()).status_code == 200
    strangers = lan.post(PATH, filled(makes_parties="no", act="record", **{"to-411": "4118"}))
    assert strangers.status_code == 422
    opening = filled(act="record", **{"to-411": "4118"})
    assert lan.post(PATH, opening).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert CounterpartyVersion.objects.get(name="Cty Xa Lạ").kind == "customer"
        assert AccountChoice.objects.filter(old_code="411", code="4118").exists()
    shown = lan.get(PATH).content.decode()
    assert "Cty Xa Lạ" in shown
    # The same form again changes nothing; another needs a reason.
    assert lan.post(PATH, opening).status_code == 302
    assert lan.post(PATH, filled(act="record")).status_code == 422
    assert lan.post(PATH, filled(act="record", reason="Sai số dư")).status_code == 302


def test_a_list_that_does_not_balance_is_told_and_not_recorded(lan: Client) -> None:
    uneven = filled(pasted="TK\tNợ\tCó\n1111\t70\t\n4118\t\t60", chart="71")
    assert lan.post(PATH, uneven).status_code == 200
    assert lan.post(PATH, {**uneven, "act": "record"}).status_code == 422


def test_a_file_comes_in_as_well(lan: Client) -> None:
    file = SimpleUploadedFile("so-du.csv", "TK;Nợ;Có\n1111;60;\n4118;;60\n".encode())
    answer = lan.post(PATH, {**filled(pasted="", chart="71"), "file": file})
    assert answer.status_code == 200
    assert "1111" in answer.content.decode()
