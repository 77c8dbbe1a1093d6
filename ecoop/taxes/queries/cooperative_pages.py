"""What the pages of a cooperative's tax year show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.queries import list_accounts
from ecoop.taxes.calc.cooperative import CooperativeTax
from ecoop.taxes.calc.cooperative.cit import CARRY, FIELDS
from ecoop.taxes.calc.result import Step
from ecoop.taxes.queries.cooperative_facts import TaxFacts, accounts_of_taxes, field_of, get_tax_facts
from ecoop.taxes.queries.cooperative_year import get_cooperative_year


@dataclass(frozen=True)
class TaxPart:
    """The steps of one tax."""

    tax: str
    label: str
    steps: Sequence[Step]


@dataclass(frozen=True)
class TaxPage:
    """A year's taxes from the books, or the refusal that says what is missing."""

    told: TaxFacts
    tax: CooperativeTax | None
    refusal: Refusal | None
    parts: tuple[TaxPart, ...]


@dataclass(frozen=True)
class FactChoices:
    """What the form of a year offers: revenue accounts, fields of activity, years whose losses may be left."""

    told: TaxFacts
    accounts: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]
    loss_years: tuple[int, ...]


def get_tax_page(*, org_id: UUID, year: int) -> TaxPage:
    """Get the taxes of a year as the page shows them.

    Queries: 1, and those of `get_cooperative_facts`
    """
    told = get_tax_facts(org_id=org_id, year=year)
    try:
        tax = get_cooperative_year(org_id=org_id, year=year)
    except Refusal as refusal:
        return TaxPage(told, None, refusal, ())
    labels = {"cit": _("Corporate income tax"), "vat": _("VAT"), "pit": _("Personal income tax withheld")}
    parts = tuple(TaxPart(code, label, tax.steps_of(tax=code)) for code, label in labels.items())
    return TaxPage(told, tax, None, parts)


def get_fact_choices(*, org_id: UUID, year: int) -> FactChoices:
    """Get what the form about a year offers, in the active language.

    Queries: 2
    """
    law, told = lawbook.on(date(year, 12, 31)), get_tax_facts(org_id=org_id, year=year)
    accounts = accounts_of_taxes(law=law)
    revenue = tuple(accounts.of(roles=["revenue"]))
    names = [(each.code, each.name) for each in list_accounts(org_id=org_id) if each.code.startswith(revenue)]
    shown: list[tuple[str, str]] = [pair for pair in names if pair[0] in revenue or len(pair[0]) > len(revenue[0])]
    fields: list[dict[str, Any]] = law.table(FIELDS)
    return FactChoices(
        told=told,
        accounts=tuple(shown),
        fields=tuple((str(row["code"]), in_words(row, name="label")) for row in fields),
        chosen={code: field_of(account=code, told=told, accounts=accounts) for code, _name in shown},
        loss_years=tuple(range(year - law.whole(CARRY), year)),
    )
