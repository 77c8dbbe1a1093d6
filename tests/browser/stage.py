"""The stage: the cast with something in its books, behind a real server, and browsers signed in as each of them."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from ecoop.web.context import THEME_COOKIE
from tests.cast import Cast

DESK = {"width": 1280, "height": 800}


@dataclass
class Stage:
    """A running server with the cast behind it; `facts` holds ids that addresses need."""

    cast: Cast
    url: str
    facts: dict[str, Any]
    browser: Browser
    _contexts: dict[tuple[Any, ...], BrowserContext] = field(default_factory=dict)

    def look(self, *, person: str | None = "lan", language: str = "vi", theme: str = "", script: bool = True) -> "Look":
        """Open a fresh page as somebody of the cast, or as a visitor."""
        key = (person, language, theme, script)
        if key not in self._contexts:
            self._contexts[key] = self._open(person=person, language=language, theme=theme, script=script)
        return Look(self._contexts[key].new_page(), url=self.url)

    def _open(self, *, person: str | None, language: str, theme: str, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport=DESK, java_script_enabled=script, color_scheme="light", reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        cookies = {"django_language": language} | ({THEME_COOKIE: theme} if theme else {})
        if person:
            cookies["sessionid"] = self.cast.client(getattr(self.cast, person)).cookies["sessionid"].value
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies.items()])
        return context


class Look:
    """A page being looked at, which remembers what went wrong in it."""

    def __init__(self, page: Page, *, url: str) -> None:
        self.page, self._url = page, url
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._stays_here)

    def go(self, path: str) -> Any:
        """Open an address of our server."""
        return self.page.goto(self.at(path), wait_until="load")

    def at(self, path: str) -> str:
        """Write the whole address of a path."""
        return self._url + path

    def __enter__(self) -> "Look":
        return self

    def __exit__(self, *_: object) -> None:
        self.page.close()

    def _stays_here(self, request: Any) -> None:
        if not request.url.startswith((self._url, "data:")):
            self.wrong.append(f"asked {request.url}")
