"""Programs read statements, pay shares and think a sharing through."""

import json
from typing import Any

import pytest

from ecoop.distribution.actions.gather_basis import gather_basis
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.kernel.ids import new_id
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast


@pytest.fixture
def shared(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        close(cast)
        gather_basis(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=BEGAN_AT)
        decide(cast)
        share(cast)
    return stage


def send(cast: Cast, path: str, body: Any) -> Any:
    url = f"/api/o/{cast.coop.slug}/{path}"
    return cast.client(cast.lan).post(url, data=json.dumps(body), content_type="application/json")


def test_a_program_pays_shares_and_reads_what_came_of_it(cast: Cast, shared: Stage) -> None:
    """Năm's 41,418,000 bears 5 %: 2,070,900; confirmed twice, it is paid once."""
    account = {"id": str(new_id()), "member_id": str(shared.nam), "starts_on": "2027-01-01", "number": "1903",
               "bank_name": "Techcombank"}  # fmt: skip
    assert send(cast, "member-accounts", {"accounts": [account]}).json() == {"recorded": 1}
    list_id = str(new_id())
    wanted = {"id": list_id, "means": "bank", "pays_on": "2027-04-05", "account": "0011", "bank_name": "Agribank"}
    made = send(cast, "distribution/2026/payments", wanted).json()
    assert (made["lines"], made["pit_vnd"], made["payments"][0]["state"]) == (1, 2_070_900, "waiting")
    paid = [send(cast, f"share-payments/{list_id}/paid", {"paid_on": "2027-04-05"}).json() for _twice in range(2)]
    assert paid == [{"paid": 1, "left": 0}, {"paid": 0, "left": 0}]
    client, at = cast.client(cast.lan), f"/api/o/{cast.coop.slug}"
    statement = client.get(f"{at}/distribution/2026/statements/{shared.nam}").json()
    assert (statement["paid_vnd"], statement["withheld_vnd"], statement["unpaid_vnd"]) == (41_418_000, 2_070_900, 0)
    assert client.get(f"{at}/share-payments/{list_id}").json()["payments"][0]["state"] == "paid"


def test_a_program_thinks_a_sharing_through(cast: Cast, shared: Stage) -> None:
    done = send(cast, "distribution/2026/simulation", {"use_and_labour_share": "0.51"}).json()
    assert done["members"] == 4
    assert [motion["matter"] for motion in done["motions"]] == ["charter", "distribution"]
    refused = send(cast, "distribution/2026/simulation", {"use_and_labour_share": "0.5"})
    assert refused.status_code == 409
    assert refused.json()["law"]["article"] == "Điều 86, khoản 3, điểm a"
