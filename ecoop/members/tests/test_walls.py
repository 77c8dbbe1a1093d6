"""A household reads its own rows in the cooperative's tables, and nothing else."""

from dataclasses import fields
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from ecoop.kernel.ids import new_id
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.models import (
    Agreement,
    CapitalContribution,
    CharterParameter,
    Dealing,
    Departure,
    Disclosure,
    Member,
    Standing,
)
from ecoop.members.queries import list_disclosures
from ecoop.members.queries.own import DisclosedMember, get_disclosed
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

OF_A_MEMBER = (Member, Standing, Departure, CapitalContribution, Agreement, Dealing)


def fill(cast: Cast) -> Stage:
    """Put two rows in every table: one of Năm's household, one of somebody else."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_the_stage(cast)
        recorded = {"org_id": cast.coop.id, "recorded_by_id": cast.lan.id, "recorded_at": BEGAN_AT}
        for member_id, household_id in ((stage.nam, cast.nam_household.id), (stage.hoa, None)):
            mine = {**recorded, "member_id": member_id, "member_org_id": household_id}
            Departure.objects.create(**mine, ends_on=FOUNDED_ON, ground="voluntary")
            CapitalContribution.objects.create(**mine, paid_on=FOUNDED_ON, means="cash", amount_vnd=1)
            Dealing.objects.create(
                **mine,
                dealt_on=FOUNDED_ON,
                side="external",
                kind="goods",
                means="cash",
                text="x",
                value_vnd=1,
                cost_vnd=0,
            )
    return stage


def test_a_household_sees_its_own_rows_only(cast: Cast) -> None:
    stage = fill(cast)
    with cast.inside(cast.nam_household, cast.nam):
        for model in OF_A_MEMBER:
            owners = {row.member_org_id for row in model.objects.all()}
            assert owners == {cast.nam_household.id}, model
            assert model.objects.count() == 1, model
        assert Member.objects.get().id == stage.nam
        assert CharterParameter.objects.count() == 0


def test_another_cooperatives_member_sees_nothing(cast: Cast) -> None:
    fill(cast)
    for organisation in (cast.tu_household, cast.other_coop):
        with cast.inside(organisation, cast.tu):
            for model in (*OF_A_MEMBER, CharterParameter):
                assert model.objects.count() == 0, (organisation.slug, model)


def test_a_household_cannot_write_into_the_cooperative(cast: Cast) -> None:
    """Reading its own rows gives a household no way to write one."""
    stage = fill(cast)
    with cast.inside(cast.nam_household, cast.nam), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.role_table_grants "
            "WHERE table_name LIKE 'members\\_%%' AND table_name <> 'members_applications_asked' "
            "AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') "
            "AND grantee = current_user"
        )
        assert cursor.fetchone() == (0,)
    assert stage


def test_a_member_reads_what_its_cooperative_discloses_and_a_stranger_nothing(cast: Cast) -> None:
    """Năm's household belongs to the cooperative, bà Tư's does not: the database itself tells them apart."""
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        draft = DisclosureDraft(new_id(), "resolutions", "NQ 01/2026", FOUNDED_ON)
        post_disclosures(org_id=cast.coop.id, disclosures=[draft], by=cast.lan.id, now=BEGAN_AT)
    day = date(2026, 12, 31)
    with cast.inside(cast.nam_household, cast.nam):
        disclosed = get_disclosed(org_id=cast.coop.id, day=day)
        # The associate without capital is on no list that the law asks for.
        assert [each.number for each in disclosed.members] == ["TV001", "TV002", "TV003"]
        assert "100.000.000" in " ".join(each.text for each in disclosed.charter)
        assert [each.title for each in list_disclosures(org_id=cast.coop.id)] == ["NQ 01/2026"]
        # Reading what is disclosed opens none of the rows behind it.
        assert {row.member_org_id for row in Member.objects.all()} == {cast.nam_household.id}
    for organisation in (cast.tu_household, cast.other_coop):
        with cast.inside(organisation, cast.tu):
            assert list_disclosures(org_id=cast.coop.id) == []
            assert CharterParameter.objects.count() == 0
            with pytest.raises(DatabaseError, match="not shown"), transaction.atomic():
                get_disclosed(org_id=cast.coop.id, day=day)
            assert Disclosure.objects.count() == 0


def test_whoever_left_reads_the_disclosures_no_more(cast: Cast) -> None:
    fill(cast)
    with (
        cast.inside(cast.nam_household, cast.nam),
        pytest.raises(DatabaseError, match="not shown"),
        transaction.atomic(),
    ):
        get_disclosed(org_id=cast.coop.id, day=FOUNDED_ON)


def test_no_disclosed_column_is_personal(cast: Cast) -> None:
    """The list holds number, name, type and capital: never a paper, an address or a telephone."""
    names = {field.name for field in fields(DisclosedMember)}
    assert names == {"number", "name", "type", "held_vnd", "ratio"}
    assert cast
