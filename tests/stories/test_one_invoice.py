"""One delivery followed all the way: invoice, sale, entry, book, tax; and the cooperative's trade, fund and share."""

from datetime import date
from decimal import Decimal
from typing import Any

from demo.resolutions import not_before, pass_on_paper
from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.actions.decide_year import decide_year
from ecoop.distribution.actions.share_year import share_year
from ecoop.distribution.queries import OwnShare, find_own_share, get_year_end
from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.tests.samples import SampleInvoice, SampleLine, write_invoice
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import get_entry_by_number, list_findings
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.calc import DealingKind, Means, Side
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from ecoop.taxes.calc.books import year_of
from ecoop.taxes.queries import get_book, get_household_year, walk_book_lines
from tests.cast import BEGAN_AT, Cast
from tests.stories.telling import Telling, cited, side_name

DELIVERED_ON = date(2026, 3, 12)
DECIDED_ON = date(2027, 3, 20)
WORTH = Dong(1_100_000_000)
MILLION = 1_000_000


def test_one_invoice_from_its_file_to_the_share_it_earns(cast: Cast) -> None:
    """The pencil stands in each chapter below; `docs/guide/story-one-invoice.md` is what was told."""
    telling = Telling("story-one-invoice.md")
    telling.heading("Một hóa đơn: từ tệp XML đến thuế và phần thu nhập được chia", level=1)
    telling.say(
        "Câu chuyện này được chạy thật mỗi lần kiểm thử; mỗi con số dưới đây là con số trong sổ. "
        "Chú Năm làm chè, là thành viên chính thức của HTX Chè Tân Cương; cô Lan giữ sổ của hợp tác xã."
    )
    _sell_by_invoice(cast, telling)
    _pay_tax(cast, telling)
    stage = _trade_with_the_cooperative(cast, telling)
    _share_the_year(cast, telling, stage)
    telling.end()


def _sell_by_invoice(cast: Cast, telling: Telling) -> None:
    """
    2026-03-12  Nợ 111/112  Có revenue of production  1.100.000.000   5,500 kg at 200,000
    """
    telling.heading("1. Hóa đơn điện tử trở thành chứng từ và bút toán của hộ")
    sample = SampleInvoice(
        number=1,
        issued_on=DELIVERED_ON,
        lines=[SampleLine("Chè búp khô", Decimal(5_500), Decimal(200_000))],
        seller_tax_code="019070000002",
        seller_name=cast.nam_household.name,
        buyer_tax_code="4600000014",
        buyer_name=cast.coop.name,
    )
    act: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": BEGAN_AT}
    with cast.inside(cast.nam_household, cast.nam):
        open_books(chart="household", starts_on=FOUNDED_ON, **act)
        file = IncomingFile("chu-nam-1.xml", write_invoice(sample))
        (read,) = import_invoices(files=[file], **act)
        (again,) = import_invoices(files=[file], **act)
        assert (read.status, again.status) == ("imported", "known")
        assert read.invoice_id is not None
        (booked,) = book_invoices(invoice_ids=[read.invoice_id], sector="production_transport", **act)
        assert booked.document_kind == "trade.sale"
        entry = get_entry_by_number(org_id=cast.nam_household.id, year=2026, number=1)
    assert [posting.amount_vnd for posting in entry.postings] == [WORTH]
    telling.say(
        "Chú Năm nhập tệp `chu-nam-1.xml`: 5.500 kg chè, 200.000 đ một kg. "
        "Chữ ký và phép cộng của hóa đơn được kiểm tra; nhập lại lần nữa thì không có gì thêm."
    )
    telling.table(
        ["Số bút toán", "Ngày", "Nợ", "Có", "Số tiền (đ)"],
        [(entry.label, f"{entry.entry_on:%d/%m/%Y}", p.debit, p.credit, p.amount_vnd) for p in entry.postings],
    )


