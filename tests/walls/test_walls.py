"""The second wall: inside one organisation the database shows and changes nothing of another (DESIGN 2).

A row of two organisations is put into every tenant table that the catalogue knows, and the application's
own role tries everything. A new table is under the test before anybody thinks of it.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.walls.worlds import Worlds, insert_of, make_worlds, stand_in, standing_in

# Every way to read across the wall, with the reason and the test that asks it with real rows.
# A policy that is missing here, or stands here without being in the database, fails.
READS_ACROSS = {
    ("access_role_grant", "own_role_grants"): "a person finds the organisations they may act for (test_acting)",
    ("access_role_revocation", "own_role_revocations"): "and does not find those where the role has ended",
    ("access_books_grant", "given_to_us"): "a cooperative sees which households gave it their books to keep",
    ("access_books_revocation", "given_to_us"): "and which took them back",
    ("access_books_grant", "given_to_those_i_account_for"): "its accountant sees so before choosing one (test_walls)",
    ("access_books_revocation", "given_to_those_i_account_for"): "and not those that were taken back",
    ("members_member", "own_membership"): "a member's household reads what the register says of it",
    ("members_standing", "own_membership"): "and how its standing changed",
    ("members_departure", "own_membership"): "and that it has left",
    ("members_capital_contribution", "own_membership"): "and the capital it has brought in",
    ("members_capital_commitment", "own_membership"): "and the capital it has promised",
    ("members_capital_extension", "own_membership"): "and by how long its deadline was extended",
    ("members_capital_asset", "own_membership"): "and the assets it has brought in",
    ("members_capital_change", "own_membership"): "and the capital it got back or passed on",
    ("members_certificate", "own_membership"): "and its certificates",
    ("members_certificate_revocation", "own_membership"): "and which of them were revoked",
    ("members_agreement", "own_membership"): "and what it has agreed with the cooperative",
    ("members_agreement_ending", "own_membership"): "and which of it has ended",
    ("members_dealing", "own_membership"): "and what it has traded with the cooperative",
    ("members_dealing_reversal", "own_membership"): "and what of it was taken back",
    ("members_particulars", "own_membership"): "and what the register knows of who it is",
    ("members_succession", "own_membership"): "and who comes after its members",
    ("members_application", "own_membership"): "and that it asked to join",
    ("members_decision", "own_membership"): "and what was decided about it",
    ("members_fee_due", "own_membership"): "and which fee it owes",
    ("members_fee_payment", "own_membership"): "and what it paid of it",
    ("finance_loan_application", "own_membership"): "and that it asked for a loan",
    ("finance_loan_decision", "own_membership"): "and what the Board decided on it",
    ("finance_loan", "own_membership"): "and the contract of its loan (finance/tests/test_page_lending)",
    ("finance_loan_plan", "own_membership"): "and its schedule",
    ("finance_loan_instalment", "own_membership"): "and what is due when",
    ("finance_loan_event", "own_membership"): "and what was paid out and back",
    ("finance_loan_reversal", "own_membership"): "and what of it was taken back",
    (
        "members_disclosure",
        "shown_to_members",
    ): "what the law has the cooperative post, every member reads (test_walls)",
    ("members_charter_parameter", "shown_to_members"): "and the charter, too",
    ("members_notice", "shown_to_members"): "and what its office tells them (test_join_from_the_phone)",
    ("resolutions_resolution", "shown_to_members"): "and what was resolved",
    ("resolutions_annulment", "shown_to_members"): "and which of it does not hold",
    ("governance_holder", "shown_to_members"): "and who they are that hold posts, by name only",
    ("governance_post", "shown_to_members"): "and which posts they hold (test_page_bodies)",
    ("governance_post_end", "shown_to_members"): "and which of them have ended",
    ("governance_meeting", "shown_to_members"): "members read which meetings they are called to, never the board's",
    ("governance_meeting_step", "shown_to_members"): "and what became of them (test_meeting_walls)",
    ("governance_meeting_paper", "shown_to_members"): "and the papers laid before them, no others",
    ("governance_agenda_item", "shown_to_members"): "and the agenda",
    ("governance_motion", "shown_to_members"): "and what is put to the vote",
    ("governance_withdrawal", "shown_to_members"): "and what was taken back",
    ("governance_minutes_note", "shown_to_members"): "and what the minutes say",
    ("governance_minutes_signing", "shown_to_members"): "and who signed them",
    ("governance_delegate_mandate", "own_membership"): "a member's household reads whom it authorised",
    ("governance_member_votes", "own_membership"): "and in a union how many votes were written down for it",
    ("governance_attendance", "own_membership"): "and that it attended",
    ("governance_leaving", "own_membership"): "and when it left",
    ("governance_pass", "own_membership"): "and that it has a pass",
    ("governance_pass", "shown_to_its_holder"): "whoever shows the token reads that one pass (test_meeting_walls)",
    ("governance_ballot", "shown_to_members"): "and which ballots were held",
    ("governance_ballot_closure", "shown_to_members"): "and how they ended (test_page_votes)",
    ("governance_vote", "own_membership"): "and its own open vote, nobody else's",
    ("distribution_member_share", "own_share"): "a member's household reads its own share of the income",
    ("distribution_year_sharing", "shared_with_us"): "and how the year was shared of which it has a share",
    ("distribution_sharing_step", "shared_with_us"): "step by step",
    ("distribution_year_closing", "shared_with_us"): "with the closing it rests on",
    ("distribution_year_sharing_undoing", "shared_with_us"): "and that a sharing was taken back",
    ("distribution_year_decision", "shared_with_us"): "and the meeting's decision",
    ("distribution_share_payment", "own_row"): "a member's household reads what it was paid of its share",
    ("distribution_payment_confirmation", "own_row"): "and that the money arrived",
    ("distribution_payment_undoing", "own_row"): "and that a payment came back",
    ("distribution_payment_list", "pays_us"): "and the list by which it was paid",
    ("distribution_member_bank_account", "own_row"): "and into which of its accounts",
    ("distribution_statement_reading", "read_of_ours"): "a cooperative sees which members read their statements",
    ("trade_revenue_month", "kept_books"): "an accountant sees the revenue of all the households she keeps at once",
    ("trade_purchase", "kept_books"): "and which of their purchases lack papers",
    ("trade_expense", "kept_books"): "and which of their expenses do",
    ("trade_cost_judgement", "kept_books"): "and which of those somebody has judged",
    ("trade_money_move", "kept_books"): "and how their debts were paid",
    ("taxes_return", "kept_books"): "which of their returns are prepared",
    ("taxes_return_filing", "kept_books"): "and which are filed",
    ("taxes_preparation", "kept_books"): "and which need a human",
    ("taxes_method_choice", "kept_books"): "by which method they are taxed",
    ("taxes_prior_year", "kept_books"): "and what the year before brought",
    ("taxes_duty_mark", "kept_books"): "and which duties beside returns are done",
    ("sync_recovery_key", "own_recovery_keys"): "whoever forgot a PIN finds their own key (start/tests/test_recovery)",
    ("taxes_statement_filing", "issued_to_us"): "members see the statements that went out (test_statement_sets)",
    ("taxes_statement_approval", "issued_to_us"): "and those their meeting approved",
    ("taxes_statement_approval_withdrawal", "issued_to_us"): "and which approval was withdrawn",
    ("taxes_statement_set", "issued_to_us"): "with the set they belong to, never a draft",
}
# The column by which such a policy tells whom a row speaks of; asked one by one below.
SPEAKS_OF = {
    "own_role_grants": "person_id",
    "own_role_revocations": "person_id",
    "own_membership": "member_org_id",
    "own_share": "member_org_id",
    "own_row": "member_org_id",
    "read_of_ours": "cooperative_id",
    "given_to_us": "keeper_id",
    "own_recovery_keys": "recorded_by_id",
}
# Columns that name a person; the reader of such a row acts for no organisation.
OF_PERSONS = {"person_id", "recorded_by_id"}
# Tables without an organisation that the application reads without a wall, and why that is right.
OPEN_TABLES = {
    "parties_province": "the map is public",
    "parties_ward": "the map is public",
    "parties_old_ward": "the map is public",
    "parties_activity": "the classification is public",
    "parties_organisation": "the directory shows what the public register shows",
    "access_person": "whoever signs in is looked up before anybody is known",
    "taxes_calculations_asked": "how many open calculations an address asked for this minute; fingerprints only",
    "members_applications_asked": "how many applications an address sent this hour; fingerprints only",
    "start_code": "codes on their way to phones, for a day; number, digits and address are keyed hashes",
    "start_guesses_counted": "how many codes an address guessed wrong this hour; fingerprints only",
    "sync_orders_asked": "how often an address asked for orders this minute; fingerprints only",
    "ledger_sealing_key": "the public half of the keys that sign seals; anybody may check a seal",
    "django_migrations": "names of migrations; the doctor compares them with the code",
}
FRAMEWORK = ("account_", "auth_", "django_session", "django_content_type", "mfa_", "usersessions_")

POLICIES = "SELECT tablename, policyname, cmd FROM pg_policies WHERE policyname <> 'inside_organisation'"
UNWALLED = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
        AND NOT relrowsecurity AND has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')
"""
DEFINERS = """
    SELECT p.proname, p.proargnames[1], array(
        SELECT format_type(kind, NULL)
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t(kind, place) ORDER BY place)
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""


@pytest.fixture(scope="module")
def worlds(lasting_db: str, django_db_blocker: Any) -> Iterator[Worlds]:
    """Two organisations with a row in every tenant table."""
    with django_db_blocker.unblock():
        yield make_worlds()


def test_inside_one_organisation_nothing_of_another_shows(worlds: Worlds) -> None:
    with standing_in(org_id=worlds.ours, person_id=uuid.uuid4()) as cursor:
        seen = {table: _seen(cursor, table) for table in worlds.tables}
    # Tables that the application may not read at all show nothing, which is well.
    assert {table: found for table, found in seen.items() if found not in ({worlds.ours}, None)} == {}
    assert sum(found is not None for found in seen.values()) > 20


def test_without_an_organisation_nothing_shows(worlds: Worlds) -> None:
    for person_id in (None, uuid.uuid4()):
        with standing_in(org_id=None, person_id=person_id) as cursor:
            seen = {table: _seen(cursor, table) for table in worlds.tables}
        assert {table: found for table, found in seen.items() if found} == {}


def test_nothing_is_written_for_another_organisation(worlds: Worlds) -> None:
    written = []
    for table in worlds.tables:
        with standing_in(org_id=worlds.ours) as cursor:
            statement, values = insert_of(cursor=cursor, table=table, org_id=worlds.theirs)
            if _reaches(cursor, statement, values):
                written.append(table)
    assert written == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET org_id = org_id WHERE org_id = %(theirs)s",
        "UPDATE {table} SET org_id = %(theirs)s WHERE org_id = %(ours)s",
        "DELETE FROM {table} WHERE org_id = %(theirs)s",
    ],
)
def test_nothing_is_changed_across_the_wall(worlds: Worlds, statement: str) -> None:
    reached = []
    for table in worlds.tables:
        with standing_in(org_id=worlds.ours) as cursor:
            if _reaches(cursor, statement.format(table=table), {"ours": worlds.ours, "theirs": worlds.theirs}):
                reached.append(table)
    assert reached == []


def test_every_read_across_the_wall_is_named_and_has_a_reason(worlds: Worlds) -> None:
    with connection.cursor() as cursor:
        cursor.execute(POLICIES)
        policies = {(table, name): command for table, name, command in cursor.fetchall() if table in worlds.tables}
    assert set(policies) == set(READS_ACROSS)
    assert set(policies.values()) <= {"SELECT"}


@pytest.mark.parametrize(("table", "policy"), [each for each in READS_ACROSS if each[1] in SPEAKS_OF])
def test_a_read_across_shows_just_the_rows_that_speak_of_the_reader(worlds: Worlds, table: str, policy: str) -> None:
    reader, column = uuid.uuid4(), SPEAKS_OF[policy]
    org_id, person_id = (None, reader) if column in OF_PERSONS else (reader, None)
    with standing_in(org_id=worlds.theirs) as cursor:
        for speaks_of in (reader, uuid.uuid4()):
            cursor.execute(*insert_of(cursor=cursor, table=table, org_id=worlds.theirs, **{column: speaks_of}))
        stand_in(cursor=cursor, org_id=org_id, person_id=person_id)
        cursor.execute(f"SELECT {column} FROM {table}")
        assert cursor.fetchall() == [(reader,)]


@pytest.mark.parametrize("table", [table for table, policy in READS_ACROSS if policy == "kept_books"])
def test_kept_books_show_to_the_accountant_who_acts_for_nobody_until_the_role_ends(worlds: Worlds, table: str) -> None:
    accountant, stranger, grant = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    with standing_in(org_id=worlds.theirs) as cursor:
        given = {"id": grant, "person_id": accountant, "role": "accountant"}
        cursor.execute(*insert_of(cursor=cursor, table="access_role_grant", org_id=worlds.theirs, **given))
        stand_in(cursor=cursor, org_id=None, person_id=accountant)
        assert _whose(cursor, table) == {worlds.theirs}
        stand_in(cursor=cursor, org_id=None, person_id=stranger)
        assert _whose(cursor, table) == set()
        stand_in(cursor=cursor, org_id=worlds.ours, person_id=accountant)
        assert _whose(cursor, table) == {worlds.ours}
        stand_in(cursor=cursor, org_id=worlds.theirs, person_id=None)
        ended = {"grant_id": grant, "person_id": accountant}
        cursor.execute(*insert_of(cursor=cursor, table="access_role_revocation", org_id=worlds.theirs, **ended))
        stand_in(cursor=cursor, org_id=None, person_id=accountant)
        assert _whose(cursor, table) == set()


def test_books_given_to_a_cooperative_show_to_its_accountant_until_the_role_or_the_gift_ends(worlds: Worlds) -> None:
    accountant, role, gift, keeper = (uuid.uuid4() for _ in range(4))
    with standing_in(org_id=keeper) as cursor:
        held = {"id": role, "person_id": accountant, "role": "accountant"}
        cursor.execute(*insert_of(cursor=cursor, table="access_role_grant", org_id=keeper, **held))
        stand_in(cursor=cursor, org_id=worlds.theirs, person_id=None)
        given = {"id": gift, "keeper_id": keeper}
        cursor.execute(*insert_of(cursor=cursor, table="access_books_grant", org_id=worlds.theirs, **given))
        stand_in(cursor=cursor, org_id=None, person_id=accountant)
        assert _whose(cursor, "access_books_grant") == {worlds.theirs}
        assert _whose(cursor, "trade_revenue_month") == {worlds.theirs}
        stand_in(cursor=cursor, org_id=None, person_id=uuid.uuid4())
        assert _whose(cursor, "access_books_grant") == set()
        stand_in(cursor=cursor, org_id=worlds.ours, person_id=accountant)
        assert _whose(cursor, "trade_revenue_month") == {worlds.ours}
        stand_in(cursor=cursor, org_id=worlds.theirs, person_id=None)
        ended = {"grant_id": gift, "keeper_id": keeper}
        cursor.execute(*insert_of(cursor=cursor, table="access_books_revocation", org_id=worlds.theirs, **ended))
        stand_in(cursor=cursor, org_id=None, person_id=accountant)
        assert _whose(cursor, "trade_revenue_month") == set()
        assert _whose(cursor, "access_books_revocation") == {worlds.theirs}


def test_who_is_no_accountant_of_the_keeper_any_more_sees_nothing_that_was_given(worlds: Worlds) -> None:
    accountant, role, keeper = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    with standing_in(org_id=keeper) as cursor:
        held = {"id": role, "person_id": accountant, "role": "accountant"}
        cursor.execute(*insert_of(cursor=cursor, table="access_role_grant", org_id=keeper, **held))
        ended = {"grant_id": role, "person_id": accountant}
        cursor.execute(*insert_of(cursor=cursor, table="access_role_revocation", org_id=keeper, **ended))
        stand_in(cursor=cursor, org_id=worlds.theirs, person_id=None)
        cursor.execute(*insert_of(cursor=cursor, table="access_books_grant", org_id=worlds.theirs, keeper_id=keeper))
        stand_in(cursor=cursor, org_id=None, person_id=accountant)
        assert _whose(cursor, "access_books_grant") == set()
        assert _whose(cursor, "trade_revenue_month") == set()


def _whose(cursor: Any, table: str) -> set[uuid.UUID]:
    cursor.execute(f"SELECT org_id FROM {table}")
    return {org_id for (org_id,) in cursor.fetchall()}


def test_every_table_without_a_wall_is_named_and_has_a_reason(worlds: Worlds) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNWALLED)
        open_tables = {name for (name,) in cursor.fetchall() if not name.startswith(FRAMEWORK)}
    assert open_tables == set(OPEN_TABLES)


def test_functions_that_write_for_others_refuse_another_organisation(worlds: Worlds) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DEFINERS)
        functions = cursor.fetchall()
    assert functions, "ledger_post is one of them"
    for name, first, kinds in functions:
        assert (first, kinds[0]) == ("p_org_id", "uuid"), f"{name} must say first for whom it works"
        call = f"SELECT {name}(%s, {', '.join(_nothing(kind) for kind in kinds[1:])})".replace(", )", ")")
        for acting_for in (worlds.ours, None):
            refused = pytest.raises(DatabaseError, match=r"another organisation|row-level security")
            with standing_in(org_id=acting_for) as cursor, refused, transaction.atomic():
                cursor.execute(call, [worlds.theirs])


def test_the_test_itself_can_see_a_hole(worlds: Worlds) -> None:
    """A row shows where it should, so that an empty answer above means a wall and not an empty table."""
    with standing_in(org_id=worlds.theirs) as cursor:
        assert _seen(cursor, "audit_event") == {worlds.theirs}
        statement, values = insert_of(cursor=cursor, table="audit_event", org_id=worlds.theirs)
        assert _reaches(cursor, statement, values)


def _seen(cursor: Any, table: str) -> set[uuid.UUID] | None:
    try:
        with transaction.atomic():
            cursor.execute(f"SELECT DISTINCT org_id FROM {table}")
            return {org_id for (org_id,) in cursor.fetchall()}
    except DatabaseError as refused:
        _pass_if_walled(refused)
        return None


def _reaches(cursor: Any, statement: str, values: Any) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(statement, values)
            return bool(cursor.rowcount > 0)
    except DatabaseError as refused:
        _pass_if_walled(refused)
        return False


def _pass_if_walled(refused: DatabaseError) -> None:
    if not re.search(r"permission denied|row-level security", str(refused)):
        raise refused


def _nothing(kind: str) -> str:
    return f"'{{}}'::{kind}" if kind.endswith("[]") else f"NULL::{kind}"
