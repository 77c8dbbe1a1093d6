"""What meetings refuse: calling them, who attends, what is on the agenda, the minutes."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class MeetingUnknown(Refusal):
    """The id names no meeting of this cooperative."""

    code = "governance.meeting-unknown"
    said = _("There is no such meeting.")
    remedy = _("Choose a meeting from the list.")


class ConvenerMayNotCall(Refusal):
    """Somebody calls a meeting whom the law does not let call it."""

    code = "governance.convener-may-not-call"
    said = _("This body may not call this meeting.")
    remedy = _("The board calls it, or the director where there is no board; others only after a request went unheard.")


class ConvenerMustWait(Refusal):
    """The supervisors or the members call a meeting while it is still another's turn."""

    code = "governance.convener-must-wait"
    said = _("Until {until} it is for others to call this meeting.")
    remedy = _("Wait until that day has passed, or have it called by whose turn it is.")


class TooFewAsked(Refusal):
    """Fewer members asked for a meeting, or for a change of the agenda, than the law wants."""

    code = "governance.too-few-asked"
    said = _("{asking} official members asked; at least {needed} must.")
    remedy = _("Collect the missing signatures first.")


class NoticeTooShort(Refusal):
    """The members would hear of a meeting too late."""

    code = "governance.notice-too-short"
    said = _("Notice is due {days} days before the meeting; a notice of today for {starts} is too late.")
    remedy = _("Hold the meeting on {earliest} or later.")


class CalledAgainTooLate(Refusal):
    """A second or third call lies outside the days the law gives."""

    code = "governance.called-again-too-late"
    said = _("The next call must be for a day after {after} and not later than {latest}.")
    remedy = _("Choose a day between them; after that the meeting is called anew as a first call.")


class NoThirdBoardCall(Refusal):
    """A board that twice had too few would be called a third time."""

    code = "governance.no-third-board-call"
    said = _("The board had too few twice; the law knows no third call.")
    remedy = _("Call an extraordinary general meeting within {days} days.")


class CannotBeCalledAgain(Refusal):
    """Another call of a meeting that did take place, or was called a third time already."""

    code = "governance.cannot-be-called-again"
    said = _("This meeting cannot be called again.")
    remedy = _("Only a meeting to which too few came is called again, at most twice; else call a new one.")


class DelegatesNotAllowed(Refusal):
    """A small cooperative wants to meet by delegates."""

    code = "governance.delegates-not-allowed"
    said = _("There are {officials} official members; a meeting of delegates is allowed from {least}.")
    remedy = _("Call all members.")


class TooFewDelegates(Refusal):
    """A notice is to go out while fewer delegates are named than the law wants."""

    code = "governance.too-few-delegates"
    said = _("{named} delegates are named; the law wants at least {needed}.")
    remedy = _("Name the missing delegates, each with the members who authorised them.")


class NotAMeetingOfDelegates(Refusal):
    """Delegates are named for a meeting to which everybody is called."""

    code = "governance.not-a-meeting-of-delegates"
    said = _("All members are called to this meeting, so it has no delegates.")
    remedy = _("Call a meeting of delegates instead.")


class MandateNotPossible(Refusal):
    """A delegate or a member who authorises is no official member, or authorised another delegate."""

    code = "governance.mandate-not-possible"
    said = _("{name} is no official member on the day of the meeting, or has authorised another delegate.")
    remedy = _("Check the numbers: official members only, each authorises one delegate.")


class MeetingStepNotPossible(Refusal):
    """A step is asked of a meeting for which it is too early or too late."""

    code = "governance.meeting-step-not-possible"
    said = _("The meeting is {status}; this is not possible now.")
    remedy = _("Follow the next step that the page of the meeting shows.")


class AgendaIsEmpty(Refusal):
    """A notice would go out without saying what the meeting is about."""

    code = "governance.agenda-is-empty"
    said = _("The agenda is empty; a notice names time, place, form and agenda.")
    remedy = _("Add the items of the agenda first.")


class AgendaItemUnknown(Refusal):
    """The id names no agenda item of this meeting."""

    code = "governance.agenda-item-unknown"
    said = _("The agenda of this meeting has no such item.")
    remedy = _("Choose an item from the agenda.")


class AgendaChangeTooLate(Refusal):
    """Members propose a change of the agenda too shortly before the meeting."""

    code = "governance.agenda-change-too-late"
    said = _("A proposal of {asked} is too late: it must be sent at least {days} days before the meeting.")
    remedy = _("Take it to the next meeting.")


