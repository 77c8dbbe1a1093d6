"""Attacks on payments: lines that swallow each other, references inside references, numbers that are bombs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.connect import Connected, connect
from ecoop.payments.actions.keep_lines import Paper, _merge
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.actions.match_by_hand import match_by_hand
from ecoop.payments.actions.take_notice import take_notice
from ecoop.payments.calc.drafts import LineDraft, MatchDraft
from ecoop.payments.calc.notices import Transfer, compact, moment_of, text_of
from ecoop.payments.calc.same_line import KeptLine, find_same
from ecoop.payments.errors import NoticeUnreadable, Provider, Scheme, Source
from ecoop.payments.models import BankLine, Match, Statement
from ecoop.payments.providers import payos, sepay
from ecoop.payments.queries.reading import read_statement
from ecoop.payments.tests import samples
from ecoop.payments.tests.books import NOW, Shop, came
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.calc import BankAccountDraft
from tests.cast import Cast

SECRET = "mot-khoa-bi-mat-dai"


@pytest.fixture
def shop(cast: Cast) -> Iterator[Shop]:
    """Stand in chú Năm's household."""
    with cast.inside(cast.nam_household, cast.nam):
        yield Shop(cast)


def hand_in(shop: Shop, data: bytes) -> list[str]:
    """Hand a statement in and say what became of its entries."""
    file_id, _read = keep_statement_file(file_id=new_id(), name="sao-ke", data=data, **shop.act)
    return [each.status for kept in keep_statement(file_id=file_id, **shop.act).kept for each in kept.outcomes]


def sepay_of(shop: Shop) -> Connected:
    """Connect SePay by its key."""
    way: dict[str, Any] = {"provider": Provider.SEPAY, "scheme": Scheme.KEY, "secret": SECRET}
    return connect(connection_id=new_id(), name="", bank_account_id=None, **way, **shop.act)


def tell(made: Connected, transfer: Transfer, **changes: Any) -> None:
    """Send a notice as SePay does, or a changed one."""
    headers, body = sepay.write(scheme=Scheme.KEY, secret=SECRET, transfer=transfer, now=NOW)
    said = json.dumps({**json.loads(body), **changes}).encode()
    told = {name.lower(): value for name, value in headers.items()}
    take_notice(provider="sepay", address=made.address, headers=told, body=said, now=NOW)


def test_a_second_equal_transfer_of_a_longer_statement_is_a_line_of_its_own(shop: Shop) -> None:
    """At noon one customer paid 20.000, by the evening two did; the bank gives neither reference nor balance."""
    heading, row = b"Date,Amount,Description\n", b'06/03/2026,"+20,000",mua hang\n'
    assert hand_in(shop, heading + row) == ["new"]
    assert hand_in(shop, heading + row + row) == ["known", "new"]
    assert BankLine.objects.count() == 2


def test_two_equal_notices_of_one_provider_are_two_lines_also_without_references(shop: Shop) -> None:
    made = sepay_of(shop)
    for number in (1, 2, 1, 2):
        tell(made, Transfer(number, 20_000, "mua hang", "0123499999", "", NOW))
    assert BankLine.objects.count() == 2
    # The statement of the day tells of the same two.
    row = b'06/03/2026,"+20,000",mua hang\n'
    assert hand_in(shop, b"Date,Amount,Description\n" + row + row) == ["merged", "merged"]


@pytest.mark.parametrize("wanted", [50_000, 45_000])
def test_a_reference_inside_another_pays_nobody_else(shop: Shop, wanted: int) -> None:
    """EC7K2M98 was asked for; what comes with it never pays EC7K2M9, though the amount be that one's."""
    shop.ask(shop.sell(wanted), "EC7K2M98", wanted)
    if wanted == 45_000:
        shop.hear(came(45_000, "EC7K2M98"))
    shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
    shop.hear(came(45_000, "EC7K2M98 lan nua"))
    assert Match.objects.count() == (1 if wanted == 45_000 else 0)


def test_a_reference_of_two_letters_is_never_certain(shop: Shop) -> None:
    shop.ask(shop.sell(45_000), "A1", 45_000)
    shop.hear(came(45_000, "BA 10 TRA TIEN NHA 1 PHO A1"))
    assert not Match.objects.exists()


def test_money_on_another_account_than_asked_waits_for_a_person(shop: Shop) -> None:
    other = new_id()
    account = BankAccountDraft(other, "Vietcombank", "9876500000", "970436", "TRAN VAN NAM")
    record_bank_accounts(accounts=[account], **shop.act)
    sale = shop.sell(900_000, means="credit", to="Cô Ba")
    draft = shop.ask(sale, "ECDEBT1", 900_000)
    assert draft.bank_account_id is None
    shop.ask_at(replace(draft, id=new_id(), reference="ECDEBT2", bank_account_id=other))
    shop.hear(came(900_000, "ECDEBT2"))
    assert not Match.objects.exists()
    shop.hear(replace(came(900_000, "ECDEBT2"), account="9876500000"))
    assert Match.objects.count() == 1


