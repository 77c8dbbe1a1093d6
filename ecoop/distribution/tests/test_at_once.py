"""Two hands at once at the end of a year: one does it, the other is told that it is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from ecoop.distribution.errors import YearIsClosed, YearIsDecided, YearIsShared
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.queries import list_findings
from tests.cast import Cast, bring_the_cast

HANDS = 3


def test_a_year_is_closed_decided_and_shared_once(committed_db: str) -> None:
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
    for act, refusal in ((close, YearIsClosed), (decide, YearIsDecided), (share, YearIsShared)):
        assert at_once(cast, act) == [None, refusal, refusal]
    with cast.inside(cast.coop, cast.lan):
        assert list_findings(org_id=cast.coop.id) == []


def at_once(cast: Cast, act: Callable[[Cast], None]) -> list[type[Refusal] | None]:
    """Let every hand do it at the same time; answer what each was told, success first."""

    def one(_hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act(cast)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(one, range(HANDS)), key=lambda told: told is not None)
