"""How a return comes out of what is recorded: the year's figures, the places, what was filed before, the form's law."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.parties.queries import map_places
from ecoop.taxes.calc import SHOP, HouseholdTax, ReturnDue
from ecoop.taxes.calc.cooperative.returns import COOPERATIVE_FORMS
from ecoop.taxes.calc.result import period_in_words
from ecoop.taxes.calc.return_forms import form_version, rows_of_sectors
from ecoop.taxes.calc.returns import (
    FINALISATION,
    NOTICE,
    QUARTERLY,
    Fields,
    PlaceOfBusiness,
    ReturnGiven,
    Sold,
    StockLine,
    Taxpayer,
    is_filed_period,
    months_of,
)
from ecoop.taxes.calc.returns_quarter import fill_quarter, joined_periods
from ecoop.taxes.calc.returns_year import fill_finalisation, fill_lease, fill_notice
from ecoop.taxes.errors import ReturnIsNotDue
from ecoop.taxes.models import Return
from ecoop.taxes.queries.compute import tax_of
from ecoop.taxes.queries.computed_return import ComputedReturn, get_taxpayer, law_fingerprint
from ecoop.taxes.queries.cooperative_returns import compute_cooperative_return
from ecoop.taxes.queries.year import YearRecords, facts_of, get_year_records
from ecoop.trade.queries import list_places, list_stock_sheets

_VAT_CUT = "tax/household/vat_cut_ratio"


@dataclass(frozen=True)
class ReturnMaterial:
    """Everything a household's returns of a year are made of, read once."""

    records: YearRecords
    taxpayer: Taxpayer
    places: tuple[PlaceOfBusiness, ...]
    # What the filed returns of the year declared: VAT and PIT.
    declared: tuple[int, int]
    stock: tuple[StockLine, ...] | None = None


def get_return_material(*, org_id: UUID, year: int) -> ReturnMaterial:
    """Read what a household's returns of a year are made of.

    Queries: 6, and those of `get_year_records`
    """
    return ReturnMaterial(
        records=get_year_records(org_id=org_id, year=year),
        taxpayer=get_taxpayer(org_id=org_id),
        places=get_places(org_id=org_id),
        declared=sum_declared(org_id=org_id, year=year),
    )


def with_stock(*, org_id: UUID, material: ReturnMaterial) -> ReturnMaterial:
    """Add the stock table that the finalisation asks for.

    Queries: 10
    """
    heads = list_stock_sheets(org_id=org_id, year=material.records.year)
    lines = tuple(
        StockLine(
            name=head.name,
            unit=head.unit,
            opening=(_quantity(head.opening_quantity), head.opening_vnd),
            received=(_quantity(head.in_quantity), head.in_vnd),
            issued=(_quantity(head.out_quantity), head.out_vnd),
            closing=(_quantity(head.closing_quantity), head.closing_vnd),
        )
        for head in heads
    )
    return replace(material, stock=lines)


def compute_return(
    *, org_id: UUID, form: str, period: str, number: int, known_on: date, material: ReturnMaterial | None = None
) -> ComputedReturn:
    """Compute a return from the documents under the law as known on a day.

    Raises:  ReturnIsNotDue, FormIsNotBuilt, and every refusal of `household_tax`
    Queries: those of `get_return_material`, unless it is given; 10 more for a finalisation
    """
    if form in COOPERATIVE_FORMS:
        return compute_cooperative_return(org_id=org_id, form=form, period=period, number=number, known_on=known_on)
    if not is_filed_period(period=period):
        raise ReturnIsNotDue(form=form, period=period, due="-")
    material = material or get_return_material(org_id=org_id, year=int(period[:4]))
    if form == FINALISATION and material.stock is None:
        material = with_stock(org_id=org_id, material=material)
    tax = tax_of(facts=facts_of(records=material.records, known_on=known_on))
    return fill_return(form=form, period=period, number=number, known_on=known_on, material=material, tax=tax)


def fill_return(
    *, form: str, period: str, number: int, known_on: date, material: ReturnMaterial, tax: HouseholdTax
) -> ComputedReturn:
    """Fill in a return of a year whose tax is computed.

    Raises:  ReturnIsNotDue, FormIsNotBuilt
    Queries: 0
    """
    due = _due(tax, form, period)
    law = lawbook.on(date(int(period[:4]), 12, 31), known_on=known_on)
    version = form_version(law=law, form=form, period=period, known_on=known_on)
    records = material.records
    given = ReturnGiven(
        form=form,
        period=period,
        tax=tax,
        taxpayer=material.taxpayer,
        due_on=due.pay_by_on or due.due_on,
        places=material.places,
        withheld=_withheld(records),
        paid=_paid(material, form, tax),
        costs_vnd=_costs(records),
        stock=material.stock or (),
        number=number,
    )
    fields = _fill(law, replace(given, sold=_sold(records, _months(given))))
    # A place may move and a name change; the return says what they were.
    fields |= {"taxpayer": asdict(given.taxpayer), "places": [asdict(place) for place in material.places]}
    print_of_law = law_fingerprint()
    return ComputedReturn(
        form, period, number, known_on, due, version, print_of_law, fields, given.taxpayer, material.places
    )


