"""The phone's app in a real Chromium, slowed down as a cheap phone is: first load, three taps, and Lighthouse's marks.

Processor four times slower; offline for the sale, slow 3G for the very first visit. The server is the real one
with one shop behind it. The marks need Node; Lighthouse is fetched into var/ when they are first asked for.
"""

import gzip
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

from bench.measure import Measured
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.calc import ProductDraft
from tests.browser.chromium import NAMES, open_chromium
from tests.browser.market import OWNER, SHOP, open_market
from tests.browser.phone import APP, a_phone, a_till, go
from tests.browser.stage import Stage

BUILT = Path(settings.ROOT) / "var" / "phone" / "root" / "app"
FIRST_LOAD_KB_MAX, SALE_SECONDS_MAX, KEY_MS_MAX, MARK_MIN = 120, 2, 200, 95
GOODS = 5_000
FIRST_WORDS = ("Mì tôm", "Nước mắm", "Đường trắng", "Sữa chua", "Bột giặt", "Cà phê", "Bánh gạo", "Dầu ăn", "Kẹo dừa")
# Where goods are sought, and how the field is come to.
SOUGHT = {"sell": "", "goods": "", "stock": "", "purchase": ".page-body .button:has-text('Mua gì?')"}
# From a letter to the picture of what it finds: the second frame is drawn after it.
TYPE = """async (letter) => {
  const field = [...document.querySelectorAll('input[type=search]')].at(-1);
  const began = performance.now();
  field.value += letter;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
}"""
SLOWER = 4
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CATEGORIES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best practices"}
# It is no part of the lock file: its own dependencies ask for the newest of others, which cannot be locked.
LIGHTHOUSE = "lighthouse@12.8.2"
VISITS = 5
TRACE_LOST = "NO_NAVSTART"
FETCHED = Path(settings.ROOT) / "var" / "lighthouse"


def measure_phone(*, rounds: int) -> list[Measured]:
    """Measure the app as built, on a server that has begun one shop."""
    # Playwright keeps an event loop in this thread, which makes Django cautious for no reason here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    size_kb = first_load_bytes() / 1024
    measured = [_held("first load, compressed JavaScript", round(size_kb, 1), "KB", FIRST_LOAD_KB_MAX)]
    with open_chromium() as browser, open_market(browser) as market:
        with a_till(market) as look:
            sales = [_sell_offline(look.page, look.at(APP)) for _round in range(rounds)]
        name = "from opening to a recorded sale, offline, processor 4x slower"
        measured.append(_held(name, statistics.median(sales), "s", SALE_SECONDS_MAX))
        with a_phone(market, person=None) as look:
            seconds = _first_visit(look.page, look.at(APP))
        measured.append(Measured("first visit on slow 3G, processor 4x slower", seconds, "s"))
        measured += _marks(market.url + APP)
        measured += _with_many_goods(market, rounds=rounds)
    return measured


def first_load_bytes() -> int:
    """Sum what index.html names, what those files import at once, and the screen for selling with its words."""
    index = (BUILT / "index.html").read_text(encoding="utf-8")
    wanted = set(re.findall(r'(?:src|href)="/app/(assets/[^"]+\.js)"', index))
    built = [path.relative_to(BUILT).as_posix() for path in BUILT.glob("assets/*.js")]
    wanted |= {name for name in built if re.match(r"assets/(?:Sell|vi)-[\w-]{8}\.js$", name)}
    while more := {name for one in wanted for name in _imports_of(one)} - wanted:
        wanted |= more
    return sum(len(gzip.compress((BUILT / name).read_bytes(), mtime=0)) for name in wanted)


def _imports_of(name: str) -> Iterator[str]:
    text = (BUILT / name).read_text(encoding="utf-8")
    for found in re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", text):
        yield f"assets/{found}"


