"""Every page inside an organisation asks who acts, and every page's tests ask the five questions (STYLE 14, 15)."""

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from ecoop.access.calc import PERMISSION_LABELS
from tests.house.house import Finding, Source, files, functions, hold, python

INSIDE = "o/<slug:slug>/"
# What a test's name must hold to ask each question.
QUESTIONS = {
    "works": r"work|show|list|answer|record|post|read",
    "wrong method": r"wrong_method|method",
    "not logged in": r"logged_in|signed_in|log_in|sign_in|anonymous|nobody|open_pages",
    "other organisation": r"other_organisation|another_organisation|other_cooperative|stranger|walls",
    "role too low": r"role",
}
SHARED = re.compile(r"five_questions|FIVE_QUESTIONS")


def addresses() -> list[tuple[str, str, object]]:
    """Walk every address of ecoop: its pattern, its name, and the view."""
    return list(_walk(get_resolver().url_patterns, ""))


def test_every_page_of_an_organisation_asks_who_acts() -> None:
    hold(finding for path, name, view in addresses() for finding in unguarded(path, name, view))


def test_addresses_are_nouns_and_end_with_a_slash() -> None:
    hold(finding for path, name, _view in addresses() if path.startswith(INSIDE) for finding in ill_named(path, name))


def test_pages_and_routes_are_asked_the_five_questions() -> None:
    hold(finding for source in python("ecoop") for finding in unasked(source))


def test_every_page_of_an_organisation_has_a_test() -> None:
    told = "\n".join(source.text for source in python("ecoop", "tests") if source.is_test)
    templates = {source.path for source in files(".html", ("ecoop",))}
    assert templates, "no template was found"
    hold(
        Finding(
            "ecoop/config/urls.py", 1, f"no test names the page {name} ({path}).", f'reverse("{name}", …) in a test.'
        )
        for path, name, view in addresses()
        if path.startswith(INSIDE) and is_ours(view) and f'{name}"' not in told and path_in(told, path) is False
    )


def unguarded(path: str, name: str, view: object) -> Iterator[Finding]:
    """Find views inside an organisation that the decorator `acts` does not guard."""
    if not path.startswith(INSIDE) or not is_ours(view):
        return
    where = f"{getattr(view, '__module__', '?')}.{getattr(view, '__name__', '?')}"
    if not hasattr(view, "needs_permission"):
        yield Finding("ecoop/config/urls.py", 1, f"{where} ({name}) is not guarded.", '@acts(may="books.read")')
    elif view.needs_permission is not None and view.needs_permission not in PERMISSION_LABELS:
        wrong = f"{where} asks for the unknown permission {view.needs_permission}."
        yield Finding("ecoop/config/urls.py", 1, wrong, "a permission from ecoop/access/roles.csv")


def ill_named(path: str, name: str) -> Iterator[Finding]:
    """Find addresses that are verbs, or do not end with a slash."""
    verbs = {"create", "edit", "delete", "update", "add", "remove", "do", "close", "reopen", "post", "show", "get"}
    verb = verbs & set(re.sub(r"<[^>]*>", "", path).split("/"))
    if verb:
        yield Finding("ecoop/config/urls.py", 1, f"{path} ({name}) has a verb.", "a noun: …/periods/2099-01/closure/")
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        yield Finding("ecoop/config/urls.py", 1, f"{path} ({name}) does not end with a slash.", f"{path}/")


def unasked(source: Source) -> Iterator[Finding]:
    """Find test files of pages and routes that leave one of the five questions out."""
    if not source.name.startswith(("test_page_", "test_api_")) or SHARED.search(source.text):
        return
    names = [function.name for function in functions(source.tree) if function.name.startswith("test_")]
    for question, pattern in QUESTIONS.items():
        if not any(re.search(pattern, name) for name in names):
            instead = f"a test whose name says it ({pattern.split('|')[0]})"
            yield source.find(1, f"nobody asks the question “{question}”.", instead)


def is_ours(view: object) -> bool:
    """Tell whether a view is a page of ours; the API has guards and tests of its own."""
    module = getattr(view, "__module__", "")
    return module.startswith("ecoop.") and "ninja" not in module


def path_in(told: str, path: str) -> bool:
    """Tell whether a test spells out an address, such as /o/{slug}/journal/."""
    tail = re.escape(path.removeprefix(INSIDE))
    pattern = re.sub(r"<[^>]*>", r"[^/\\s\"']+", tail.replace(r"\<", "<").replace(r"\>", ">"))
    return re.search(rf"/o/[^/\s]+/{pattern}[\"'?]", told) is not None


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str, object]]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, path)
        else:
            yield path, one.name or "", one.callback


def guarded() -> None:
    """Play a guarded view."""


guarded.needs_permission = "books.read"  # type: ignore[attr-defined]
guarded.__module__ = "ecoop.ledger.views"


def test_the_rules_see() -> None:
    def bare() -> None:
        """Play a view without guard."""

    bare.__module__ = "ecoop.ledger.views"
    assert list(unguarded("o/<slug:slug>/journal/", "journal", bare))
    assert list(ill_named("o/<slug:slug>/periods/<str:p>/close/", "x"))
    assert list(ill_named("o/<slug:slug>/periods", "x"))
    assert list(unasked(Source("ecoop/x/tests/test_page_journal.py", "def test_works(): ...\ndef test_role(): ...")))


def test_the_rules_let_through() -> None:
    assert not list(unguarded("o/<slug:slug>/journal/", "journal", guarded))
    assert not list(unguarded("accounts/login/", "login", test_the_rules_see))
    assert not list(ill_named("o/<slug:slug>/periods/<str:p>/closure/", "x"))
    names = ["works", "wrong_method", "not_logged_in", "other_organisation", "role_too_low"]
    text = "\n".join(f"def test_{name}(): ..." for name in names)
    assert not list(unasked(Source("ecoop/x/tests/test_page_journal.py", text)))
    assert not list(unasked(Source("ecoop/x/tests/test_page_journal.py", "from tests.five_questions import ask")))
    assert path_in('client.get("/o/tra/journal/")', "o/<slug:slug>/journal/")
    assert path_in('client.get(f"/o/{slug}/periods/2099-01/")', "o/<slug:slug>/periods/<str:month>/")
    assert not path_in('client.get("/o/tra/journal/")', "o/<slug:slug>/trial-balance/")