def _pay_tax(cast: Cast, telling: Telling) -> None:
    """VAT 3 % of all 1,100,000,000 = 33,000,000; PIT 1.5 % of what is above 1,000,000,000 = 1,500,000."""
    telling.heading("2. Sổ S2a-HKD và thuế năm 2026 của hộ")
    with cast.inside(cast.nam_household, cast.nam):
        book = get_book(org_id=cast.nam_household.id, code="s2a", period=year_of(2026))
        (line,) = walk_book_lines(org_id=cast.nam_household.id, book=book, block=book.sheets[0].blocks[0])
        tax = get_household_year(org_id=cast.nam_household.id, year=2026)
    number, on, _text, amount_vnd = line.cells
    assert (amount_vnd, on) == (WORTH, DELIVERED_ON)
    assert (tax.vat_vnd, tax.pit_vnd) == (33_000_000, 1_500_000)
    telling.say("Dòng của hóa đơn trong sổ, rồi thuế theo phương pháp tỷ lệ, mỗi bước một điều luật:")
    telling.table(["Ngày", "Số bút toán", "Doanh thu (đ)"], [(f"{on:%d/%m/%Y}", number, amount_vnd)])
    steps = [step for step in tax.steps if step.law]
    telling.table(
        ["Bước", "Kết quả (đ)", "Căn cứ"],
        [(step.label, step.value, cited(step.law)) for step in steps if step.law],
    )
    telling.table(
        ["Thuế", "Số tiền (đ)"],
        [("Thuế giá trị gia tăng", tax.vat_vnd), ("Thuế thu nhập cá nhân", tax.pit_vnd)],
    )


def _trade_with_the_cooperative(cast: Cast, telling: Telling) -> Stage:
    """Inside: 50,000,000 of supplies to Hoa (cost 30,000,000). Outside: tea at 1,500,000,000, cost 1,100,000,000."""
    telling.heading("3. Cùng lô chè ấy trong sổ của hợp tác xã")
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        open_books(chart="cooperative", starts_on=FOUNDED_ON, **act)
        stage = set_the_stage(cast)
        capital = ((stage.nam, 10), (stage.hoa, 10), (stage.capital_only, 20))
        record_contributions(
            contributions=[
                Contribution(new_id(), member, FOUNDED_ON, Means.BANK, Dong(millions * MILLION))
                for member, millions in capital
            ],
            **act,
        )
        record_dealings(dealings=_list_dealings(stage), **act)
    telling.say(
        "Cô Lan ghi vốn góp (chú Năm và chị Hoa mỗi người 10 triệu, Công ty Vốn 20 triệu) và ba giao dịch. "
        "Mua của chú Năm và bán cho chị Hoa là nội bộ, vì họ là thành viên chính thức và có thỏa thuận bằng văn bản "
        "(Luật 17/2023/QH15, Điều 4, khoản 1)."
    )
    telling.table(
        ["Giao dịch", "Bên", "Giá trị (đ)", "Giá vốn (đ)"],
        [(line.text, side_name(line.side), line.value_vnd, line.cost_vnd) for line in _list_dealings(stage)],
    )
    return stage


def _list_dealings(stage: Stage) -> list[DealingDraft]:
    bought = DealingDraft(
        id=new_id(),
        dealt_on=DELIVERED_ON,
        side=Side.INTERNAL,
        kind=DealingKind.PURCHASE,
        means=Means.CREDIT,
        text="Mua chè của chú Năm, hóa đơn số 1",
        value_vnd=WORTH,
        member_id=stage.nam,
        agreement_id=stage.nam_agreement,
    )
    supplied = DealingDraft(
        id=new_id(),
        dealt_on=date(2026, 4, 2),
        side=Side.INTERNAL,
        kind=DealingKind.GOODS,
        means=Means.BANK,
        text="Bán phân bón cho chị Hoa",
        value_vnd=Dong(50 * MILLION),
        cost_vnd=Dong(30 * MILLION),
        member_id=stage.hoa,
        agreement_id=stage.hoa_agreement,
    )
    sold = DealingDraft(
        id=new_id(),
        dealt_on=date(2026, 5, 8),
        side=Side.EXTERNAL,
        kind=DealingKind.PRODUCT,
        means=Means.BANK,
        text="Bán chè ra ngoài",
        value_vnd=Dong(1_500 * MILLION),
        cost_vnd=WORTH,
    )
    return [bought, supplied, sold]


