"""What membership, capital and trade with members refuse."""

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


class MemberBringsNoCapital(Refusal):
    """An associate without capital cannot pay capital in."""

    code = "members.brings-no-capital"
    said = _("{name} is an associate member without capital on {day}.")
    remedy = _("Change what this member brings first; then the capital can be recorded.")


class CapitalPassesCeiling(Refusal):
    """A contribution would lift somebody above what the law lets them hold."""

    code = "members.capital-passes-ceiling"
    said = _("{who} would hold {held_vnd} of the charter capital; at most {most_vnd} is allowed.")
    remedy = _("Contribute less, or raise the charter capital first.")


class CharterCapitalUnknown(Refusal):
    """The ceilings are parts of the charter capital, and none is recorded."""

    code = "members.charter-capital-unknown"
    said = _("No charter capital is recorded for {day}, so the ceilings of the law cannot be reckoned.")
    remedy = _("Record the charter capital and the resolution it rests on.")


class InternalNeedsAgreement(Refusal):
    """Trade was called internal without an official member or without a written agreement in force."""

    code = "members.internal-needs-agreement"
    said = _(
        "“{text}” on {day} cannot be internal: internal trade is with an official member under a written agreement."
    )
    remedy = _("Name the agreement in force on that day, or record the line as external.")


class InternalNeedsTracking(Refusal):
    """Trade was called internal in a cooperative that does not keep the two sides apart."""

    code = "members.internal-needs-tracking"
    said = _("“{text}” on {day} cannot be internal: this cooperative does not keep internal trade apart.")
    remedy = _("Record the line as external, or write into the charter that the two sides are kept apart.")


class AgreementUnknown(Refusal):
    """The id names no agreement of this cooperative."""

    code = "members.agreement-unknown"
    said = _("This cooperative has no agreement {agreement}.")
    remedy = _("Look the agreement up in the list, or sign it first.")


class AgreementNumberTaken(Refusal):
    """Two agreements would carry the same number."""

    code = "members.agreement-number-taken"
    said = _("An agreement has the number {number} already.")
    remedy = _("Give the new agreement a number of its own.")


class AgreementEndsBeforeItBegins(Refusal):
    """The last day of an agreement would lie before its first."""

    code = "members.agreement-ends-before-it-begins"
    said = _("The agreement {number} of {signed_on} cannot end before that day.")
    remedy = _("Choose a later day.")


class AgreementHasEnded(Refusal):
    """An agreement was to end that has ended, or that ends by itself on an earlier day."""

    code = "members.agreement-has-ended"
    said = _("The agreement {number} has ended already; it held until before {ends_before}.")
    remedy = _("Nothing needs to be done. Sign a new agreement to go on.")


class AgreementIsUsedLater(Refusal):
    """An agreement was to end before a day on which something was traded under it."""

    code = "members.agreement-is-used-later"
    said = _("Under the agreement {number} something was traded on {day}, after it would have ended.")
    remedy = _("Let the agreement end later, or take those lines back first.")


class DealingUnknown(Refusal):
    """The id names no line of trade of this cooperative."""

    code = "members.dealing-unknown"
    said = _("This cooperative has no line of trade {dealing}.")
    remedy = _("Look for it in the list of trade.")


class DealingDoesNotFit(Refusal):
    """A line has a kind that does not fit its member or its cost."""

    code = "members.dealing-does-not-fit"
    said = _("“{text}” on {day} cannot be recorded: {problem}.")
    remedy = _("Correct the line.")


class CharterValueWrong(Refusal):
    """A charter parameter is unknown, or its value cannot be read."""

    code = "members.charter-value-wrong"
    said = _("The charter parameter {name} cannot be {value}.")
    remedy = _("Rates are decimals between 0 and 1 such as 0.05; amounts are whole đồng.")


class DocumentDiffers(Refusal):
    """The same id was sent again with other contents."""

    code = "members.document-differs"
    said = _("The document {document} is recorded already, with other contents.")
    remedy = _("Send a new document under a new id, or correct the recorded one.")


class CertificateUnreadable(Refusal):
    """A text that should be the code of a certificate is not one."""

    code = "members.certificate-unreadable"
    said = _("This text is not the code of a certificate of contribution.")
    remedy = _("Paste the whole code, from EC1 to the last letter.")


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


