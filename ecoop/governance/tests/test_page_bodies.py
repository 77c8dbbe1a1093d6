"""The pages of bodies, courses and dissolution, each asked the five questions; and what one does on them."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ecoop.governance.actions.declare_family import TieDraft, declare_family
from ecoop.governance.actions.open_course import CourseDraft, open_course
from ecoop.governance.calc.bodies import CourseKind, Relation
from ecoop.governance.models import Course, CourseStep, FamilyTie, FamilyTieEnd, Post, PostEnd
from ecoop.governance.queries.bodies import list_shortages_on
from ecoop.governance.tests.bodies_stage import FOUNDED_ON, BodiesStage, fill_the_bodies, set_bodies_stage
from ecoop.kernel.ids import new_id
from ecoop.members.tests.test_page_capital import ask_five, text_of
from tests.cast import Cast

DAY = "2026-03-01"


@pytest.fixture
def stage(cast: Cast) -> BodiesStage:
    with cast.inside(cast.coop, cast.lan):
        stage = set_bodies_stage(cast)
        fill_the_bodies(stage)
        return stage


@pytest.fixture
def course(cast: Cast, stage: BodiesStage) -> CourseDraft:
    draft = CourseDraft(new_id(), CourseKind.REORGANISATION, FOUNDED_ON, "QĐ 12/2026")
    with cast.inside(cast.coop, cast.lan):
        open_course(course=draft, **stage.act)
    return draft


def url(cast: Cast, name: str, *more: Any) -> str:
    """Give the address of a page of the cooperative."""
    return reverse(f"governance:{name}", args=[cast.coop.slug, *more])


def test_five_questions_of_bodies(cast: Cast, stage: BodiesStage, django_assert_max_num_queries: Any) -> None:
    shown = ["Trần Văn Năm", "NQ 01/2026", "04/01/2031", "05/04/2026"]
    ask_five(cast, url(cast, "bodies") + f"?day={DAY}", shown, django_assert_max_num_queries, queries=35)
    empty = cast.client(cast.hai).get(url(cast, "bodies") + "?day=2026-01-04")
    assert "Điều 65" in text_of(empty)


def test_five_questions_of_courses(cast: Cast, course: CourseDraft, django_assert_max_num_queries: Any) -> None:
    ask_five(cast, url(cast, "courses"), ["05/01/2026"], django_assert_max_num_queries, queries=25)
    # Ten days after the fifth of January.
    shown = ["QĐ 12/2026", "15/01/2026", "Điều 47"]
    ask_five(cast, url(cast, "course", course.id), shown, django_assert_max_num_queries, queries=25)


@pytest.mark.parametrize("name", ["appoint", "family", "course-new", "dissolve"])
def test_five_questions_of_what_one_records(
    cast: Cast, stage: BodiesStage, django_assert_max_num_queries: Any, name: str
) -> None:
    page, client = url(cast, name), cast.client(cast.lan)
    with django_assert_max_num_queries(25):
        assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert client.delete(page).status_code == 405
    assert cast.client(cast.tu).get(page).status_code == 404
    assert cast.client(cast.hai).get(page).status_code == 403
    client.logout()
    assert client.get(page).headers["Location"].startswith("/accounts/login/")


def test_somebody_is_appointed_and_what_the_law_forbids_is_told_with_its_article(
    cast: Cast, stage: BodiesStage
) -> None:
    page, client = url(cast, "appoint"), cast.client(cast.lan)
    said = {"id": str(new_id()), "body": "cashier", "member": "TV005", "starts_on": DAY, "rests_on": "HĐ 1"}
    assert client.post(page, said).status_code == 302
    assert client.post(page, said).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert Post.objects.filter(org_id=cast.coop.id, body="cashier").count() == 1
    refused = client.post(page, {**said, "id": str(new_id()), "member": "TV001"})
    assert (refused.status_code, "Điều 62" in text_of(refused)) == (422, True)
    for nobody in ({"member": "TV999"}, {"member": ""}):
        assert client.post(page, {**said, "id": str(new_id()), **nobody}).status_code == 422
    outsider = {**said, "id": str(new_id()), "body": "director", "member": "", "name": "Phan Văn Giám"}
    assert client.post(page, outsider).status_code == 422
    with cast.inside(cast.coop, cast.lan):
        assert Post.objects.filter(org_id=cast.coop.id, body="director").count() == 1


def test_a_post_ends_and_a_representative_is_absent(cast: Cast, stage: BodiesStage) -> None:
    client = cast.client(cast.lan)
    with cast.inside(cast.coop, cast.lan):
        post = Post.objects.get(org_id=cast.coop.id, body="legal_representative")
    page = url(cast, "post-end", post.id)
    assert client.get(page).status_code == 200
    assert cast.client(cast.hai).get(page).status_code == 403
    assert client.get(url(cast, "post-end", new_id())).status_code == 409
    absence = url(cast, "absence", post.id)
    assert client.post(absence, {"from_on": "2026-01-10", "is_absent": "yes"}).status_code == 302
    assert client.post(absence, {}).status_code == 422
    assert client.get(absence).status_code == 405
    with cast.inside(cast.coop, cast.lan):
        codes = [one.code for one in list_shortages_on(org_id=cast.coop.id, day=date(2026, 3, 1))]
    assert codes == ["representative-gone"]
    said = {"ended_on": DAY, "ground": "resigned", "rests_on": "Đơn"}
    assert client.post(page, {**said, "ended_on": "2026-01-01"}).status_code == 422
    assert client.post(page, said).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert PostEnd.objects.filter(org_id=cast.coop.id, post_id=post.id).count() == 1
    assert "01/03/2026" in text_of(client.get(url(cast, "bodies")))


def test_family_is_declared_and_ended_and_seen_by_the_office_only(cast: Cast, stage: BodiesStage) -> None:
    page, client = url(cast, "family"), cast.client(cast.lan)
    said = {"id": str(new_id()), "member": "TV001", "other_name": "Em Năm", "relation": "siblings", "declared_on": DAY}
    assert client.post(page, said).status_code == 302
    assert "Em Năm" in text_of(client.get(page))
    assert client.post(page, {**said, "id": str(new_id()), "other_member": "TV001"}).status_code == 422
    with cast.inside(cast.coop, cast.lan):
        tie = FamilyTie.objects.get(org_id=cast.coop.id)
    end = url(cast, "family-end", tie.id)
    assert client.post(end, {"ended_on": DAY, "reason": "nhầm"}).status_code == 302
    assert client.post(end, {"ended_on": DAY, "reason": "nhầm"}).status_code == 422
    with cast.inside(cast.coop, cast.lan):
        assert FamilyTieEnd.objects.filter(org_id=cast.coop.id).count() == 1
    assert "Em Năm" not in text_of(cast.client(cast.hai).get(url(cast, "bodies")))


def test_a_member_sees_who_holds_which_post_in_the_own_cooperative_only(
    cast: Cast, stage: BodiesStage, django_assert_max_num_queries: Any
) -> None:
    page = reverse("governance:own-bodies", args=[cast.nam_household.slug, cast.coop.id])
    with django_assert_max_num_queries(30):
        told = text_of(cast.client(cast.nam).get(page + f"?day={DAY}"))
    assert "Đỗ Thị Hoa" in told
    with cast.inside(cast.coop, cast.lan):
        declare_family(
            tie=TieDraft(new_id(), stage.holders[0], stage.holders[4], Relation.SPOUSE, FOUNDED_ON), **stage.act
        )
    with cast.inside(cast.nam_household, cast.nam):
        assert Post.objects.filter(org_id=cast.coop.id).count() == 6
        assert FamilyTie.objects.filter(org_id=cast.coop.id).count() == 0
    with cast.inside(cast.tu_household, cast.tu):
        assert Post.objects.filter(org_id=cast.coop.id).count() == 0
    stranger = reverse("governance:own-bodies", args=[cast.tu_household.slug, cast.coop.id])
    assert cast.client(cast.tu).get(stranger).status_code == 404
    assert cast.client(cast.tu).get(page).status_code == 404
    assert cast.client(cast.nam).post(page).status_code == 405


def test_a_course_is_begun_and_goes_on(cast: Cast, stage: BodiesStage) -> None:
    client = cast.client(cast.lan)
    said = {"id": str(new_id()), "kind": "to_full", "starts_on": DAY, "rests_on": "", "reason": "Đã là quy mô nhỏ"}
    answer = client.post(url(cast, "course-new"), said)
    assert answer.status_code == 302
    page = answer.headers["Location"]
    # Three months for the nearest meeting.
    assert "01/06/2026" in text_of(client.get(page))
    assert client.post(url(cast, "course-new"), {**said, "id": str(new_id())}).status_code == 422
    assert client.post(page, {"step": "posted", "done_on": "2026-03-02"}).status_code == 422
    assert client.post(page, {"step": "decided", "done_on": "2026-03-20", "paper": "NQ 2"}).status_code == 302
    assert cast.client(cast.hai).post(page, {"step": "elected", "done_on": "2026-03-20"}).status_code == 403
    with cast.inside(cast.coop, cast.lan):
        assert CourseStep.objects.filter(org_id=cast.coop.id).count() == 1
        assert Course.objects.filter(org_id=cast.coop.id).count() == 1


def test_five_questions_of_the_plan_of_a_dissolution(
    cast: Cast, stage: BodiesStage, django_assert_max_num_queries: Any
) -> None:
    page = url(cast, "dissolution-plan")
    asked = "?day=2026-12-31&money_vnd=500.000.000&debts=100.000.000&fund_asset_sale=50.000.000"
    refused = text_of(cast.client(cast.hai).get(page + "?money_vnd=1&debts=2"))
    assert "1 đ" in refused
    assert cast.client(cast.hai).get(page + "?money_vnd=x").status_code == 200
    # Nobody has paid capital in: 500 - 100 - 50 million are left, and nobody is there to share them.
    ask_five(cast, page + asked, ["350.000.000"], django_assert_max_num_queries, queries=40)
    paper = url(cast, "dissolution-paper") + "?day=2026-12-31&money_vnd=0"
    printed = cast.client(cast.hai).get(paper)
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert cast.client(cast.hai).get(url(cast, "dissolution-paper") + "?money_vnd=x").status_code == 422
    assert cast.client(cast.hai).get(url(cast, "dissolution-paper") + "?money_vnd=1&debts=2").status_code == 409
    assert cast.client(cast.tu).get(paper).status_code == 404
