"""Capital by pencil and by property: ceilings, deadlines, rights, the charter, and certificates as texts."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import (
    CapitalCeiling,
    CertificateText,
    Commitment,
    Held,
    Holder,
    MemberType,
    Paid,
    add_months,
    add_up,
    count_delegates_min,
    read_charter_rules,
    read_code,
    read_delegate_steps,
    rights_vnd,
    room_when_it_grows,
    rooms_for,
    settle,
    tightest,
    write_code,
)
from ecoop.members.errors import CertificateUnreadable

LAW = Citation("luat-17-2023-qh15", "Điều 74")
CEILINGS = [CapitalCeiling(who, Decimal("0.3"), LAW) for who in ("official", "associates", "foreign")]
WHOLE = Dong(100)
GRACE = 30
ONE, TWO = UUID(int=1), UUID(int=2)


def commitment(number: UUID, amount: int, committed: date, due: date) -> Commitment:
    return Commitment(number, Dong(amount), committed, due)


def test_each_holder_is_bound_by_their_own_ceilings() -> None:
    """Of 100: an official foreigner with 20, all foreigners with 25: 10 is left alone, 5 with the foreigners."""
    rooms = rooms_for(
        holder=Holder(MemberType.OFFICIAL, True, Dong(20)),
        together=Held(Dong(0), Dong(25)),
        charter_capital_vnd=WHOLE,
        ceilings=CEILINGS,
    )
    assert [(room.who, room.left_vnd) for room in rooms] == [("official", 10), ("foreign", 5)]
    assert tightest(rooms=rooms) == rooms[1]


def test_whoever_left_belongs_to_no_group() -> None:
    holders = [
        Holder(MemberType.ASSOCIATE_CAPITAL, True, Dong(3)),
        Holder(MemberType.OFFICIAL, True, Dong(5)),
        Holder(None, True, Dong(7)),
    ]
    assert add_up(holders=holders) == Held(Dong(3), Dong(8))


@pytest.mark.parametrize(("held", "near"), [(26, False), (27, True), (30, True), (31, True), (0, False)])
def test_the_house_warns_from_nine_tenths_of_a_ceiling(held: int, near: bool) -> None:
    """The ceiling is 30 of 100; nine tenths of it are 27."""
    (room,) = rooms_for(
        holder=Holder(MemberType.OFFICIAL, False, Dong(held)),
        together=Held(Dong(0), Dong(0)),
        charter_capital_vnd=WHOLE,
        ceilings=CEILINGS,
    )
    assert room.is_near is near
    assert (room.left_vnd, room.over_vnd) == (max(30 - held, 0), max(held - 30, 0))


@given(
    held=st.integers(0, 10**12),
    whole=st.integers(1, 10**13),
    ratio=st.sampled_from([Decimal("0.3"), Decimal("0.4"), Decimal("0.2")]),
)
def test_what_may_come_with_a_growing_capital_is_exactly_the_most(held: int, whole: int, ratio: Decimal) -> None:
    """With c more, held + c is within ratio x (whole + c); with one đồng above it is not, unless nothing may come."""
    (room,) = rooms_for(
        holder=Holder(MemberType.OFFICIAL, False, Dong(held)),
        together=Held(Dong(0), Dong(0)),
        charter_capital_vnd=Dong(whole),
        ceilings=[CapitalCeiling("official", ratio, LAW)],
    )
    more = room_when_it_grows(room=room, charter_capital_vnd=Dong(whole), ratio=ratio)
    assert more == 0 or held + more <= ratio * (whole + more)
    assert held + more + 1 > ratio * (whole + more + 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 5), 6, date(2026, 7, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_end_where_a_month_ends(day: date, months: int, later: date) -> None:
    assert add_months(day=day, months=months) == later


def test_payments_fill_what_is_due_first() -> None:
    """
    100 due on 5 July, 50 due on 1 September; 80 comes in June, 40 on 20 July, 30 on 1 October.
    The first: 80 in time, 20 within the 30 days after it. The second: 20 in time, 30 on the thirtieth day after.
    """
    commitments = [
        commitment(ONE, 100, date(2026, 1, 5), date(2026, 7, 5)),
        commitment(TWO, 50, date(2026, 3, 1), date(2026, 9, 1)),
    ]
    payments = [
        Paid(date(2026, 6, 1), Dong(80)),
        Paid(date(2026, 7, 20), Dong(40)),
        Paid(date(2026, 10, 1), Dong(30)),
    ]
    first, second = settle(commitments=commitments, payments=payments, grace_days=GRACE)
    assert (first.paid_vnd, first.in_time_vnd, first.unpaid_vnd, first.late_vnd) == (100, 80, 0, 20)
    assert (second.paid_vnd, second.in_time_vnd, second.unpaid_vnd) == (50, 20, 0)
    late = settle(commitments=commitments[:1], payments=[Paid(date(2026, 8, 5), Dong(100))], grace_days=GRACE)
    assert late[0].unpaid_vnd == 100, "31 days after the deadline it is a contribution of its own"


@given(
    amounts=st.lists(st.tuples(st.integers(1, 1000), st.integers(0, 200), st.integers(0, 200)), max_size=6),
    paid=st.lists(st.tuples(st.integers(1, 1000), st.integers(0, 400)), max_size=8),
)
def test_nothing_is_paid_twice(amounts: list[tuple[int, int, int]], paid: list[tuple[int, int]]) -> None:
    start = date(2026, 1, 1).toordinal()
    commitments = [
        commitment(UUID(int=at), amount, date.fromordinal(start + on), date.fromordinal(start + on + lasts))
        for at, (amount, on, lasts) in enumerate(amounts)
    ]
    payments = [Paid(date.fromordinal(start + on), Dong(amount)) for amount, on in paid]
    settled = settle(commitments=commitments, payments=payments, grace_days=GRACE)
    assert sum(one.paid_vnd for one in settled) <= sum(one.amount_vnd for one in payments)
    assert all(0 <= one.in_time_vnd <= one.paid_vnd <= one.commitment.amount_vnd for one in settled)


def test_rights_follow_the_promise_until_the_deadline_and_the_money_afterwards() -> None:
    """100 promised by 5 July, 40 paid: rights of 100 on 5 July, of 40 on 6 July."""
    promised = commitment(ONE, 100, date(2026, 1, 5), date(2026, 7, 5))
    settled = settle(commitments=[promised], payments=[Paid(date(2026, 2, 1), Dong(40))], grace_days=GRACE)
    on = {day: rights_vnd(held_vnd=Dong(40), settled=settled, day=day) for day in (date(2026, 7, 5), date(2026, 7, 6))}
    assert list(on.values()) == [100, 40]


def test_the_charter_has_a_choice_for_every_group_of_article_40() -> None:
    law = lawbook.on(date(2026, 3, 1))
    rules = read_charter_rules(rows=law.table("cooperative/charter-parameters"))
    items = {row["code"] for row in law.table("cooperative/charter-items")}
    assert len(items) == 19
    assert {rule.item for rule in rules.values()} == {*items, "registration"}
    for rule in rules.values():
        for form in ("htx", "lhhtx"):
            assert all(law.cite(path) for path in rule.limits(form=form) if path)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("form", "htx", "htx"),
        ("form", "ltd", None),
        ("notice_days", "7", 7),
        ("notice_days", "-1", None),
        ("notice_days", "٣", None),
        ("charter_capital_vnd", "600000000", 600_000_000),
        ("use_weight", "0.75", Decimal("0.75")),
        ("use_weight", "1.01", None),
        ("use_weight", "1e-1", None),
        ("use_weight", "NaN", None),
    ],
)
def test_values_of_the_charter_are_read_by_their_kind(name: str, value: str, read: object) -> None:
    rules = read_charter_rules(rows=lawbook.on(date(2026, 3, 1)).table("cooperative/charter-parameters"))
    assert rules[name].read(value=value) == read


@pytest.mark.parametrize(
    ("members", "reading", "needed"),
    # Half of up to 100, three tenths of up to 300, a fifth of up to 1,000, then 200; half a person is a person.
    [(49, "half", 0), (50, "half", 25), (50, "no_minimum", 0), (51, "half", 26), (101, "half", 31), (300, "half", 90),
     (301, "half", 61), (1000, "half", 200), (90_000, "half", 200)],
)  # fmt: skip
def test_delegates_by_the_bands_of_the_law(members: int, reading: str, needed: int) -> None:
    steps = read_delegate_steps(rows=lawbook.on(date(2026, 3, 1)).table("cooperative/delegates"))
    assert count_delegates_min(members=members, steps=steps, reading=reading) == needed


TEXT = CertificateText(
    id=ONE,
    org_id=TWO,
    cooperative_code="4600000014",
    cooperative="Hợp tác xã Chè",
    number="0001",
    issued_on=date(2026, 7, 6),
    member_number="TV001",
    member="Hộ Trần Văn\nNăm",
    contributed_vnd=Dong(20_000_000),
    charter_capital_vnd=Dong(100_000_000),
    ratio=Decimal("0.200000"),
    term="",
)


def test_a_code_carries_the_text_and_the_signature_through_any_message() -> None:
    """The line break in the name is no new line of the text; broken lines of a message do no harm."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    text = TEXT.as_text()
    code = write_code(text=text, key_id="k", signature=key.sign(text.encode()).hex())
    read = read_code(code="  " + "\n".join(code[at : at + 60] for at in range(0, len(code), 60)))
    assert read.certificate.as_text() == text
    assert read.certificate.member == "Hộ Trần Văn Năm"
    assert read.is_signed_by(public_key=public)
    assert not read.is_signed_by(public_key="00" * 32)
    assert not read.is_signed_by(public_key="no key")
    forged = write_code(text=text.replace("20000000", "90000000"), key_id="k", signature=read.signature.hex())
    assert not read_code(code=forged).is_signed_by(public_key=public)


@given(code=st.text(max_size=300))
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(CertificateUnreadable):
        read_code(code=code)
    with pytest.raises(CertificateUnreadable):
        read_code(code=f"EC1.k.{code}.AAAA")
