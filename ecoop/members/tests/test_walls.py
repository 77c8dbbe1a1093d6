"""A household reads its own rows in the cooperative's tables, and nothing else."""

from django.db import connection

from ecoop.members.models import Agreement, CapitalContribution, CharterParameter, Dealing, Departure, Member, Standing
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
