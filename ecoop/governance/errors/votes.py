"""What votes refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class QuorumIsMissing(Refusal):
    """Too few attend at this moment for a vote to hold."""

    code = "governance.quorum-is-missing"
    said = _("{here} attend at this moment and {needed} are needed, so no vote can be opened now.")
    remedy = _("Wait until those who left are back, or adjourn and call the meeting again.")


class MeetingIsNotOpen(Refusal):
    """Somebody wanted to vote in a meeting that has not begun, or is over."""

    code = "governance.meeting-is-not-open"
    said = _("The meeting is not open, so nothing can be voted on.")
    remedy = _("Open the meeting first; what was forgotten needs another meeting.")


class MotionUnknown(Refusal):
    """The id names no motion of this cooperative, or one that was withdrawn."""

    code = "governance.motion-unknown"
    said = _("There is no such motion to vote on, or it was withdrawn.")
    remedy = _("Choose a motion from the agenda of the meeting.")


class MotionIsBeingVoted(Refusal):
    """A motion is on the floor already, or was decided."""

    code = "governance.motion-is-being-voted"
    said = _("“{title}” is being voted on or was decided already.")
    remedy = _("Close its ballot first; what was decided is not voted on again in the same meeting.")


class AnotherBallotIsOpen(Refusal):
    """One vote at a time: another ballot of the meeting is still open."""

    code = "governance.another-ballot-is-open"
    said = _("“{title}” is still being voted on.")
    remedy = _("Close that ballot first: a meeting votes on one thing at a time.")


class ElectionIsSecret(Refusal):
    """The law wants this election by secret ballot."""

    code = "governance.election-is-secret"
    said = _("Board, director, supervisors and controller are elected by secret ballot.")
    remedy = _("Mark the motion as a secret ballot, then open it.")


class ElectionNeedsCandidates(Refusal):
    """An election without candidates was opened."""

    code = "governance.election-needs-candidates"
    said = _("The election “{title}” has no candidates yet.")
    remedy = _("Name the candidates in the motion, then open the ballot.")


class BallotUnknown(Refusal):
    """The id names no ballot of this cooperative."""

    code = "governance.ballot-unknown"
    said = _("There is no such ballot.")
    remedy = _("Go back to the meeting and take the ballot that is open.")


class BallotIsClosed(Refusal):
    """A vote came after the ballot had closed."""

    code = "governance.ballot-is-closed"
    said = _("This ballot is closed; nothing can be added to it.")
    remedy = _("Look at the result on the meeting's page.")


class BallotIsSecret(Refusal):
    """An open vote was sent to a secret ballot."""

    code = "governance.ballot-is-secret"
    said = _("This is a secret ballot: votes go into the box, not under a name.")
    remedy = _("Vote on your phone with JavaScript switched on, or ask the committee for a paper ballot.")


class BallotIsOpen(Refusal):
    """Something of a secret ballot was asked of an open one."""

    code = "governance.ballot-is-not-secret"
    said = _("This is an open vote: it has no box.")
    remedy = _("Vote under your name, or let the chair enter your vote.")


class NotEntitledToVote(Refusal):
    """Somebody who is not there, or has no vote, wanted to vote."""

    code = "governance.not-entitled-to-vote"
    said = _("{name} is not recorded as present with a vote at this moment.")
    remedy = _("Record the attendance first; associate members may speak and do not vote.")


class VotedAlready(Refusal):
    """A member voted already; the first vote stands."""

    code = "governance.voted-already"
    said = _("{name} has voted on this already. The first vote stands.")
    remedy = _("Nothing more is to be done. If somebody else voted in your place, tell the chair now.")


class ChoiceUnknown(Refusal):
    """A choice names nothing on the ballot, or too many candidates."""

    code = "governance.choice-unknown"
    said = _("This choice is not on the ballot, or it names more candidates than there are seats ({seats}).")
    remedy = _("Choose again from what the ballot offers.")


class BallotsHandedOutAlready(Refusal):
    """A member took ballots already, on the phone or on paper."""

    code = "governance.ballots-handed-out-already"
    said = _("{name} has received the ballots of this vote already.")
    remedy = _("Vote with those; nobody is handed ballots twice.")


class HandingOutIsOver(Refusal):
    """Ballots were asked for after the box had opened."""

    code = "governance.handing-out-is-over"
    said = _("The box is open, so no more ballots are handed out.")
    remedy = _("Whoever has no ballot takes part in the next vote.")


class WrongNumberOfBallots(Refusal):
    """A phone asked for more or fewer signatures than votes are carried."""

    code = "governance.wrong-number-of-ballots"
    said = _("{asked} ballots were asked for, and {carries} votes are carried.")
    remedy = _("Load the page again and take your ballots once more.")


class BallotUnreadable(Refusal):
    """What was sent is not a ballot: not the right form or length."""

    code = "governance.ballot-unreadable"
    said = _("What was sent is not a ballot of this vote.")
    remedy = _("Load the page again. If that does not help, ask the committee.")


class BoxIsNotOpen(Refusal):
    """A ballot was dropped before the box opened."""

    code = "governance.box-is-not-open"
    said = _("The box does not take ballots yet.")
    remedy = _("Wait until the chair opens the box; this page tells you.")


class BoxIsOpenAlready(Refusal):
    """The box was opened twice."""

    code = "governance.box-is-open-already"
    said = _("The box is open already.")
    remedy = _("Nothing more is to be done.")


class BallotIsForged(Refusal):
    """A ballot carries no signature of this vote."""

    code = "governance.ballot-is-forged"
    said = _("This ballot carries no signature of this vote.")
    remedy = _("Only ballots that were handed out in this vote are counted.")


class TokenVotedOtherwise(Refusal):
    """The same ballot came back with another choice."""

    code = "governance.token-voted-otherwise"
    said = _("This ballot is in the box already, with another choice. The first one stands.")
    remedy = _("Nothing more is to be done.")


class TooFewPhones(Refusal):
    """So few vote by phone that the list would tell who voted what."""

    code = "governance.too-few-phones"
    said = _("Only {phones} people took ballots on phones; the list would let them guess each other's votes.")
    remedy = _("Let more people vote by phone, or give this ballot up and vote again on paper alone.")


class TooFewPapers(Refusal):
    """So few vote on paper, beside phones, that the count record would tell what they chose."""

    code = "governance.too-few-papers"
    said = _("Only {papers} people took ballots on paper; the count record would show how they voted.")
    remedy = _("Hand paper to more people, or give this ballot up and vote again all on phones or all on paper.")


class CountDoesNotAddUp(Refusal):
    """What was counted by hand does not come to what was handed in."""

    code = "governance.count-does-not-add-up"
    said = _("The votes counted do not add up to the {handed_in} handed in.")
    remedy = _("Count again: every ballot is in exactly one pile, blank and spoilt ones too.")


class CountIsTooHigh(Refusal):
    """More votes were counted than there can be."""

    code = "governance.count-is-too-high"
    said = _("{counted} votes were counted, but there can be {most} at most.")
    remedy = _("Count again; whoever voted by phone does not raise a hand, and has no paper ballot.")


class CountNeedsItsRecord(Refusal):
    """Paper ballots were entered without the count record."""

    code = "governance.count-needs-its-record"
    said = _("The totals of a paper ballot stand on the count record signed by the counting committee.")
    remedy = _("Attach a photo or a scan of the count record.")


class GivingUpNeedsReason(Refusal):
    """A ballot was to be given up without saying why."""

    code = "governance.giving-up-needs-a-reason"
    said = _("A ballot is given up only with a reason.")
    remedy = _("Write down what happened; it stands in the minutes.")


class BallotFileUnreadable(Refusal):
    """The file is not a published list of ballots."""

    code = "governance.ballot-file-unreadable"
    said = _("This file is not a published list of ballots: {reason}")
    remedy = _("Download the list again from the page of the meeting.")


class ListIsNotPublished(Refusal):
    """The list of a box was asked for before the vote closed, or of an open vote."""

    code = "governance.list-is-not-published"
    said = _("There is no list of this ballot: the vote is still open, was given up, or was not secret.")
    remedy = _("Ask again when the secret ballot is closed and counted.")
