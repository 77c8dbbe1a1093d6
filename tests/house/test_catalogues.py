"""Everything that is said to people is said in five languages, with the same places to fill in (DESIGN 12)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from ecoop.config import catalogues
from ecoop.config.catalogues import Message
from tests.house.house import ROOT, Finding, Source, dotted, hold, product

LOCALE = ROOT / "ecoop" / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
GETTEXT = {"_", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    """Find all messages of the house once."""
    return catalogues.find_messages(package=ROOT / "ecoop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, messages: list[Message]) -> None:
    path = f"ecoop/locale/{language}/LC_MESSAGES/django.po"
    missing = catalogues.find_missing(messages=messages, language=language, locale=LOCALE)
    instead = "run `ecoop messages extract`, then translate it"
    hold(Finding(path, 1, f"“{one.text}” ({', '.join(one.paths[:2])}) is not translated.", instead) for one in missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_places(language: str, messages: list[Message]) -> None:
    path = f"ecoop/locale/{language}/LC_MESSAGES/django.po"
    wrong = catalogues.find_mismatched(messages=messages, language=language, locale=LOCALE)
    hold(Finding(path, 1, f"“{said}” for “{one.text}”.", f"fill in {sorted(one.placeholders)}") for one, said in wrong)


def test_messages_are_whole_sentences_that_can_be_found() -> None:
    hold(finding for source in product() for finding in unfindable(source))


def unfindable(source: Source) -> Iterator[Finding]:
    """Find calls of gettext whose words are made at run time, or filled in before they are translated."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in GETTEXT and node.args:
            for words in node.args[: 2 if "ngettext" in dotted(node.func) else 1]:
                if not isinstance(words, ast.Constant):
                    instead = '_("The period {period} is closed.").format(period=…)'
                    yield source.find(node.lineno, "a message that no tool can find.", instead)


def test_the_rule_sees_messages_made_at_run_time() -> None:
    for text in ('_(f"Hello {name}")', '_("Hello " + name)', "gettext(words)", '_("Hello {}".format(name))'):
        assert list(unfindable(Source("ecoop/x/views.py", text)))
    for text in ('_("Hello {name}").format(name=name)', 'ngettext("{n} day", "{n} days", n)', '_("a " "b")'):
        assert not list(unfindable(Source("ecoop/x/views.py", text)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Write a small package that says four things."""
    folder = tmp_path / "ecoop"
    (folder / "x/templates/x").mkdir(parents=True)
    (folder / "x/views.py").write_text(
        'a = _("Hello {name}")\nb = ngettext("{n} day", "{n} days", 2)\nc = pgettext("month", "May")\n', "utf-8"
    )
    (folder / "x/templates/x/a.html").write_text(
        '<p>\n    {% translate "Close" %}</p>\n {% if x %}\n      <b>it\'s "quoted</b>\n'
        "  {% blocktranslate trimmed %}\n    Paid by\n {{ who }}\n{% endblocktranslate %}{% endif %}",
        "utf-8",
    )
    return folder


def test_messages_are_found_in_code_and_templates(package: Path) -> None:
    found = catalogues.find_messages(package=package)
    assert [(one.text, one.plural, one.context) for one in found] == [
        ("Close", "", ""),
        ("Hello {name}", "", ""),
        ("May", "", "month"),
        ("Paid by %(who)s", "", ""),
        ("{n} day", "{n} days", ""),
    ]
    assert found[0].paths == ("ecoop/x/templates/x/a.html",)


def test_merging_twice_changes_nothing_and_loses_nothing(package: Path) -> None:
    found, locale = catalogues.find_messages(package=package), package / "locale"
    assert len(catalogues.merge(messages=found, language="ar", locale=locale)) == 5
    six = ["{n} ي"] * 6
    filled = catalogues.fill(translations={"Close": "أغلق", "{n} day": six}, language="ar", locale=locale)
    assert filled == 2
    po = locale / "ar/LC_MESSAGES/django.po"
    before = po.read_text("utf-8")
    assert len(catalogues.merge(messages=found, language="ar", locale=locale)) == 3
    assert po.read_text("utf-8") == before
    assert "POT-Creation-Date" not in before
    catalogues.merge(messages=found[:1], language="ar", locale=locale)
    assert "Hello" not in po.read_text("utf-8")


def test_english_says_what_the_code_says(package: Path) -> None:
    found, locale = catalogues.find_messages(package=package), package / "locale"
    assert catalogues.merge(messages=found, language="en", locale=locale) == []


def test_other_places_to_fill_in_are_seen(package: Path) -> None:
    found, locale = catalogues.find_messages(package=package), package / "locale"
    catalogues.merge(messages=found, language="vi", locale=locale)
    given = {"Hello {name}": "Chào {ten}", "{n} day": ["{n} ngày"], "Close": "Đóng", "Paid by %(who)s": "Đã trả"}
    catalogues.fill(translations=given, language="vi", locale=locale)
    wrong = catalogues.find_mismatched(messages=found, language="vi", locale=locale)
    assert [one.text for one, _said in wrong] == ["Hello {name}", "Paid by %(who)s"]


def test_a_compiled_catalogue_speaks(package: Path) -> None:
    found, locale = catalogues.find_messages(package=package), package / "locale"
    catalogues.merge(messages=found, language="vi", locale=locale)
    catalogues.fill(translations={"Close": "Đóng", "{n} day": ["{n} ngày"]}, language="vi", locale=locale)
    made = catalogues.compile_catalogue(language="vi", locale=locale)
    assert "Đóng".encode() in made.read_bytes()
