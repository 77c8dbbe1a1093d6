"""Record what the books of a cooperative do not say about a tax year."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.taxes.errors import InputNotUnderstood
from ecoop.taxes.models import CooperativeTaxFacts


@transaction.atomic
def record_tax_facts(
    *,
    org_id: UUID,
    year: int,
    is_agricultural: bool,
    is_dependent: bool,
    area: str,
    previous_revenue_vnd: Dong | None,
    previous_months: int,
    forecast_revenue_vnd: Dong | None,
    vat_method: str,
    vat_method_on: date | None,
    has_volunteered: bool,
    raw_input_vnd: Dong | None,
    non_deductible_vnd: Dong,
    undivided_fund_vnd: Dong,
    fields: Mapping[str, str],
    losses: Mapping[str, int],
    by: UUID,
    now: datetime,
) -> UUID:
    """Record area, size, VAT method, fields of activity and losses of a tax year; the last record holds.

    Law:    Decree 320/2025 Articles 4, 11, 19; Decree 181/2025 Article 21; CIT Law 67/2025 Article 16
    Shape:  the id of the record
    Raises: InputNotUnderstood
    """
    if any(int(of_year) >= year for of_year in losses):
        raise InputNotUnderstood(place="losses", why="a loss is carried from an earlier year")
    told = CooperativeTaxFacts.objects.create(
        org_id=org_id,
        year=year,
        is_agricultural=is_agricultural,
        is_dependent=is_dependent,
        area=area,
        previous_revenue_vnd=previous_revenue_vnd,
        previous_months=previous_months,
        forecast_revenue_vnd=forecast_revenue_vnd,
        vat_method=vat_method,
        vat_method_on=vat_method_on,
        has_volunteered=has_volunteered,
        raw_input_vnd=raw_input_vnd,
        non_deductible_vnd=non_deductible_vnd,
        undivided_fund_vnd=undivided_fund_vnd,
        fields=dict(fields),
        losses=dict(losses),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.cooperative-facts.record",
        object_kind="cooperative_tax_facts",
        object_id=told.id,
        detail={"year": year},
        now=now,
    )
    return told.id
