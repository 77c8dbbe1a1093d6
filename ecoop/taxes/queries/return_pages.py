"""What the pages, papers and files of returns show, put together from what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dates import vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.queries.documents import Recorded, list_recorded_since
from ecoop.taxes.calc.return_file import file_form, return_file
from ecoop.taxes.calc.return_forms import CODES, SHELL, FormVersion, ends_on, form_version
from ecoop.taxes.calc.return_layout import FormPage, FormTable, lay_out
from ecoop.taxes.calc.returns import Difference, PlaceOfBusiness, Taxpayer, list_differences
from ecoop.taxes.calc.returns_xml import file_name
from ecoop.taxes.errors import FileIsNotKnown
from ecoop.taxes.queries.return_entries import ReturnEntry, find_return_entry
from ecoop.taxes.queries.returns import ReturnBeside, ReturnFacts, get_return, get_return_beside

CHANGED_MAX = 20


@dataclass(frozen=True)
class ReturnPage:
    """A return as the form looks, beside it what would come out today, and what changed since."""

    beside: ReturnBeside
    version: FormVersion
    form: FormPage
    # What a correction says that differs from the return it corrects.
    corrections: tuple[Difference, ...]
    changed: tuple[Recorded, ...]
    # What a cooperative posts for it, offered or posted.
    entry: ReturnEntry | None = None


@dataclass(frozen=True)
class ReturnFile:
    """A file to hand out."""

    name: str
    content: bytes


def get_return_page(*, org_id: UUID, return_id: UUID, today: date) -> ReturnPage:
    """Get everything the page of a return shows.

    Raises:  ReturnNotFound
    Queries: 1, those of `get_return_beside`, and for a cooperative those of `find_return_entry`
    """
    beside = get_return_beside(org_id=org_id, return_id=return_id, today=today)
    kept = beside.kept
    law, version = _law(kept), version_of(kept=kept)
    since = list_recorded_since(
        org_id=org_id,
        since_at=kept.computed_at,
        starts_on=date(kept.year, 1, 1),
        ends_on=ends_on(period=kept.period),
        limit=CHANGED_MAX,
    )
    corrected = beside.corrected
    differences = list_differences(before=corrected.fields, after=kept.fields) if corrected else []
    form = _form_page(law, version, kept, beside.differences)
    entry = find_return_entry(org_id=org_id, kept=kept)
    return ReturnPage(beside, version, form, tuple(differences), tuple(since), entry)


def get_return_paper(*, org_id: UUID, return_id: UUID) -> dict[str, Any]:
    """Get a return as its paper shows it, in Vietnamese whatever the reader reads.

    Raises:  ReturnNotFound
    Queries: 4
    """
    kept = get_return(org_id=org_id, return_id=return_id)
    corrected = get_return(org_id=org_id, return_id=kept.replaces_id) if kept.replaces_id else None
    with override("vi"):
        version = version_of(kept=kept)
        form = _form_page(_law(kept), version, kept, ())
        differences = list_differences(before=corrected.fields, after=kept.fields) if corrected else []
        taxpayer = Taxpayer(**kept.fields["taxpayer"])
        return {
            "name": f"{kept.form.replace('/', '-')}-{kept.period}",
            "code": form.code,
            "title": form.title,
            "model": version.model,
            "is_confirmed": version.is_confirmed and not form.is_unsure,
            "period": kept.period_label,
            "number": kept.number,
            "reason": kept.reason,
            "known_on": kept.known_on,
            "address": taxpayer.address,
            "phone": taxpayer.phone,
            "signer": taxpayer.representative,
            "computed_on": vietnam_day(kept.computed_at),
            "head": [list(each) for each in form.head],
            "tables": [_table(each) for each in form.tables],
            "differences": [
                [each.code, each.row, _said(each.before), _said(each.after), _said(each.change_vnd)]
                for each in differences
            ],
        }


def get_return_file(*, org_id: UUID, return_id: UUID) -> ReturnFile:
    """Get the electronic file of a return.

    Raises:  ReturnNotFound, FileIsNotKnown
    Queries: 2
    """
    kept = get_return(org_id=org_id, return_id=return_id)
    law, version = _law(kept), version_of(kept=kept)
    if not version.has_file:
        raise FileIsNotKnown(form=kept.form)
    form = file_form(version=version, shell=law.form(SHELL), codes=law.table(CODES))
    taxpayer = Taxpayer(**kept.fields["taxpayer"])
    content = return_file(
        form=form,
        period=kept.period,
        number=kept.number,
        fields=kept.fields,
        taxpayer=taxpayer,
        places=[PlaceOfBusiness(**place) for place in kept.fields["places"]],
        made_on=vietnam_day(kept.computed_at),
    )
    name = file_name(tax_code=taxpayer.tax_code, file=version.file, period=kept.period, number=kept.number)
    return ReturnFile(name, content)


def version_of(*, kept: ReturnFacts) -> FormVersion:
    """Give the version of the form on which a return was kept.

    Queries: 0
    """
    return form_version(law=_law(kept), form=kept.form, period=kept.period, known_on=kept.known_on)


def _law(kept: ReturnFacts) -> Law:
    return lawbook.on(date(kept.year, 12, 31), known_on=kept.known_on)


def _form_page(law: Law, version: FormVersion, kept: ReturnFacts, differences: Sequence[Difference]) -> FormPage:
    codes = [row for row in law.table(CODES) if row["kind"] == "tax"]
    return lay_out(
        layout=version.layout,
        fields=kept.fields,
        sectors={str(row["code"]): in_words(row, name="label") for row in law.table("tax/sectors")},
        taxes={str(row["of"]): (str(row["code"]), in_words(row, name="label")) for row in codes},
        differences=differences,
    )


def _table(table: FormTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "columns": [list(each) for each in table.columns],
        "rows": [[row.kind, row.code, row.label, [_said(cell.value) for cell in row.cells]] for row in table.rows],
    }


def _said(value: Any) -> Any:
    return value if isinstance(value, int | str) else "" if value is None else str(value)
