"""The machine's own Chromium, cut off from everything but this machine."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The same engine without the program around it, which keeps a core busy though nobody sees its window.
BARE_NAMES = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the installed Chromium without a window, and without its program where there is one of that kind."""
    with sync_playwright() as playwright:
        found = find_chromium(names=(*BARE_NAMES, *NAMES))
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield browser
        browser.close()


def find_chromium(*, names: Sequence[str] = NAMES) -> str:
    """Find the Chromium of this machine; the bare one has no camera."""
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found, "No Chromium here: run tests/browser/ensure_chromium.sh"
    return found
