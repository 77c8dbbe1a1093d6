"""What carrying out and annulling resolutions refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class NothingToCarryOut(Refusal):
    """The resolution decides on something that no act of this software carries out."""

    code = "governance.nothing-to-carry-out"
    said = _("Nothing of resolution {number} remains to be carried out here.")
    remedy = _("Look at what it moved; what it only records is done by people.")


class CarriedOutElsewhere(Refusal):
    """The act on which a resolution decides asks for more than the resolution says."""

    code = "governance.carried-out-elsewhere"
    said = _("What resolution {number} decided is carried out on a page of its own.")
    remedy = _("Open that page and choose this resolution there.")


class CarryingUnsaid(Refusal):
    """Money leaves, but nobody said when and by what means."""

    code = "governance.carrying-unsaid"
    said = _("Carrying out resolution {number} moves money.")
    remedy = _("Say on which day and by what means, and who saw that debts can still be paid.")


class CannotBeUndone(Refusal):
    """Something that was done on the resolution must be undone by people first."""

    code = "governance.cannot-be-undone"
    said = _("What was done on resolution {number} cannot be undone by itself: {what}.")
    remedy = _("Take it back first, by a red entry on the page of its entry; then annul the resolution.")


class ChoiceOfOtherMatter(Refusal):
    """A resolution on one part of the charter makes a choice of another part."""

    code = "governance.choice-of-other-matter"
    said = _("“{name}” is not decided by a resolution on this matter.")
    remedy = _("Take it out, or decide on it as a change of the charter, which needs the special majority.")