def test_a_match_id_that_stands_twice_is_refused_the_second_time(shop: Shop) -> None:
    first, second = (shop.sell(10_000, means="credit", to=name) for name in ("Cô Ba", "Cô Tư"))
    shop.hear(came(30_000, "tra no"))
    line = BankLine.objects.get()
    draft = MatchDraft(new_id(), line.id, "trade.sale", first)
    told = match_by_hand(matches=[draft, replace(draft, document_id=second)], **shop.act)
    assert [each.status for each in told] == ["recorded", "refused"]


@pytest.mark.parametrize("said", ["0001-01-01 00:00:00", "9999-12-31 23:59:59", "0001-01-01T00:00:00+14:00"])
def test_a_notice_of_the_first_or_last_day_cannot_be_read(said: str) -> None:
    with pytest.raises(NoticeUnreadable):
        moment_of(said)


def test_half_a_character_is_kept_as_a_question(shop: Shop) -> None:
    assert text_of("Chè \ud800") == "Chè ?"
    tell(sepay_of(shop), Transfer(1, 20_000, "", "0123499999", "FT1", NOW), content="x \ud800", referenceCode="\udfff")
    assert BankLine.objects.get().text == "x ?"


def test_a_number_that_swells_is_refused_before_it_does() -> None:
    body = b'{"code": "00", "data": {"amount": 1E+999999999}, "signature": "00"}'
    with pytest.raises(NoticeUnreadable):
        payos.verify(scheme=Scheme.CHECKSUM, secret=SECRET, headers={}, body=body, now=NOW)
    assert compact({"amount": 2000}) == '{"amount":2000}'


def test_statements_with_wild_numbers_and_signs_end_as_refusals_of_their_entries(shop: Shop) -> None:
    assert hand_in(shop, samples.SWIFT.replace(b"chuyen", b"chu\x00yen")) == ["new", "new"]
    wild = samples.CAMT.replace(b">45000<", b">10000000000000000000000<").replace(b">1025000<", b">1025E3<")
    assert hand_in(shop, wild) == ["refused", "known"]
    # 1025E3 is 1.025.000; a sum that no account ever held is none.
    assert list(Statement.objects.values_list("closing_vnd", flat=True)) == [1_025_000] * 2


def test_an_entry_in_another_currency_than_its_account_is_no_entry_in_dong(shop: Shop) -> None:
    foreign = samples.CAMT.replace(b'<Ntry><Amt Ccy="VND">45000<', b'<Ntry><Amt Ccy="USD">45000<')
    assert hand_in(shop, foreign) == ["new"]
    assert BankLine.objects.get().amount_vnd == -20_000


def test_a_zero_byte_far_down_in_a_long_file_spoils_nothing(shop: Shop) -> None:
    rows = "".join(f'06/03/2026,"+{amount}",mua hang ngay thu hai\n' for amount in range(1_000, 3_000))
    data = f'Date,Amount,Description\n{rows}06/03/2026,"+5,000",x\0y\n'.encode()
    assert hand_in(shop, data)[-1] == "new"
    assert BankLine.objects.get(amount_vnd=5_000).text == "x y"


_PAGE = (
    "<table><tr><th>Ngày</th><th>Nợ</th><th>Có</th><th>Diễn giải</th></tr>"
    "<tr><td {}>06/03/2026</td><td></td><td>1.000</td><td>x</td></tr></table>"
)
_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell {}/></Row></Table>'
    "</Worksheet></Workbook>"
)


@pytest.mark.parametrize("where", ["colspan", "rowspan", "ss:Index", "ss:MergeAcross"])
def test_a_span_of_five_thousand_digits_is_no_surprise(where: str) -> None:
    # Python itself does not read a number of more than 4,300 digits; what is wider than all columns is cut.
    shape = _XML if where.startswith("ss:") else _PAGE
    data = shape.format(f'{where}="{"9" * 5000}"').encode()
    if "span" in where:
        (statement,) = read_statement(data=data, name="sao-ke.xls", on=NOW.date()).statements
        assert len(statement.entries) + len(statement.refused) <= 1
    else:
        with pytest.raises(Refusal):
            read_statement(data=data, name="sao-ke.xls", on=NOW.date())


def test_a_month_of_equal_transfers_is_held_against_its_notices_in_little_time(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten notices of 20.000 a day for thirty days, and the statement of all: each line is one, found near its day."""
    looked = 0

    def look(**given: Any) -> Any:
        nonlocal looked
        looked += len(given["kept"])
        return find_same(**given)

    monkeypatch.setattr("ecoop.payments.actions.keep_lines.find_same", look)
    days = [date(2026, 1, 1) + timedelta(days=nth // 10) for nth in range(300)]
    drafts = [
        LineDraft(f"n{nth}", day, Dong(20_000), account="0123499999", reference=f"REF{nth:05}", text="mua hang")
        for nth, day in enumerate(days)
    ]
    told = frozenset({Source.NOTICE})
    kept = [
        KeptLine(new_id(), each.booked_on, 20_000, each.account, None, each.reference, each.text, told)
        for each in drafts
    ]
    monkeypatch.setattr("ecoop.payments.actions.keep_lines._kept", lambda *_given: kept)
    merged = _merge(shop.act["org_id"], {each.key: each for each in drafts}, Paper(Source.STATEMENT, new_id()), ())
    assert merged == {draft.key: line.id for draft, line in zip(drafts, kept, strict=True)}
    # Not 300 × 300: of each day at most its own ten.
    assert looked <= 300 * 10
