"""`ecoop list …`: what the pages do, from the command line."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.intake.tests.lists import BAD, GOOD, HEAD, excel, open_shop
from ecoop.kernel.sheets import read_sheets
from ecoop.trade.models import Sale
from tests.cast import Cast


@pytest.fixture
def shop(cast: Cast) -> Cast:
    """Open chú Năm's books."""
    with cast.inside(cast.nam_household, cast.nam):
        open_shop(cast)
    return cast


def ask(*words: str) -> Any:
    out = StringIO()
    call_command("list", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def refuse(*words: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("list", *words, "--json", stdout=out)
    return str(json.loads(out.getvalue())["refused"]["code"])


def test_a_list_comes_in_and_its_refused_rows_are_written(shop: Cast, tmp_path: Path) -> None:
    path, mend = tmp_path / "ban-hang.xlsx", tmp_path / "sua.xlsx"
    path.write_bytes(excel([HEAD, *GOOD, *BAD]))
    words = ("import", str(path), "--org", "ho-nam", "--kind", "sales", "--refused", str(mend))
    answer = ask(*words, "--mapping", "sector==services", "--mapping", "party_name=Khách hàng", "--mapping", "means=G")
    assert (answer["recorded"], answer["refused_rows"], answer["total_vnd"]) == (2, 3, 485_000)
    assert len(read_sheets(mend.read_bytes(), name="x")[0].rows) == 4
    with shop.inside(shop.nam_household, shop.nam):
        assert Sale.objects.filter(lines__sector="services").distinct().count() == 2
    assert ask(*words, "--mapping", "sector==services")["known"] == 2
    out = StringIO()
    call_command("list", *words, stdout=out)
    assert "31/02/2026" in out.getvalue()


def test_the_empty_list_is_written(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    assert ask("template", "expenses", str(path))["kind"] == "expenses"
    assert len(read_sheets(path.read_bytes(), name="x")) == 2


def test_what_cannot_be_is_refused(shop: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(excel([HEAD, *GOOD]))
    given = ("import", str(path), "--kind", "sales", "--org")
    assert refuse(*given, "nowhere") == "intake.organisation-not-found"
    assert refuse(*given, "ho-nam", "--as", "tu@example.vn") == "intake.organisation-not-found"
    assert refuse(*given, "ho-nam", "--mapping", "nothing=A") == "intake.mapping-not-understood"
    assert refuse(*given, "ho-nam", "--mapping", "day=ZZ") == "intake.mapping-not-understood"
    assert refuse("import", str(tmp_path / "b"), "--kind", "sales", "--org", "ho-nam") == "intake.file-not-found"
