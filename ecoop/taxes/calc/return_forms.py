"""Which version of a form rules a return, and how its layout and its file are read from the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.returns import months_of
from ecoop.taxes.errors import FormIsNotBuilt

TABLE = "tax/return-forms"
CODES = "tax/return-codes"
SHELL = "returns/xml/shell"


@dataclass(frozen=True)
class FormVersion:
    """One version of a form: where its layout and its file stand, and how sure we are of them."""

    form: str
    version: str
    layout: Mapping[str, Any]
    xml: Mapping[str, Any]
    xml_code: str
    xml_version: str
    file: str
    title: str
    model: str
    is_confirmed: bool

    @property
    def has_file(self) -> bool:
        """Tell whether the tags of its electronic file are known."""
        return bool(self.xml)


def ends_on(*, period: str) -> date:
    """Give the last day of a period."""
    year, last = int(period[:4]), months_of(period=period)[-1]
    return (date(year, last, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def starts_on(*, period: str) -> date:
    """Give the first day of a period."""
    return date(int(period[:4]), months_of(period=period)[0], 1)


def form_version(*, law: Law, form: str, period: str, known_on: date) -> FormVersion:
    """Choose the version of a form: by the day of filing, or by the period where a circular says so.

    A version that came out after the day of knowledge is not known yet, whatever period it will rule.

    Law:    Circular 89/2026 Articles 99(5) and 100(1); tax/form/*
    Raises: FormIsNotBuilt
    """
    rows = [row for row in law.at(known_on).table(TABLE) if row["form"] == form]
    day = known_on if rows and rows[0]["counts_by"] == "filing" else min(known_on, ends_on(period=period))
    path = str(rows[0]["parameter"]) if rows else ""
    ruling = law.at(day)
    named = ruling.text(path) if path and ruling.has(path) else ""
    version = named.partition("(")[2].partition(")")[0]
    row = next((each for each in rows if each["version"] == version), None)
    if row is None:
        raise FormIsNotBuilt(form=form, version=version or "?", day=day)
    return FormVersion(
        form=form,
        version=version,
        layout=law.at(known_on).form(str(row["layout"])),
        xml=law.at(known_on).form(str(row["xml"])) if row["xml"] else {},
        xml_code=str(row["xml_code"]),
        xml_version=str(row["xml_version"]),
        file=str(row["file"]),
        title=str(row["title_vi"]),
        model=str(row["model_vi"]),
        is_confirmed=row["is_confirmed"] == "yes",
    )


def rows_of_sectors(*, law: Law) -> dict[str, str]:
    """Name the form's row of each sector group: goods stand in row a."""
    return {str(row["code"]): str(row["form_row"]) for row in law.table("tax/sectors") if row["form_row"]}
