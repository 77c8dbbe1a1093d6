"""The story of a day without a network as the guide tells it, while a phone plays it."""

from collections.abc import Mapping

from tests.stories.telling import Telling

BEGUN = (
    "1. Quét mã của hợp tác xã, mở cửa hàng, bán lần đầu",
    """Chị Mai chưa ghi sổ bao giờ. Chị quét mã QR dán ở văn phòng hợp tác xã, nhập số điện thoại và mã trong tin nhắn,
chọn ngành **Tạp hóa** theo hình. Hàng mẫu đã có sẵn giá; lần bán đầu tiên mất {taps} chạm, chưa đến năm phút kể từ
lúc quét.""",
)
GIVEN = (
    "2. Xin vào hợp tác xã, rồi giao sổ",
    """Đơn điền ngay trên máy, hợp tác xã quyết định ở bàn làm việc, máy báo đã kết nạp. Muốn có người xem sổ giúp, chị
bấm **Để hợp tác xã giữ sổ**: máy nói rõ ai sẽ mở sổ ({accountant}), họ làm được gì và không làm được gì. Lấy lại lúc
nào cũng được.""",
)
TAX_OF_A_DAY = (
    "5. Thế thì thuế bao nhiêu?",
    """Chưa phải nộp. Máy cho biết còn cách ngưỡng một năm {left}, theo điều luật nào, và sổ nào đang tự ghi
(S1a-HKD).""",
)
TAX_OF_THE_YEAR = (
    "6. Kế toán của hợp tác xã có đủ",
    """Cô Lan mở **Sổ tôi giữ**: cửa hàng của chị Mai nằm đó, doanh thu đúng đến từng đồng. Cô ghi thêm số đã bán trước
đó theo sổ tay của chị, {notebook}. Thẻ thuế trên máy của chị đổi theo, tờ khai lập sẵn; chị xem, bấm **Số này đúng**,
và tự nộp.""",
)
TAKEN_BACK = (
    "7. Lấy sổ về",
    """Một lần bấm: từ lúc đó không ai của hợp tác xã mở được sổ nữa. Những gì đã ghi vẫn còn, và là của chị.""",
)
MEANS = {"cash": "Tiền mặt", "bank": "Chuyển khoản QR", "credit": "Ghi nợ"}


def begin_telling() -> Telling:
    """Begin the page."""
    telling = Telling("story-a-day-offline.md")
    telling.heading("Một ngày bán hàng không có mạng", level=1)
    telling.say(
        """Câu chuyện này được chạy thật mỗi lần kiểm thử, trên trình duyệt cỡ điện thoại và một máy chủ thật: chị Mai
bán, cô Hoa là giám đốc, cô Lan là kế toán của HTX Chợ Quê."""
    )
    return telling


def tell(telling: Telling, chapter: tuple[str, str], **facts: object) -> None:
    """Tell a chapter in words."""
    heading, words = chapter
    telling.heading(heading)
    telling.say(words.format(**facts))


def tell_the_day(telling: Telling, *, means: Mapping[str, int], left_vnd: int, came_count: int) -> None:
    """Tell what was sold, by how it was paid."""
    telling.heading("3. Cả ngày không có mạng: 25 lần bán")
    telling.say(
        """Giá ghi tắt (50, 1tr2), cân lẻ (1,5 kg, 3 lạng), giảm giá, tiền thối, QR, ghi nợ, khách trả lại hàng. Máy giữ
hết; có mạng là gửi, mỗi lần bán vào sổ đúng một lần. Số dưới đây đã trừ hàng khách trả."""
    )
    rows = [(label, means[code]) for code, label in MEANS.items()]
    telling.table(["Cách trả", "Số tiền (đ)"], [*rows, ("Tất cả", left_vnd)])
    telling.say(
        f"""Ngân hàng báo về {came_count} khoản chuyển; mỗi khoản tìm đúng lần bán của nó, màn hình **Tiền QR hôm nay**
ghi *đã về*."""
    )


def tell_the_box(telling: Telling, *, bought_vnd: int, spent_vnd: int, counted_vnd: int, owed_vnd: int) -> None:
    """Tell what was paid out, what lay in the box, and who owes."""
    telling.heading("4. Cuối ngày: đếm tiền")
    rows = [("Mua hàng, có ảnh hóa đơn", bought_vnd), ("Tiền điện", spent_vnd), ("Tiền mặt đếm được", counted_vnd)]
    telling.table(["Khoản", "Số tiền (đ)"], [*rows, ("Khách còn nợ", owed_vnd)])
    telling.say("Số đếm được bằng số phải có, đúng đến từng đồng.")
