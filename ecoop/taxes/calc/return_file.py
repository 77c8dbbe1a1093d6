"""What a return's electronic file says: the shell's facts, and the fields under the names that the trees use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecoop.kernel.dates import format_day
from ecoop.taxes.calc.return_forms import FormVersion, ends_on, starts_on
from ecoop.taxes.calc.returns import QUARTERLY, Fields, PlaceOfBusiness, Taxpayer, months_of
from ecoop.taxes.calc.returns_quarter import PLATFORMS
from ecoop.taxes.calc.returns_xml import XmlForm, compile_form, write_xml

_SERVICE = "HỖ TRỢ KÊ KHAI THUẾ"
_ACTIVITY = "Hoạt động sản xuất kinh doanh thông thường"


@dataclass(frozen=True)
class FileForm:
    """A form's tags, compiled, with the codes its file needs; made once for many returns."""

    version: FormVersion
    xml: XmlForm
    tax_items: Mapping[str, tuple[str, str]]
    sector_codes: Mapping[str, tuple[str, str]]


def file_form(*, version: FormVersion, shell: Mapping[str, Any], codes: Sequence[Mapping[str, Any]]) -> FileForm:
    """Compile what the files of one form version need."""
    by_kind: dict[str, dict[str, tuple[str, str]]] = {"tax": {}, "sector": {}}
    for row in codes:
        by_kind[str(row["kind"])][str(row["of"])] = (str(row["code"]), str(row["label_vi"]))
    xml = compile_form(
        namespace=str(shell["namespace"]),
        shell=str(shell["tree"]),
        form=str(version.xml["tree"]),
        annex=str(version.xml.get("annex", "")),
        annex_of=str(version.xml.get("annex_of", "")),
    )
    return FileForm(version, xml, by_kind["tax"], by_kind["sector"])


def return_file(
    *,
    form: FileForm,
    period: str,
    number: int,
    fields: Fields,
    taxpayer: Taxpayer,
    places: Sequence[PlaceOfBusiness],
    made_on: date,
) -> bytes:
    """Write the electronic file of a return.

    Shape:  see `write_xml`; amounts are whole đồng without separators
    """
    scope = {**_shell(form, period, number, taxpayer, made_on), **fields["values"], **fields["lists"]}
    if form.version.form == QUARTERLY:
        scope |= _quarter(form, fields, taxpayer, places)
    scope |= {"vat_item": form.tax_items["vat"][0], "none": 0, "industry": _ACTIVITY}
    cut = fields["lists"].get("cut_sales", ())
    scope |= {f"cut_{name}": sum(row[name] for row in cut) for name in ("amount", "reduced")}
    # What nobody bought or sold is a tick on paper and a number in the file.
    scope["[21]"] = 1 if scope.get("[21]") == "x" else scope.get("[21]") or 0
    return write_xml(form=form.xml, scope=scope)


def _shell(form: FileForm, period: str, number: int, taxpayer: Taxpayer, made_on: date) -> dict[str, Any]:
    year, _dash, part = period.partition("-")
    first, last = starts_on(period=period), ends_on(period=period)
    months = months_of(period=period)
    kinds = {"Q": ("Q", f"{part[1:]}/{year}"), "H": ("H", f"{part[1:]}/{year}"), "": ("Y", year)}
    kind, text = kinds.get(part[:1], ("M", f"{part}/{year}"))
    return {
        "service": _SERVICE,
        "xml_code": form.version.xml_code,
        "title": form.version.title,
        "model": form.version.model,
        "xml_version": form.version.xml_version,
        "kind": "B" if number else "C",
        "number": number,
        "period_kind": kind,
        "period_text": text,
        "starts_on": format_day(first),
        "ends_on": format_day(last),
        "first_month": f"{months[0]:02d}/{year}",
        "last_month": f"{months[-1]:02d}/{year}",
        "made_on": made_on.isoformat(),
        "signer": taxpayer.representative or taxpayer.name,
        "tax_code": taxpayer.tax_code,
        "name": taxpayer.name,
        "address": taxpayer.address,
        "phone": taxpayer.phone,
    }


def _quarter(form: FileForm, fields: Fields, taxpayer: Taxpayer, places: Sequence[PlaceOfBusiness]) -> dict[str, Any]:
    """Group the lines of 01/CNKD by place, as its file does."""
    values, lines = fields["values"], fields["lists"]["lines"]
    by_place: dict[str, list[dict[str, Any]]] = {}
    on_platforms: list[dict[str, Any]] = []
    for line in lines:
        row = _line(form, line)
        if line["part"] == PLATFORMS:
            on_platforms.append(row)
        else:
            by_place.setdefault(line["place"], []).append(row)
    known = {place.id: place for place in places}
    return {
        "places": [
            {**_place(known[place]), "is_head": "true" if place == places[0].id else "false", "lines": rows}
            for place, rows in by_place.items()
        ],
        "platforms": [{"lines": on_platforms}] if on_platforms else [],
        **{f"t{number}": values[f"[18][{number}]"] for number in range(11, 18)},
        **{f"e{number}": values[f"[19][{number}]"] for number in (14, 17)},
        **{f"p{number}": values[f"[20][{number}]"] for number in (14, 17)},
        "payments": [_payment(form, each, known) for each in fields["lists"]["payments"]],
        "t47": values["[47]"],
    }


def _line(form: FileForm, line: Mapping[str, Any]) -> dict[str, Any]:
    vat, pit, sector = form.tax_items["vat"], form.tax_items["pit"], form.sector_codes[line["sector"]]
    return {
        "sector_code": sector[0],
        "sector_name": sector[1],
        "vat_item": vat[0],
        "vat_name": vat[1],
        "pit_item": pit[0],
        "pit_name": pit[1],
        **{f"c{number}": line[f"[{number}]"] for number in range(11, 18)},
    }


def _place(place: PlaceOfBusiness) -> dict[str, Any]:
    return {
        "code": place.code,
        "place_name": place.name,
        "place_line": place.address_line,
        "ward_code": place.ward_code,
        "ward_name": place.ward_name,
        "province_code": place.province_code,
        "province_name": place.province_name,
    }


def _payment(form: FileForm, row: Mapping[str, Any], known: Mapping[str, PlaceOfBusiness]) -> dict[str, Any]:
    item, name = form.tax_items[row["tax"]]
    return {
        **_place(known[row["place"]]),
        "tax_name": name,
        "item": item,
        "amount": row["[40]"],
        "due_on": row["[46]"],
    }
