"""Every page there is, found in the url resolver, and how a person of the cast comes to see it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.stage import Stage

# Not pages: programs ask these, or the library's own flows lead to them with a secret in the address.
NOT_PAGES = {"api-1.0.0", "healthz", "set_language", "javascript-catalog"}


@dataclass(frozen=True)
class Visit:
    """Who looks at a page, for which organisation (a name of the cast), and the rest of its address."""

    person: str | None = "lan"
    org: str = "coop"
    arguments: Callable[[Stage], Mapping[str, Any]] = field(default=lambda _stage: {})
    query: str = ""


# A page whose address holds nothing but the organisation needs no line here: Lan visits it in her cooperative.
VISITS: dict[str, Visit] = {
    "access:tokens": Visit(person="hoa"),
    "access:audit": Visit(person="hai"),
    "access:welcome": Visit(person=None),
    "account_login": Visit(person=None),
    "account_signup": Visit(person=None),
    "account_reset_password": Visit(person=None),
    "web:search": Visit(query="?q=a"),
    "search-inside": Visit(query="?q=a"),
}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its full name, and which arguments it wants."""

    name: str
    wants: frozenset[str]


def list_addresses() -> list[Address]:
    """List every named address of ecoop and of the sign-in library, outside the API."""
    return sorted(_walk(get_resolver().url_patterns, namespace="", wants=frozenset()), key=lambda each: each.name)


def _walk(patterns: Any, *, namespace: str, wants: frozenset[str]) -> Iterator[Address]:
    for each in patterns:
        wanted = wants | set(each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = ":".join(filter(None, (namespace, each.namespace)))
            if inner not in NOT_PAGES:
                yield from _walk(each.url_patterns, namespace=inner, wants=frozenset(wanted))
        elif isinstance(each, URLPattern) and each.name and each.name not in NOT_PAGES:
            yield Address(name=":".join(filter(None, (namespace, each.name))), wants=frozenset(wanted))


def visit_of(address: Address) -> Visit | None:
    """Find how a page is visited; None when it wants arguments that nobody gave an example for."""
    if address.name in VISITS:
        return VISITS[address.name]
    return Visit() if address.wants <= {"slug"} else None


def path_of(address: Address, *, visit: Visit, stage: Stage) -> str:
    """Write the address of a page for one visit."""
    arguments = dict(visit.arguments(stage))
    if "slug" in address.wants:
        arguments.setdefault("slug", getattr(stage.cast, visit.org).slug)
    return reverse(address.name, kwargs=arguments) + visit.query
