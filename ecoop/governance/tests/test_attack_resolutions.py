"""Resolutions in the wrong order: annulled and passed again, annulled while carried out, members who leave."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.prepare_payments import PaymentListDraft, prepare_payments
from ecoop.distribution.calc.paying import PaidBy
from ecoop.distribution.queries import find_sharing
from ecoop.distribution.queries.statement import get_share_statement
from ecoop.distribution.tests.stage import close, live_a_year, resolve
from ecoop.governance.actions.annul_resolution import annul_resolution
from ecoop.governance.actions.execute_resolution import execute_resolution
from ecoop.governance.calc.bodies import BodyKind
from ecoop.governance.queries.bodies import count_posts_on, list_replaced
from ecoop.governance.tests.bodies_stage import fill_the_bodies, set_bodies_stage
from ecoop.governance.tests.test_bodies_actions import elect
from ecoop.governance.tests.test_carry_out_and_annul import COURT, LATER, act, annul, execute
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.end_memberships import DepartureDraft, end_memberships
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.calc import Body, Ending
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.calc import AnnulledBy
from ecoop.resolutions.errors import ResolutionIsAnnulled
from ecoop.taxes.actions.issue_statements import approve_statements
from ecoop.taxes.actions.keep_statements import name_signers
from ecoop.taxes.errors import StatementsAreOut
from ecoop.taxes.models import StatementApproval
from ecoop.taxes.queries.statement_sets import find_set
from ecoop.taxes.tests.test_statement_sets import SIGNERS, YEAR, file, post
from ecoop.taxes.tests.test_statement_sets import close as close_books
from ecoop.taxes.tests.test_statement_sets import resolve as approve_on_paper
from ecoop.taxes.tests.test_statement_sets import year as year
from tests.cast import Cast, bring_the_cast

SPRING = datetime(2026, 4, 1, 3, tzinfo=UTC)


def test_statements_approved_annulled_and_approved_again(cast: Cast, year: dict[str, Any]) -> None:
    """The second approval keeps the figures that were filed, and can be annulled and made a third time as well."""
    del year["now"]
    with cast.inside(cast.coop, cast.lan):
        close_books(cast)
        name_signers(signers=SIGNERS, now=LATER, **year)
        file({**year, "now": LATER})
        figures = []
        for number in ("NQ 01/2027", "NQ 02/2027", "NQ 03/2027"):
            resolution_id = approve_on_paper(cast, number)
            execute_resolution(resolution_id=resolution_id, **act(cast, LATER))
            kept = find_set(org_id=cast.coop.id, period="2026")
            assert kept is not None
            assert kept.approval is not None
            assert (kept.approval.resolution, kept.state) == (number, "approved")
            figures.append(StatementApproval.objects.get(resolution=number).figures)
            with pytest.raises(StatementsAreOut):
                approve_statements(resolution_id=approve_on_paper(cast, "NQ 09/2027"), **{**year, "now": LATER})
            annul(cast, resolution_id)
            kept = find_set(org_id=cast.coop.id, period="2026")
            assert kept is not None
            assert (kept.approval, kept.state) == (None, "filed")
        assert figures[0] == figures[1] == figures[2]
        assert list_findings(org_id=cast.coop.id) == []
    assert (YEAR.name, post) is not None


def test_an_annulled_election_says_who_held_the_posts_and_what_to_do(cast: Cast) -> None:
    """Năm stays in the board by the election, Cúc and Dũng are new: all leave; the terms of before ran until 2031."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_bodies_stage(cast)
        fill_the_bodies(stage)
        posts = [{"member_id": str(stage.members[place])} for place in (0, 4, 5)]
        resolution = elect(stage, {"body": "board", "posts": posts, "starts_on": "2026-03-01"})
        execute_resolution(resolution_id=resolution.id, org_id=cast.coop.id, by=cast.lan.id, now=SPRING)
        draft = AnnulmentDraft(AnnulledBy.COURT, SPRING.date(), "Bản án 7/2026", "Thiếu người dự")
        annul_resolution(
            org_id=cast.coop.id, resolution_id=resolution.id, draft=draft, entry_on=SPRING.date(), by=cast.lan.id,
            now=SPRING,
        )  # fmt: skip
        assert count_posts_on(org_id=cast.coop.id, day=SPRING.date(), body=BodyKind.BOARD) == 0
        replaced = list_replaced(org_id=cast.coop.id, resolution_id=resolution.id)
        assert [each.post.person_name for each in replaced] == ["Trần Văn Năm", "Đỗ Thị Hoa", "Lê Văn Bình"]
        assert {each.had_run_out for each in replaced} == {False}
        assert {each.term_ends_on.year for each in replaced if each.term_ends_on} <= {2030, 2031}
    url = reverse("governance:resolution", args=[cast.coop.slug, resolution.id])
    page = cast.client(cast.lan).get(url).content.decode()
    assert "Đỗ Thị Hoa" in page
    assert reverse("governance:meeting-new", args=[cast.coop.slug]) in page
    assert reverse("governance:appoint", args=[cast.coop.slug]) in page


