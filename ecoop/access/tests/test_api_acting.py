"""Programs act by token or session, through the same walls. Asked here: FIVE_QUESTIONS of the way in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ecoop.access.actions.issue_token import issue_token
from ecoop.access.actions.revoke_role import revoke_role
from ecoop.access.actions.revoke_token import revoke_token
from ecoop.access.errors import ScopeIsTooWide, TokenLivesTooLong
from ecoop.access.models import TokenUse
from ecoop.access.queries import list_people
from tests.cast import Cast


def _key(cast: Cast, *, scopes: tuple[str, ...] = ("books.read",)) -> tuple[str, object]:
    now = timezone.now()
    acting = cast.acting(cast.lan, cast.coop)
    issued = issue_token(acting=acting, purpose="Cân", scopes=scopes, expires_at=now + timedelta(days=1), now=now)
    return issued.key, issued.id


def _ask(key: str, slug: str) -> tuple[int, dict]:
    answer = Client().get(f"/api/o/{slug}", headers={"Authorization": f"Bearer {key}"})
    return answer.status_code, answer.json()


def test_a_token_works_within_its_scopes_and_its_use_is_noted(cast: Cast) -> None:
    key, token_id = _key(cast)
    status, told = _ask(key, cast.coop.slug)
    assert (status, told["may"]) == (200, ["books.read"])
    _ask(key, cast.coop.slug)
    with cast.inside(cast.coop, cast.lan):
        assert [use.token_id for use in TokenUse.objects.all()] == [token_id]


def test_a_token_is_nothing_in_another_organisation(cast: Cast) -> None:
    key, _ = _key(cast)
    assert _ask(key, cast.other_coop.slug)[0] == 404
    assert _ask("ecoop_invented", cast.coop.slug)[0] == 404
    assert _ask("someone-elses", cast.coop.slug)[0] == 401


def test_a_revoked_token_is_nothing(cast: Cast) -> None:
    key, token_id = _key(cast)
    revoke_token(org_id=cast.coop.id, token_id=token_id, by=cast.hoa.id, now=timezone.now())  # type: ignore[arg-type]
    assert _ask(key, cast.coop.slug)[0] == 404


def test_a_token_dies_with_the_role_of_its_issuer(cast: Cast) -> None:
    key, _ = _key(cast)
    with cast.inside(cast.coop, cast.hoa):
        (lan,) = (each for each in list_people(org_id=cast.coop.id) if each.person_id == cast.lan.id)
    revoke_role(org_id=cast.coop.id, grant_id=lan.roles[0].grant_id, by=cast.hoa.id, now=timezone.now())
    assert _ask(key, cast.coop.slug)[0] == 404


def test_a_token_never_exceeds_its_issuer_nor_a_year(cast: Cast) -> None:
    with pytest.raises(ScopeIsTooWide):
        _key(cast, scopes=("people.manage",))
    now, acting = timezone.now(), cast.acting(cast.lan, cast.coop)
    for days in (0, 367):
        with pytest.raises(TokenLivesTooLong):
            issue_token(
                acting=acting, purpose="Cân", scopes=["books.read"], expires_at=now + timedelta(days=days), now=now
            )


def test_a_person_comes_with_the_session(cast: Cast) -> None:
    lan = cast.client(cast.lan)
    assert "books.post" in lan.get(f"/api/o/{cast.coop.slug}").json()["may"]
    assert lan.get(f"/api/o/{cast.other_coop.slug}").status_code == 404
    assert [each["slug"] for each in lan.get("/api/me").json()["organisations"]] == [cast.coop.slug]
    assert Client().get(f"/api/o/{cast.coop.slug}").status_code == 401
    assert Client().get("/api/me").status_code == 401
