"""`ecoop return`: prepare a return with its files, list what is due, refuse politely."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm 900 million of tea: exempt, one notice for the half-year he began in and one for the year."""
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        sale = SaleDraft(new_id(), date(2026, 8, 5), (SaleLineDraft("goods", "Chè", Dong(900_000_000)),))
        record_sales(org_id=org_id, sales=[sale], by=by, now=NOW)
    return cast


def _answer(*arguments: str) -> Any:
    out = StringIO()
    call_command("return", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_notice_is_prepared_and_written(nam: Cast, tmp_path: Path) -> None:
    xml, pdf = tmp_path / "r.xml", tmp_path / "r.pdf"
    asked = ["--org", nam.nam_household.slug, "--form", "01/TKN-CNKD", "--period", "2026"]
    answer = _answer("prepare", *asked, "--xml", str(xml), "--pdf", str(pdf))
    assert answer["fields"]["values"]["[11]"] == 900_000_000
    assert answer["files"] == [str(xml), str(pdf)]
    assert b"<ct11>900000000</ct11>" in xml.read_bytes()
    assert pdf.read_bytes().startswith(b"%PDF")
    assert _answer("prepare", *asked)["id"] == answer["id"]
    listed = _answer("list", "--org", nam.nam_household.slug, "--year", "2026")
    assert [(each["form"], each["period"]) for each in listed] == [("01/TKN-CNKD", "2026-H1"), ("01/TKN-CNKD", "2026")]
    shown = StringIO()
    call_command("return", "prepare", *asked, stdout=shown)
    assert "01/TKN-CNKD" in shown.getvalue()
    call_command("return", "list", "--org", nam.nam_household.slug, "--year", "2026", stdout=shown)


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        (["--form", "01/CNKD", "--period", "2026-Q3"], "taxes.return-is-not-due"),
        (["--form", "01/TKN-CNKD", "--period", "2026", "--as", "0000"], "taxes.nobody-may-file"),
        (["--form", "01/TKN-CNKD", "--period", "2026", "--as", "tu@example.vn"], "taxes.nobody-may-file"),
    ],
)
def test_what_cannot_be_is_refused(nam: Cast, rest: list[str], code: str) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("return", "prepare", "--org", nam.nam_household.slug, *rest, "--json", stdout=out)
    assert json.loads(out.getvalue())["refused"]["code"] == code
