"""The stage: the demo's small world behind a real server, and browsers signed in as each of its people."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from ecoop.access.models import Person
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts
from ecoop.web.context import THEME_COOKIE

DESK = {"width": 1280, "height": 800}


@dataclass
class Stage:
    """A running server with the demo behind it; people by the keys of the cast, organisations by slug."""

    url: str
    people: dict[str, UUID]
    organisations: dict[str, OrganisationFacts]
    browser: Browser
    _contexts: dict[tuple[Any, ...], BrowserContext] = field(default_factory=dict)
    _glances: dict[tuple[Any, ...], "Look"] = field(default_factory=dict)

    def look(self, *, person: str | None = "lan", language: str = "vi", theme: str = "", script: bool = True) -> "Look":
        """Open a fresh page as somebody of the cast, or as a visitor."""
        key = (person, language, theme, script)
        if key not in self._contexts:
            self._contexts[key] = self._open(person=person, language=language, theme=theme, script=script)
        return Look(self._contexts[key].new_page(), url=self.url)

    def glance(self, *, person: str | None, language: str, theme: str) -> "Look":
        """Give the one page that goes from address to address as somebody: a fresh page costs more than most looks."""
        key = (person, language, theme)
        if key not in self._glances:
            self._glances[key] = self.look(person=person, language=language, theme=theme)
        look = self._glances[key]
        look.page.set_viewport_size(DESK)
        look.wrong.clear()
        return look

    def first(self, model: type[Model], *, org: str, person: str, **wanted: Any) -> Any:
        """Find a row of an organisation, as that person sees it, for addresses that need its id."""
        with inside_organisation(org_id=self.organisations[org].id, person_id=self.people[person]):
            found = model._default_manager.filter(org_id=self.organisations[org].id, **wanted).first()
        assert found is not None, f"the demo has no {model.__name__} in {org}"
        return found

    def session_of(self, person: str) -> str:
        """Sign somebody in, and give the value of their session cookie."""
        client = Client()
        client.force_login(Person.objects.get(id=self.people[person]))
        return client.cookies["sessionid"].value

    def _open(self, *, person: str | None, language: str, theme: str, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport=DESK, java_script_enabled=script, color_scheme="light", reduced_motion="reduce"
        )
        context.set_default_timeout(30_000)
        cookies = {"django_language": language} | ({THEME_COOKIE: theme} if theme else {})
        if person:
            cookies["sessionid"] = self.session_of(person)
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
