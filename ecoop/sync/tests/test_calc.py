"""Sums of sync: numbers of receipts, merging of fields, reading of fields, words of the tray."""

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from ecoop.sync.calc.describing import describe_event
from ecoop.sync.calc.events import digest_of, read_events, read_moment
from ecoop.sync.calc.leases import NumberRange, read_number, series_of
from ecoop.sync.calc.merging import merge_fields

NOON = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)


def test_series_go_on_after_z() -> None:
    assert [series_of(place=place) for place in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert len({series_of(place=place) for place in range(2_000)}) == 2_000


def test_ranges_follow_each_other_without_a_gap() -> None:
    first, second = NumberRange("B", 0), NumberRange("B", 1)
    assert (first.first, first.last, second.first, second.last) == (1, 1_000, 1_001, 2_000)
    # Of a thousand, three hundred are left at 700: the next one is given after it.
    assert not first.is_nearly_used(numbers=["B-0700", ""])
    assert first.is_nearly_used(numbers=["B-0701"])
    assert not first.is_nearly_used(numbers=["A-0999"])


@pytest.mark.parametrize(
    ("text", "number"), [("B-0012", 12), ("B-1001", 1001), ("C-12", 0), ("B-", 0), ("B-x", 0), ("B-١٢", 0), ("", 0)]
)
def test_numbers_of_receipts_are_read(text: str, number: int) -> None:
    assert read_number(text=text, series="B") == number


def test_two_phones_end_alike_in_whatever_order_they_arrive() -> None:
    said = [("price", minutes, 10 * minutes) for minutes in (1, 2, 3, 4)]
    ends = set()
    for order in permutations(said):
        value, since = 5, NOON
        for _name, minutes, price in order:
            at = NOON + timedelta(minutes=minutes)
            merged = merge_fields(
                fields={"price": price}, base={"price": 5}, current={"price": value}, said_at=at,
                current_since={"price": since},
            )  # fmt: skip
            if "price" in merged.taken:
                value, since = price, at
        ends.add(value)
    assert ends == {40}


def test_who_changes_another_field_disturbs_nobody() -> None:
    now = {"name": "Chè", "price": 7}
    merged = merge_fields(
        fields={"name": "Chè khô"}, base={"name": "Chè", "price": 5}, current=now, said_at=NOON,
        current_since={"name": NOON},
    )  # fmt: skip
    assert (merged.taken, merged.losers) == ({"name": "Chè khô"}, ())


def test_digests_know_words_and_not_their_order() -> None:
    assert digest_of(kind="a", body={"x": 1, "y": [2]}) == digest_of(kind="a", body={"y": [2], "x": 1})
    for other in ({"x": "1", "y": [2]}, {"x": 1.0, "y": [2]}, {"x": 1, "y": [2, 2]}, {"x": 1}):
        assert digest_of(kind="a", body={"x": 1, "y": [2]}) != digest_of(kind="a", body=other)


@pytest.mark.parametrize("said", ["", "x", 7, None, "2026-03-06T25:00:00Z", "2026" * 20])
def test_no_moment_is_none(said: Any) -> None:
    assert read_moment(said) is None


def test_moments_without_a_zone_are_utc() -> None:
    assert read_moment("2026-03-06T05:00:00") == read_moment("2026-03-06T12:00:00+07:00") == NOON


def test_events_are_told_in_plain_words_as_far_as_they_go() -> None:
    body = {"sold_on": "2026-03-06", "lines": [{"name": "Chè", "amount_vnd": 5}, {"name": "Bún", "amount_vnd": 7}]}
    told = describe_event(kind="trade.sale", payload=json.dumps({"body": body}))
    assert (told.text, told.amount_vnd, str(told.on)) == ("Chè, Bún", 12, "2026-03-06")
    odd: list[Any] = [None, 7, [], {}, {"body": 7}, {"body": {"lines": 7, "sold_on": []}}, {"body": {"lines": [7, {}]}}]
    for said in odd:
        told = describe_event(kind="trade.sale", payload=json.dumps(said))
        assert (told.text, told.amount_vnd, told.on) == ("", None, None)


def test_every_event_of_a_batch_is_read_or_marked() -> None:
    drafts = read_events(said=[{}, None, {"id": "x"}], now=NOON)
    assert [draft.fault is not None for draft in drafts] == [True] * 3
    assert len({draft.digest for draft in drafts}) == 3