def _sell_offline(page: Page, address: str) -> float:
    """Open the app without a network and sell a known item: three taps."""
    page.context.set_offline(True)
    _slow_down(page)
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".tile:not(.tile-other)").first.click()
    page.locator(".pay-go").click()
    page.locator(".pay-foot .button-main").click()
    page.locator(".receipt").wait_for()
    return round(time.perf_counter() - began, 2)


def _with_many_goods(market: Stage, *, rounds: int) -> list[Measured]:
    """Sell and seek in a shop of 5,000 goods."""
    _fill_shelves(market)
    with a_till(market) as look:
        sales = [_sell_offline(look.page, look.at(APP)) for _round in range(rounds)]
        slowest = {screen: _slowest_key(look.page, screen) for screen in SOUGHT}
    name = f"the same with {GOODS:,} goods"
    return [
        _held(name, statistics.median(sales), "s", SALE_SECONDS_MAX),
        *(
            _held(f"slowest letter of a search among {GOODS:,} goods: {screen}", ms, "ms", KEY_MS_MAX)
            for screen, ms in slowest.items()
        ),
    ]


def _fill_shelves(market: Stage) -> None:
    shop, owner = market.organisations[SHOP], market.people[OWNER]
    goods = [
        ProductDraft(
            id=new_id(),
            name=f"{FIRST_WORDS[place % len(FIRST_WORDS)]} loại {place}",
            sector="goods",
            code=f"H{place:05d}",
            unit="gói",
            price_vnd=Dong(1_000 + place * 10),
            is_stocked=True,
        )
        for place in range(GOODS)
    ]
    with inside_organisation(org_id=shop.id, person_id=owner):
        record_products(org_id=shop.id, products=goods, by=owner, now=datetime.now(UTC))


def _slowest_key(page: Page, screen: str) -> float:
    """Type a search letter by letter: the first letters find thousands."""
    go(page, screen)
    if SOUGHT[screen]:
        page.locator(SOUGHT[screen]).click()
    page.locator("input[type=search]").first.wait_for()
    _slow_down(page)
    took: list[float] = [page.evaluate(TYPE, letter) for letter in "duong 4"]
    return round(max(took))


def _first_visit(page: Page, address: str) -> float:
    session = _slow_down(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".welcome").wait_for()
    return round(time.perf_counter() - began, 2)


def _slow_down(page: Page) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


def _marks(address: str) -> list[Measured]:
    """Ask Lighthouse, as on a phone: the middle of five visits, which differ by some points."""
    seen = (_visit(address) for _attempt in range(2 * VISITS))
    visits = list(itertools.islice((visit for visit in seen if visit), VISITS))
    marks = {name: round(statistics.median(visit[key] for visit in visits) * 100) for key, name in CATEGORIES.items()}
    return [
        Measured(f"Lighthouse: {name}", mark, "of 100", None, f"≥ {MARK_MIN}", mark >= MARK_MIN)
        for name, mark in marks.items()
    ]


def _visit(address: str) -> dict[str, float] | None:
    """Answer the marks, or None when Lighthouse lost the trace of what it saw, as it says of itself now and then."""
    chromium = next((path for path in map(shutil.which, NAMES) if path), "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.json"
        command = ["node", str(_fetch_lighthouse()), address, "--quiet", "--output=json", f"--output-path={path}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
        environment = {**os.environ, "CHROME_PATH": chromium}
        run = subprocess.run(
            command, cwd=settings.ROOT, env=environment, timeout=300, stderr=subprocess.PIPE, text=True
        )
        if run.returncode and TRACE_LOST in run.stderr:
            return None
        run.check_returncode()
        said = json.loads(path.read_text(encoding="utf-8"))["categories"]
    return {key: said[key]["score"] for key in CATEGORIES}


def _fetch_lighthouse() -> Path:
    program = FETCHED / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        FETCHED.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--no-save", "--silent", "--prefix", str(FETCHED), LIGHTHOUSE]
        subprocess.run(words, check=True, timeout=600)
    return program


def _held(name: str, figure: float, unit: str, most: float) -> Measured:
    return Measured(name, figure, unit, None, f"≤ {most} {unit}", figure <= most)
