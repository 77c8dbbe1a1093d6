"""The receipt on paper and in other hands: till rolls of 58 and 80 mm, sharing, and phones that cannot share."""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone import PHONE, a_till, go
from tests.browser.stage import Look, Stage

MM_AN_INCH = 25.4
POINTS_AN_INCH = 72
# What stands beyond the paper, and what stands on it that is no receipt.
BEYOND = """() => {
  const paper = document.documentElement.clientWidth;
  const isBeyond = box => box.width > 1 && (box.right > paper + 0.5 || box.left < -0.5);
  return [...document.querySelectorAll('.receipt *')]
    .filter(one => isBeyond(one.getBoundingClientRect())).map(one => one.outerHTML.slice(0, 80));
}"""
OTHERS = """() => [...document.querySelectorAll('button, a, header, nav, footer')]
  .filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 80))"""
SHARES = """([able, refuses]) => {
  delete document.body.dataset.handed;
  const share = async what => {
    document.body.dataset.handed = refuses || 'over';
    if (refuses) throw new DOMException('no', refuses);
    window.handed = { text: what.text, files: (what.files ?? []).map(one => [one.name, one.type, one.size]) };
  };
  Object.defineProperty(navigator, 'share', { configurable: true, value: able === 'nothing' ? undefined : share });
  Object.defineProperty(navigator, 'canShare', { configurable: true, value: () => able === 'pictures' });
}"""
LONG = "Nước mắm cá cơm truyền thống Phú Quốc hai mươi lăm độ đạm chai thủy tinh"


@pytest.fixture(scope="module")
def till(market: Stage) -> Iterator[Look]:
    """A phone with a receipt of goods with a long name and a large price."""
    with a_till(market, language="en") as look:
        _sell(look.page)
        yield look


@pytest.fixture
def page(till: Look) -> Page:
    """The receipt as the screen shows it, untouched by what other tests did to it."""
    till.page.emulate_media(media="screen")
    till.page.set_viewport_size(PHONE)
    till.page.reload()
    expect(till.page.locator(".receipt")).to_be_visible()
    return till.page


@pytest.mark.parametrize("text", ["plain", "huge"])
@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_receipt_fits_the_roll(page: Page, width_mm: int, text: str) -> None:
    page.evaluate("size => { document.documentElement.dataset.text = size }", text)
    # The margins are 4 mm on either side.
    inside_px = int((width_mm - 8) / MM_AN_INCH * 96)
    page.set_viewport_size({"width": inside_px, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(OTHERS) == []
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    # 9 points, whatever size the letters have on the screen.
    assert size == "12px"
    paper = _printed(page, width_mm=width_mm)
    (printed,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+)", paper)
    # One sheet of that width; Chromium rounds it up to whole pixels.
    assert float(printed) == pytest.approx(width_mm / MM_AN_INCH * POINTS_AN_INCH, abs=1)


def test_in_a_dark_room_the_paper_is_white(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    for where in ("html", ".receipt"):
        ground = page.evaluate("where => getComputedStyle(document.querySelector(where)).backgroundColor", where)
        assert ground == "rgb(255, 255, 255)"


def test_it_is_shared_as_a_picture_with_its_words(page: Page) -> None:
    page.evaluate(SHARES, ["pictures", ""])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body[data-handed=over]")).to_be_attached()
    handed = page.evaluate("window.handed")
    ((name, kind, size),) = handed["files"]
    assert (kind, name.endswith(".png")) == ("image/png", True)
    assert size > 5_000
    assert "1.250.000" in handed["text"]
    assert page.locator(".receipt-check").inner_text() in handed["text"]


def test_where_pictures_cannot_be_shared_its_words_are(page: Page) -> None:
    page.evaluate(SHARES, ["words", ""])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body[data-handed=over]")).to_be_attached()
    assert page.evaluate("window.handed")["files"] == []


@pytest.mark.parametrize(("able", "refuses"), [("nothing", ""), ("pictures", "NotAllowedError")])
def test_where_nothing_can_be_shared_a_picture_is_downloaded(page: Page, able: str, refuses: str) -> None:
    page.evaluate(SHARES, [able, refuses])
    with page.expect_download() as got:
        page.get_by_role("button", name="Send").click()
    path = got.value.path()
    assert got.value.suggested_filename.endswith(".png")
    assert path.read_bytes().startswith(b"\x89PNG")
    expect(page.get_by_text("A picture of the receipt lies with your downloads.")).to_be_visible()


def test_thinking_better_of_it_does_nothing(page: Page) -> None:
    page.evaluate(SHARES, ["pictures", "AbortError"])
    downloads: list[object] = []
    page.on("download", lambda each: downloads.append(each))
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body[data-handed=AbortError]")).to_be_attached()
    page.wait_for_timeout(300)
    assert downloads == []
    expect(page.locator(".toast")).to_have_count(0)


def _sell(page: Page) -> None:
    go(page, "sell")
    for name, amount in ((LONG, "1250000"), ("", "15")):
        page.locator(".tile-other").click()
        page.get_by_label("What is it?").fill(name)
        page.get_by_label("How much").fill(amount)
        page.get_by_role("button", name="Put in the basket").click()
    page.locator(".pay-go").click()
    page.get_by_role("button", name="Cash", exact=True).click()
    page.get_by_role("button", name="Cash received").click()
    expect(page.locator(".receipt")).to_be_visible()


def _printed(page: Page, *, width_mm: int) -> bytes:
    """Print on a roll of that width, as its driver would."""
    line = page.context.new_cdp_session(page)
    given = {"paperWidth": width_mm / MM_AN_INCH, "paperHeight": 200 / MM_AN_INCH, "printBackground": False}
    margins = {f"margin{side}": 0 for side in ("Top", "Bottom", "Left", "Right")}
    return base64.b64decode(line.send("Page.printToPDF", given | margins | {"preferCSSPageSize": False})["data"])
