"""What a person does with a till in the hand, in the words that stand on it in English."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import all_sent, go, is_left, rests

# The smallest picture there is, for a photo of a bill.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49484154789c63f8ffff3f030005fe02fea7d605"
    "1b0000000049454e44ae426082"
)


class Till:
    """One phone that sells. Every method is what a thumb does, and ends when the screen has answered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tap(self, name: str, *, exact: bool = False) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=name, exact=exact).click()

    def write(self, label: str, text: str) -> None:
        """Fill a field by its words."""
        self.page.get_by_label(label, exact=True).fill(text)

    def tile(self, name: str) -> Locator:
        """Find the tile of goods."""
        return self.page.locator(".tile:not(.tile-other)").filter(has_text=name)

    def sell(self, *names: str) -> None:
        """Tap goods into the basket and go to the money."""
        self.next_customer()
        for name in names:
            self.tile(name).click()
        self.page.locator(".pay-go").click()

    def weigh(self, name: str, quantity: str) -> None:
        """Sell so much of something that is weighed."""
        self.next_customer()
        self.tile(name).click()
        self.page.locator(".last-quantity").click()
        self.write("Or write it: 1,5 · 1/2 · 3 lạng", quantity)
        self.page.locator("dialog .pay-go").click()
        self.page.locator(".pay-go").click()

    def ask(self, amount: str) -> None:
        """Sell by an amount, written the short way."""
        self.next_customer()
        self.page.locator(".tile-other").click()
        self.page.get_by_label("How much").fill(amount)
        self.tap("Put in the basket")
        self.page.locator(".pay-go").click()

    def discount(self, name: str, kind: str, amount: str) -> None:
        """Sell something for less, by đồng or by hundredths."""
        self.next_customer()
        self.tile(name).click()
        self.page.get_by_role("button", name=re.compile("in the basket")).click()
        self.tap("Discount, note")
        self.page.get_by_role("button", name=kind, exact=True).click()
        self.page.get_by_label("Amount taken off").fill(amount)
        self.page.locator("dialog .button-main").click()

    def cash(self, *notes: str) -> None:
        """Take cash, note by note if change is to be counted."""
        self.tap("Cash", exact=True)
        for note in notes:
            self.page.get_by_role("button", name=note, exact=True).click()
        self.tap("Cash received")
        self.receipt()

    def qr(self) -> str:
        """Show the square, believe the customer's phone, and give the words of the transfer."""
        self.tap("QR transfer")
        words = self.page.locator(".qr-words").inner_text()
        self.tap("Money came", exact=True)
        self.receipt()
        return words

    def credit(self, name: str, *, paid: str = "") -> None:
        """Write it down for somebody who pays later, perhaps a part now."""
        self.tap("On credit")
        self.page.get_by_label("Who will pay later?").fill(name)
        if paid:
            self.tap("Pays a part now")
            self.write("Paid now", paid)
        self.page.locator(".pay-foot .button-main").click()
        self.receipt()

    def take_back(self) -> None:
        """Take back the sale whose receipt is shown."""
        self.tap("Take the sale back")
        self.page.locator("dialog .button-danger").click()
        expect(self.page.get_by_text("Was taken back", exact=True)).to_be_visible()

    def buy(self, what: str, *, unit: str, quantity: str, amount: str, seller: str) -> None:
        """Write down goods that were bought for cash, with a photo of the bill."""
        go(self.page, "purchase")
        photo = {"name": "bill.png", "mimeType": "image/png", "buffer": PIXEL}
        self.page.locator("input[type=file][accept='image/*']").set_input_files(photo)  # type: ignore[arg-type]
        expect(self.page.get_by_text("The bill is kept.")).to_be_visible()
        self.tap("What did you buy?")
        self.write("Search", what)
        self.tap("is not in my list")
        self.write("Unit", unit)
        self.write("How much, how many?", quantity)
        self.write("Paid for all of it", amount)
        self.tap("Add to the bill")
        self.write("Bought from", seller)
        self.tap("Keep")
        self._is_recorded("purchase")

    def spend(self, group: str, amount: str) -> None:
        """Write down a cost that was paid in cash."""
        go(self.page, "expense")
        self.tap(group)
        self.write("How much?", amount)
        self.page.get_by_role("button", name=re.compile("^Keep ")).click()
        self._is_recorded("expense")

    def count_the_box(self, *, before: str, sum_now: str) -> None:
        """Count the cash by its sum, and end the day."""
        go(self.page, "day")
        self.write("Cash in the box before the first sale", before)
        self.tap("Write the sum instead")
        self.write("Cash in the box", sum_now)
        expect(self.page.get_by_text("It is right, to the đồng.")).to_be_visible()
        self.page.get_by_role("button", name=re.compile("^Keep: ")).click()
        expect(self.page.locator(".toast").last).to_contain_text("The day is done")
        is_left(self.page, "day")

    def receipt(self) -> None:
        """See the receipt, which stands only when the sale is kept."""
        expect(self.page.locator(".receipt")).to_be_visible()

    def next_customer(self) -> None:
        """Begin with an empty basket."""
        go(self.page, "sell")
        expect(self.page.locator(".tile-other")).to_be_visible()

    def empty(self) -> None:
        """Let a customer go who took nothing after all."""
        self.next_customer()
        self.page.get_by_role("button", name=re.compile("in the basket")).click()
        self.tap("Discount, note")
        self.tap("Empty the basket")
        expect(self.page.locator("dialog")).to_have_count(0)
        # What lay in the basket is taken off the phone, too, before anything else happens to it.
        rests(self.page)

    def online(self) -> None:
        """Let the network come, and wait until all is sent."""
        all_sent(self.page)

    def count_taps(self) -> None:
        """Count from now on what the thumb does."""
        self.page.evaluate("window.taps = 0; addEventListener('click', () => window.taps += 1, true)")

    def taps(self) -> int:
        """Say how often the thumb pressed since."""
        return int(self.page.evaluate("window.taps"))

    def _is_recorded(self, screen: str) -> None:
        """See that it is kept; the way back, which follows, is waited for."""
        expect(self.page.locator(".toast").last).to_contain_text("Recorded")
        is_left(self.page, screen)
