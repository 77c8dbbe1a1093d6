"""Reading statements: every format says the same, sums are checked, and a hostile file ends as a refusal."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, write_excel
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.calc.statements import EntryRead, StatementRead, complete_balances, to_lines
from ecoop.payments.errors import StatementIsKept
from ecoop.payments.models import BankLine
from ecoop.payments.queries.reading import read_statement
from ecoop.payments.tests import samples, shapes
from ecoop.payments.tests.books import Shop
from tests.cast import Cast

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data" / "bank-statements"
ON, MARCH_6 = date(2026, 3, 31), date(2026, 3, 6)


def read(data: bytes) -> StatementRead:
    (statement,) = read_statement(data=data, name="sao-ke", on=ON).statements
    return statement


@pytest.mark.parametrize(
    "data", [samples.CAMT, samples.SWIFT, samples.VCB, samples.BIDV, samples.TPBANK, samples.PLAIN]
)
def test_every_format_says_the_same(data: bytes) -> None:
    found = read(data)
    by_amount = {entry.amount: entry for entry in found.entries}
    assert set(by_amount) == {45_000, -20_000}
    assert {entry.booked_on for entry in found.entries} == {MARCH_6}
    assert by_amount[Decimal(45_000)].text.startswith("EC7K2M9")
    assert found.currency == "VND"
    if data is not samples.PLAIN:
        # 1,000,000 + 45,000 - 20,000 = 1,025,000
        assert (found.opening, found.closing, found.missing) == (1_000_000, 1_025_000, 0)
        assert found.account == ("" if data is samples.TPBANK else "0123499999")


def test_what_a_camt_says_of_the_payer() -> None:
    first, second = read(samples.CAMT).entries
    assert (first.counterparty, first.counterparty_account) == ("NGUYEN VAN A", "777")
    assert (first.reference, first.text) == ("FT26065000001", "EC7K2M9 chuyen tien")
    assert (second.reference, second.text) == ("", "PHI")
    assert [each.row for each in read(samples.CAMT).refused] == [4]


def test_a_row_that_cannot_be_read_is_refused_for_itself() -> None:
    found = read(samples.VCB)
    assert [(each.row, each.refusal.code) for each in found.refused] == [(9, "kernel.day-not-understood")]
    assert found.entries[0].text == "EC7K2M9 chuyen tien"
    assert found.entries[0].happened_at is not None


def test_excel_is_read_like_csv() -> None:
    columns = [Column("Ngày giao dịch", "day"), Column("Diễn giải"), Column("Nợ", "money"), Column("Có", "money")]
    rows = [(MARCH_6, "EC7K2M9", None, 45_000), (MARCH_6, "PHI", 20_000, None)]
    write_excel(
        sheets=[SheetDraft("Sao kê", columns, rows, titles=("Số tài khoản: 0123499999",))], to=(file := BytesIO())
    )
    found = read(file.getvalue())
    assert [entry.amount for entry in found.entries] == [45_000, -20_000]
    assert found.account == "0123499999"


@pytest.mark.parametrize("name", samples.HOSTILE)
def test_a_hostile_file_ends_as_a_refusal(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_statement(data=samples.HOSTILE[name], name=name, on=ON)
    assert refused.value.said_text
    assert refused.value.remedy_text


# A busy machine draws slowly; that says nothing about what is tested.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
amounts = some.integers(-(10**12), 10**12).filter(bool)


@patient
@given(some.lists(amounts, min_size=1, max_size=20), some.integers(-(10**9), 10**12), some.booleans())
def test_opening_and_entries_give_the_closing_whichever_way_rows_run(
    moved: list[int], opening: int, is_newest_first: bool
) -> None:
    balance, entries = Decimal(opening), []
    for amount in moved:
        balance += amount
        entries.append(EntryRead(MARCH_6, Decimal(amount), balance=balance))
    told = entries[::-1] if is_newest_first else entries
    found = complete_balances(opening=None, closing=None, entries=told)
    statement = StatementRead("", "VND", *found, tuple(told))
    assert statement.missing == 0
    assert statement.total == sum(moved)


def keys(statement: StatementRead) -> list[str]:
    return [line.key for line in to_lines(statement=statement) if isinstance(line, LineDraft)]


@patient
@given(some.lists(some.sampled_from([1, 2, -1]), max_size=12), some.integers(0, 12))
def test_a_longer_statement_says_the_same_entries_under_the_same_keys(moved: list[int], cut: int) -> None:
    entries = tuple(EntryRead(MARCH_6, Decimal(amount), text="mua hang") for amount in moved)
    whole = keys(StatementRead("1", "VND", None, None, entries))
    assert len(set(whole)) == len(whole)
    assert keys(StatementRead("1", "VND", None, None, entries[:cut])) == whole[:cut]


def test_an_amount_with_a_fraction_is_no_line() -> None:
    entry = EntryRead(MARCH_6, Decimal("10.5"))
    (refused,) = to_lines(statement=StatementRead("1", "VND", None, None, (entry,)))
    assert isinstance(refused, Refusal)


def test_the_samples_of_others() -> None:
    if not SHARED.exists():
        pytest.skip("the shared statements are not beside this checkout")
    read_of: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(SHARED.iterdir()):
        if path.suffix in (".xml", ".sta") or path.name.startswith("synthetic"):
            found = read_statement(data=path.read_bytes(), name=path.name, on=ON)
            read_of[path.name] = [(len(each.entries), each.currency) for each in found.statements]
            assert not any(each.refused for each in found.statements)
    assert read_of == {
        "business_sample_camt.053.001.04.xml": [(3, "SEK")],
        "mt940-betterplace-sepa_snippet.sta": [(4, "EUR"), (7, "EUR")],
        "mt940-jejik-abnamro.sta": [(8, "EUR"), (2, "EUR")],
        "mt940-jejik-generic.sta": [(1, "EUR"), (1, "EUR")],
        "mt940-mBank-mt940.sta": [(3, "PLN")],
        "mt940-mBank-mt942.sta": [(3, "PLN")],
        "mt940-self-provided-february_30.sta": [(1, "EUR")],
        "synthetic-bidv-layout.csv": [(2, "VND")],
        "synthetic-techcombank-layout.csv": [(1, "VND")],
        "synthetic-vcb-layout.csv": [(2, "VND")],
        "test-camt053-no-ntry.xml": [(0, "CHF")],
        "test-camt053.xml": [(3, "EUR")],
        "test-camt054.xml": [(1, "EUR")],
    }


def test_the_command_reads_for_people_and_programs(tmp_path: Path) -> None:
    file = tmp_path / "sao-ke.csv"
    file.write_bytes(samples.VCB)
    call_command("statement", "read", str(file), "--json", stdout=(said := StringIO()))
    answer = json.loads(said.getvalue())
    assert (answer["account"], answer["opening"], answer["closing"]) == ("0123499999", 1_000_000, 1_025_000)
    assert answer["sums_agree"] is True
    assert answer["entries"][0]["amount_vnd"] == 45_000
    call_command("statement", "read", str(file), stdout=(shown := StringIO()))
    assert "45000" in shown.getvalue()


@pytest.mark.parametrize("bank", shapes.SHAPES)
def test_the_layouts_of_banks_all_say_the_same(bank: str) -> None:
    found = read(shapes.SHAPES[bank]())
    said = [(each.booked_on, int(each.amount), each.reference, each.text) for each in found.entries]
    wanted = [
        (date(int(day[6:]), int(day[3:5]), int(day[:2])), come - out, number, text)
        for day, _time, number, out, come, _balance, text in shapes.ENTRIES
    ]
    assert sorted(said) == sorted(wanted)
    assert (found.account, found.currency) == (shapes.ACCOUNT, "VND")
    # 1.000.000 + 45.000 - 20.000 + 2.277.000 = 3.302.000
    assert (found.opening, found.closing, found.missing) == (shapes.OPENING, shapes.CLOSING, 0)
    # The row that cannot be read is refused for itself, with what to do, and no other.
    (refused,) = found.refused
    assert refused.refusal.said_text
    assert refused.refusal.remedy_text


def test_what_a_column_of_directions_does_not_say_is_refused() -> None:
    (refused,) = read(shapes.mb()).refused
    assert (refused.row, refused.refusal.code) == (6, "payments.entry-has-no-way")


def test_times_and_payers_are_kept() -> None:
    first = min(read(shapes.mb()).entries, key=lambda each: each.amount)
    assert first.happened_at is not None
    assert first.happened_at.isoformat() == "2026-03-06T10:15:30+07:00"
    (entry, *_) = read(shapes.vietinbank()).entries
    assert (entry.counterparty, entry.counterparty_account) == ("NGUYEN VAN MAU", "9990001112")


def test_a_long_statement_is_kept_in_steps_and_nothing_twice(cast: Cast) -> None:
    rows = [f"0{1 + place // 10}/03/2026,FT{place:06},,{1000 + place},mua hang" for place in range(40)]
    data = "\n".join(["Ngày,Số CT,Ghi nợ,Ghi có,Nội dung", *rows, "09/03/2030,FT999999,,5,ngay mai"]).encode()
    with cast.inside(cast.nam_household, cast.nam):
        shop = Shop(cast)
        file_id, _read = keep_statement_file(file_id=new_id(), name="dai.csv", data=data, **shop.act)  # type: ignore[arg-type]
        told = [keep_statement(file_id=file_id, limit=15, **shop.act) for _step in range(3)]  # type: ignore[arg-type]
        assert [(each.count("new"), each.count("refused"), each.left) for each in told] == [
            (15, 1, 25),
            (15, 0, 10),
            (10, 0, 0),
        ]
        with pytest.raises(StatementIsKept):
            keep_statement(file_id=file_id, **shop.act)  # type: ignore[arg-type]
        assert BankLine.objects.count() == 40
        # A longer statement of the same account, in steps as well: what was told is known, the rest is new.
        longer = data + b"\n05/03/2026,FT777777,,77,moi\n05/03/2026,FT777778,,77,moi"
        again, _read = keep_statement_file(file_id=new_id(), name="dai-hon.csv", data=longer, **shop.act)  # type: ignore[arg-type]
        steps = [keep_statement(file_id=again, limit=1, **shop.act) for _step in range(2)]  # type: ignore[arg-type]
        assert [(each.count("new"), each.count("known"), each.left) for each in steps] == [(1, 40, 1), (1, 0, 0)]
        assert BankLine.objects.count() == 42
