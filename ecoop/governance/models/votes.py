"""Votes: a ballot on a motion, who voted what on an open one, and the sealed box of a secret one.

An open vote stands under the name of the member. Of a secret one there are two lists that nothing ties together: who
was handed ballots (`BallotIssue`), and what lies in the box (`BoxBallot`: token, choice, signature, under an id that
follows from the token, without a moment, a person or an order).
"""

from django.db import models
from django.db.models import Q

from ecoop.governance.calc.votes import CountSource, IssueMeans, Outcome, VoteMeans
from ecoop.governance.models.meetings import own_organisation
from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices, inside, inside_or_none


class Ballot(RecordedModel):
    """A motion was put to the vote, for the first time or in another round, with who was there at that moment."""

    meeting = inside("governance.Meeting")
    motion = inside("governance.Motion")
    round = models.PositiveSmallIntegerField(default=1)
    is_secret = models.BooleanField()
    is_election = models.BooleanField()
    majority = models.CharField(max_length=20)
    # Of an election: the candidates of this round, as the motion names them.
    options = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(default=1)
    called = models.PositiveIntegerField()
    # Votes carried by those who attended when it opened, and how many the quorum asks for.
    present = models.PositiveIntegerField()
    quorum_needed = models.PositiveIntegerField()
    # Of a secret ballot: the public half of its key, as PEM.
    public_key = models.TextField(blank=True)

    class Meta:
        db_table = "governance_ballot"
        constraints = [
            models.UniqueConstraint(fields=["org", "motion", "round"], name="a_motion_is_voted_once_a_round"),
            models.CheckConstraint(condition=Q(round__gt=0), name="rounds_begin_at_one"),
            models.CheckConstraint(
                condition=Q(is_secret=False, public_key="") | (Q(is_secret=True) & ~Q(public_key="")),
                name="a_secret_ballot_has_a_key",
            ),
        ]
        indexes = [models.Index(fields=["org", "meeting"], name="ballots_of_a_meeting")]


class Vote(TenantModel):
    """A member's vote on an open ballot, with the votes she carries; `entered_by` is empty when she cast it herself."""

    ballot = inside("governance.Ballot")
    member = inside("members.Member")
    member_org = own_organisation()
    choice = models.CharField(max_length=200, blank=True)
    carries = models.PositiveIntegerField()
    means = models.CharField(max_length=20, choices=choices(VoteMeans))
    cast_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        "access.Person", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "governance_vote"
        constraints = [
            models.UniqueConstraint(fields=["org", "ballot", "member"], name="a_member_votes_once"),
            models.CheckConstraint(condition=Q(carries__gt=0), name="a_vote_carries_something"),
            models.CheckConstraint(
                condition=Q(means=VoteMeans.PHONE.value) | Q(entered_by__isnull=False),
                name="a_vote_not_by_phone_was_entered_by_someone",
            ),
        ]


class VoteCount(RecordedModel):
    """Votes counted by people: raised hands, or paper ballots out of a box; a later count replaces the ones before."""

    ballot = inside("governance.Ballot")
    source = models.CharField(max_length=10, choices=choices(CountSource))
    revision = models.PositiveSmallIntegerField(default=1)
    # Votes by choice: {"for": 12, "against": 1, "blank": 0}, or by the code of the candidate.
    tallies = models.JSONField(default=dict)
    # Of paper: how many ballots were handed in altogether, and how many of them are blank or spoilt.
    handed_in = models.PositiveIntegerField()
    spoilt = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=500, blank=True)
    paper = inside_or_none("governance.MeetingPaper")

    class Meta:
        db_table = "governance_vote_count"
        constraints = [
            models.UniqueConstraint(fields=["org", "ballot", "source", "revision"], name="counts_stand_in_order"),
            models.CheckConstraint(condition=Q(revision__gt=0), name="counts_begin_at_one"),
        ]


class BallotKey(TenantModel):
    """The private half of a secret ballot's key, sealed; it is destroyed when the ballot closes."""

    ballot = inside("governance.Ballot")
    sealed = models.TextField()

    class Meta:
        db_table = "governance_ballot_key"
        constraints = [models.UniqueConstraint(fields=["org", "ballot"], name="a_ballot_has_one_key")]


class BallotIssue(TenantModel):
    """A member was handed her ballots, on paper or on the phone. When, and in which order, is not written down."""

    ballot = inside("governance.Ballot")
    member = inside("members.Member")
    member_org = own_organisation()
    means = models.CharField(max_length=10, choices=choices(IssueMeans))
    ballots = models.PositiveIntegerField()
    # Fingerprint of what the phone had signed, so that a request sent twice is answered twice with the same.
    asked = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "governance_ballot_issue"
        constraints = [
            models.UniqueConstraint(fields=["org", "ballot", "member"], name="ballots_are_handed_out_once"),
            models.CheckConstraint(condition=Q(ballots__gt=0), name="an_issue_hands_out_ballots"),
            models.CheckConstraint(
                condition=Q(means=IssueMeans.PAPER.value, asked="") | (Q(means=IssueMeans.PHONE.value) & ~Q(asked="")),
                name="an_issue_is_on_paper_or_signed",
            ),
        ]


class BoxOpening(RecordedModel):
    """Handing out ended and the box takes ballots: no ballot is signed after the first one is dropped."""

    ballot = inside("governance.Ballot")

    class Meta:
        db_table = "governance_box_opening"
        constraints = [models.UniqueConstraint(fields=["org", "ballot"], name="a_box_opens_once")]


class BoxBallot(TenantModel):
    """A ballot in the box: its id follows from its token, and it says nothing else."""

    ballot = inside("governance.Ballot")
    token = models.CharField(max_length=64)
    choice = models.CharField(max_length=200, blank=True)
    signature = models.TextField()

    class Meta:
        db_table = "governance_box_ballot"
        constraints = [models.UniqueConstraint(fields=["org", "ballot", "token"], name="a_token_votes_once")]


class BallotClosure(RecordedModel):
    """A ballot was closed and counted, or given up; `result` holds the arithmetic as it was shown."""

    ballot = inside("governance.Ballot")
    outcome = models.CharField(max_length=12, choices=choices(Outcome))
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    votes_blank = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    resolution_id = models.UUIDField(null=True)

    class Meta:
        db_table = "governance_ballot_closure"
        constraints = [
            models.UniqueConstraint(fields=["org", "ballot"], name="a_ballot_closes_once"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.GIVEN_UP.value) | ~Q(reason=""), name="giving_up_has_a_reason"
            ),
        ]