def test_a_member_who_leaves_between_two_sharings_gets_what_was_earned(cast: Cast) -> None:
    """
    Hoa was paid 24,766,200 of the first sharing and leaves in May; the second, after the judgment of June, gives her
    27,518,000: 2,751,800 are still to be paid to who is no member any more, and the books owe nobody anything else.
    """
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        close(cast)
        first = resolve(cast)
        execute(cast, first)
        pay(cast, stage.hoa)
        decision = DecisionDraft(Body.BOARD, "NQ 04/2027", date(2027, 5, 10))
        leaving = DepartureDraft(new_id(), stage.hoa, date(2027, 5, 15), Ending.VOLUNTARY, decision, reason="Đi xa")
        assert [one.status for one in end_memberships(departures=[leaving], **act(cast, LATER))] == ["recorded"]
        annul(cast, first)
        second = resolve(cast, number="NQ 05/2027", decided_on=date(2027, 6, 2), other_funds=[])
        execute_resolution(resolution_id=second, **act(cast, LATER))
        told = get_share_statement(org_id=cast.coop.id, year=2026, member_id=stage.hoa, day=date(2027, 6, 3))
        assert (told.total_vnd, told.paid_vnd, told.unpaid_vnd) == (27_518_000, 24_766_200, 2_751_800)
        pay(cast, stage.hoa, on=date(2027, 6, 3))
        assert owed(stage.hoa) == 0
        assert list_findings(org_id=cast.coop.id) == []


def pay(cast: Cast, member_id: UUID, on: date = date(2027, 4, 5)) -> None:
    """Pay a member's open share in cash."""
    draft = PaymentListDraft(new_id(), 2026, PaidBy.CASH, on, frozenset({member_id}))
    list_id = prepare_payments(draft=draft, **act(cast, LATER))
    confirm_payments(list_id=list_id, paid_on=on, **act(cast, LATER))


def owed(member_id: UUID) -> int:
    """Give what account 338 owes a member."""
    rows = Posting.objects.filter(party_id=member_id)
    return sum(row.amount_vnd * ((row.credit == "338") - (row.debit == "338")) for row in rows)


def test_two_hands_annul_and_carry_out_at_once(committed_db: str) -> None:
    """Whoever comes first: afterwards the resolution is annulled, nothing of it stands, and the books add up."""
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        close(cast)
        resolution_id = resolve(cast)
    told = at_once(cast, [lambda: execute(cast, resolution_id), lambda: annul(cast, resolution_id)])
    assert told[0] in (None, ResolutionIsAnnulled)
    assert told[1] is None
    with cast.inside(cast.coop, cast.lan):
        assert find_sharing(org_id=cast.coop.id, year=2026) is None
        assert sum(owed(row) for row in {*Posting.objects.values_list("party_id", flat=True)} if row) == 0
        assert list_findings(org_id=cast.coop.id) == []
    assert COURT


def at_once(cast: Cast, acts: list[Callable[[], Any]]) -> list[type[Refusal] | None]:
    """Let several hands act at the same time; answer what each was told."""

    def one(act_of_one: Callable[[], Any]) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act_of_one()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
