"""The office on the stage of one test."""

import pytest

from ecoop.vouchers.tests.office import OfficeStage, set_the_office
from tests.cast import Cast


@pytest.fixture
def office(cast: Cast) -> OfficeStage:
    """Give the office of the cooperative with open books."""
    return set_the_office(cast)