class ResolutionMissing(Refusal):
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


class FeeNotOpen(Refusal):
    """A payment does not fit a fee that is due."""

    code = "members.fee-not-open"
    said = _("{name} owes {open_vnd} of the fee of {year}, not {amount_vnd}.")
    remedy = _("Record at most what is still owed.")


class CharterPassesLaw(Refusal):
    """A choice of the charter lies outside what the law allows."""

    code = "members.charter-passes-law"
    said = _("“{label}” cannot be {value}: the law allows {least} to {most}.")
    remedy = _("Let the meeting decide on a value within the law, and record that.")


class CharterDayTaken(Refusal):
    """A choice of the charter is recorded for the same day with another value."""

    code = "members.charter-day-taken"
    said = _("“{label}” is recorded as {value} from {day} on.")
    remedy = _("Take a later day for the change; what was in force stays readable.")


class ContributionTooSmall(Refusal):
    """Somebody would commit to less than the charter's least contribution."""

    code = "members.contribution-too-small"
    said = _("{name} would hold {held_vnd}; the charter asks for at least {least_vnd}.")
    remedy = _("Commit to more, or let the meeting change the least contribution.")


class DeadlineDoesNotFit(Refusal):
    """A commitment would be due later than law and charter allow, or before it is made."""

    code = "members.deadline-does-not-fit"
    said = _("Capital committed on {committed_on} is due by {due_on} at the latest.")
    remedy = _("Take an earlier deadline, or record days of transport or transfer of title as an extension.")


class CapitalUnknown(Refusal):
    """A commitment, contribution or certificate is not there."""

    code = "members.capital-unknown"
    said = _("There is no such document of capital here.")
    remedy = _("Look it up among the capital of the member.")


class AssetNeedsValuation(Refusal):
    """Capital in kind came without what the handover record must say."""

    code = "members.asset-needs-valuation"
    said = _("The contribution of {name} in kind lacks: {missing}.")
    remedy = _("Add it from the handover record and the minutes of the valuation.")


class OtherAssetNeedsConsent(Refusal):
    """Something else is paid in than was promised, and nobody consented."""

    code = "members.other-asset-needs-consent"
    said = _("{name} promised “{promised}” and pays in another kind of asset.")
    remedy = _("Name the resolution by which the Board or the meeting consented.")


class ReturnNeedsGround(Refusal):
    """Capital is returned only when the membership ended or above the ceiling."""

    code = "members.return-needs-ground"
    said = _("On {day}, {most_vnd} may be returned to {name}: only what lies above the ceiling, or all after the end.")
    remedy = _("Record the end of the membership first, or return no more than the excess.")


class MemberOwes(Refusal):
    """Capital is returned only after the member's duties towards the cooperative are met."""

    code = "members.member-owes"
    said = _("{name} owes the cooperative {owed_vnd} in the books.")
    remedy = _("Collect or settle the debt first; then return the capital.")


class CapitalNotHeld(Refusal):
    """Somebody would give away or get back more than they hold."""

    code = "members.capital-not-held"
    said = _("{name} holds {held_vnd} on {day}.")
    remedy = _("Return or transfer no more than that.")


class TransferDoesNotFit(Refusal):
    """A transfer between these two cannot be."""

    code = "members.transfer-does-not-fit"
    said = _("The transfer of {amount_vnd} from {name} cannot be recorded: {problem}.")
    remedy = _("Correct the transfer.")


class CertificateTooEarly(Refusal):
    """A certificate comes when the contribution is complete, and once."""

    code = "members.certificate-too-early"
    said = _("No certificate can be issued to {name}: {problem}.")
    remedy = _("Record what is missing, then issue the certificate.")


class CertificateNotValid(Refusal):
    """A certificate was replaced or revoked before."""

    code = "members.certificate-not-valid"
    said = _("The certificate {number} is not valid any more.")
    remedy = _("Use the certificate that came in its place.")


class CertificateNotProved(Refusal):
    """A certificate does not carry the signature of the key it is held against."""

    code = "members.certificate-not-proved"
    said = _("This certificate does not carry the signature of that key.")
    remedy = _("Compare the key with the one that is published; if it is the right one, somebody changed the text.")
