"""Ids sort in the order they are made."""

import uuid

from ecoop.kernel.ids import new_id


def test_ids_are_version_7_and_sort_in_the_order_made() -> None:
    made = [new_id() for _each in range(5_000)]
    assert {type(one) for one in made} == {uuid.UUID}
    assert {one.version for one in made} == {7}
    assert made == sorted(set(made))
