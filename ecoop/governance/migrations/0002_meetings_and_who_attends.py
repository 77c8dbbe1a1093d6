"""Lay out meetings: calls, agenda, motions, delegates, passes, who came and left, papers and minutes."""

from collections.abc import Sequence

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import ecoop.kernel.ids
from ecoop.kernel.laying import TablesAtOnce
from ecoop.kernel.tenancy import Column, InsideKey, TenantTable, read_sql

KINDS = ("founding", "annual", "regular", "extraordinary", "board")
CONVENERS = ("board", "director", "supervisors", "members", "founders", "chair")
STEPS = ("noticed", "opened", "adjourned", "cancelled", "concluded")
MEANS = ("in_person", "online", "proxy")
PAPERS = (
    "request",
    "agenda_change",
    "document",
    "proxy",
    "mandate",
    "count_record",
    "ballots",
    "minutes",
    "other",
)
# Members read of the meetings of members and delegates; the board's own stay with the board.
MEETING_TO_MEMBERS = {"shown_to_members": "kind <> 'board' AND org_id IN (SELECT ecoop_memberships())"}
OWN = {"own_membership": "member_org_id = ecoop_org_id()"}
# Whoever holds the token of a pass reads that one pass, before anybody knows whose it is.
HELD = {"shown_to_its_holder": "sha256 = nullif(current_setting('ecoop.pass', true), '')"}


def _to_members(table: str, condition: str = "true") -> dict[str, str]:
    return {
        "shown_to_members": f"{condition} AND org_id IN (SELECT ecoop_memberships()) AND EXISTS ("
        f"SELECT FROM governance_meeting m WHERE m.org_id = {table}.org_id AND m.id = {table}.meeting_id)"
    }


def _to(model: str, *, null: bool = False, inside: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to=model,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=not inside,
    )


def _word(words: Sequence[str], **options: object) -> "models.CharField[str, str]":
    return models.CharField(choices=[(word, word) for word in words], max_length=20, **options)


def _table(
    name: str,
    fields: Sequence[Column],
    *,
    table: str = "",
    tapped: bool = False,
    **options: object,
) -> migrations.CreateModel:
    key = models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
    row: list[Column] = [
        ("id", key),
        ("recorded_at", models.DateTimeField()),
        ("org", _to("parties.organisation", inside=False)),
        ("recorded_by", _to(settings.AUTH_USER_MODEL, inside=False, null=tapped)),
    ]
    db_table = f"governance_{table or name.lower()}"
    return migrations.CreateModel(name=name, fields=[*row, *fields], options={"db_table": db_table, **options})


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


def _once(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields, name=name)


MEETING = ("meeting", _to("governance.meeting"))
MEMBER = ("member", _to("members.member"))
MEMBER_ORG = ("member_org", _to("parties.organisation", inside=False, null=True))


