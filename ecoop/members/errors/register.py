"""What membership refuses: joining, leaving, deciding, applying."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class MemberUnknown(Refusal):
    """The id or number names no member of this cooperative."""

    code = "members.member-unknown"
    said = _("This cooperative has no member {member}.")
    remedy = _("Look the member up in the register, or admit them first.")


class MemberNumberTaken(Refusal):
    """Two members would carry the same number."""

    code = "members.number-taken"
    said = _("The member number {number} is taken.")
    remedy = _("Give the new member the next free number.")


class MemberNumberTooLong(Refusal):
    """A number does not fit, mostly because it was counted on from the greatest of the register."""

    code = "members.number-too-long"
    said = _("The member number {number} is too long: it may have {letters_max} letters and digits.")
    remedy = _("Give the new member a shorter number of their own.")


class MemberTwice(Refusal):
    """A household or firm that is a member would become one again, with a second vote and a second ceiling."""

    code = "members.member-twice"
    said = _("{name} is a member already, under the number {number}.")
    remedy = _("Use the membership that is there, or record its end before admitting again.")


class MemberBringsNothing(Refusal):
    """Somebody would be a member without capital, use or labour."""

    code = "members.brings-nothing"
    said = _("{name} brings neither capital nor use nor labour, so there is nothing to be a member by.")
    remedy = _("Mark what this member brings: capital, use of the services, or labour.")


class NotAMemberThatDay(Refusal):
    """The day lies before the admission or after the end of the membership."""

    code = "members.not-a-member-that-day"
    said = _("{name} was not a member on {day}.")
    remedy = _("Check the day, or record the trade as external without a member.")


class DocumentDiffers(Refusal):
    """The same id was sent again with other contents."""

    code = "members.document-differs"
    said = _("The document {document} is recorded already, with other contents.")
    remedy = _("Send a new document under a new id, or correct the recorded one.")


class TooYoungToJoin(Refusal):
    """Somebody is younger than the law lets a member of this type be."""

    code = "members.too-young"
    said = _("{name} is {age} years old on {day}; a member of this type is at least {least}.")
    remedy = _("Who is not yet of age may be an associate member without capital; or wait until the birthday.")


class ForeignerNeedsPaper(Refusal):
    """A foreign individual lacks the certificate to bring capital, or the right to stay."""

    code = "members.foreigner-needs-paper"
    said = _("{name} is a foreigner: {paper} is missing.")
    remedy = _("Record the paper in the particulars once it has been shown.")


class RepresentativeMissing(Refusal):
    """A household or a body without legal personality names nobody who acts for it."""

    code = "members.representative-missing"
    said = _("{name} joins as a household or body and names no representative.")
    remedy = _("Write down the one person who represents it.")


class CapacityMissing(Refusal):
    """Somebody without full capacity would become a member who brings capital."""

    code = "members.capacity-missing"
    said = _("{name} does not have full civil capacity.")
    remedy = _("Somebody else may join, or {name} as an associate without capital where the law allows it.")


class UnionTakesOthers(Refusal):
    """A union of cooperatives would get a member that the law does not let into one."""

    code = "members.union-takes-others"
    said = _("{name} cannot join a union: its official members are cooperatives, its associates legal persons.")
    remedy = _("Admit the cooperative or the company that stands behind this applicant.")


class TooManyForeignMembers(Refusal):
    """Foreign members would reach the share of the official members that they must stay below."""

    code = "members.too-many-foreign"
    said = _(
        "There would be {foreign} foreign members for {official} official ones; the share must stay below {ratio}."
    )
    remedy = _("Admit more official members first.")


class GroundDoesNotFit(Refusal):
    """A membership would end on a ground that the law does not have for this type of member."""

    code = "members.ground-does-not-fit"
    said = _("The membership of {name} cannot end because of “{ground}”: {why}.")
    remedy = _("Choose the ground that fits, or leave the membership as it is.")


class MembershipEndedBefore(Refusal):
    """A membership that has an end would get another one."""

    code = "members.ended-before"
    said = _("The membership of {name} ended on {day} already.")
    remedy = _("Nothing needs to be done.")


class DecisionNeedsResolution(Refusal):
    """A decision that a body of the cooperative takes has no number."""

    code = "members.resolution-missing"
    said = _("About {name} the {body} decides, and no resolution is named.")
    remedy = _("Write down the number of the resolution and the day it was passed.")


class WrongBodyDecides(Refusal):
    """A body decided that the law does not let decide about this member."""

    code = "members.wrong-body"
    said = _("About {name} not the {given} decides but the {body}.")
    remedy = _("Put the matter before the body that the law names.")


class CapitalStillHeld(Refusal):
    """A member would stop bringing capital while some is still held."""

    code = "members.capital-still-held"
    said = _("{name} still holds {held_vnd} of capital.")
    remedy = _("Return or transfer the capital first; then the type can change.")


class ApplicationNotOpen(Refusal):
    """An application is decided already, or there is none by that id."""

    code = "members.application-not-open"
    said = _("There is no open application {receipt}.")
    remedy = _("Look at the list of applications: it may have been decided.")


class PaperNotAccepted(Refusal):
    """A file that came with an application is too large, or of a kind that is not taken."""

    code = "members.paper-not-accepted"
    said = _("The file {name} cannot be taken: {why}.")
    remedy = _("Send photos (JPEG, PNG) or PDF files of at most {most_mb} MB each, {most} files at most.")


class TooManyApply(Refusal):
    """One address sends more applications than a person does."""

    code = "members.too-many-apply"
    said = _("From this address {limit} applications came within an hour.")
    remedy = _("Wait an hour, or bring the application to the office.")


class ApplicationIsWaiting(Refusal):
    """A household applies again while the cooperative has not decided yet."""

    code = "members.application-is-waiting"
    said = _("{cooperative} has your application and has not decided yet.")
    remedy = _("Wait for the decision; the office can tell you more.")


class IsMemberAlready(Refusal):
    """A household applies where it is a member."""

    code = "members.is-member-already"
    said = _("You are a member of {cooperative} already.")
    remedy = _("Nothing needs to be done.")


class CooperativeNotFound(Refusal):
    """No cooperative or union stands at the address that was scanned."""

    code = "members.cooperative-not-found"
    said = _("There is no cooperative “{slug}” here.")
    remedy = _("Scan the code of the cooperative again, or ask its office.")


class FeeNotOpen(Refusal):
    """A payment does not fit a fee that is due."""

    code = "members.fee-not-open"
    said = _("{name} owes {open_vnd} of the fee of {year}, not {amount_vnd}.")
    remedy = _("Record at most what is still owed.")


class SuccessionNeedsEnd(Refusal):
    """Somebody would come after a member whose membership did not end by death or loss of capacity."""

    code = "members.succession-needs-end"
    said = _("The membership of {name} has not ended by death, absence or loss of capacity.")
    remedy = _("Record the end of the membership with its ground first.")


class StandingDayTaken(Refusal):
    """What a member brings would change twice on one day."""

    code = "members.standing-day-taken"
    said = _("What {name} brings changes on {day} already.")
    remedy = _("Choose another day.")
