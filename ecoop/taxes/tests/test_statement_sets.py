"""A set of statements: draft, filed, approved; what is kept, what changed since, what keeps it from going out."""

import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as Tree

import openpyxl  # type: ignore[import-untyped]
import pytest

from demo.resolutions import pass_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.closing import AllocationKey
from ecoop.ledger.errors import BalancesMisplaced
from ecoop.ledger.queries.statements import plan_period
from ecoop.members.tests.stage import set_the_stage
from ecoop.resolutions.errors import ResolutionMissing
from ecoop.taxes.actions.issue_statements import approve_statements, file_statements, withdraw_approval
from ecoop.taxes.actions.keep_statements import begin_set, name_signers, replace_set, write_note
from ecoop.taxes.calc.statement_sheets import read_period
from ecoop.taxes.errors import (
    ApprovalNotFound,
    StatementDayIsWrong,
    StatementNotFound,
    StatementsAreDrafts,
    StatementsAreOut,
    StatementsAreProvisional,
    StatementsNeedSigners,
)
from ecoop.taxes.models import StatementApproval, StatementFiling, StatementSet, StatementSigners
from ecoop.taxes.queries.statement_files import make_file
from ecoop.taxes.queries.statement_sets import (
    Signers,
    find_set,
    get_deadlines,
    list_changes_since,
    list_issued_statements,
    standing_approvals,
)
from ecoop.taxes.queries.statements import get_sheet, list_sheets
from tests.cast import BEGAN_AT, Cast

YEAR = read_period(text="2026")
NOW = datetime(2027, 3, 25, 3, 0, tzinfo=UTC)
SIGNERS = Signers("Trần Thị Lan", "Trần Thị Lan", "Nguyễn Văn Bảo", "KT-0123", "Công ty Sổ Sách")


def post(cast: Cast, *lines: tuple[str, str, int], on: date = date(2026, 6, 1)) -> None:
    """Post lines of (debit, credit, millions)."""
    postings = tuple(Posting(debit, credit, Dong(vnd * 1_000_000), side="external") for debit, credit, vnd in lines)
    draft = EntryDraft("test.entry", new_id(), on, on, "Bút toán", postings)
    post_entries(org_id=cast.coop.id, entries=[draft], by=cast.lan.id, now=BEGAN_AT)


def resolve(cast: Cast, number: str = "NQ 01/2027", passed_on: date = date(2027, 4, 20)) -> UUID:
    """Let the meeting approve the statements of the year, on paper."""
    paper: dict[str, Any] = {"matter": "statements", "parameters": {"year": 2026}, "passed_on": passed_on}
    return pass_on_paper(org_id=cast.coop.id, number=number, by=cast.lan.id, now=NOW, **paper)


def withdraw(cast: Cast, year: dict[str, Any]) -> None:
    """Withdraw the approval that stands."""
    (approval_id,) = standing_approvals().filter(org_id=cast.coop.id).values_list("id", flat=True)
    withdraw_approval(
        org_id=cast.coop.id, approval_id=approval_id, withdrawn_on=date(2027, 6, 1), reason="BA 12/2027",
        by=cast.lan.id, now=year["now"],
    )  # fmt: skip


def close(cast: Cast) -> None:
    """Close the year in the books, as the distribution does."""
    plan = plan_period(org_id=cast.coop.id, starts_on=YEAR.starts_on, ends_before=YEAR.ends_before, key=AllocationKey())
    day = date(2026, 12, 31)
    draft = EntryDraft("test.closing", new_id(), day, day, "Kết chuyển", plan.postings)
    post_entries(org_id=cast.coop.id, entries=[draft], by=cast.lan.id, now=BEGAN_AT)


