"""`ecoop law check` refuses each thing that would let a wrong number in; one tiny bad folder for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries.checks import list_faults
from ecoop.lawbook.queries.readers import list_readers, readers_of
from ecoop.lawbook.queries.tree import read_tree
from ecoop.lawbook.tests.bad_trees import PARAMETER, PATH, ROW, SOURCE, faults_of, write_law


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Read the faults in the language in which they are written in the code."""
    with translation.override("en"):
        yield


def test_a_sound_folder_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(write_law(tmp_path)) == []


def test_the_law_of_this_house_is_sound() -> None:
    faults = list_faults(root=Path(settings.LAW), tree=lawbook.get_tree(), readers=list_readers())
    assert not faults, "\n".join(str(fault) for fault in faults)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (PATH, PARAMETER.replace(', source: {document: vn-example-1, article: "Điều 1"}', ""), "no source"),
        (PATH, PARAMETER.replace('article: "Điều 1"', 'article: ""'), "no source"),
        (PATH, PARAMETER.replace("vn-example-1", "vn-example-2"), "vn-example-2"),
        (PATH, PARAMETER + ROW.replace("2098-01-01", "2098-06-01"), "at the same time"),
        (PATH, PARAMETER.replace("unit: vnd", "unit: pounds"), "pounds"),
        (PATH, PARAMETER.replace("111_000_000", '"many"'), "does not fit"),
        (PATH, PARAMETER.replace("111_000_000", "0.5"), "does not fit"),
        (PATH, PARAMETER.replace("known_from: 2097-12-10, ", ""), "known_from"),
        (PATH, PARAMETER.replace("known_from: 2097-12-10", "known_from: 2097-12-09"), "before vn-example-1"),
        (PATH, PARAMETER.replace("mark: V", "mark: X"), "mark"),
        (PATH, PARAMETER.replace("label_vi: Mức\n", ""), "label_vi"),
        (PATH, PARAMETER + "#\n" * 60, "65 lines"),
        (PATH, PARAMETER + "  - [\n", "cannot be used"),
        ("sources/vn-example-1.yaml", SOURCE.replace("number: 1/2098/X\n", ""), "number"),
        ("waiting.txt", "# most: 0\n", "Nobody reads"),
        ("waiting.txt", "# most: 0\ntax/limit_vnd\n", "at most"),
        ("waiting.txt", "# most: 2\ntax/limit_vnd\ntax/gone\n", "does not exist"),
        ("cases/law/value/one.yaml", "rule: law/value\n", "expect"),
        ("tables/codes.csv", "code\n1\n", "codes.yaml"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    faults = faults_of(write_law(tmp_path, **{name: text}))
    assert faults, "nothing was found"
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults]


def test_two_values_published_on_different_days_may_hold_at_the_same_time(tmp_path: Path) -> None:
    later = PARAMETER + ROW.replace("known_from: 2097-12-10", "known_from: 2098-04-29")
    assert faults_of(write_law(tmp_path, **{PATH: later})) == []


def test_a_path_that_is_read_must_leave_the_waiting_list(tmp_path: Path) -> None:
    faults = faults_of(write_law(tmp_path), readers={"tax/limit_vnd": ["ecoop/taxes/calc.py"]})
    assert "is read now" in str(faults[0])


def test_a_failing_case_is_a_fault(tmp_path: Path) -> None:
    case = (
        "rule: law/value\non: 2026-12-31\ngiven: {path: cooperative/meeting/notice_days_min}\n"
        "expect: {value: 4}\nsource: pencil\nmark: worked\n"
    )
    # The case is run against the law of this house, where Article 60(1) says 3 days.
    faults = faults_of(write_law(tmp_path, **{"cases/law/value/one.yaml": case}))
    assert "expected 4" in str(faults[0])


def test_readers_are_found_in_code_pages_and_tables_that_are_read(tmp_path: Path) -> None:
    law = write_law(
        tmp_path / "law",
        **{
            "parameters/tax/rate/goods.yaml": PARAMETER,
            "parameters/tax/rate/services.yaml": PARAMETER,
            "parameters/tax/other.yaml": PARAMETER,
            "parameters/tax/unread.yaml": PARAMETER,
            "tables/tax/sectors.yaml": "rows:\n  - {rate: tax/other}\n",
            "tables/tax/idle.yaml": "rows:\n  - {rate: tax/unread}\n",
        },
    )
    code = tmp_path / "ecoop"
    (code / "taxes" / "tests").mkdir(parents=True)
    (code / "taxes" / "calc.py").write_text('_T = "tax"\nlaw.rate(f"{_T}/rate/{sector}")\nlaw.table("tax/sectors")\n')
    (code / "taxes" / "page.html").write_text("{% law 'tax/limit_vnd' %}")
    (code / "taxes" / "tests" / "test_it.py").write_text('law.rate("tax/unread")')
    tree = read_tree(law)
    found = readers_of(tree=tree, code=code)
    assert found["tax/rate/goods"] == found["tax/rate/services"] == ["ecoop/taxes/calc.py"]
    assert found["tax/limit_vnd"] == ["ecoop/taxes/page.html"]
    assert found["tax/other"] == ["law/tables/tax/sectors"]
    assert "tax/unread" not in found