class Migration(TablesAtOnce):
    dependencies = [
        ("governance", "0001_bodies_and_courses"),
        ("members", "0004_what_members_pay_and_are_shown"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        _table(
            "Meeting",
            [
                ("kind", _word(KINDS)),
                ("title", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("convened_by", _word(CONVENERS)),
                ("convener", models.CharField(max_length=200)),
                ("called_on", models.DateField()),
                ("asked_by", _word(("supervisors", "members"), blank=True)),
                ("asked_on", models.DateField(null=True)),
                ("asking", models.PositiveIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("link", models.CharField(blank=True, max_length=300)),
                ("mode", _word(("in_person", "online", "mixed"))),
                ("convening", models.PositiveSmallIntegerField(default=1)),
                ("first", _to("governance.meeting", null=True)),
                ("is_of_delegates", models.BooleanField(default=False)),
            ],
            constraints=[
                _once("a_meeting_is_called_again_once", "org", "first", "convening"),
                _check("meeting_has_a_title", ~Q(title="")),
                _check("kind_of_meeting_is_known", Q(kind__in=list(KINDS))),
                _check(
                    "a_later_call_follows_a_first",
                    Q(convening=1, first=None) | Q(convening__in=[2, 3], first__isnull=False),
                ),
                _check("meeting_is_somewhere", ~Q(place="") | ~Q(link="")),
                _check("a_meeting_ends_after_it_starts", Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))),
            ],
            indexes=[models.Index(fields=["org", "-starts_at"], name="meetings_newest_first")],
        ),
        _table(
            "MeetingStep",
            [
                MEETING,
                ("step", _word(STEPS)),
                ("at", models.DateTimeField()),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("chair", models.CharField(blank=True, max_length=200)),
                ("secretary", models.CharField(blank=True, max_length=200)),
            ],
            table="meeting_step",
            constraints=[
                _once("a_meeting_takes_a_step_once", "org", "meeting", "step"),
                _check("step_is_known", Q(step__in=list(STEPS))),
            ],
        ),
        _table(
            "MeetingPaper",
            [
                MEETING,
                ("kind", _word(PAPERS)),
                ("title", models.CharField(max_length=200)),
                ("is_for_members", models.BooleanField(default=False)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=60)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
            ],
            table="meeting_paper",
            constraints=[
                _once("a_meeting_keeps_a_paper_once", "org", "meeting", "kind", "sha256"),
                _check("meeting_paper_has_a_title", ~Q(title="")),
            ],
        ),
        _table(
            "AgendaItem",
            [
                MEETING,
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("is_added", models.BooleanField(default=False)),
                ("asked_on", models.DateField(null=True)),
                ("asking", models.PositiveIntegerField(default=0)),
                ("paper", _to("governance.meetingpaper", null=True)),
            ],
            table="agenda_item",
            constraints=[
                _once("agenda_items_stand_in_order", "org", "meeting", "position"),
                _check("agenda_item_has_a_title", ~Q(title="")),
                _check("an_added_item_was_asked_for", Q(is_added=False) | Q(asked_on__isnull=False)),
            ],
        ),
        _table(
            "Motion",
            [
                MEETING,
                ("agenda_item", _to("governance.agendaitem")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("matter", models.CharField(max_length=40)),
                ("parameters", models.JSONField(default=dict)),
                ("majority", models.CharField(max_length=20)),
                ("is_secret", models.BooleanField(default=False)),
                ("is_election", models.BooleanField(default=False)),
                ("options", models.JSONField(default=list)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
            ],
            constraints=[
                _once("motions_stand_in_order", "org", "meeting", "position"),
                _check("motion_has_a_title", ~Q(title="")),
                _check("majority_is_known", Q(majority__in=["simple", "special"])),
                _check("an_election_fills_a_seat", Q(seats__gt=0)),
            ],
        ),
        _table(
            "Withdrawal",
            [
                MEETING,
                ("agenda_item", _to("governance.agendaitem", null=True)),
                ("motion", _to("governance.motion", null=True)),
                ("reason", models.CharField(max_length=500)),
            ],
            constraints=[
                _once("an_item_is_withdrawn_once", "org", "agenda_item"),
                _once("a_motion_is_withdrawn_once", "org", "motion"),
                _check(
                    "one_thing_is_withdrawn",
                    Q(agenda_item=None, motion__isnull=False) | Q(agenda_item__isnull=False, motion=None),
                ),
            ],
        ),
        _table(
            "DelegateMandate",
            [MEETING, ("delegate", _to("members.member")), ("for_member", _to("members.member")), MEMBER_ORG],
            table="delegate_mandate",
            constraints=[_once("a_member_authorises_one_delegate", "org", "meeting", "for_member")],
            indexes=[models.Index(fields=["org", "meeting", "delegate"], name="mandates_of_a_delegate")],
        ),
        _table(
            "Pass",
            [
                MEETING,
                MEMBER,
                MEMBER_ORG,
                ("serial", models.PositiveSmallIntegerField(default=1)),
                ("sha256", models.CharField(max_length=64)),
            ],
            constraints=[
                _once("passes_of_a_member_in_order", "org", "meeting", "member", "serial"),
                _check("passes_begin_at_one", Q(serial__gt=0)),
            ],
            # No key of a cluster leaves out the organisation; a fingerprint is chance enough.
            indexes=[models.Index(fields=["sha256"], name="a_pass_opens_one_door")],
        ),
        _table(
            "Attendance",
            [
                MEETING,
                MEMBER,
                MEMBER_ORG,
                ("visit", models.PositiveSmallIntegerField(default=1)),
                ("means", _word(MEANS)),
                ("via", _word(("qr", "list", "paper", "phone"))),
                ("carries", models.PositiveIntegerField()),
                ("came_at", models.DateTimeField()),
                ("holder", _to("members.member", null=True)),
                ("holder_name", models.CharField(blank=True, max_length=200)),
                ("paper", _to("governance.meetingpaper", null=True)),
            ],
            tapped=True,
            constraints=[
                _once("a_member_attends_once_at_a_time", "org", "meeting", "member", "visit"),
                _check("means_of_attending_is_known", Q(means__in=list(MEANS))),
                _check("a_proxy_is_on_paper", ~Q(means="proxy") | Q(paper__isnull=False)),
                _check("visits_begin_at_one", Q(visit__gt=0)),
            ],
        ),
        _table(
            "Leaving",
            [
                MEETING,
                ("attendance", _to("governance.attendance")),
                MEMBER_ORG,
                ("left_at", models.DateTimeField()),
            ],
            tapped=True,
            constraints=[_once("an_attendance_ends_once", "org", "attendance")],
            indexes=[models.Index(fields=["org", "meeting"], name="leavings_of_a_meeting")],
        ),
        _table(
            "MinutesNote",
            [MEETING, ("agenda_item", _to("governance.agendaitem", null=True)), ("text", models.TextField())],
            table="minutes_note",
            constraints=[_check("a_note_says_something", ~Q(text=""))],
            indexes=[models.Index(fields=["org", "meeting"], name="notes_of_a_meeting")],
        ),
        _table(
            "MinutesSigning",
            [
                MEETING,
                ("signed_on", models.DateField()),
                ("is_signed_by_chair", models.BooleanField()),
                ("is_signed_by_secretary", models.BooleanField()),
                ("refusal", models.CharField(blank=True, max_length=1000)),
                ("attendees_signed", models.PositiveIntegerField(default=0)),
                ("attended", models.PositiveIntegerField()),
                ("paper", _to("governance.meetingpaper", null=True)),
            ],
            table="minutes_signing",
            constraints=[
                _once("minutes_are_signed_once", "org", "meeting"),
                _check(
                    "a_refusal_to_sign_is_noted",
                    Q(is_signed_by_chair=True, is_signed_by_secretary=True) | ~Q(refusal=""),
                ),
            ],
        ),
        TenantTable("governance_meeting", read_also=MEETING_TO_MEMBERS),
        *(
            TenantTable(f"governance_{name}", read_also=_to_members(f"governance_{name}"))
            for name in ("meeting_step", "agenda_item", "motion", "withdrawal", "minutes_note", "minutes_signing")
        ),
        TenantTable("governance_meeting_paper", read_also=_to_members("governance_meeting_paper", "is_for_members")),
        *(TenantTable(f"governance_{name}", read_also=OWN) for name in ("delegate_mandate", "attendance", "leaving")),
        TenantTable("governance_pass", read_also={**OWN, **HELD}),
        *(
            InsideKey(f"governance_{table}", f"{column}_id", f"governance_{to}")
            for table, column, to in (
                ("meeting", "first", "meeting"),
                ("meeting_step", "meeting", "meeting"),
                ("meeting_paper", "meeting", "meeting"),
                ("agenda_item", "meeting", "meeting"),
                ("agenda_item", "paper", "meeting_paper"),
                ("motion", "meeting", "meeting"),
                ("motion", "agenda_item", "agenda_item"),
                ("withdrawal", "meeting", "meeting"),
                ("withdrawal", "agenda_item", "agenda_item"),
                ("withdrawal", "motion", "motion"),
                ("delegate_mandate", "meeting", "meeting"),
                ("pass", "meeting", "meeting"),
                ("attendance", "meeting", "meeting"),
                ("attendance", "paper", "meeting_paper"),
                ("leaving", "meeting", "meeting"),
                ("leaving", "attendance", "attendance"),
                ("minutes_note", "meeting", "meeting"),
                ("minutes_note", "agenda_item", "agenda_item"),
                ("minutes_signing", "meeting", "meeting"),
                ("minutes_signing", "paper", "meeting_paper"),
            )
        ),
        *(
            InsideKey(f"governance_{table}", f"{column}_id", "members_member")
            for table, column in (
                ("delegate_mandate", "delegate"),
                ("delegate_mandate", "for_member"),
                ("pass", "member"),
                ("attendance", "member"),
                ("attendance", "holder"),
            )
        ),
        migrations.RunSQL(read_sql(__file__, "find_pass.sql"), "DROP FUNCTION governance_find_pass(text)"),
    ]
