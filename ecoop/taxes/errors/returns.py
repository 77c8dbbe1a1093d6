"""What books, returns and the calendar of the taxes refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class BookNotFound(Refusal):
    """There is no book under this name, or no such period."""

    code = "taxes.book-not-found"
    said = _("There is no book {code} of this period.")
    remedy = _("Choose a book and a period from the list of books.")


class FormIsNotBuilt(Refusal):
    """The version of a form that rules a return is not among those that can be filled in here."""

    code = "taxes.form-is-not-built"
    said = _("The form {form} in the version {version}, which rules on {day}, cannot be filled in here.")
    remedy = _("File it with the tax office's own program; the figures stand on the page of the year.")


class ReturnIsNotDue(Refusal):
    """Nobody has to file that form for that period."""

    code = "taxes.return-is-not-due"
    said = _("No return {form} is due for {period}.")
    remedy = _("Due are: {due}. Look at the page of the year for the reason.")


class ReturnNotFound(Refusal):
    """A return that this household has not."""

    code = "taxes.return-not-found"
    said = _("There is no such return here.")
    remedy = _("Look it up in the list of returns.")


class ReturnIsFiled(Refusal):
    """A filed return is closed."""

    code = "taxes.return-is-filed"
    said = _("The return {form} for {period} was filed on {filed_on}.")
    remedy = _("Correct it: a correction is a return of its own, and the filed one stays as it is.")


class ReturnIsNotFiled(Refusal):
    """What was not filed yet is prepared again, not corrected."""

    code = "taxes.return-is-not-filed"
    said = _("The return {form} for {period} has not been filed yet.")
    remedy = _("Prepare it again; only what was filed is corrected.")


class ReturnIsOutdated(Refusal):
    """A return of which a newer preparation or a correction exists."""

    code = "taxes.return-is-outdated"
    said = _("The return {form} for {period} was prepared again since.")
    remedy = _("Use the newest one in the list of returns.")


class FilingIsTooEarly(Refusal):
    """Nothing is filed for a period that is not over, or on a day that has not come."""

    code = "taxes.filing-is-too-early"
    said = _("A return for {period} cannot have been filed on {filed_on}.")
    remedy = _("Give the day of the tax office's receipt: after {ends_on}, and not later than today.")


class NothingToCorrect(Refusal):
    """A correction that would say the same as the return it corrects."""

    code = "taxes.nothing-to-correct"
    said = _("Computed anew, the return {form} for {period} comes out as it was filed.")
    remedy = _("Record the documents that were missing first; then correct the return.")


class ReasonIsNeeded(Refusal):
    """A correction explains itself."""

    code = "taxes.reason-is-needed"
    said = _("A correction needs its reason.")
    remedy = _("Say in a few words what was wrong and how it was found.")


class NobodyMayFile(Refusal):
    """The command line acts for a person, and found none with that right."""

    code = "taxes.nobody-may-file"
    said = _("Nobody was found who may prepare returns for {slug}.")
    remedy = _("Name the owner or the accountant by phone or e-mail with --as.")


class BookIsForHouseholds(Refusal):
    """The books of Circular 152/2025 are those of household businesses."""

    code = "taxes.book-is-for-households"
    said = _("{name} is no household business; the books of Circular 152/2025 are not kept for it.")
    remedy = _("Look at the ledger of this organisation instead.")


class CalendarFeedIsClosed(Refusal):
    """The address for calendars that should be closed is not open, or belongs to somebody else."""

    code = "taxes.calendar-feed-is-closed"
    said = _("This address for calendars is not open any more.")
    remedy = _("Open a new one on the page of the calendar.")


class NothingToPost(Refusal):
    """A return leads to no entry, or its entry stands in the books."""

    code = "taxes.nothing-to-post"
    said = _("There is nothing to post for {form} of {period}.")
    remedy = _("Look at the entry that stands in the books; correct it there if it is wrong.")


class FileIsNotKnown(Refusal):
    """The tags of a form's electronic file were found nowhere."""

    code = "taxes.file-is-not-known"
    said = _("How the electronic file of {form} is built is not known here.")
    remedy = _("Type the figures of the page into the tax office's own program.")
