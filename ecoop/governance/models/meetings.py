"""Meetings: who is called, what is on the agenda, who came and left, what is put to the vote, and the minutes.

Nothing here is ever changed: a meeting that was noticed, opened or concluded has a row that says so, an item or a
motion that was taken back has a withdrawal, and somebody who left has a leaving.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ecoop.governance.calc.meetings import (
    Asker,
    Convener,
    Means,
    MeetingKind,
    MeetingMode,
    MeetingPaperKind,
    Step,
    Via,
)
from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside, inside_or_none


def own_organisation() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at the organisation of the member, if it is in the directory."""
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )


class Meeting(RecordedModel):
    """A meeting of the members, of their delegates or of the board, as it was called."""

    kind = models.CharField(max_length=20, choices=choices(MeetingKind))
    title = models.CharField(max_length=200)
    # The year whose statements an annual meeting hears.
    year = models.PositiveSmallIntegerField(null=True)
    convened_by = models.CharField(max_length=20, choices=choices(Convener))
    convener = models.CharField(max_length=200)
    called_on = models.DateField()
    asked_by = models.CharField(max_length=20, choices=choices(Asker), blank=True)
    asked_on = models.DateField(null=True)
    # How many official members signed the request.
    asking = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=20, choices=choices(MeetingMode))
    # The first, second or third call of the same meeting.
    convening = models.PositiveSmallIntegerField(default=1)
    first = inside_or_none("governance.Meeting")
    is_of_delegates = models.BooleanField(default=False)

    class Meta:
        db_table = "governance_meeting"
        constraints = [
            models.UniqueConstraint(fields=["org", "first", "convening"], name="a_meeting_is_called_again_once"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in MeetingKind]), name="kind_of_meeting_is_known"
            ),
            models.CheckConstraint(
                condition=Q(convening=1, first=None) | Q(convening__in=[2, 3], first__isnull=False),
                name="a_later_call_follows_a_first",
            ),
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="meeting_is_somewhere"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["org", "-starts_at"], name="meetings_newest_first")]


class MeetingStep(RecordedModel):
    """A meeting was noticed, opened, adjourned, cancelled or concluded, at a moment."""

    meeting = inside("governance.Meeting")
    step = models.CharField(max_length=20, choices=choices(Step))
    at = models.DateTimeField()
    text = models.CharField(max_length=1000, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    secretary = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "governance_meeting_step"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "step"], name="a_meeting_takes_a_step_once"),
            models.CheckConstraint(condition=Q(step__in=[each.value for each in Step]), name="step_is_known"),
        ]


class MeetingPaper(RecordedModel):
    """A paper kept with a meeting, as it came: a request, a document, a proxy, a count record, the signed minutes."""

    meeting = inside("governance.Meeting")
    kind = models.CharField(max_length=20, choices=choices(MeetingPaperKind))
    title = models.CharField(max_length=200)
    is_for_members = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()

    class Meta:
        db_table = "governance_meeting_paper"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "kind", "sha256"], name="a_meeting_keeps_a_paper_once"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_paper_has_a_title"),
        ]


class AgendaItem(RecordedModel):
    """One thing the meeting speaks about."""

    meeting = inside("governance.Meeting")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    # Added after the notice on the request of members, in writing.
    is_added = models.BooleanField(default=False)
    asked_on = models.DateField(null=True)
    asking = models.PositiveIntegerField(default=0)
    paper = inside_or_none("governance.MeetingPaper")

    class Meta:
        db_table = "governance_agenda_item"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "position"], name="agenda_items_stand_in_order"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_added=False) | Q(asked_on__isnull=False), name="an_added_item_was_asked_for"
            ),
        ]


class Motion(RecordedModel):
    """What the meeting votes on: a matter with its parameters, or an election with its candidates."""

    meeting = inside("governance.Meeting")
    agenda_item = inside("governance.AgendaItem")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    matter = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    majority = models.CharField(max_length=20)
    is_secret = models.BooleanField(default=False)
    is_election = models.BooleanField(default=False)
    # Of an election: [{"code": "1", "label": "Nguyễn Thị Lan", "member_id": "…"}]; else empty: for, against, blank.
    options = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "governance_motion"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "position"], name="motions_stand_in_order"),
            models.CheckConstraint(condition=~Q(title=""), name="motion_has_a_title"),
            models.CheckConstraint(condition=Q(majority__in=["simple", "special"]), name="majority_is_known"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="an_election_fills_a_seat"),
        ]


class Withdrawal(RecordedModel):
    """An agenda item or a motion was taken back before anybody voted on it."""

    meeting = inside("governance.Meeting")
    agenda_item = inside_or_none("governance.AgendaItem")
    motion = inside_or_none("governance.Motion")
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "governance_withdrawal"
        constraints = [
            models.UniqueConstraint(fields=["org", "agenda_item"], name="an_item_is_withdrawn_once"),
            models.UniqueConstraint(fields=["org", "motion"], name="a_motion_is_withdrawn_once"),
            models.CheckConstraint(
                condition=Q(agenda_item=None, motion__isnull=False) | Q(agenda_item__isnull=False, motion=None),
                name="one_thing_is_withdrawn",
            ),
        ]


