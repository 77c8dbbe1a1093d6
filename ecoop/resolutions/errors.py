"""What passing and using a resolution refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class MatterUnknown(Refusal):
    """A resolution is said to decide on something that no resolution decides on."""

    code = "resolutions.matter-unknown"
    said = _("“{matter}” is no matter that a resolution decides on.")
    remedy = _("Choose one of the matters of the list; what fits none of them is another matter.")


class BodyMayNotDecide(Refusal):
    """A body decided on what the law does not leave to it."""

    code = "resolutions.body-may-not-decide"
    said = _("The law does not let this body ({body}) decide on this: {matter}.")
    remedy = _("Let the body that the law names decide: {bodies}.")


class ParameterUnreadable(Refusal):
    """A resolution lacks something it must say, or says it in a way that cannot be read."""

    code = "resolutions.parameter-unreadable"
    said = _("What the resolution says about “{name}” cannot be read.")
    remedy = _("Write it again: amounts in whole đồng, days as days, names and values as the form asks.")


class TooFewVotes(Refusal):
    """A motion did not get the votes that its matter needs."""

    code = "resolutions.too-few-votes"
    said = _("{votes_for} of {cast} votes are for it; this needs {needed}.")
    remedy = _("It is not passed. Keep it in the minutes; it can be put to another vote.")


class ResolutionDaysWrong(Refusal):
    """A resolution is said to be passed on a day that has not come, or to hold before it was passed."""

    code = "resolutions.days-wrong"
    said = _("A resolution passed on {passed_on} cannot be recorded like this on {today}.")
    remedy = _("Check the day on which it was passed; it lies not after today.")


class ResolutionTitleMissing(Refusal):
    """A resolution has nothing by which people can name it."""

    code = "resolutions.title-missing"
    said = _("The resolution has no title.")
    remedy = _("Write in one line what it decides.")


class ResolutionNumberTaken(Refusal):
    """Another resolution of the same body and year bears this number."""

    code = "resolutions.number-taken"
    said = _("Another resolution of {year} bears the number {number}.")
    remedy = _("Check the number on the paper, or look the other resolution up.")


class ResolutionDiffers(Refusal):
    """A resolution came again with the same id and other contents."""

    code = "resolutions.differs"
    said = _("Resolution {number} is recorded with other contents.")
    remedy = _("A resolution is not overwritten: record another one, or annul this one.")


class ResolutionMissing(Refusal):
    """Somebody wants to do what needs a resolution, and names none that there is."""

    code = "resolutions.missing"
    said = _("This needs a resolution, and there is none here: {matter}.")
    remedy = _("Let the body decide and choose its resolution, or record the one it passed on paper.")


class ResolutionOfOtherMatter(Refusal):
    """The resolution decides on something else."""

    code = "resolutions.of-other-matter"
    said = _("Resolution {number} decides on something else ({found}), not on this: {matter}.")
    remedy = _("Choose the resolution that decides on it.")


class ResolutionSaysOtherwise(Refusal):
    """What is to be done is not what was decided."""

    code = "resolutions.says-otherwise"
    said = _("About “{name}” the resolution says {said}, not {asked}.")
    remedy = _("Do what was decided, or let the body decide anew.")


class ResolutionIsUsed(Refusal):
    """What the resolution decided was carried out before."""

    code = "resolutions.is-used"
    said = _("Resolution {number} was carried out on {used_on}.")
    remedy = _("Look at what it moved; a resolution is carried out exactly once.")


class ResolutionIsAnnulled(Refusal):
    """The resolution does not hold any more."""

    code = "resolutions.is-annulled"
    said = _("Resolution {number} was annulled on {annulled_on}.")
    remedy = _("Let the body decide anew.")


class ResolutionNotYetInForce(Refusal):
    """The day from which the resolution holds has not come."""

    code = "resolutions.not-yet-in-force"
    said = _("Resolution {number} holds from {starts_on} on.")
    remedy = _("Carry it out on that day or later.")


class MajorityTooSmall(Refusal):
    """The resolution was passed, but what is to be done needs more votes than it got."""

    code = "resolutions.majority-too-small"
    said = _("Resolution {number} got {votes_for} of {cast} votes; this needs {needed}.")
    remedy = _("Put it to the general meeting again; it needs the special majority.")


class AnnulmentUnfounded(Refusal):
    """Somebody wants to annul a resolution without saying by which paper and why."""

    code = "resolutions.annulment-unfounded"
    said = _("A resolution is annulled only by a decision with its paper, its day and its reason.")
    remedy = _("Enter the judgment, award or resolution that annuls it, its day, and why.")


class PaperIsTooLarge(Refusal):
    """The photo or scan of a resolution is empty or larger than is kept."""

    code = "resolutions.paper-is-too-large"
    said = _("The file {name} is empty or larger than {megabytes_max} MB.")
    remedy = _("Take the photo smaller, or scan with fewer dots.")


class PaperIsNoPaper(Refusal):
    """What was sent is neither a PDF nor a photo."""

    code = "resolutions.paper-is-no-paper"
    said = _("The file {name} is neither a PDF nor a photo.")
    remedy = _("Send a PDF, a JPEG or a PNG.")


class TooManyPapers(Refusal):
    """A resolution has as many papers as are kept with one."""

    code = "resolutions.too-many-papers"
    said = _("This resolution has {count_max} papers already.")
    remedy = _("Put the pages into one PDF.")


class ResolutionAllowsLess(Refusal):
    """More would be spent on a resolution than it permits."""

    code = "resolutions.allows-less"
    said = _("Resolution {number} permits {allowed}; {drawn} are drawn already, and {asked} more are too much.")
    remedy = _("Spend less, or let the body decide on the rest.")