def _share_the_year(cast: Cast, telling: Telling, stage: Stage) -> None:
    """
    Inside 20,000,000: fund 2 % = 400,000; of 19,600,000 60 % = 11,760,000 by use, for nobody worked: Năm 1,100 to
    Hoa 50, so 11,248,696 and 511,304; 7,840,000 by capital 1 : 1 : 2.
    Outside 400,000,000: fund 5 % = 20,000,000; half of 380,000,000 by use: 181,739,130 and 8,260,870; half by capital:
    47,500,000 each and 95,000,000.
    Năm: 11,248,696 + 1,960,000 + 181,739,130 + 47,500,000 = 242,447,826.
    """
    telling.heading("4. Cuối năm: quỹ chung không chia và phần của mỗi thành viên")
    act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        close_year(year=2026, today=date(2027, 1, 20), **act)
        says = {"year": 2026, "other_funds": [], "losses_carried_vnd": 0}
        paper: dict[str, Any] = {"matter": "distribution", "parameters": says, "passed_on": DECIDED_ON}
        later = {**act, "now": not_before(day=DECIDED_ON, now=BEGAN_AT)}
        passed_id = pass_on_paper(number="NQ 02/2027", **paper, **later)
        decide_year(year=2026, resolution_id=passed_id, **later)
        share_year(year=2026, **act)
        year_end = get_year_end(org_id=cast.coop.id, year=2026)
        assert list_findings(org_id=cast.coop.id) == []
    totals = {share.member_id: share.total_vnd for share in year_end.shares}
    assert [totals[one] for one in (stage.nam, stage.hoa, stage.capital_only, stage.use_only)] == [
        242_447_826,
        58_232_174,
        98_920_000,
        0,
    ]
    telling.say("Đại hội thành viên ngày 20/03/2027 quyết định theo nghị quyết NQ 02/2027; cô Lan thực hiện một lần:")
    telling.table(
        ["Bên", "Bước", "Số tiền (đ)", "Còn lại (đ)", "Căn cứ"],
        [
            (side_name(step.side), step.label, step.value_vnd, step.left_vnd, cited(step.article))
            for step in year_end.steps
        ],
    )
    _tell_own_share(cast, telling)


def _tell_own_share(cast: Cast, telling: Telling) -> None:
    telling.heading("5. Chú Năm xem phần của mình")
    with cast.inside(cast.nam_household, cast.nam):
        share = find_own_share(member_org_id=cast.nam_household.id, year=2026)
    assert isinstance(share, OwnShare)
    assert share.total_vnd == 242_447_826
    assert [line.text for line in share.dealings] == ["Mua chè của chú Năm, hóa đơn số 1"]
    telling.say(
        f"Trang “Phần của tôi” của chú Năm: {share.cooperative}, năm {share.year}. Mỗi phần đi từ lượng chè chú giao "
        "và vốn chú góp đến điều luật; chú không thấy phần của ai khác."
    )
    telling.table(
        ["Phần", "Bên", "Số đem chia (đ)", "Của chú (đ)", "Của tất cả (đ)", "Chú được (đ)", "Căn cứ"],
        [
            (
                part.label,
                side_name(part.side),
                part.pot_vnd,
                part.own_vnd,
                part.all_vnd,
                part.amount_vnd,
                cited(part.article),
            )
            for part in share.parts
        ],
    )
    telling.say(f"Cộng: **{share.total_vnd:,} đ**.".replace(",", "."))
