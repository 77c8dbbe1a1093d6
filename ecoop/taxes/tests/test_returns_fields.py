"""The fields of returns, with figures made by pencil; and the file against a skeleton of tags written by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import strategies as some
from lxml import etree

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import SECTORS, HouseholdTax
from ecoop.taxes.calc.return_file import FileForm, file_form, return_file
from ecoop.taxes.calc.return_forms import CODES, SHELL, form_version, rows_of_sectors
from ecoop.taxes.calc.returns import PlaceOfBusiness, ReturnGiven, Sold, Taxpayer, list_differences
from ecoop.taxes.calc.returns_quarter import fill_quarter, split_fairly
from ecoop.taxes.calc.returns_xml import BYTE_ORDER_MARK, escape, file_name
from ecoop.taxes.calc.returns_year import fill_finalisation, fill_lease, fill_notice
from ecoop.taxes.errors import FormIsNotBuilt
from ecoop.taxes.queries import compute_household_tax

MAIN = PlaceOfBusiness("main", "00001", "Cửa hàng A & B", "Xóm 1", "05443", "Xã Tân Cương", "19", "Tỉnh Thái Nguyên")
STALL = PlaceOfBusiness("stall", "00002", "Sạp <chợ> Thái", "Chợ Thái")
WHO = Taxpayer("Hộ Trần Văn Năm", "019070000002", "Xóm 1", phone="0912000002", representative="Trần Văn Năm")
DUE = date(2026, 11, 2)
ROWS = dict(zip(SECTORS, "abcdđe", strict=True))
CUT = Decimal("0.20")
SKELETONS = Path(__file__).parents[4] / "shared" / "data" / "tax-returns"


def _tax(**given: Any) -> HouseholdTax:
    return compute_household_tax(given={"year": 2026, "switches": {"nq43": False}, **given})


def _quarters(*amounts: dict[str, int], **given: Any) -> HouseholdTax:
    return _tax(quarters=[{"revenue": amount} for amount in amounts], **given)


def _given(tax: HouseholdTax, period: str, *sold: Sold, form: str = "01/CNKD", **more: Any) -> ReturnGiven:
    return ReturnGiven(form, period, tax, WHO, DUE, places=(MAIN, STALL), sold=sold, **more)


def _sold(place: PlaceOfBusiness, sector: str, amount: int, *, channel: str = "shop", cut: int = 0) -> Sold:
    return Sold(place.id, channel, sector, Dong(amount), Dong(cut))


DER_13 = ({"goods": 400_000_000}, {"goods": 500_000_000}, {"goods": 600_000_000}, {"goods": 500_000_000})


def test_the_deduction_moves_through_the_quarters_and_places() -> None:
    """
    DER-13: of the billion 400 and 500 million are used in the first two quarters, so 100 million are left for the
    third: VAT 1 % of 600 million is 6.000.000, PIT 0,5 % of 500 million 2.500.000. The shop sold 450 million and the
    stall 150: three quarters and one. VAT 4.500.000 and 1.500.000; the 100 million split 75 and 25 million; PIT 0,5 %
    of 375 million is 1.875.000 and of 125 million 625.000.
    """
    tax = _quarters(*DER_13, prior_year_over_threshold=True)
    sold = (_sold(MAIN, "goods", 450_000_000), _sold(STALL, "goods", 150_000_000))
    fields = fill_quarter(given=_given(tax, "2026-Q3", *sold), vat_cut_ratio=CUT, rows=ROWS)
    shop, stall = fields["lists"]["lines"]
    assert [shop[f"[{column}]"] for column in (11, 14, 15, 16, 17)] == [
        450_000_000,
        4_500_000,
        450_000_000,
        75_000_000,
        1_875_000,
    ]
    assert (stall["[14]"], stall["[16]"], stall["[17]"]) == (1_500_000, 25_000_000, 625_000)
    values = fields["values"]
    assert (values["[20][14]"], values["[20][17]"], values["balance"], values["[47]"]) == (
        6_000_000,
        2_500_000,
        0,
        8_500_000,
    )
    second = fill_quarter(given=_given(tax, "2026-Q2"), vat_cut_ratio=CUT, rows=ROWS)["values"]
    assert (second["[18][16]"], second["[18][17]"], second["balance"]) == (500_000_000, 0, 100_000_000)


def test_a_crossing_in_the_fourth_quarter_uses_what_the_deduction_has_left() -> None:
    """SRC-24: 825 of the billion are used before, so 175 of the last 275 million go out and PIT is on 100 million."""
    tax = _quarters(*[{"goods": 275_000_000}] * 4)
    fields = fill_quarter(given=_given(tax, "2026-Q4"), vat_cut_ratio=CUT, rows=ROWS)
    assert fields["values"]["[18][11]"] == 275_000_000
    assert (fields["values"]["[18][16]"], fields["values"]["[20][17]"]) == (175_000_000, 500_000)


def test_quarters_before_the_crossing_join_the_first_return_if_the_whole_year_bears_vat() -> None:
    """Three quarters of 275 million with the fourth are 1.100 million; VAT 1 % of them is 11.000.000."""
    tax = _quarters(*[{"goods": 275_000_000}] * 4, switches={"nq43": False, "vat_on_crossing": "whole_year"})
    values = fill_quarter(given=_given(tax, "2026-Q4"), vat_cut_ratio=CUT, rows=ROWS)["values"]
    assert (values["[18][11]"], values["[18][14]"], values["[20][14]"]) == (1_100_000_000, 11_000_000, 11_000_000)
    assert (values["[18][16]"], values["[20][17]"]) == (1_000_000_000, 500_000)


def test_what_is_cut_at_one_place_bears_less_of_the_group_s_vat() -> None:
    """
    Roasting for others, 150 million at 3 %: 4.500.000. The shop's 100 million are cut by a fifth and weigh 80, the
    stall's 50 weigh 50: 80/130 of 4.500.000 is 2.769.230,77 and 50/130 is 1.730.769,23; the larger rest is rounded up.
    """
    tax = _quarters(*[{"goods": 500_000_000, "production_transport": 150_000_000}] * 4, prior_year_over_threshold=True)
    sold = (
        _sold(MAIN, "goods", 500_000_000),
        _sold(MAIN, "production_transport", 100_000_000, cut=100_000_000),
        _sold(STALL, "production_transport", 50_000_000),
    )
    lines = fill_quarter(given=_given(tax, "2026-Q4", *sold), vat_cut_ratio=CUT, rows=ROWS)["lists"]["lines"]
    assert [(line["place"], line["row"], line["[14]"]) for line in lines] == [
        ("main", "a", 5_000_000),
        ("main", "d", 2_769_231),
        ("stall", "d", 1_730_769),
    ]


def test_platforms_without_payment_stand_in_part_two_and_pay_at_the_head_office() -> None:
    tax = _quarters(*DER_13, prior_year_over_threshold=True)
    sold = (_sold(STALL, "goods", 400_000_000), _sold(STALL, "goods", 200_000_000, channel="platform_notice"))
    fields = fill_quarter(given=_given(tax, "2026-Q3", *sold), vat_cut_ratio=CUT, rows=ROWS)
    assert [(line["part"], line["[11]"]) for line in fields["lists"]["lines"]] == [
        ("I", 400_000_000),
        ("II", 200_000_000),
    ]


def test_income_method_pays_pit_at_the_head_office() -> None:
    """VAT by place: 1 % of 600 and 400 million. The advance 0,5 % of the billion is paid at the head office alone."""
    tax = _quarters(
        *[{"goods": 1_000_000_000}] * 4, costs=3_600_000_000, method="income", prior_year_over_threshold=True
    )
    sold = (_sold(MAIN, "goods", 600_000_000), _sold(STALL, "goods", 400_000_000))
    fields = fill_quarter(given=_given(tax, "2026-Q1", *sold), vat_cut_ratio=CUT, rows=ROWS)
    paid = {(row["place"], row["tax"]): row["[40]"] for row in fields["lists"]["payments"]}
    assert paid == {("main", "vat"): 6_000_000, ("stall", "vat"): 4_000_000, ("main", "pit"): 5_000_000}
    assert fields["values"]["balance"] == 0


@each(
    shares=some.lists(some.integers(min_value=0, max_value=10**12), min_size=1, max_size=6),
    total=some.integers(min_value=-(10**10), max_value=10**10),
)
def test_a_split_tax_adds_up(shares: list[int], total: int) -> None:
    assert sum(split_fairly(total_vnd=Dong(total), weights=shares)) == total


@each(amounts=some.lists(some.integers(min_value=0, max_value=900_000_000), min_size=8, max_size=8))
def test_lines_add_up_to_the_return_and_quarters_to_the_year(amounts: list[int]) -> None:
    pairs = list(zip(amounts[::2], amounts[1::2], strict=True))
    tax = _quarters(*[{"goods": one + two} for one, two in pairs], prior_year_over_threshold=True)
    vat = pit = 0
    for due in tax.returns:
        if due.form != "01/CNKD":
            return
        one, two = pairs[int(due.period[-1]) - 1]
        given = _given(tax, due.period, _sold(MAIN, "goods", one), _sold(STALL, "goods", two))
        fields = fill_quarter(given=given, vat_cut_ratio=CUT, rows=ROWS)
        lines, values = fields["lists"]["lines"], fields["values"]
        for column in (11, 14, 15, 16, 17):
            assert sum(line[f"[{column}]"] for line in lines) == values[f"[18][{column}]"]
        assert all(0 <= line["[16]"] <= line["[11]"] for line in lines)
        assert values["[18][14]"] - values["[19][14]"] == values["[20][14]"] == due.vat_vnd
        assert values["[18][17]"] - values["[19][17]"] == values["[20][17]"] == due.pit_vnd
        assert values["[47]"] == values["[20][14]"] + values["[20][17]"]
        vat, pit = vat + values["[20][14]"], pit + values["[20][17]"]
    assert (vat, pit) == (tax.vat_vnd, tax.pit_vnd)


def test_a_notice_tells_revenue_and_claims_what_was_paid() -> None:
    """DER-20: at one billion nothing is due; 10.000.000 VAT and 2.500.000 PIT of April come back: 12.500.000."""
    tax = _tax(revenue={"goods": 1_000_000_000})
    sold = (_sold(MAIN, "goods", 700_000_000), _sold(MAIN, "goods", 300_000_000, channel="platform_paid"))
    given = _given(tax, "2026", *sold, form="01/TKN-CNKD", paid=(10_000_000, 2_500_000))
    values = fill_notice(given=given, rows=ROWS)["values"]
    assert (values["[08]"], values["[08a]"], values["[09a]"], values["[11]"]) == (
        700_000_000,
        700_000_000,
        300_000_000,
        1_000_000_000,
    )
    assert (values["[12]"], values["[13]"]) == (0, 0)
    assert (values["[41]"], values["[42]"], values["[43]"]) == (10_000_000, 2_500_000, 12_500_000)
    half = fill_notice(given=_given(tax, "2026-H1", form="01/TKN-CNKD", paid=(10_000_000, 0)), rows=ROWS)
    assert (half["values"]["[43]"], half["head"]["[01b]"]) == (0, "1/2026")


def test_a_finalisation_credits_what_was_withheld_and_paid() -> None:
    """
    DER-27: revenue 4.000 million less costs 3.600 is 400 million; 17 % is 68.000.000; less 12.500.000 withheld and
    7.500.000 paid in advance, 48.000.000 are due.
    """
    tax = _tax(
        revenue={"goods": 1_500_000_000},
        platform={"revenue": {"goods": 2_500_000_000}, "withheld_vat_vnd": 25_000_000, "withheld_pit_vnd": 12_500_000},
        costs=3_600_000_000,
        method="income",
    )
    sold = (_sold(MAIN, "goods", 1_500_000_000), _sold(MAIN, "goods", 2_500_000_000, channel="platform_paid"))
    costs = {"materials": Dong(3_000_000_000), "wages": Dong(400_000_000), "other": Dong(200_000_000)}
    given = _given(
        tax,
        "2026",
        *sold,
        form="02/CNKD-TNCN-QTT",
        costs_vnd=costs,
        withheld=(25_000_000, 12_500_000),
        paid=(0, 7_500_000),
    )
    values = fill_finalisation(given=given)["values"]
    expected = {
        "[09]": 4_000_000_000, "[09a]": 1_500_000_000, "[09b]": 2_500_000_000, "[09c]": 0, "[10]": 3_600_000_000,
        "[10a]": 3_000_000_000, "[10b]": 400_000_000, "[10c]": 0, "[10e]": 200_000_000, "[11]": 400_000_000,
        "[12]": "17 %", "[13]": 68_000_000, "[14]": 12_500_000, "[15]": 7_500_000, "[16]": 48_000_000, "[17]": 0,
        "[18]": 48_000_000, "[19]": 0, "[21]": 0,
    }  # fmt: skip
    assert {code: values[code] for code in expected} == expected
    over = fill_finalisation(given=_given(tax, "2026", *sold, costs_vnd=costs, paid=(0, 70_000_000)))["values"]
    assert (over["[16]"], over["[18]"], over["[19]"], over["[21]"]) == (0, 0, 2_000_000, 2_000_000)


def test_a_lease_return_lists_each_place_let() -> None:
    """SRC-13: 1.500 million of rent: VAT 5 % is 75.000.000, PIT 5 % of 500 million is 25.000.000."""
    tax = _tax(leases=[{"id": "main", "revenue": 900_000_000}, {"id": "stall", "revenue": 600_000_000}])
    sold = (_sold(MAIN, "real_estate_lease", 900_000_000), _sold(STALL, "real_estate_lease", 600_000_000))
    fields = fill_lease(given=_given(tax, "2026", *sold, form="01/BĐS"))
    assert fields["values"] == {"[10]": 1_500_000_000, "[11]": 1_000_000_000, "[12]": 75_000_000, "[13]": 25_000_000}
    assert [row["[10]"] for row in fields["lists"]["leases"]] == [900_000_000, 600_000_000]


def test_differences_name_the_field_and_the_row() -> None:
    tax = _quarters(*DER_13, prior_year_over_threshold=True)
    before, after = (
        fill_quarter(given=_given(tax, "2026-Q3", _sold(place, "goods", 600_000_000)), vat_cut_ratio=CUT, rows=ROWS)
        for place in (MAIN, STALL)
    )
    found = {(each.row, each.code): each.change_vnd for each in list_differences(before=before, after=after)}
    assert found["Sạp <chợ> Thái", "[11]"] == 600_000_000
    assert found["Cửa hàng A & B", "[11]"] == -600_000_000
    assert list_differences(before=before, after=before) == []


@pytest.mark.parametrize(
    ("form", "period", "known_on", "version"),
    [
        ("01/CNKD", "2026-Q1", date(2026, 4, 15), "TT 18/2026"),
        ("01/CNKD", "2026-Q1", date(2026, 5, 13), "TT 50/2026"),
        ("01/CNKD", "2026-Q3", date(2026, 11, 22), "TT 50/2026"),
        ("01/TKN-CNKD", "2026", date(2026, 4, 15), "TT 18/2026"),
        ("01/TKN-CNKD", "2026-H1", date(2026, 7, 15), "TT 50/2026"),
        ("01/TKN-CNKD", "2026", date(2027, 1, 15), "TT 89/2026"),
        ("02/CNKD-TNCN-QTT", "2026", date(2027, 3, 15), "TT 89/2026"),
        ("02/CNKD-TNCN-QTT", "2026", date(2026, 4, 15), "TT 18/2026"),
        ("01/BĐS", "2026", date(2026, 4, 15), "TT 18/2026"),
        ("01/BĐS", "2026", date(2027, 1, 15), "TT 50/2026"),
    ],
)
def test_the_version_of_a_form(form: str, period: str, known_on: date, version: str) -> None:
    law = lawbook.on(date(2026, 12, 31), known_on=known_on)
    assert form_version(law=law, form=form, period=period, known_on=known_on).version == version


def test_the_forms_of_2021_cannot_be_filled_in() -> None:
    law = lawbook.on(date(2026, 12, 31), known_on=date(2026, 3, 5))
    with pytest.raises(FormIsNotBuilt):
        form_version(law=law, form="01/XSBHĐC", period="2026", known_on=date(2026, 3, 5))


def _form(form: str = "01/CNKD", period: str = "2026-Q3") -> FileForm:
    law = lawbook.on(date(2026, 12, 31), known_on=date(2026, 11, 22))
    version = form_version(law=law, form=form, period=period, known_on=date(2026, 11, 22))
    return file_form(version=version, shell=law.form(SHELL), codes=law.table(CODES))


def _file(number: int = 0) -> bytes:
    tax = _quarters(*DER_13, prior_year_over_threshold=True)
    sold = (_sold(MAIN, "goods", 450_000_000), _sold(STALL, "goods", 150_000_000))
    fields = fill_quarter(given=_given(tax, "2026-Q3", *sold), vat_cut_ratio=CUT, rows=ROWS)
    return return_file(
        form=_form(), period="2026-Q3", number=number, fields=fields, taxpayer=WHO, places=(MAIN, STALL), made_on=DUE
    )


def test_the_file_is_xml_with_the_marks_of_the_tax_office_s_program() -> None:
    written = _file(number=2)
    assert written.startswith(BYTE_ORDER_MARK)
    assert b"\r\n" in written
    assert written.count(b"\n") == written.count(b"\r\n")
    root = etree.fromstring(written)
    space = {"t": "http://kekhaithue.gdt.gov.vn/TKhaiThue"}

    def texts(tag: str) -> list[str | None]:
        return [each.text for each in root.iterfind(f".//t:{tag}", space)]

    assert root.tag == "{http://kekhaithue.gdt.gov.vn/TKhaiThue}HSoThueDTu"
    assert (texts("maTKhai"), texts("loaiTKhai"), texts("soLan")) == (["1266"], ["B"], ["2"])
    assert (texts("kyKKhai"), texts("kyKKhaiTuNgay"), texts("kyKKhaiDenNgay")) == (
        ["3/2026"],
        ["01/07/2026"],
        ["30/09/2026"],
    )
    assert texts("ten_diaDiemKD") == ["Cửa hàng A & B", "Sạp <chợ> Thái"]
    assert (texts("ct14_soThue"), texts("soThueTNCN_ct17"), texts("tongTienCT47")) == (
        ["4500000", "1500000"],
        ["2500000"],
        ["8500000"],
    )


# The tags in the order of the form, written down by hand; what repeats stands once.
TREE = """
HSoKhaiThue TTinChung TTinDVu maDVu tenDVu pbanDVu ttinNhaCCapDVu TTinTKhaiThue TKhaiThue maTKhai tenTKhai moTaBMau
pbanTKhaiXML loaiTKhai soLan KyKKhaiThue kieuKy kyKKhai kyKKhaiTuNgay kyKKhaiDenNgay kyKKhaiTuThang kyKKhaiDenThang
maCQTNoiNop tenCQTNoiNop ngayLapTKhai GiaHan maLyDoGiaHan lyDoGiaHan nguoiKy ngayKy nganhNgheKD NNT mst tenNNT
dchiNNT dthoaiNNT emailNNT CTieuTKhaiChinh mst_cu KhaiThueGTGTTNCN KinhDoanhDiaDiemCoDinh DoanhThuThueGTGTTNCN stt
truSoChinh mst_diaDiemKD ma_diaDiemKD ten_diaDiemKD diaChi_diaDiemKD diaChi ma_xaPhuong ten_xaPhuong ma_tinh
ten_tinh CTietDoanhThu ct09_ma ct09_ten ct10 ct11 ct12 ct13 ct14_maTieuMuc ct14_tenTieuMuc ct14_soThue ct15 ct16
ct17_maTieuMuc ct17_tenTieuMuc ct17_soThue TongCongCT18 tongCT11 tongCT12 tongCT13 tongCT14 tongCT15 tongCT16
tongCT17 SoThueMienCT19 soThueDuocMienCT14 soThueDuocMienCT17 SoThueConPhaiNopCT20 soThueGTGT_ct14 soThueTNCN_ct17
KKhaiThueTTDB TongCongCT22 tongCT5 tongCT7 soThueMienCT23 soThueConPhaiNopCT24 KKhaiTaiNguyen ThueTaiNguyen
tongCongCT26 soThueMienCT27 soThueConPhaiNopCT28 ThueBVMT tongCongCT30 soThueMienCT31 soThueConPhaiNopCT32 PhiBVMT
tongCongCT34 soThueMienCT35 soThueConPhaiNopCT36 HoTroThongTinNopThue ChiTietThongTinNopTHue ct38_mst ct38_ma
ct38_ten ct39 ct40 soTienChenhLech ct41_ma ct42_ma ct43_maDBHC ct43_tenDBHC ct44_maCQThu ct44_tenCQThu ct45_maCQThue
ct45_tenCQThue ct46 tongTienCT47
"""


def _paths(document: bytes) -> list[str]:
    """Give the way to each tag from the root, once, in order."""
    found = dict[str, None]()
    for element in etree.fromstring(document).iter("{*}*"):
        way = [element, *element.iterancestors()]
        found["/".join(etree.QName(each).localname for each in reversed(way))] = None
    return list(found)


def test_the_tags_stand_in_the_order_of_the_skeleton() -> None:
    assert [path.rpartition("/")[2] for path in _paths(_file())[1:]] == TREE.split()


@pytest.mark.skipif(not SKELETONS.is_dir(), reason="the research data do not lie beside this checkout")
def test_the_tags_are_those_of_the_skeleton_that_was_found() -> None:
    found = (SKELETONS / "01-CNKD-2026-skeleton.xml").read_bytes()
    assert _paths(_file()) == _paths(found)


@pytest.mark.parametrize("form", ["01/TKN-CNKD", "02/CNKD-TNCN-QTT", "01/BĐS"])
def test_the_yearly_forms_write_every_field(form: str) -> None:
    tax = _tax(revenue={"goods": 900_000_000})
    given = _given(tax, "2026", _sold(MAIN, "goods", 900_000_000), form=form)
    fill = {"01/TKN-CNKD": lambda: fill_notice(given=given, rows=ROWS), "01/BĐS": lambda: fill_lease(given=given)}
    fields = fill.get(form, lambda: fill_finalisation(given=given))()
    written = return_file(
        form=_form(form, "2026"), period="2026", number=0, fields=fields, taxpayer=WHO, places=(MAIN,), made_on=DUE
    )
    tags = {path.rpartition("/")[2] for path in _paths(written)}
    assert {"ct" + code.strip("[]").replace("đ", "dd") for code in fields["values"]} <= tags


def test_the_name_of_the_file() -> None:
    name = file_name(tax_code="019070000002", file="01_CNKD_TT50", period="2026-Q3", number=1)
    assert name == "019070000002000-01_CNKD_TT50-Q32026-L01.xml"
    assert file_name(tax_code="1", file="F", period="2026", number=0) == "1000-F-Y2026-L00.xml"


def test_the_form_s_rows_come_from_the_law() -> None:
    assert rows_of_sectors(law=lawbook.on(date(2026, 12, 31))) == ROWS


def test_what_xml_minds_is_escaped_and_what_it_cannot_hold_is_dropped() -> None:
    assert escape("a & b < c > \"d\" 'e'") == "a &amp; b &lt; c &gt; &quot;d&quot; &apos;e&apos;"
    assert escape("a\x00\x0b\ud800\uffffb\tc") == "ab\tc"
    assert (escape(7), escape("Chợ Thái")) == ("7", "Chợ Thái")
