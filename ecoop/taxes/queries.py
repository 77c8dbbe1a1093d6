"""Reads of the taxes: a household's year from figures or from its documents, and its book S2a."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, household_tax, read_household_year


def compute_household_tax(*, given: Mapping[str, Any]) -> HouseholdTax:
    """Compute a tax from an input as `ecoop tax household` takes it.

    Raises:  InputNotUnderstood and every refusal of `household_tax`
    Queries: 0
    """
    return tax_of(facts=read_household_year(given))


def tax_of(*, facts: HouseholdYear) -> HouseholdTax:
    """Compute a tax under the law of the year's last day, as known on the day the facts name.

    Queries: 0
    """
    law = lawbook.on(date(facts.year, 12, 31), known_on=facts.known_on)
    return household_tax(law=law, facts=facts, switch_paths=lawbook.list_switches())
