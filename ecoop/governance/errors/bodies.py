"""What bodies refuse: an appointment that the law does not allow, an end that cannot be."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class BodyNotInGovernance(Refusal):
    """The kind of governance in the charter knows no such body."""

    code = "governance.body-not-in-governance"
    said = _("Under {governance} there is no such post: {body}.")
    remedy = _("Choose a post that there is, or let the meeting change the governance first.")


class HolderNotOfficial(Refusal):
    """Only official members sit in this body."""

    code = "governance.holder-not-official"
    said = _("{name} is not an official member on {day}; this post is for official members: {body}.")
    remedy = _("Elect an official member, or let this person become one first.")


class OutsiderNotAllowed(Refusal):
    """Under simplified governance the members elect the director from among themselves."""

    code = "governance.outsider-not-allowed"
    said = _("{name} is no member; only a cooperative under full governance may hire its director.")
    remedy = _("Let the meeting elect a member, or change to full governance first.")


class OutsiderNeedsMeeting(Refusal):
    """A hired director needs the consent of the general meeting."""

    code = "governance.outsider-needs-meeting"
    said = _("{name} is no member; hiring a director needs a resolution of the general meeting.")
    remedy = _("Record the resolution of the general meeting and choose it here.")


class BodyIsFull(Refusal):
    """The body has as many as it may have."""

    code = "governance.body-is-full"
    said = _("On {day} {count} would hold this post ({body}); at most {most} may.")
    remedy = _("End a post first, or appoint fewer.")


class PlaceTaken(Refusal):
    """A body has one chair."""

    code = "governance.place-taken"
    said = _("{holder} is chair of this body already: {body}.")
    remedy = _("End that post first, or appoint {name} as a member.")


class PostHeldAlready(Refusal):
    """One person does not sit twice in one body at a time."""

    code = "governance.post-held-already"
    said = _("{name} holds this post already: {body}.")
    remedy = _("A new term begins when the old one is ended: end that post first.")


class TermTooLong(Refusal):
    """The term is longer than the law allows."""

    code = "governance.term-too-long"
    said = _("A term from {starts_on} to {ends_on} is longer than {years} years.")
    remedy = _("Choose {latest_on} or an earlier day; re-election has no limit.")


class TermEndsTooEarly(Refusal):
    """A term cannot end before it begins."""

    code = "governance.term-ends-too-early"
    said = _("A term that begins on {starts_on} cannot end on {ends_on}.")
    remedy = _("Choose a later day for its end, or leave the end out.")


class TooManyForeigners(Refusal):
    """The share of foreigners on the board would reach the limit."""

    code = "governance.too-many-foreigners"
    said = _("{foreign} of {count} on the board would be foreign; it must be less than {percent} %.")
    remedy = _("Appoint more members of this country first.")


class PostsExcludeEachOther(Refusal):
    """One person may not hold these two posts."""

    code = "governance.posts-exclude-each-other"
    said = _("{name} cannot hold both posts at once: {body} and {other_body}.")
    remedy = _("Appoint somebody else, or end the other post first.")


class FamilyExcluded(Refusal):
    """Two of one family may not hold these posts."""

    code = "governance.family-excluded"
    said = _("{name} ({body}) and {other} ({other_body}) are family; the law keeps these posts apart.")
    remedy = _("Appoint somebody who is not family, or end the other post first.")


class AccountantNotQualified(Refusal):
    """A chief accountant has the qualification of the accounting law."""

    code = "governance.accountant-not-qualified"
    said = _("{name} cannot be chief accountant without the qualification that the accounting law asks for.")
    remedy = _("See the papers of the qualification and say so here, or appoint somebody who has them.")


class PostUnfounded(Refusal):
    """A post begins and ends by a decision."""

    code = "governance.post-unfounded"
    said = _("It is not said on which resolution or paper this rests.")
    remedy = _("Enter the number of the resolution, the contract or the letter.")


class PostUnknown(Refusal):
    """There is no such post."""

    code = "governance.post-unknown"
    said = _("There is no such post.")
    remedy = _("Choose one from the list.")


class PostEndedBefore(Refusal):
    """The post has ended."""

    code = "governance.post-ended-before"
    said = _("{name} no longer holds this post since {day}.")
    remedy = _("What is written stays; if it is wrong, appoint anew from the right day.")


class PostEndsTooEarly(Refusal):
    """A post cannot end before it began."""

    code = "governance.post-ends-too-early"
    said = _("The post of {name} began on {starts_on}; it cannot end on {day}.")
    remedy = _("Choose a later day, or say that it was written down by mistake.")


class HolderUnknown(Refusal):
    """Nobody is named, or nobody by this name or number is known."""

    code = "governance.holder-unknown"
    said = _("It is not clear who this is.")
    remedy = _("Choose a member by number, or enter the name of somebody who is no member.")


class SamePersonTwice(Refusal):
    """Nobody is family of themselves."""

    code = "governance.same-person-twice"
    said = _("{name} is named twice.")
    remedy = _("Choose two people.")


class TieUnknown(Refusal):
    """There is no such relation."""

    code = "governance.tie-unknown"
    said = _("There is no such relation, or it has ended.")
    remedy = _("Choose one from the list.")


class RowDiffers(Refusal):
    """The same id came again with other contents."""

    code = "governance.row-differs"
    said = _("This was written down before with other contents.")
    remedy = _("What is written stays: end it, and write a new one.")


class ElectionUnreadable(Refusal):
    """The resolution of an election does not say who was elected."""

    code = "governance.election-unreadable"
    said = _("The resolution does not say clearly who was elected to what.")
    remedy = _("Let the resolution name the body, and of everybody the member or the name.")
