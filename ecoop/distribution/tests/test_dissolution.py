"""A dissolution: nothing is lost, the order of law holds, the order of members does not matter, and the command."""

import json
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.distribution.calc.dissolution import CapitalHeld, share_residual
from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.distribution.errors.dissolution import DebtsExceedMeans, DisputeIsPending, NobodyToShare
from ecoop.distribution.queries.dissolution import answer_dissolution
from ecoop.distribution.queries.dissolution_books import sum_books
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import MemberType

ON = "2027-03-31"
AMOUNTS = st.integers(0, 10**12)
CLAIMS = ("costs", "workers", "tax", "debts")
KINDS = ("a", "b", "c", "d", "đ", "e")
SOURCES = ("internal", "external", "asset_sale", "gift", "interest")
TYPES = ("official", "associate_capital", "associate_no_capital")
rows = {
    "fund": st.lists(
        st.fixed_dictionaries({"source": st.sampled_from(SOURCES), "amount_vnd": AMOUNTS, "goes_back": st.booleans()}),
        max_size=6,
    ),
    "assets": st.lists(
        st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "value_vnd": AMOUNTS, "goes_back": st.booleans()}),
        max_size=6,
    ),
    "members": st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(TYPES), "paid_in_vnd": AMOUNTS}), min_size=1, max_size=12
    ),
}


@settings(deadline=None)
@given(st.fixed_dictionaries({"claims": st.fixed_dictionaries(dict.fromkeys(CLAIMS, AMOUNTS)), **rows}), AMOUNTS)
def test_everything_there_is_goes_somewhere_to_the_dong(data: dict[str, Any], spare_vnd: int) -> None:
    for place, member in enumerate(data["members"]):
        member["id"] = str(place)
    data["members"].append({"id": "x", "paid_in_vnd": 1})
    set_aside = sum(part["amount_vnd"] for part in data["fund"])
    data |= {"on": ON, "money_vnd": set_aside + sum(data["claims"].values()) + spare_vnd}
    answer = answer_dissolution(data=data)
    sold = sum(step["amount_vnd"] for step in answer["steps"] if step["code"] == "asset_sold")
    kept = sum(each["value_vnd"] for each in answer["handed_over"])
    assert sold + kept == sum(asset["value_vnd"] for asset in data["assets"])
    out = answer["to_state_vnd"] + answer["to_givers_vnd"] + sum(answer["paid_vnd"].values())
    assert data["money_vnd"] + sold == out + sum(each["share_vnd"] for each in answer["members"])
    assert answer["paid_vnd"] == data["claims"]
    assert answer["steps"][-1]["left_vnd"] == 0
    assert not [each for each in answer["members"] if each["type"] == "associate_no_capital"]
    state = [each for each in answer["handed_over"] if each["goes"] == "state"]
    assert {each["kind"] for each in state} <= {"a", "c", "đ"}


members = st.lists(st.tuples(st.sampled_from(TYPES), AMOUNTS), min_size=1, max_size=12).filter(
    lambda each: any(kind != "associate_no_capital" and paid for kind, paid in each)
)


@settings(deadline=None)
@given(members, AMOUNTS, st.randoms())
def test_the_order_of_members_never_matters_and_more_capital_never_gets_less(
    held: list[tuple[str, int]], residual_vnd: int, random: Any
) -> None:
    lines = [CapitalHeld(f"{at:02}", MemberType(kind), Dong(paid)) for at, (kind, paid) in enumerate(held)]
    shares = share_residual(residual_vnd=Dong(residual_vnd), members=lines)
    mixed = list(lines)
    random.shuffle(mixed)
    assert share_residual(residual_vnd=Dong(residual_vnd), members=mixed) == shares
    by_capital = sorted(shares, key=lambda one: one.paid_in_vnd)
    assert all(
        less.share_vnd <= more.share_vnd + (less.paid_in_vnd == more.paid_in_vnd) for less, more in pairwise(by_capital)
    )


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        ({"on": ON, "money_vnd": 1, "claims": {"tax": 2}}, DebtsExceedMeans),
        ({"on": ON, "money_vnd": 1, "fund": [{"source": "asset_sale", "amount_vnd": 2}]}, DebtsExceedMeans),
        ({"on": ON, "money_vnd": 1, "has_dispute": True}, DisputeIsPending),
        ({"on": ON, "money_vnd": 1, "members": [{"id": "A", "type": "associate_no_capital"}]}, NobodyToShare),
        ([], CaseNotUnderstood),
        ({"on": "tomorrow"}, CaseNotUnderstood),
        ({"on": ON, "money_vnd": "1.5"}, CaseNotUnderstood),
        ({"on": ON, "money_vnd": -1}, CaseNotUnderstood),
        # More digits than Python reads.
        ({"on": ON, "money_vnd": "9" * 5_000}, CaseNotUnderstood),
        ({"on": ON, "money_vnd": True}, CaseNotUnderstood),
        ({"on": ON, "claims": {"bribes": 1}}, CaseNotUnderstood),
        ({"on": ON, "fund": [{"source": "x"}]}, CaseNotUnderstood),
        ({"on": ON, "assets": [{"kind": "z"}]}, CaseNotUnderstood),
        ({"on": ON, "members": [{}]}, CaseNotUnderstood),
        ({"on": ON, "members": [{"id": "A"}, {"id": "A"}]}, CaseNotUnderstood),
        ({"on": ON, "members": "A"}, CaseNotUnderstood),
    ],
)
def test_what_cannot_be_is_refused(data: Any, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        answer_dissolution(data=data)


def run(*words: str) -> str:
    """Run the command, and give what it wrote."""
    told = StringIO()
    call_command("dissolution", *words, stdout=told)
    return told.getvalue()


def test_the_command_reads_a_file_and_answers_in_json(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    case = {"on": ON, "money_vnd": 300, "claims": {"tax": 100}, "members": [{"id": "A", "paid_in_vnd": 5}]}
    file.write_text(json.dumps({**case, "assets": [{"id": "1", "name": "Đất", "kind": "a", "value_vnd": 9}]}))
    told = json.loads(run("compute", str(file), "--json"))
    assert (told["residual_vnd"], told["members"][0]["share_vnd"]) == (200, 200)
    assert "Điều 101" in run("compute", str(file))
    assert [each["said"] for each in told["handed_over"]]


def test_balances_become_assets_and_what_is_owed_to_whom() -> None:
    """Accounts by the table dissolution-books, debit less credit, by pencil."""
    rows = lawbook.on(date(2027, 3, 31)).table("cooperative/dissolution-books")
    balances = {
        "1111": 50, "1121": 250, "131": -20, "138": 30, "211": 400, "2141": -100, "2142": -40, "212": 140,
        "3331": -11, "3334": 5, "334": -60, "335": -9, "331": -70, "341": -80, "3532": -15, "4111": -300, "4421": -33,
    }  # fmt: skip
    sums = sum_books(balances={code: Dong(value) for code, value in balances.items()}, rows=rows)
    # 50 + 250 + 30 + 400 - 100, and the tax paid too early 5; debts are advances 20, suppliers 70, loans 80.
    assert sums == {
        "asset": 635, "undivided": 100, "members": -348, "workers": 69, "tax": 11, "debts": 170
    }  # fmt: skip
