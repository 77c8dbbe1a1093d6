"""Build the phone's app: its words from the catalogues, then the app itself with Vite, once per state of its files."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ecoop.config import catalogues
from ecoop.config.front import find_node
from ecoop.kernel.refusals import Refusal

PHONE = Path(settings.ROOT) / "phone"
WORDS = Path(settings.ROOT) / "var" / "phone" / "words"
BUILT = Path(settings.ROOT) / "var" / "phone" / "root" / "app"
MARK = WORDS.parent / "made-from.txt"
WORTH_PRESSING = {".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".wasm"}
TYPES = Path(settings.ROOT) / "var" / "phone" / "types"
VITE = Path("node_modules") / "vite" / "bin" / "vite.js"
TYPIST = Path("node_modules") / "openapi-typescript" / "bin" / "cli.js"


class PhoneNotBuilt(Refusal):
    """Vite could not build the phone's app."""

    code = "config.phone-not-built"
    said = _("The phone's app could not be built: {reason}")
    remedy = _("Run `ecoop front install`, then `ecoop phone build` again; the app built before stays in place.")


def build_phone() -> str:
    """Make sure the app is built of the present files, and tell whether it was "built" or is "current".

    Raises: PhoneNotBuilt
    """
    write_words()
    made_from = _fingerprint()
    if MARK.exists() and MARK.read_text() == made_from and (BUILT / "index.html").exists():
        return "current"
    _run(str(VITE), "build", "--config", "phone/vite.config.mts", "--logLevel", "error")
    for path in BUILT.rglob("*"):
        if path.suffix in WORTH_PRESSING:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    MARK.write_text(made_from)
    return "built"


def write_types(*, routes: Mapping[str, Any]) -> Path:
    """Write the types of the API, as its OpenAPI file describes it, to where the phone's code is held against them.

    Raises: PhoneNotBuilt
    """
    TYPES.mkdir(parents=True, exist_ok=True)
    described = TYPES / "openapi.json"
    described.write_text(json.dumps(routes, default=str), encoding="utf-8")
    written = TYPES / "api.d.ts"
    _run(str(TYPIST), str(described), "-o", str(written))
    return written


def write_words() -> None:
    """Write the phone's words in each language to where Vite finds them; files that did not change are left alone."""
    WORDS.mkdir(parents=True, exist_ok=True)
    locale = Path(settings.LOCALE_PATHS[0])
    messages = catalogues.find_phone_messages(phone=PHONE)
    for language, _name in settings.LANGUAGES:
        words = catalogues.translate(messages=messages, language=language, locale=locale)
        text = json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)
        path = WORDS / f"{language}.json"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _run(*command: str) -> None:
    node = find_node()
    if node is None or not (Path(settings.ROOT) / command[0]).exists():
        raise PhoneNotBuilt(reason=_("Node.js or its packages are missing"))
    # npm of the pip wheel stands beside its own node.
    program = shutil.which("node") or str(Path(node).with_name("node"))
    surroundings = {**os.environ, "NODE_ENV": "production"}
    done = subprocess.run(
        [program, *command], cwd=settings.ROOT, capture_output=True, text=True, check=False, env=surroundings
    )
    if done.returncode:
        raise PhoneNotBuilt(reason=(done.stderr or done.stdout).strip()[-600:])


def _fingerprint() -> str:
    files = [path for path in PHONE.rglob("*") if path.is_file() and ".test." not in path.name]
    files += [*WORDS.glob("*.json"), Path(settings.ROOT) / "package-lock.json"]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(settings.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