def sum_declared(*, org_id: UUID, year: int) -> tuple[int, int]:
    """Add up what the filed quarterly and monthly returns of a year declared; a correction stands for what it corrects.

    Shape:   VAT, then PIT
    Queries: 1
    """
    filed = Return.objects.filter(org_id=org_id, year=year, form=QUARTERLY, filings__isnull=False)
    newest = {row.period: row for row in filed.order_by("number")}
    return sum(row.vat_vnd for row in newest.values()), sum(row.pit_vnd for row in newest.values())


def _due(tax: HouseholdTax, form: str, period: str) -> ReturnDue:
    due = next((each for each in tax.returns if each.form == form and each.period == period), None)
    if due is None:
        others = ", ".join(f"{each.form} ({each.period_label})" for each in tax.returns) or "-"
        raise ReturnIsNotDue(form=form, period=period_in_words(name=period), due=others)
    return due


def _fill(law: Law, given: ReturnGiven) -> Fields:
    rows = rows_of_sectors(law=law)
    if given.form == QUARTERLY:
        ratio = law.rate(_VAT_CUT) if law.has(_VAT_CUT) else Decimal(0)
        return fill_quarter(given=given, vat_cut_ratio=ratio, rows=rows)
    if given.form == NOTICE:
        return fill_notice(given=given, rows=rows)
    return fill_finalisation(given=given) if given.form == FINALISATION else fill_lease(given=given)


def _months(given: ReturnGiven) -> set[int]:
    """Give the months a return speaks of; what earlier ones owe may join it."""
    if given.form != QUARTERLY:
        return set(months_of(period=given.period))
    return {month for each in joined_periods(given=given) for month in months_of(period=each.name)}


def _sold(records: YearRecords, months: Iterable[int]) -> tuple[Sold, ...]:
    wanted = set(months)
    return tuple(
        Sold(str(each.place_id or ""), each.channel, each.sector, each.amount_vnd, each.vat_cut_vnd)
        for each in records.revenue
        if each.month.month in wanted
    )


def _withheld(records: YearRecords) -> tuple[int, int]:
    return sum(each.vat_vnd for each in records.withheld), sum(each.pit_vnd for each in records.withheld)


def _paid(material: ReturnMaterial, form: str, tax: HouseholdTax) -> tuple[int, int]:
    """Give what was declared before; a finalisation takes the computed advances while none were filed."""
    if form == FINALISATION and not any(material.declared):
        advances = [each for each in tax.periods if each.channel == SHOP]
        return sum(each.vat_vnd for each in advances), sum(each.pit_vnd for each in advances)
    return material.declared


def _costs(records: YearRecords) -> Mapping[str, Dong]:
    sums: dict[str, Dong] = {}
    for each in records.costs or ():
        sums[each.group] = Dong(sums.get(each.group, 0) + each.deductible_vnd)
    return sums


def get_places(*, org_id: UUID) -> tuple[PlaceOfBusiness, ...]:
    """List the places of business, the head office first; without any, the household's own address is it.

    Queries: 2; 4 without places
    """
    listed = sorted(list_places(org_id=org_id), key=lambda place: not place.is_head_office)
    if not listed:
        own = get_taxpayer(org_id=org_id)
        head = PlaceOfBusiness("", "", own.name, own.address_line, own.ward_code, own.ward_name, own.province_code)
        return (replace(head, province_name=own.province_name),)
    wards = map_places(codes=[place.ward_code for place in listed if place.ward_code])
    return tuple(
        PlaceOfBusiness(
            id=str(place.id),
            code=place.code,
            name=place.name,
            address_line=place.address_line,
            ward_code=place.ward_code,
            ward_name=wards[place.ward_code].name if place.ward_code in wards else "",
            province_code=wards[place.ward_code].province_code if place.ward_code in wards else "",
            province_name=wards[place.ward_code].province_name if place.ward_code in wards else "",
        )
        for place in listed
    )


def _quantity(amount: Any) -> str:
    return f"{amount.normalize():f}"