class DelegateMandate(RecordedModel):
    """A member authorised a delegate to a meeting of delegates; a delegate who goes for herself has one, too."""

    meeting = inside("governance.Meeting")
    delegate = inside("members.Member")
    for_member = inside("members.Member")
    # The organisation of the member who authorised.
    member_org = own_organisation()

    class Meta:
        db_table = "governance_delegate_mandate"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "for_member"], name="a_member_authorises_one_delegate"),
        ]
        indexes = [models.Index(fields=["org", "meeting", "delegate"], name="mandates_of_a_delegate")]


class MemberVotes(RecordedModel):
    """How many votes a member of a union carries in a meeting, by the number of its members; the last written holds."""

    meeting = inside("governance.Meeting")
    member = inside("members.Member")
    member_org = own_organisation()
    revision = models.PositiveSmallIntegerField(default=1)
    votes = models.PositiveIntegerField()

    class Meta:
        db_table = "governance_member_votes"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "member", "revision"], name="votes_by_members_in_order"),
            models.CheckConstraint(condition=Q(votes__gt=0), name="a_member_of_a_union_carries_votes"),
        ]


class Pass(RecordedModel):
    """The personal pass of a member to a meeting; of its token only the fingerprint is kept."""

    meeting = inside("governance.Meeting")
    member = inside("members.Member")
    member_org = own_organisation()
    # A later pass of the same member replaces the ones before.
    serial = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "governance_pass"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting", "member", "serial"], name="passes_of_a_member_in_order"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="passes_begin_at_one"),
        ]
        # The one index that does not begin with the organisation: a token is looked up before that is known. It is not
        # unique, because no key spans the shards of a cluster; tokens are 128 random bits.
        indexes = [models.Index(fields=["sha256"], name="a_pass_opens_one_door")]


class TappedModel(TenantModel):
    """A row that a person at the desk wrote, or a member with the pass in hand: then nobody is signed in."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


class Attendance(TappedModel):
    """Somebody attends, from a moment on, with the votes they carry; whoever comes back has another row."""

    meeting = inside("governance.Meeting")
    member = inside("members.Member")
    member_org = own_organisation()
    # Who comes back after leaving attends a second time.
    visit = models.PositiveSmallIntegerField(default=1)
    means = models.CharField(max_length=20, choices=choices(Means))
    via = models.CharField(max_length=20, choices=choices(Via))
    # 0 for a guest: an associate member speaks and does not vote.
    carries = models.PositiveIntegerField()
    came_at = models.DateTimeField()
    # Of a proxy: who holds it.
    holder = inside_or_none("members.Member")
    holder_name = models.CharField(max_length=200, blank=True)
    paper = inside_or_none("governance.MeetingPaper")

    class Meta:
        db_table = "governance_attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "meeting", "member", "visit"], name="a_member_attends_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(means__in=[each.value for each in Means]), name="means_of_attending_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(means=Means.PROXY.value) | Q(paper__isnull=False), name="a_proxy_is_on_paper"
            ),
            models.CheckConstraint(condition=Q(visit__gt=0), name="visits_begin_at_one"),
        ]


class Leaving(TappedModel):
    """Somebody who attended left, at a moment."""

    meeting = inside("governance.Meeting")
    attendance = inside("governance.Attendance")
    member_org = own_organisation()
    left_at = models.DateTimeField()

    class Meta:
        db_table = "governance_leaving"
        constraints = [
            models.UniqueConstraint(fields=["org", "attendance"], name="an_attendance_ends_once"),
        ]
        indexes = [models.Index(fields=["org", "meeting"], name="leavings_of_a_meeting")]


class MinutesNote(RecordedModel):
    """What was said in a meeting, written down by its secretary: to an item of the agenda or to the whole."""

    meeting = inside("governance.Meeting")
    agenda_item = inside_or_none("governance.AgendaItem")
    text = models.TextField()

    class Meta:
        db_table = "governance_minutes_note"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]
        indexes = [models.Index(fields=["org", "meeting"], name="notes_of_a_meeting")]


class MinutesSigning(RecordedModel):
    """The minutes were signed: by chair and secretary, or by more than half of those who attended."""

    meeting = inside("governance.Meeting")
    signed_on = models.DateField()
    is_signed_by_chair = models.BooleanField()
    is_signed_by_secretary = models.BooleanField()
    refusal = models.CharField(max_length=1000, blank=True)
    attendees_signed = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField()
    paper = inside_or_none("governance.MeetingPaper")

    class Meta:
        db_table = "governance_minutes_signing"
        constraints = [
            models.UniqueConstraint(fields=["org", "meeting"], name="minutes_are_signed_once"),
            models.CheckConstraint(
                condition=Q(is_signed_by_chair=True, is_signed_by_secretary=True) | ~Q(refusal=""),
                name="a_refusal_to_sign_is_noted",
            ),
        ]
