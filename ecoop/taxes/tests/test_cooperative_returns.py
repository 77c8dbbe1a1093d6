"""Returns of a cooperative: from its books to the form, the paper and the file; filed, corrected, refused."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.ledger.queries.pairs import list_pairs_by_month
from ecoop.taxes.actions.correct_return import correct_return
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from ecoop.taxes.errors import FileIsNotKnown, ReturnIsNotDue
from ecoop.taxes.queries.return_pages import get_return_file, get_return_page, get_return_paper
from ecoop.taxes.queries.returns import ReturnFacts, get_return_year
from ecoop.taxes.tests.coop_stage import NOW, live_a_year, open_coop, post
from ecoop.taxes.tests.test_cooperative_year import FACTS
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MILLION = 1_000_000
# Where the samples of others lie, if this machine has them; the tests of structure are left out without them.
SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "tax-returns"
BUDGET = 60


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def coop(cast: Cast) -> Cast:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast)
        live_a_year(cast=cast)
        record_tax_facts(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=NOW, **FACTS)
    return cast


def prepare(cast: Cast, form: str, period: str, now: datetime = NOW) -> ReturnFacts:
    """Prepare a return as cô Lan."""
    with cast.inside(cast.coop, cast.lan):
        return prepare_return(
            org_id=cast.coop.id, form=form, period=period, known_on=now.date(), by=cast.lan.id, now=now
        )


def test_a_vat_return_by_pencil(coop: Cast) -> None:
    kept = prepare(coop, "01/GTGT", "2026-Q3")
    values = kept.fields["values"]
    # Sold 500 million at 8 % and 100 million without tax; bought for 300 and, in cash, for 6 million.
    assert {code: values[code] for code in ("[26]", "[32]", "[33]", "[34]", "[35]")} == {
        "[26]": 100 * MILLION, "[32]": 500 * MILLION, "[33]": 40 * MILLION, "[34]": 600 * MILLION,
        "[35]": 40 * MILLION,
    }  # fmt: skip
    assert (values["[23]"], values["[24]"], values["[25]"]) == (306 * MILLION, 24_480_000, 24 * MILLION)
    assert (values["[36]"], values["[40]"], values["[43]"]) == (16 * MILLION, 16 * MILLION, 0)
    # 31 October 2026 is a Saturday.
    assert (kept.vat_vnd, kept.due_on) == (16 * MILLION, date(2026, 11, 2))


def test_the_identities_of_the_form_hold(coop: Cast) -> None:
    for quarter in range(1, 5):
        v = prepare(coop, "01/GTGT", f"2026-Q{quarter}").fields["values"]
        assert v["[27]"] == v["[29]"] + v["[30]"] + v["[32]"] + v["[32a]"]
        assert v["[28]"] == v["[31]"] + v["[33]"]
        assert (v["[34]"], v["[35]"]) == (v["[26]"] + v["[27]"], v["[28]"])
        assert v["[36]"] == v["[35]"] - v["[25]"]
        assert v["[40]"] == v["[40a]"] - v["[40b]"]
        assert v["[40a]"] - v["[41]"] == v["[36]"] - v["[22]"] + v["[37]"] - v["[38]"] - v["[39a]"]


def test_the_year_and_the_pay(coop: Cast) -> None:
    kept = prepare(coop, "03/TNDN", "2026")
    # As in test_cooperative_year: 1.333.333 × 17 %; 40 million were paid for the quarters.
    assert (kept.fields["values"]["tax"], kept.fields["values"]["paid"]) == (226_667, 40 * MILLION)
    assert kept.cit_vnd == 0
    assert kept.fields["values"]["over"] == 40 * MILLION - 226_667
    pay = prepare(coop, "05/KK-TNCN", "2026-Q2")
    assert (pay.fields["values"]["[21]"], pay.fields["values"]["[29]"], pay.pit_vnd) == (
        60 * MILLION,
        MILLION,
        MILLION,
    )


def test_what_is_not_due_is_refused(coop: Cast) -> None:
    for form, period in (("01/GTGT", "2026-07"), ("05/KK-TNCN", "2026"), ("01/CNKD", "2026-Q1")):
        with pytest.raises(ReturnIsNotDue):
            prepare(coop, form, period)


def test_a_filed_return_is_corrected_by_the_next_number(coop: Cast) -> None:
    kept = prepare(coop, "01/GTGT", "2026-Q3")
    with coop.inside(coop.coop, coop.lan):
        given: dict[str, Any] = {"org_id": coop.coop.id, "return_id": kept.id, "by": coop.lan.id, "now": NOW}
        record_filing(filed_on=date(2026, 10, 28), channel="etax", receipt="123", **given)
        post(
            org_id=coop.coop.id, by=coop.lan.id, on=date(2026, 9, 1),
            entries=[(("131", "5112", 10 * MILLION), ("131", "3331", 800_000))],
        )  # fmt: skip
        mended = correct_return(reason="Sót một hóa đơn", known_on=NOW.date(), **given)
        page = get_return_page(org_id=coop.coop.id, return_id=mended.id, today=NOW.date())
    assert (mended.number, mended.vat_vnd) == (1, 16_800_000)
    assert "[33]" in {each.code for each in page.corrections}


def tags_of(xml: bytes) -> list[str]:
    """List the tags of the form itself, in order; annexes by their first row."""
    root = ElementTree.fromstring(re.sub(rb' xmlns="[^"]+"', b"", xml.lstrip(b"\xef\xbb\xbf")))
    main = root.find(".//CTieuTKhaiChinh")
    assert main is not None
    return [each.tag for each in main.iter()]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
@pytest.mark.parametrize(
    ("form", "period", "sample"),
    [
        ("01/GTGT", "2026-Q2", "01-GTGT-TT80-skeleton.xml"),
        ("05/KK-TNCN", "2026-Q2", "05-KK-TNCN-TT80-skeleton.xml"),
    ],
)
def test_files_have_the_structure_of_the_samples(coop: Cast, form: str, period: str, sample: str) -> None:
    kept = prepare(coop, form, period)
    with coop.inside(coop.coop, coop.lan):
        file = get_return_file(org_id=coop.coop.id, return_id=kept.id)
    theirs = (SAMPLES / sample).read_bytes()
    assert tags_of(file.content) == tags_of(theirs)
    for tag in (b"maTKhai", b"pbanTKhaiXML", b"kieuKy", b"kyKKhai", b"kyKKhaiTuNgay", b"kyKKhaiDenNgay", b"tenTKhai"):
        wanted = re.search(b"<" + tag + b">([^<]*)<", theirs)
        assert wanted is not None
        assert b"<" + tag + b">" + wanted[1] + b"<" in file.content
    assert file.name.endswith("-Q22026-L00.xml")


def test_the_annex_names_what_the_cut_took_off(coop: Cast) -> None:
    kept = prepare(coop, "01/GTGT", "2026-Q2")
    with coop.inside(coop.coop, coop.lan):
        content = get_return_file(org_id=coop.coop.id, return_id=kept.id).content.decode()
    # 500 million at 8 % instead of 10 %: 10 million less.
    assert "<thueGTGTDuocGiam>10000000</thueGTGTDuocGiam>" in content
    assert "<tongCongGiaTriHHDV>500000000</tongCongGiaTriHHDV>" in content


def test_a_form_without_known_tags_has_paper_and_no_file(coop: Cast) -> None:
    kept = prepare(coop, "03/TNDN", "2026")
    with coop.inside(coop.coop, coop.lan):
        with pytest.raises(FileIsNotKnown):
            get_return_file(org_id=coop.coop.id, return_id=kept.id)
        paper = get_return_paper(org_id=coop.coop.id, return_id=kept.id)
    assert paper["is_confirmed"] is False
    assert ["total", "", "Thuế thu nhập doanh nghiệp phải nộp trong kỳ", [226_667]] in paper["tables"][0]["rows"]


def test_the_list_of_the_year(coop: Cast) -> None:
    with coop.inside(coop.coop, coop.lan):
        year = get_return_year(org_id=coop.coop.id, year=2026, today=NOW.date())
    assert [line.form for line in year.lines].count("01/GTGT") == 4
    assert {line.form for line in year.lines} == {"01/GTGT", "03/TNDN", "05/KK-TNCN"}
    assert year.refusal is None


def test_the_pages_answer_the_five_questions(coop: Cast, django_assert_max_num_queries: Any) -> None:
    kept = prepare(coop, "01/GTGT", "2026-Q3")
    listed = reverse("taxes:returns", args=[coop.coop.slug]) + "?year=2026"
    single = reverse("taxes:return", args=[coop.coop.slug, kept.id])
    for address in (listed, single):
        with django_assert_max_num_queries(BUDGET):
            assert coop.client(coop.lan).get(address).status_code == 200
        assert coop.client(coop.lan).post(address).status_code == 405
        assert Client().get(address).status_code == 302
        assert coop.client(coop.tu).get(address).status_code == 404
        assert coop.client(coop.hai).get(address).status_code == 200
    shown = coop.client(coop.lan).get(single).content.decode()
    assert "[32a]" in shown
    assert "16.000.000" in shown
    paper = reverse("taxes:return-paper", args=[coop.coop.slug, kept.id])
    assert coop.client(coop.lan).get(paper)["Content-Type"] == "application/pdf"
    # The control board reads and prepares nothing.
    prepared = coop.client(coop.hai).post(
        reverse("taxes:return-preparation", args=[coop.coop.slug]), {"form": "01/GTGT", "period": "2026-Q2"}
    )
    assert prepared.status_code == 403


def test_prepared_on_a_later_day_it_is_the_same_until_the_books_change(coop: Cast) -> None:
    first = prepare(coop, "01/GTGT", "2026-Q1")
    assert prepare(coop, "01/GTGT", "2026-Q1").id == first.id
    later = prepare(coop, "01/GTGT", "2026-Q1", datetime(2027, 2, 20, 3, tzinfo=UTC))
    assert later.fields == first.fields


def test_the_entry_of_a_return_is_posted_once(coop: Cast) -> None:
    kept, yearly = prepare(coop, "01/GTGT", "2026-Q3"), prepare(coop, "03/TNDN", "2026")
    client = coop.client(coop.lan)
    for each in (kept, yearly):
        address = reverse("taxes:return-entry", args=[coop.coop.slug, each.id])
        assert client.get(address).status_code == 405
        assert Client().post(address).status_code == 302
        assert coop.client(coop.tu).post(address).status_code == 404
        assert coop.client(coop.hai).post(address).status_code == 403
        assert client.post(address).status_code == 302
        assert client.post(address).status_code == 409
    with coop.inside(coop.coop, coop.lan):
        pairs = list_pairs_by_month(
            org_id=coop.coop.id, codes=["1331", "659"], from_on=date(2026, 1, 1), before_on=date(2027, 1, 1)
        )
    moved = {(pair.on.month, pair.debit, pair.credit): pair.amount_vnd for pair in pairs}
    # 24 million of input tax against 40 of output; of the 40 booked for the year, 226.667 were owed.
    assert moved[9, "3331", "1331"] == 24 * MILLION
    assert moved[12, "3334", "659"] == 40 * MILLION - 226_667


def test_the_tax_of_a_quarter_is_posted_once(coop: Cast) -> None:
    address = reverse("taxes:quarters", args=[coop.coop.slug, 2026])
    client = coop.client(coop.lan)
    given = {"quarter": "3", "amount_vnd": "2.000.000"}
    assert client.get(address).status_code == 405
    assert Client().post(address, given).status_code == 302
    assert coop.client(coop.tu).post(address, given).status_code == 404
    assert coop.client(coop.hai).post(address, given).status_code == 403
    assert client.post(address, given).status_code == 302
    # The same again is the same entry; another amount for the same quarter is refused.
    assert client.post(address, given).status_code == 302
    assert client.post(address, {**given, "amount_vnd": "3.000.000"}).status_code == 409
    assert client.post(address, {"quarter": "5", "amount_vnd": "1"}).status_code == 422
