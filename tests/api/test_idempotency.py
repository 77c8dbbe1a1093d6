"""A POST that is sent twice is carried out once and answered twice alike."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from ecoop.kernel.walls import inside_organisation
from tests.api.conftest import Stage, set_the_stage
from tests.api.sent import ADJUSTMENT
from tests.cast import bring_the_cast

URL = "/api/o/htx-tan-cuong/ledger/entries"


def post(client: Client, *, key: str | None = None, url: str = URL, **changes: Any) -> Any:
    headers = {"Idempotency-Key": key} if key is not None else {}
    body = {**ADJUSTMENT, "document_id": str(uuid4()), **changes}
    return client.post(url, body, content_type="application/json", headers=headers)


def count_entries(stage: Stage) -> int:
    with stage.cast.inside(stage.cast.coop, stage.cast.lan), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        return int(cursor.fetchone()[0])


@pytest.fixture
def lan(stage: Stage) -> Client:
    return stage.cast.client(stage.cast.lan)


def test_the_same_request_is_carried_out_once(stage: Stage, lan: Client) -> None:
    document, before = str(uuid4()), count_entries(stage)
    answers = [post(lan, key="k-1", document_id=document) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    # Without the key the second would say that the entry was there already.
    assert answers[0].content == answers[1].content == answers[2].content
    assert answers[1]["Content-Type"] == answers[0]["Content-Type"]
    assert count_entries(stage) == before + 1


def test_the_same_key_with_another_request_is_refused(stage: Stage, lan: Client) -> None:
    assert post(lan, key="k-1").status_code == 201
    answer = post(lan, key="k-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "config.key-was-used")


def test_another_person_with_the_same_key_and_body_is_refused(stage: Stage, lan: Client) -> None:
    document = str(uuid4())
    assert post(lan, key="k-1", document_id=document).status_code == 201
    other = stage.cast.client(stage.cast.someone(stage.cast.coop, "accountant"))
    assert post(other, key="k-1", document_id=document).status_code == 422


def test_keys_of_two_organisations_have_nothing_to_do_with_each_other(stage: Stage, lan: Client) -> None:
    assert post(lan, key="k-1").status_code == 201
    neighbour = stage.cast.client(stage.cast.someone(stage.cast.other_coop, "accountant"))
    answer = post(neighbour, key="k-1", url="/api/o/htx-la-bang/ledger/entries")
    assert answer.json()["code"] == "ledger.books-not-open"


def test_a_refusal_is_not_remembered(stage: Stage, lan: Client) -> None:
    closed = {"entry_on": "2026-02-10", "document_on": "2026-02-10", "document_id": str(uuid4())}
    assert post(lan, key="k-1", **closed).json()["code"] == "ledger.period-is-closed"
    reopened = lan.post(
        "/api/o/htx-tan-cuong/ledger/periods/2026-02/reopening", {"reason": "x"}, content_type="application/json"
    )
    assert reopened.status_code == 201
    assert post(lan, key="k-1", **closed).status_code == 201


def test_who_may_not_do_it_does_not_get_the_answer_either(stage: Stage, lan: Client) -> None:
    assert post(lan, key="k-1").status_code == 201
    reader = stage.cast.client(stage.cast.someone(stage.cast.coop, "reader"))
    assert post(reader, key="k-2").status_code == 403
    assert post(stage.cast.client(stage.cast.tu), key="k-1").status_code == 404


@pytest.mark.parametrize("key", ["", "x" * 201, "không"])
def test_a_key_that_cannot_be_read_is_refused(key: str, stage: Stage, lan: Client) -> None:
    answer = post(lan, key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "config.key-is-unreadable")


def test_two_at_once_are_one(committed_db: str) -> None:
    # Threads have connections of their own, so this one needs transactions that commit.
    stage = set_the_stage(bring_the_cast())
    clients = [stage.cast.client(stage.cast.lan) for _ in range(4)]
    answers: list[Any] = []
    document, start = str(uuid4()), threading.Barrier(len(clients))

    def send(client: Client) -> None:
        start.wait()
        answers.append(post(client, key="k-1", document_id=document))
        connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 201
    assert set(statuses) <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert all(answer["Retry-After"] for answer in answers if answer.status_code == 409)
    with inside_organisation(org_id=stage.cast.coop.id, person_id=None), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE document_id = %s", [document])
        assert cursor.fetchone() == (1,)
