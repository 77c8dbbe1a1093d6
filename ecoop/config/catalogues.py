"""Catalogues of messages: found in code and templates, merged into .po files, compiled to .mo files.

Written with Babel, so that nobody needs the gettext programs. The files are sorted and carry no dates and no
line numbers: a change in them is a change of words.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import generate_po, read_po
from django.utils.translation.template import templatize

# The plural forms in the order in which Django's own catalogues have them.
PLURAL_FORMS = {
    "vi": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2"
        " : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
SOURCE_LANGUAGE = "en"
_KEYWORDS = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# The phone says its words by `t("…")` and `tn("one", "many", n)`, always with the words themselves in quotes.
_ON_THE_PHONE = re.compile(r"""\b(?:t\(\s*|tn\(\s*(?="(?:[^"\\]|\\.)*",\s*("(?:[^"\\]|\\.)*")))("(?:[^"\\]|\\.)*")""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@dataclass(frozen=True)
class Message:
    """One thing to translate: its words, their plural, the context, and the files that say it."""

    text: str
    plural: str = ""
    context: str = ""
    paths: tuple[str, ...] = field(default=(), compare=False)

    @property
    def placeholders(self) -> frozenset[str]:
        """Name the places that are filled in afterwards."""
        return frozenset(_PLACEHOLDER.findall(f"{self.text} {self.plural}"))


def find_messages(*, package: Path) -> list[Message]:
    """Find every message that a package, the demo and the phone beside it say, sorted by its words."""
    found: dict[Message, set[str]] = {}
    demo = package.parent / "demo"
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html"), *demo.glob("*.py")]):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for message in _messages_of(path):
            found.setdefault(message, set()).add(path.relative_to(package.parent).as_posix())
    for path in list_phone_files(phone=package.parent / "phone"):
        for message in _messages_on_phone(path):
            found.setdefault(message, set()).add(path.relative_to(package.parent).as_posix())
    known = [Message(one.text, one.plural, one.context, tuple(sorted(paths))) for one, paths in found.items()]
    return sorted(known, key=lambda one: (one.text.casefold(), one.text, one.context))


def list_phone_files(*, phone: Path) -> list[Path]:
    """List the files of the phone's app that may say something to people."""
    return sorted(
        path for path in phone.glob("src/**/*") if path.suffix in {".ts", ".svelte"} and ".test." not in path.name
    )


def find_phone_messages(*, phone: Path) -> list[Message]:
    """Find every message that the phone's app says, sorted by its words."""
    said = {one for path in list_phone_files(phone=phone) for one in _messages_on_phone(path)}
    return sorted(said, key=lambda one: one.text)


def translate(*, messages: list[Message], language: str, locale: Path) -> dict[str, str | list[str]]:
    """Give messages in one language: their English words, and the translation or its plural forms."""
    catalogue = read_catalogue(language=language, locale=locale)
    kept = {one.text: _kept(catalogue, one) for one in messages}
    return {text: list(found) if isinstance(found, tuple) else found for text, found in kept.items() if found}


def merge(*, messages: list[Message], language: str, locale: Path) -> list[Message]:
    """Write a language's catalogue anew from the messages, keeping what is translated; answer what is not.

    Shape:  words that nobody says any more are dropped; the history keeps them
    """
    before = read_catalogue(language=language, locale=locale)
    catalogue = _empty(language)
    for message in messages:
        string = _kept(before, message) or (_id(message) if language == SOURCE_LANGUAGE else "")
        locations = [(path, 1) for path in message.paths]
        catalogue.add(_id(message), string, locations, context=message.context or None)
    path = _folder(language, locale) / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_as_text(catalogue, language), encoding="utf-8")
    return find_missing(messages=messages, language=language, locale=locale)


def fill(*, translations: Mapping[str, str | list[str]], language: str, locale: Path) -> int:
    """Put translations, keyed by their English words, into a language's catalogue; answer how many fitted."""
    catalogue = read_catalogue(language=language, locale=locale)
    filled = 0
    for entry in catalogue:
        text = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
        if text and text in translations:
            given = translations[text]
            entry.string = tuple(given) if isinstance(given, list) else given
            filled += 1
    path = _folder(language, locale) / "django.po"
    path.write_text(_as_text(catalogue, language), encoding="utf-8")
    return filled


def find_missing(*, messages: list[Message], language: str, locale: Path) -> list[Message]:
    """Find the messages that a language cannot say yet."""
    catalogue = read_catalogue(language=language, locale=locale)
    return [one for one in messages if not _kept(catalogue, one)]


def find_mismatched(*, messages: list[Message], language: str, locale: Path) -> list[tuple[Message, str]]:
    """Find translations that fill in other places than the English words do, with those translations."""
    catalogue = read_catalogue(language=language, locale=locale)
    wrong = []
    for message in messages:
        strings = [string for string in _strings(_kept(catalogue, message)) if string]
        said = [frozenset(_PLACEHOLDER.findall(string)) for string in strings]
        # A singular may leave the number out; what it says must still be among the known places.
        if said and (any(one - message.placeholders for one in said) or said[-1] != message.placeholders):
            wrong.append((message, " | ".join(strings)))
    return wrong


def compile_catalogue(*, language: str, locale: Path) -> Path:
    """Compile a language's .po file into the .mo file that Django reads."""
    path = _folder(language, locale) / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_mo(buffer, read_catalogue(language=language, locale=locale))
    path.write_bytes(buffer.getvalue())
    return path


def read_catalogue(*, language: str, locale: Path) -> Catalog:
    """Read a language's .po file; a missing one reads as empty."""
    path = _folder(language, locale) / "django.po"
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Templates become a kind of Python; its indentation means nothing and would confuse the reader.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, found, _comments, context in extract("python", io.BytesIO(text.encode()), _KEYWORDS):
        words = found if isinstance(found, tuple) else (found,)
        if words[0]:
            yield Message(words[0], words[1] if len(words) > 1 else "", context or "")


def _messages_on_phone(path: Path) -> Iterator[Message]:
    for many, one in _ON_THE_PHONE.findall(path.read_text(encoding="utf-8")):
        yield Message(json.loads(one), json.loads(many) if many else "")


def _empty(language: str) -> Catalog:
    catalogue = Catalog(locale=language, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    return catalogue


def _folder(language: str, locale: Path) -> Path:
    return locale / language / "LC_MESSAGES"


def _id(message: Message) -> str | tuple[str, str]:
    return (message.text, message.plural) if message.plural else message.text


def _kept(catalogue: Catalog, message: Message) -> str | tuple[str, ...]:
    entry: BabelMessage | None = catalogue.get(_id(message), context=message.context or None)
    if entry is None or not entry.string or not all(_strings(entry.string)):
        return ""
    is_fitting = not message.plural or not isinstance(entry.string, str)
    return (entry.string if isinstance(entry.string, str) else tuple(entry.string)) if is_fitting else ""


def _strings(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def _as_text(catalogue: Catalog, language: str) -> str:
    head = [
        f"# ecoop, {language}. Written by `ecoop messages extract`; translate the msgstr lines.",
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"',
    ]
    body = generate_po(
        catalogue, include_lineno=False, omit_header=True, sort_by="message", ignore_obsolete=True, width=110
    )
    return "\n".join(head) + "\n\n" + "".join(body).rstrip("\n") + "\n"
