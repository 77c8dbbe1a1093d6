"""What pages take from npm, and the icons they name."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ICONS = (ROOT / "ecoop" / "web" / "icons.txt").read_text(encoding="utf-8").split()


def test_the_lock_pins_every_package_by_hash_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert fetched
    assert all("resolved" not in package and package["integrity"] for package in fetched.values())


def test_every_icon_that_a_template_names_is_in_the_sheet() -> None:
    templates = ROOT.glob("ecoop/*/templates/**/*.html")
    named = {(path.name, name) for path in templates for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert {name for _, name in named} - set(ICONS) == set()


def test_icons_are_listed_once() -> None:
    assert len(ICONS) == len(set(ICONS))
