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
