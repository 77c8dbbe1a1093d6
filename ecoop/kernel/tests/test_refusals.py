"""Refusals tell a person what happened and what to do, and a program the code."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ecoop.kernel.errors import AmountNotUnderstood
from ecoop.kernel.refusals import Citation, Refusal


class TooLate(Refusal):
    """A paper came after its day."""

    code = "test.too-late"
    said = _("{name} was due on {due_on} and came at {came_at}.")
    remedy = _("Pay {fine_vnd}.")
    law = Citation("nd-1-2099", "Điều 1")


def test_facts_fill_the_sentences_as_people_read_them() -> None:
    came = datetime(2099, 1, 31, 18, 0, tzinfo=UTC)
    refusal = TooLate(name="A", due_on=date(2099, 1, 31), came_at=came, fine_vnd=1_500_000)
    # 18:00 UTC on 31 January is 01:00 on 1 February in Hà Nội.
    assert refusal.said_text == "A was due on 31/01/2099 and came at 01/02/2099."
    assert refusal.remedy_text == "Pay 1.500.000\u00a0đ."


def test_the_law_of_the_class_gives_way_to_the_law_given() -> None:
    assert TooLate().as_dict()["law"] == {"document": "nd-1-2099", "article": "Điều 1"}
    assert TooLate(law=Citation("nd-2-2099", "Điều 7")).as_dict()["law"]["document"] == "nd-2-2099"
    assert AmountNotUnderstood(text="x").as_dict()["law"] is None


def test_a_missing_fact_shows_its_name_instead_of_crashing() -> None:
    assert TooLate(fine_vnd=1).said_text == "{name} was due on {due_on} and came at {came_at}."


def test_a_program_reads_the_code() -> None:
    with pytest.raises(Refusal) as caught:
        raise AmountNotUnderstood(text="mười")
    with override("en"):
        answer = caught.value.as_dict()
    assert answer["code"] == "kernel.amount-not-understood"
    assert answer["said"] == "“mười” is not an amount in whole đồng."
    assert answer["remedy"]
