"""Templates: no code inside pages, every word translatable, every asset local (STYLE 15)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, Token, TokenType

from tests.house.house import Finding, Source, files, hold

SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "data-bs-title", "label"}
LINKS = {"src", "href", "action", "data", "poster", "hx-get", "hx-post"}
# The product's own name is the same in every language.
LETTERS = re.compile(r"(?!\becoop\b)\b[^\W\d_]{2,}")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def test_templates_hold_no_code_and_no_untranslated_word() -> None:
    hold(finding for source in files(".html", ("ecoop",)) for finding in check(source))


def check(source: Source) -> Iterator[Finding]:
    """Find what a template must not hold."""
    yield from unsafe(source)
    page = Page(source)
    page.feed(without_django(source.text))
    page.close()
    yield from page.findings


def unsafe(source: Source) -> Iterator[Finding]:
    """Find places that switch escaping off, and blocks of text with their line breaks in the msgid."""
    for token in Lexer(source.text).tokenize():
        line = token.lineno or 1
        if token.token_type is TokenType.VAR and re.search(r"\|\s*safe\b", token.contents):
            yield source.find(line, "escaping is switched off by |safe.", "format_html in Python, or markup.")
        if token.token_type is TokenType.BLOCK and token.contents.startswith("autoescape off"):
            yield source.find(line, "escaping is switched off.", "leave it on.")
        words = token.contents.split() if token.token_type is TokenType.BLOCK else [""]
        if words[0] in ("blocktranslate", "blocktrans") and "trimmed" not in words:
            yield source.find(line, "a translated block keeps its line breaks.", "{% blocktranslate trimmed %}")


def without_django(text: str) -> str:
    """Blank out what Django fills in and what is translated, keeping every line where it is."""
    kept, inside = [""], False
    for token in Lexer(text).tokenize():
        word = token.contents.split()[0] if token.token_type is TokenType.BLOCK and token.contents else ""
        if word in ("endblocktranslate", "endblocktrans", "endcomment", "endverbatim", "endblock"):
            inside = False
        is_text = token.token_type is TokenType.TEXT and not inside
        kept.append(token.contents if is_text else blank(token, before=kept[-1]))
        if word in ("blocktranslate", "blocktrans", "comment", "verbatim"):
            inside = True
        # A block named …_class fills a class attribute of the page that holds it.
        if word == "block" and token.contents.endswith("_class"):
            inside = True
    return "".join(kept)


def blank(token: Token, *, before: str) -> str:
    """Keep the line breaks of a token, and a name where it names a tag."""
    if before.endswith(("<", "</")):
        return "div"
    return "\n" * token.contents.count("\n") or "0"


class Page(HTMLParser):
    """Walk a page and collect what must not stand in it."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.findings: list[Finding] = []
        self.untranslated: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag and its attributes."""
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self.find(f"an inline <{tag}>.", "a file in static/: the content-security policy forbids inline code.")
        for name, value in given.items():
            self.check_attribute(tag, name, value)
        if tag not in VOID and (
            self.untranslated or given.get("translate") == "no" or tag in ("code", "kbd", "script")
        ):
            self.untranslated.append(tag)

    def check_attribute(self, tag: str, name: str, value: str) -> None:
        """Check one attribute."""
        if name == "style" or re.fullmatch(r"on[a-z]+", name):
            self.find(f"inline code in {name}=.", "a class, or a listener in static/.")
        if value.strip().lower().startswith("javascript:"):
            self.find(f"code in {name}=.", "a listener in static/.")
        is_loaded = name in ("src", "poster", "data") or (tag == "link" and name == "href")
        if is_loaded and re.match(r"(https?:)?//", value):
            self.find(f"{value} is loaded from elsewhere.", "{% static … %}: all assets are local.")
        is_shown = name in SHOWN_ATTRIBUTES or (tag == "input" and name == "value")
        if is_shown and LETTERS.search(value) and not self.untranslated:
            self.find(f"“{value[:40]}” in {name}= is not translated.", "{% translate “…” as … %} or {% translate %}.")

    def handle_endtag(self, tag: str) -> None:
        """Leave a part that is not translated."""
        if self.untranslated and tag == self.untranslated[-1]:
            self.untranslated.pop()

    def handle_data(self, data: str) -> None:
        """Check a text node."""
        if LETTERS.search(data) and not self.untranslated:
            said = " ".join(data.split())[:40]
            instead = '{% translate %}; translate="no" on the element for names that stay as they are.'
            self.find(f"“{said}” is not translated.", instead)

    def handle_comment(self, data: str) -> None:
        """Find markup that was commented out."""
        if re.search(r"<\w|\{[%{]", data):
            self.find("markup is commented out.", "delete it; the history keeps it.")

    def find(self, wrong: str, instead: str) -> None:
        """Note a finding at the place where the parser stands."""
        self.findings.append(self.source.find(self.getpos()[0], wrong, instead))


BAD = [
    "<script>alert(1)</script>",
    "<style>p {}</style>",
    '<p style="color: red"></p>',
    '<button onclick="go()"></button>',
    '<a href="javascript:go()"></a>',
    '<img src="https://example.org/a.png">',
    '<link href="//cdn.example.org/a.css">',
    "<p>Hello</p>",
    "<p>{{ name }} đồng</p>",
    '<input placeholder="Search">',
    '<a title="Open"></a>',
    "{{ text|safe }}",
    "{% autoescape off %}{% endautoescape %}",
    "{% blocktranslate %}a\n b{% endblocktranslate %}",
    "<!-- <p>{{ old }}</p> -->",
    '<p translate="no">VND <b>x</b></p><p>Hello</p>',
]
GOOD = [
    "<script src=\"{% static 'a.js' %}\" defer></script>",
    '<p class="text-red">{% translate "Hello" %}</p>',
    "<p>{% blocktranslate trimmed %}Hello\n you{% endblocktranslate %}</p>",
    '<input placeholder="{% translate \'Search\' %}" value="{{ q }}">',
    "<a href=\"{% url 'a' %}\">1.000 · {{ x }}</a>",
    '<span translate="no">Tiếng <b>Việt</b></span>',
    "<code>ecoop verify</code>",
    "{# a note #}<p>{% comment %}why{% endcomment %}</p>",
    '<option value="vi" lang="vi">{{ label }}</option>',
    '<{{ tag }} class="a{% if x %} b{% endif %}">{{ y }}</{{ tag }}>',
    "{% block body_class %}calm{% endblock %}<p>ecoop</p>",
]


@pytest.mark.parametrize("text", BAD)
def test_the_rule_sees(text: str) -> None:
    assert list(check(Source("ecoop/x/templates/x/a.html", text)))


@pytest.mark.parametrize("text", GOOD)
def test_the_rule_lets_through(text: str) -> None:
    assert not list(check(Source("ecoop/x/templates/x/a.html", text)))
