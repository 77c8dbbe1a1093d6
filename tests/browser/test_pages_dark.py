"""Every page in Arabic, right to left, and dark: legible, and no wider than a narrow screen."""

import pytest

from tests.browser.examination import COLOURS_AND_LANGUAGE, look_at
from tests.browser.pages import Address, list_addresses, visit_of
from tests.browser.stage import Stage


@pytest.mark.parametrize("address", [each for each in list_addresses() if visit_of(each)], ids=lambda each: each.name)
def test_page(stage: Stage, address: Address) -> None:
    look_at(address, stage=stage, language="ar", theme="dark", rules=COLOURS_AND_LANGUAGE)
