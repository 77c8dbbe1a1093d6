"""What the phone says when money comes: heard through false voices, because a test has no ears."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.phone import a_phone, go, open_from_desk, rests
from tests.browser.stage import Stage

# Voices that write down what they are told to say; `window.voices` says which there are, `late` when they are named.
# The bank's news are asked for ten times as often as by a real phone, and voices that never come are waited for a
# tenth of the time.
FALSE_VOICES = """
  window.spoken = [];
  window.rung = 0;
  window.gaveUp = false;
  const later = window.setTimeout;
  const isQuick = ms => ms === 3000 || (ms === 4000 && !window.late);
  window.setTimeout = (work, ms, ...given) => later(work, isQuick(ms) ? ms / 10 : ms, ...given);
  const named = () => (window.voices ?? []).map(lang => ({ lang, localService: true, name: lang }));
  const air = new EventTarget();
  Object.assign(air, {
    isAsked: false,
    getVoices() {
      if (!window.late || this.isNamed) return named();
      if (!this.isAsked) later(() => this.name(), window.late);
      this.isAsked = true;
      return [];
    },
    name() {
      this.isNamed = true;
      this.dispatchEvent(new Event('voiceschanged'));
    },
    speak(words) { window.spoken.push([words.text, words.lang, words.voice.lang]) },
    removeEventListener(...given) {
      EventTarget.prototype.removeEventListener.apply(air, given);
      window.gaveUp = true;
    },
    cancel() { window.spoken.push(['cut off']) },
    resume() {},
  });
  Object.defineProperty(window, 'speechSynthesis', { value: air });
  window.SpeechSynthesisUtterance = function (text) { this.text = text };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.rung += 1; return start.apply(this, when) };
"""
SIXTY = "Đã nhận sáu mươi nghìn đồng"


class Bank:
    """The bank's news as the phone hears them: played here; that they are true is tested with the webhooks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.came: list[dict[str, Any]] = []
        page.route("**/payments/arrivals*", self._tell)

    def sends(self, *amounts: int) -> None:
        """Let money come for the square that is shown."""
        words = self.page.locator(".qr-words").inner_text()
        for amount in amounts:
            told = {"amount_vnd": amount, "reference": "", "text": words, "counterparty": "", "matched": None}
            number = f"{words}-{len(self.came)}"
            self.came.append(told | {"id": number, "arrived_at": "2026-11-22T03:00:00Z"})

    def _tell(self, route: Route) -> None:
        answer = {"cursor": str(len(self.came)), "arrivals": self.came}
        route.fulfill(content_type="application/json", body=json.dumps(answer))


@contextmanager
def _hearing(market: Stage, *, voices: list[str], late: int = 0, language: str = "vi") -> Iterator[Page]:
    with a_phone(market, language=language) as look:
        look.page.context.add_init_script(f"window.voices = {json.dumps(voices)}; window.late = {late};{FALSE_VOICES}")
        open_from_desk(look)
        yield look.page


def test_it_says_in_vietnamese_words_what_came_once(market: Stage) -> None:
    with _hearing(market, voices=["en-US", "vi_VN"]) as page:
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(60_000)
        expect(page.locator(".receipt")).to_be_visible(timeout=15_000)
        assert _spoken(page) == [[SIXTY, "vi-VN", "vi_VN"]]
        # Two notes first, so that people listen.
        assert page.evaluate("window.rung") == 2


def test_a_part_is_said_with_what_is_missing_and_each_part_once(market: Stage) -> None:
    with _hearing(market, voices=["en-GB"], language="en") as page:
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(20_000)
        expect(page.locator(".came .huge").first).to_have_text("20.000 đ")
        rests(page)
        page.reload()
        expect(page.locator(".came .huge").first).to_have_text("20.000 đ")
        page.locator(".button-main").click()
        bank.sends(40_000)
        expect(page.locator(".receipt")).to_be_visible(timeout=15_000)
        # The reload emptied the ears: the first part was said before it, and is not said again.
        assert _spoken(page) == [["Received 40000 đồng", "en-US", "en-GB"]]


def test_what_is_missing_is_said_too(market: Stage) -> None:
    with _hearing(market, voices=["en-US"], language="en") as page:
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(15_000, 5_000)
        expect(page.locator(".came .huge").first).to_have_text("20.000 đ")
        assert _spoken(page) == [["Received 20000 đồng. Still missing 40000 đồng", "en-US", "en-US"]]


def test_voices_that_are_named_late_are_waited_for(market: Stage) -> None:
    """Android searches for its voices when it is first asked, and names none then: here the money is quicker."""
    with _hearing(market, voices=["vi-VN"], late=2_000) as page:
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(60_000)
        expect(page.locator(".receipt")).to_be_visible(timeout=15_000)
        page.wait_for_function("() => window.spoken.length > 0")
        assert _spoken(page) == [[SIXTY, "vi-VN", "vi-VN"]]


@pytest.mark.parametrize("voices", [[], ["en-US", "vis-PH"]])
def test_without_a_voice_two_notes_and_large_figures(market: Stage, voices: list[str]) -> None:
    with _hearing(market, voices=voices) as page:
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(20_000)
        figures = page.locator(".came .huge").first
        expect(figures).to_have_text("20.000 đ")
        assert page.evaluate("window.rung") == 2
        size = figures.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert size >= 36
        # A phone that names none is asked again before it is given up.
        page.wait_for_function("() => window.gaveUp || window.voices.length > 0")
        page.wait_for_timeout(300)
        assert _spoken(page) == []


def test_switched_off_it_is_silent(market: Stage) -> None:
    with _hearing(market, voices=["vi-VN"]) as page:
        page.evaluate("localStorage['ecoop-looks'] = JSON.stringify({ text: 'plain', theme: 'phone', speaks: false })")
        page.reload()
        bank = Bank(page)
        _show_square(page, "60")
        bank.sends(60_000)
        expect(page.locator(".receipt")).to_be_visible(timeout=15_000)
        page.wait_for_timeout(300)
        assert (_spoken(page), page.evaluate("window.rung")) == ([], 0)


def _show_square(page: Page, amount: str) -> None:
    """Ask for an amount by QR, by what stands where: the words are in many languages."""
    go(page, "sell")
    page.locator(".tile-other").click()
    page.locator("dialog .input-money").fill(amount)
    page.locator("dialog .button-main").click()
    page.locator(".pay-go").click()
    page.locator(".choices .button").nth(1).click()
    expect(page.locator(".qr-words")).to_be_visible()


def _spoken(page: Page) -> list[list[str]]:
    """Give what was said, in which language, by which voice."""
    return page.evaluate("window.spoken")
