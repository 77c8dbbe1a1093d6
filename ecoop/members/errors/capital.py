"""What capital, its certificates and the charter refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


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


class CharterValueWrong(Refusal):
    """A charter parameter is unknown, or its value cannot be read."""

    code = "members.charter-value-wrong"
    said = _("The charter parameter {name} cannot be {value}.")
    remedy = _("Rates are decimals between 0 and 1 such as 0.05; amounts are whole đồng.")


class CertificateUnreadable(Refusal):
    """A text that should be the code of a certificate is not one."""

    code = "members.certificate-unreadable"
    said = _("This text is not the code of a certificate of contribution.")
    remedy = _("Paste the whole code, from EC1 to the last letter.")


class CharterPassesLaw(Refusal):
    """A choice of the charter lies outside what the law allows."""

    code = "members.charter-passes-law"
    said = _("“{label}” cannot be {value}: the law asks for {allowed}.")
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


class CapitalAmountWrong(Refusal):
    """An amount of capital is none, or more than any books hold."""

    code = "members.capital-amount-wrong"
    said = _("Capital of {amount_vnd} cannot be recorded.")
    remedy = _("Enter the amount in whole đồng, above zero.")
