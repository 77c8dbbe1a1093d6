"""The one table of roles, cell by cell, and how it is read."""

import csv
import re
from pathlib import Path

import pytest
from django.urls import reverse

from ecoop.access.calc import (
    PERMISSION_LABELS,
    ROLE_LABELS,
    ROLES,
    VERB_LABELS,
    fingerprint,
    first_role,
    permissions_of,
    role_table,
)
from ecoop.access.queries import get_role_table
from tests.cast import Cast

# Written by hand from the list of roles, not from the table: each line is everything the role may do.
MAY = {
    "owner": """books.read books.post books.close books.reopen books.seal books.export documents.read
                documents.record invoices.import tax.read tax.file people.read people.manage tokens.manage audit.read
                own-share.read own-share.manage""",
    "seller": "documents.read documents.record",
    "accountant": """books.read books.post books.close books.reopen books.seal books.export documents.read
                     documents.record invoices.import tax.read tax.file members.read members.manage capital.record
                     distribution.read distribution.decide meetings.read meetings.manage votes.count lending.read
                     lending.manage people.read""",
    "director": """books.read books.reopen books.seal books.export documents.read tax.read members.read
                   members.manage distribution.read distribution.decide meetings.read meetings.manage votes.count
                   lending.read lending.manage people.read people.manage tokens.manage audit.read""",
    "controller": """books.read books.export documents.read tax.read members.read distribution.read meetings.read
                     votes.count lending.read people.read audit.read""",
    "officer": "books.read distribution.read",
    "reader": "books.read documents.read tax.read distribution.read",
}
HOUSE = Path(__file__).parent.parent.parent
CELLS = [(role, permission) for role in ROLES for permission in PERMISSION_LABELS]


@pytest.mark.parametrize(("role", "permission"), CELLS)
def test_every_cell_of_the_table(role: str, permission: str) -> None:
    assert (permission in get_role_table()[role]) == (permission in MAY[role].split())


def test_the_table_knows_every_word_and_no_other() -> None:
    assert set(ROLE_LABELS) == set(ROLES) == set(MAY)
    with (Path(__file__).parent.parent / "roles.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["permission"] for row in rows] == list(PERMISSION_LABELS)
    assert {cell for row in rows for role, cell in row.items() if role != "permission"} == {"yes", "no"}


def test_every_page_shows_the_whole_table(cast: Cast) -> None:
    shown = cast.client(cast.hai).get(reverse("access:roles", args=[cast.coop.slug])).content.decode()
    assert all(f'<code class="text-secondary">{permission}</code>' in shown for permission in PERMISSION_LABELS)


def test_every_act_that_is_recorded_has_words_for_people() -> None:
    sources = [path.read_text(encoding="utf-8") for path in HOUSE.glob("*/actions/*.py")]
    verbs = {verb for text in sources for verb in re.findall(r'verb="([^"]+)"', text)}
    assert verbs - set(VERB_LABELS) == set(), "a line in VERB_LABELS of ecoop/access/calc.py"


def test_roles_add_up() -> None:
    table = role_table(lines=["permission," + ",".join(ROLES), "a,yes,no,no,no,no,no,no", "b,no,yes,no,no,no,no,no"])
    assert permissions_of(roles=["owner", "seller"], table=table) == {"a", "b"}
    assert permissions_of(roles=[], table=table) == frozenset()


def test_who_brings_an_organisation_in_may_manage_its_people() -> None:
    for kind in ("household", "cooperative", "bank"):
        assert "people.manage" in get_role_table()[first_role(organisation_kind=kind)]


def test_a_fingerprint_does_not_hold_the_key() -> None:
    # sha256("ecoop_x") by coreutils: printf ecoop_x | sha256sum
    assert fingerprint(token="ecoop_x") == fingerprint(token="ecoop_x")
    assert "ecoop_x" not in fingerprint(token="ecoop_x")
    assert len(fingerprint(token="ecoop_x")) == 64
