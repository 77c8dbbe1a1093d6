"""Sealed days: the tree is pymerkle's, receipts prove, and a changed entry is found out."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from ecoop.ledger import errors
from ecoop.ledger.actions.seal_days import seal_days
from ecoop.ledger.calc import merkle
from ecoop.ledger.calc.receipts import is_proved, read_receipt
from ecoop.ledger.queries import get_receipt, list_broken_seals, list_seals
from ecoop.ledger.tests.conftest import NOW, TestBooks

LEAVES = st.lists(st.binary(max_size=20), min_size=1, max_size=40)


@given(LEAVES)
def test_the_root_is_that_of_pymerkle(leaves: list[bytes]) -> None:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)
    assert merkle.tree_root([merkle.hash_leaf(leaf) for leaf in leaves]) == tree.get_root()


@given(LEAVES, st.data())
def test_every_leaf_has_a_path_and_no_other_fits(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    hashes = [merkle.hash_leaf(leaf) for leaf in leaves]
    path = merkle.inclusion_path(hashes=hashes, place=place)
    size = len(leaves)
    assert merkle.root_by_path(leaf=leaves[place], place=place, size=size, path=path) == merkle.tree_root(hashes)
    assert merkle.root_by_path(leaf=b"another" * 5, place=place, size=size, path=path) != merkle.tree_root(hashes)
    assert (
        merkle.root_by_path(leaf=leaves[place], place=place, size=size, path=[*path, path[0]] if path else [b""])
        is None
    )
    assert merkle.root_by_path(leaf=leaves[place], place=size, size=size, path=path) is None


def test_a_small_tree_by_hand() -> None:
    # Three leaves: the first two are joined, the third moves up: H(1 | H(1 | a | b) | c).
    a, b, c = (hashlib.sha256(b"\x00" + leaf).digest() for leaf in (b"a", b"b", b"c"))
    joined = hashlib.sha256(b"\x01" + a + b).digest()
    assert merkle.tree_root([a, b, c]) == hashlib.sha256(b"\x01" + joined + c).digest()
    assert merkle.tree_root([]) == hashlib.sha256(b"").digest()


def record_two_days(books: TestBooks) -> list[str]:
    books.post(books.draft(("111", "5111", 5)), books.draft(("111", "5111", 6)), books.draft(("111", "5111", 7)))
    books.now = NOW + timedelta(days=1)
    posted = books.post(books.draft(("112", "5111", 8), text="Dòng một\nDòng hai | ba"))
    return [entry.entry_id for entry in posted]


def test_days_are_sealed_in_a_chain_and_take_nothing_more(books: TestBooks) -> None:
    record_two_days(books)
    later = NOW + timedelta(days=2)
    what = {"org_id": books.org_id, "by": books.keeper.id, "now": later}
    assert seal_days(until_day=date(2026, 4, 11), **what) == [date(2026, 4, 10), date(2026, 4, 11)]
    first, second = list_seals(org_id=books.org_id)
    assert (first.size, first.previous_root, second.size, second.previous_root) == (3, "0" * 64, 1, first.root)
    assert list_broken_seals(org_id=books.org_id) == []
    with pytest.raises(errors.DayIsSealed):
        books.post(books.draft(("111", "5111", 5)))
    books.now = later
    books.post(books.draft(("111", "5111", 5), on=date(2026, 4, 1)))
    for day in (date(2026, 4, 12), date(2026, 4, 10)):
        with pytest.raises(errors.SealsCannotSkip):
            seal_days(until_day=day, **what)


def test_a_receipt_needs_nothing_but_the_root(books: TestBooks) -> None:
    (entry_id,) = record_two_days(books)
    with pytest.raises(errors.EntryNotSealed):
        get_receipt(org_id=books.org_id, entry_id=entry_id)
    seal_days(org_id=books.org_id, until_day=date(2026, 4, 11), by=books.keeper.id, now=NOW + timedelta(days=2))
    text = get_receipt(org_id=books.org_id, entry_id=entry_id).as_text()
    root = list_seals(org_id=books.org_id)[-1].root
    assert is_proved(receipt=read_receipt(text=text), root=root)
    assert not is_proved(receipt=read_receipt(text=text), root="0" * 64)
    assert not is_proved(receipt=read_receipt(text=text.replace("112|5111|8|", "112|5111|9|")), root=root)


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", json.dumps({"kind": "x", "path": []}), "[" * 5000])
def test_nonsense_is_no_receipt(text: str) -> None:
    with pytest.raises(errors.ReceiptUnreadable):
        read_receipt(text=text)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_seal_that_was_tampered_with_is_found_out(books: TestBooks) -> None:
    record_two_days(books)
    seal_days(
        org_id=books.org_id, until_day=date(2026, 4, 11), by=books.keeper.id, now=datetime(2026, 5, 1, tzinfo=UTC)
    )
    assert connections["owner"].settings_dict["USER"] != connections["default"].settings_dict["USER"]
    seals = list_seals(org_id=books.org_id)
    tampered = seals[0]._replace(tree_root="1" * 64)
    assert tampered.tree_root != seals[0].tree_root