@pytest.fixture
def year(cast: Cast) -> dict[str, Any]:
    """Capital 100, sales of 60 with a cost of 25 and management of 5: a profit of 30."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=BEGAN_AT)
        post(cast, ("1121", "4118", 100), ("156", "1121", 30), ("131", "5111", 60), ("6111", "156", 25))
        post(cast, ("642", "1121", 5))
    return {"org_id": cast.coop.id, "period": YEAR, "by": cast.lan.id, "now": NOW}


def file(act: dict[str, Any], **more: Any) -> None:
    """File with the tax office on 25 March."""
    usual = {"filed_with": "tax_office", "filed_on": date(2027, 3, 25), "channel": "etax", "receipt": "BN-1"}
    file_statements(**{**act, **usual, **more})


def test_a_set_is_filed_first_and_approved_later(cast: Cast, year: dict[str, Any]) -> None:
    """Warning 8 of the law file: 90 days and 4 months are two deadlines, filed and approved two states."""
    deadlines = get_deadlines(year=2026)
    # 31 December 2026 and 90 days is 31 March 2027; four months end on 30 April.
    assert (deadlines.file_by_on, deadlines.meet_by_on) == (date(2027, 3, 31), date(2027, 4, 30))
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        assert begin_set(**year).state == "draft"
        with pytest.raises(StatementsNeedSigners):
            file(year)
        name_signers(signers=SIGNERS, **year)
        file(year)
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        assert (kept.state, kept.signers, kept.approval) == ("filed", SIGNERS, None)
        file(year, filed_with="statistics_office")
        with pytest.raises(StatementsAreOut):
            file(year)
        with pytest.raises(StatementsAreOut):
            name_signers(signers=SIGNERS, **year)
        later = {**year, "now": datetime(2027, 4, 21, 3, 0, tzinfo=UTC)}
        with pytest.raises(ResolutionMissing):
            approve_statements(resolution_id=None, **later)
        # A meeting of December cannot have approved the statements of its own year.
        with pytest.raises(StatementDayIsWrong):
            approve_statements(resolution_id=resolve(cast, "NQ 09/2026", date(2026, 12, 20)), **later)
        approve_statements(resolution_id=resolve(cast), **later)
        with pytest.raises(StatementsAreOut):
            approve_statements(resolution_id=resolve(cast), **later)
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        assert (kept.state, [one.filed_with for one in kept.filings]) == (
            "approved",
            ["tax_office", "statistics_office"],
        )
        assert list_issued_statements(org_id=cast.coop.id) == [(kept.id, "2026", 0, date(2027, 3, 25))]


def test_an_approval_is_withdrawn_and_the_set_approved_anew(cast: Cast, year: dict[str, Any]) -> None:
    later = {**year, "now": datetime(2027, 7, 1, 3, 0, tzinfo=UTC)}
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        name_signers(signers=SIGNERS, **year)
        approve_statements(resolution_id=resolve(cast), **later)
        withdraw(cast, later)
        with pytest.raises(ApprovalNotFound):
            withdraw_approval(
                org_id=cast.coop.id, approval_id=new_id(), withdrawn_on=date(2027, 6, 1), reason="BA", by=cast.lan.id,
                now=later["now"],
            )  # fmt: skip
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        assert (kept.state, list_issued_statements(org_id=cast.coop.id)) == ("draft", [])
        approve_statements(resolution_id=resolve(cast, "NQ 05/2027", date(2027, 6, 20)), **later)
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        assert kept.approval is not None
        assert (kept.state, kept.approval.resolution) == ("approved", "NQ 05/2027")


def test_the_figures_are_kept_and_what_changed_is_told(cast: Cast, year: dict[str, Any]) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        name_signers(signers=SIGNERS, **year)
        file(year)
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        assert list_changes_since(org_id=cast.coop.id, period=YEAR, facts=kept) == []
        assert {row["code"]: row["cells"][0] for row in kept.filings[0].figures["b01"]}["200"] == 130_000_000
        # A late payment of a customer changes two lines of the balance sheet, and two accounts.
        post(cast, ("1121", "131", 20), on=date(2026, 12, 30))
        post(cast, ("2111", "331", 7), on=date(2026, 12, 30))
        changes = list_changes_since(org_id=cast.coop.id, period=YEAR, facts=kept)
        assert {(one.form, one.code): one.difference_vnd for one in changes if one.form == "B01-HTX"} == {
            ("B01-HTX", "110"): 20_000_000,
            ("B01-HTX", "130"): -20_000_000,
            ("B01-HTX", "150"): 7_000_000,
            ("B01-HTX", "151"): 7_000_000,
            ("B01-HTX", "200"): 7_000_000,
            ("B01-HTX", "310"): 7_000_000,
            ("B01-HTX", "300"): 7_000_000,
            ("B01-HTX", "500"): 7_000_000,
        }
        made = replace_set(reason="Thiếu một hóa đơn", **year)
        assert (made.number, made.state, made.signers) == (1, "draft", SIGNERS)
        with pytest.raises(StatementsAreDrafts):
            replace_set(reason="Lần nữa", **year)
        file(year, receipt="BN-2")
        assert [row.number for row in StatementSet.objects.order_by("number")] == [0, 1]


def test_what_keeps_a_set_from_going_out(cast: Cast, year: dict[str, Any]) -> None:
    with cast.inside(cast.coop, cast.lan):
        name_signers(signers=SIGNERS, **year)
        with pytest.raises(StatementsAreProvisional):
            file(year)
        quarter = {**year, "period": read_period(text="2026-Q2")}
        name_signers(signers=SIGNERS, **quarter)
        file(quarter)
        post(cast, ("341", "1121", 3))
        with pytest.raises(BalancesMisplaced, match="341"):
            file(year)
        with pytest.raises(StatementDayIsWrong):
            file(year, filed_on=date(2026, 12, 31))


def test_all_statements_of_a_year_and_their_files(cast: Cast, year: dict[str, Any]) -> None:
    with cast.inside(cast.coop, cast.lan):
        write_note(section="I", text="Trồng và chế biến chè.", **year)
        name_signers(signers=SIGNERS, **year)
        kept = find_set(org_id=cast.coop.id, period="2026")
        assert kept is not None
        sheets = {one.form: one for one in list_sheets(org_id=cast.coop.id, period=YEAR, texts=kept.texts)}
        assert list(sheets) == ["b01", "b02", "b09", "f01", "f02"]
        # 100 + 30 + 60 + 25 + 5 moved; left are bank 65, stock 5, receivable 60, cost 25, management 5: 160.
        assert sheets["f01"].table.rows[-1].cells == (0, 0, 220_000_000, 220_000_000, 160_000_000, 160_000_000)
        equity = {row.code: row.cells for row in sheets["f02"].table.rows}
        assert equity["I"] == (0, 100_000_000, 0, 100_000_000)
        assert equity["IV"] == (0, 30_000_000, 0, 30_000_000)
        notes = {section.code: section for section in sheets["b09"].sections}
        assert len(notes) == 21
        assert notes["I"].text == "Trồng và chế biến chè."
        cash = {row.code: row.cells for row in notes["IV.1"].tables[0].rows}
        assert cash["112"] == (0, 100_000_000, 35_000_000, 65_000_000)
        assert notes["V.1"].tables[0].rows[-1].cells == (60_000_000, 0)
        for form in (*sheets, "set"):
            paper = make_file(org_id=cast.coop.id, form=form, kind="paper", period=YEAR, made_at=NOW)
            assert paper.content.startswith(b"%PDF"), form
        book = openpyxl.load_workbook(
            io.BytesIO(make_file(org_id=cast.coop.id, form="set", kind="excel", period=YEAR, made_at=NOW).content)
        )
        cells = {row[0]: row[2] for row in book["B01-HTX"].iter_rows(values_only=True)}
        assert cells["200"] == 130_000_000
        xml = make_file(org_id=cast.coop.id, form="set", kind="xml", period=YEAR, made_at=NOW).content
        root = Tree.fromstring(xml)
        space = {"e": "urn:ecoop:statements:1"}
        line = root.find("e:Statement[@form='B02-HTX']/e:Line[@code='60']/e:Cell[@column='now']", space)
        assert line is not None
        assert line.text == "30000000"
        assert root.find("e:Statement[@form='B09-HTX']/e:Section[@code='I']/e:Text", space) is not None


def test_what_is_no_statement(cast: Cast, year: dict[str, Any]) -> None:
    for text in ("2026-Q5", "26", "2026-13", "x"):
        with pytest.raises(StatementNotFound):
            read_period(text=text)
    assert read_period(text="2026-Q4").ends_before == date(2027, 1, 1)
    assert (read_period(text="2026-03").starts_on, read_period(text="2026-03").ends_before) == (
        date(2026, 3, 1),
        date(2026, 4, 1),
    )
    with cast.inside(cast.coop, cast.lan):
        for form, period in (("b03", YEAR), ("f02", read_period(text="2026-Q1"))):
            with pytest.raises(StatementNotFound):
                get_sheet(org_id=cast.coop.id, form=form, period=period)


def test_members_see_what_went_out_and_no_draft(cast: Cast, year: dict[str, Any]) -> None:
    """Law on Cooperatives Art. 14: Năm's household is a member, Tư's is not; signers stay inside."""
    from_nam = (cast.nam_household, cast.nam)
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        close(cast)
        name_signers(signers=SIGNERS, **year)
    with cast.inside(*from_nam):
        assert list_issued_statements(org_id=cast.coop.id) == []
        assert StatementSet.objects.count() == 0
    with cast.inside(cast.coop, cast.lan):
        file(year)
    with cast.inside(*from_nam):
        assert [(period, number) for _id, period, number, _on in list_issued_statements(org_id=cast.coop.id)] == [
            ("2026", 0)
        ]
        assert (StatementFiling.objects.count(), StatementSigners.objects.count()) == (1, 0)
        assert StatementApproval.objects.count() == 0
    with cast.inside(cast.tu_household, cast.tu):
        assert list_issued_statements(org_id=cast.coop.id) == []
        assert (StatementFiling.objects.count(), StatementSet.objects.count()) == (0, 0)