class AgendaNeedsRequest(Refusal):
    """The agenda is to change after the notice without a request of members in writing."""

    code = "governance.agenda-needs-request"
    said = _("The notice is out; the agenda now changes only on a written request of official members.")
    remedy = _("Say on which day the request came, and how many official members signed it.")


class MotionNotPossible(Refusal):
    """A motion says something its matter cannot hold."""

    code = "governance.motion-not-possible"
    said = _("The motion cannot be put like this: {why}")
    remedy = _("Fill in what the matter needs.")


class MotionWasVoted(Refusal):
    """A motion on which people have voted is to be taken back."""

    code = "governance.motion-was-voted"
    said = _("“{title}” has been put to the vote and cannot be taken back.")
    remedy = _("Close its ballot; the minutes say what was decided.")


class TooEarlyToArrive(Refusal):
    """Somebody says they are here before the day of the meeting."""

    code = "governance.too-early-to-arrive"
    said = _("Attendance opens on the day of the meeting, {day}.")
    remedy = _("Come back on that day.")


class NotCalled(Refusal):
    """Somebody is to attend who is no member on that day."""

    code = "governance.not-called"
    said = _("{name} is not called to this meeting.")
    remedy = _("Only members of the cooperative attend; of a board meeting, only the board.")


class ProxyNeedsPaper(Refusal):
    """A proxy without its paper, or without the name of who holds it."""

    code = "governance.proxy-needs-paper"
    said = _("A proxy is on paper and names who holds it.")
    remedy = _("Take a photo of the proxy and say who holds it.")


class PaperUnknown(Refusal):
    """The id names no paper of this meeting."""

    code = "governance.meeting-paper-unknown"
    said = _("The meeting keeps no such paper.")
    remedy = _("Choose one from its list of papers.")


class PassUnknown(Refusal):
    """A link opens no meeting: the token is mistyped, or a newer pass replaced it."""

    code = "governance.pass-unknown"
    said = _("This link opens no meeting.")
    remedy = _("Scan the code of your pass again, or ask at the desk for a new pass.")


class TooFewSigned(Refusal):
    """Minutes that chair or secretary refuse to sign have too few other signatures."""

    code = "governance.too-few-signed"
    said = _("{signed} attendees signed; without both signatures {needed} are needed.")
    remedy = _("Collect the missing signatures, or have chair and secretary sign.")


class RefusalNeedsReason(Refusal):
    """Minutes without both signatures say nothing about why."""

    code = "governance.refusal-needs-reason"
    said = _("Chair or secretary did not sign and nothing says why.")
    remedy = _("Note who refused and why: the law wants it in the minutes.")


class EnoughAttend(Refusal):
    """A meeting with enough people is to be adjourned for want of them."""

    code = "governance.enough-attend"
    said = _("{here} attend and {needed} are needed: there are enough to meet.")
    remedy = _("Open the meeting, or conclude it when it is done.")


class ChairAndSecretaryNeeded(Refusal):
    """A meeting opens without anybody who presides or writes the minutes."""

    code = "governance.chair-and-secretary-needed"
    said = _("A meeting has a chair and a secretary; one of the names is missing.")
    remedy = _("Write down who presides and who keeps the minutes.")


class MeetingIsNowhere(Refusal):
    """A call says neither where nor on which address the meeting is held."""

    code = "governance.meeting-is-nowhere"
    said = _("The call does not say where the meeting is held.")
    remedy = _("Name the place for a meeting in person, and the address for one online; a mixed one needs both.")


class MeetingEndsTooEarly(Refusal):
    """A meeting would end before it starts."""

    code = "governance.meeting-ends-too-early"
    said = _("The meeting would end before it starts.")
    remedy = _("Choose a later end, or leave it empty.")


class VotesAreOneEach(Refusal):
    """Somebody counts members where every member has one vote."""

    code = "governance.votes-are-one-each"
    said = _("Here every member has one vote; nobody's members are counted.")
    remedy = _("Only the charter of a union can let votes follow the number of members: change it first.")


class VotesAreTaken(Refusal):
    """The number of members is to change after their votes came into the hall."""

    code = "governance.votes-are-taken"
    said = _("{name} is in the meeting already with the votes written down before.")
    remedy = _("What was written down before the arrival holds for this meeting.")


class VotesNotCounted(Refusal):
    """A member of a union arrives, and nobody wrote down how many members it has."""

    code = "governance.votes-not-counted"
    said = _("How many members {name} has is not written down, so that nobody knows how many votes it carries.")
    remedy = _("Write the number of its members down first; the page of the meeting leads there.")
