"""Lay out votes: ballots on motions, who voted what, and the box of a secret ballot that knows no voter."""

from collections.abc import Sequence

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import ecoop.kernel.ids
from ecoop.kernel.laying import TablesAtOnce
from ecoop.kernel.tenancy import Column, InsideKey, TenantTable, read_sql

OWN = {"own_membership": "member_org_id = ecoop_org_id()"}
TO_MEMBERS = {"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}


def _to(model: str, *, null: bool = False, inside: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to=model,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=not inside,
    )


def _word(words: Sequence[str], length: int) -> "models.CharField[str, str]":
    return models.CharField(choices=[(word, word) for word in words], max_length=length)


def _bare(name: str, table: str, fields: Sequence[Column], **options: object) -> migrations.CreateModel:
    """Make a table whose rows say neither who wrote them nor when."""
    key = models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
    row: list[Column] = [("id", key), ("org", _to("parties.organisation", inside=False))]
    return migrations.CreateModel(
        name=name, fields=[*row, *fields], options={"db_table": f"governance_{table}", **options}
    )


def _table(name: str, table: str, fields: Sequence[Column], **options: object) -> migrations.CreateModel:
    by = ("recorded_by", _to(settings.AUTH_USER_MODEL, inside=False))
    return _bare(name, table, [("recorded_at", models.DateTimeField()), by, *fields], **options)


def _ballot() -> Column:
    return ("ballot", _to("governance.ballot"))


def _of_a_member() -> list[Column]:
    return [("member", _to("members.member")), ("member_org", _to("parties.organisation", inside=False, null=True))]


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


def _once(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=("org", *fields), name=name)


class Migration(TablesAtOnce):
    dependencies = [
        ("governance", "0002_meetings_and_who_attends"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        _table(
            "Ballot",
            "ballot",
            [
                ("meeting", _to("governance.meeting")),
                ("motion", _to("governance.motion")),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("is_secret", models.BooleanField()),
                ("is_election", models.BooleanField()),
                ("majority", models.CharField(max_length=20)),
                ("options", models.JSONField(default=list)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("called", models.PositiveIntegerField()),
                ("present", models.PositiveIntegerField()),
                ("quorum_needed", models.PositiveIntegerField()),
                ("public_key", models.TextField(blank=True)),
            ],
            constraints=[
                _once("a_motion_is_voted_once_a_round", "motion", "round"),
                _check("rounds_begin_at_one", Q(("round__gt", 0))),
                _check(
                    "a_secret_ballot_has_a_key",
                    Q(("is_secret", False), ("public_key", ""))
                    | (Q(("is_secret", True)) & Q(("public_key", ""), _negated=True)),
                ),
            ],
            indexes=[models.Index(fields=["org", "meeting"], name="ballots_of_a_meeting")],
        ),
        _bare(
            "Vote",
            "vote",
            [
                _ballot(),
                *_of_a_member(),
                ("choice", models.CharField(blank=True, max_length=200)),
                ("carries", models.PositiveIntegerField()),
                ("means", _word(("phone", "show_of_hands", "paper"), 20)),
                ("cast_at", models.DateTimeField()),
                ("entered_by", _to(settings.AUTH_USER_MODEL, inside=False, null=True)),
            ],
            constraints=[
                _once("a_member_votes_once", "ballot", "member"),
                _check("a_vote_carries_something", Q(("carries__gt", 0))),
                _check(
                    "a_vote_not_by_phone_was_entered_by_someone",
                    Q(("means", "phone")) | Q(("entered_by__isnull", False)),
                ),
            ],
        ),
        _table(
            "VoteCount",
            "vote_count",
            [
                _ballot(),
                ("source", _word(("hands", "paper"), 10)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                ("tallies", models.JSONField(default=dict)),
                ("handed_in", models.PositiveIntegerField()),
                ("spoilt", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("paper", _to("governance.meetingpaper", null=True)),
            ],
            constraints=[
                _once("counts_stand_in_order", "ballot", "source", "revision"),
                _check("counts_begin_at_one", Q(("revision__gt", 0))),
            ],
        ),
        _bare(
            "BallotKey",
            "ballot_key",
            [_ballot(), ("sealed", models.TextField())],
            constraints=[_once("a_ballot_has_one_key", "ballot")],
        ),
        _bare(
            "BallotIssue",
            "ballot_issue",
            [
                _ballot(),
                *_of_a_member(),
                ("means", _word(("phone", "paper"), 10)),
                ("ballots", models.PositiveIntegerField()),
                ("asked", models.CharField(blank=True, max_length=64)),
            ],
            constraints=[
                _once("ballots_are_handed_out_once", "ballot", "member"),
                _check("an_issue_hands_out_ballots", Q(("ballots__gt", 0))),
                _check(
                    "an_issue_is_on_paper_or_signed",
                    Q(("asked", ""), ("means", "paper")) | (Q(("means", "phone")) & Q(("asked", ""), _negated=True)),
                ),
            ],
        ),
        _table(
            "BoxOpening",
            "box_opening",
            [_ballot()],
            constraints=[_once("a_box_opens_once", "ballot")],
        ),
        _bare(
            "BoxBallot",
            "box_ballot",
            [
                _ballot(),
                ("token", models.CharField(max_length=64)),
                ("choice", models.CharField(blank=True, max_length=200)),
                ("signature", models.TextField()),
            ],
            constraints=[_once("a_token_votes_once", "ballot", "token")],
        ),
        _table(
            "BallotClosure",
            "ballot_closure",
            [
                _ballot(),
                ("outcome", _word(("counted", "given_up"), 12)),
                ("votes_for", models.PositiveIntegerField(default=0)),
                ("votes_against", models.PositiveIntegerField(default=0)),
                ("votes_blank", models.PositiveIntegerField(default=0)),
                ("result", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("resolution_id", models.UUIDField(null=True)),
            ],
            constraints=[
                _once("a_ballot_closes_once", "ballot"),
                _check(
                    "giving_up_has_a_reason",
                    Q(("outcome", "given_up"), _negated=True) | Q(("reason", ""), _negated=True),
                ),
            ],
        ),
        *(TenantTable(f"governance_{name}", read_also=TO_MEMBERS) for name in ("ballot", "ballot_closure")),
        # A household reads its own open vote. Whom ballots were handed to, and the box, stay inside.
        TenantTable("governance_vote", read_also=OWN),
        *(TenantTable(f"governance_{name}") for name in ("vote_count", "ballot_issue", "box_opening", "box_ballot")),
        # The private key is destroyed when its ballot closes.
        TenantTable("governance_ballot_key"),
        *(
            InsideKey(f"governance_{table}", f"{column}_id", f"governance_{to}")
            for table, column, to in (
                ("ballot", "meeting", "meeting"),
                ("ballot", "motion", "motion"),
                ("vote_count", "paper", "meeting_paper"),
                *(
                    (name, "ballot", "ballot")
                    for name in (
                        "vote",
                        "vote_count",
                        "ballot_key",
                        "ballot_issue",
                        "box_opening",
                        "box_ballot",
                        "ballot_closure",
                    )
                ),
            )
        ),
        *(InsideKey(f"governance_{table}", "member_id", "members_member") for table in ("vote", "ballot_issue")),
        migrations.RunSQL(read_sql(__file__, "seal_box.sql"), "DROP FUNCTION governance_seal_box(uuid, uuid)"),
    ]
