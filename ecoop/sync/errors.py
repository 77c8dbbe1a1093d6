"""Refusals of sync: batches, events, phones."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class BatchUnreadable(Refusal):
    """What came is no batch of events."""

    code = "sync.batch-unreadable"
    said = _("What the phone sent cannot be read: {why}.")
    remedy = _("Update the app and send it again. Nothing of it was kept.")


class BatchTooLarge(Refusal):
    """More came at once than is taken at once."""

    code = "sync.batch-too-large"
    said = _("The phone sent more at once than is taken at once.")
    remedy = _("Send it in smaller parts.")


class EventNotUnderstood(Refusal):
    """A field of an event is missing or is not what it should be."""

    code = "sync.event-not-understood"
    said = _("“{field}” of this record cannot be read.")
    remedy = _("It is kept in the tray as it came. Record it anew at the desk, or set it aside.")


class DayIsAhead(Refusal):
    """A document of a day that has not come."""

    code = "sync.day-is-ahead"
    said = _("The record is of {on}, and that day has not come.")
    remedy = _("Set the day of the phone right, and record it with its own day.")


class PaidMoreThanSold(Refusal):
    """More was paid of a sale on credit than it comes to."""

    code = "sync.paid-more-than-sold"
    said = _("{paid_vnd} were paid of a sale of {total_vnd}.")
    remedy = _("Record the sale as paid, or enter what was really paid.")


class EventSaidOtherwise(Refusal):
    """The same id came before with other words."""

    code = "sync.event-said-otherwise"
    said = _("Another record came before with the same id.")
    remedy = _("Look at both; record this one anew at the desk if it happened too.")


class EventMetSurprise(Refusal):
    """Something went wrong that should not."""

    code = "sync.event-met-surprise"
    said = _("Something went wrong that should not; we are sorry. It is logged as {surprise_id}.")
    remedy = _("Try it again; tell whoever runs this server the id if it stays.")


class DeviceUnknown(Refusal):
    """No phone of the organisation has this id."""

    code = "sync.device-not-found"
    said = _("There is no such phone in this organisation.")
    remedy = _("Register the phone first.")


class DeviceIsNotYours(Refusal):
    """The phone was registered by somebody else."""

    code = "sync.device-is-not-yours"
    said = _("This phone was registered by somebody else.")
    remedy = _("Register it anew, under an id of its own.")


class DeviceIsRevoked(Refusal):
    """The phone was taken out of use."""

    code = "sync.device-is-revoked"
    said = _("The phone “{name}” was taken out of use on {revoked_on}.")
    remedy = _("Look at the record in the tray: record it if it really happened, or set it aside.")


class KeyNotValid(Refusal):
    """A key that is unknown, expired, replaced, or of another phone."""

    code = "sync.key-not-valid"
    said = _("The key of this phone is not valid any more.")
    remedy = _("Sign in again on the phone. What waits on it stays and is sent afterwards.")


class TrayEventNotFound(Refusal):
    """Nothing in the tray has this id."""

    code = "sync.tray-event-not-found"
    said = _("There is no such record in the tray.")
    remedy = _("Look for it in the tray.")


class TrayEventIsSettled(Refusal):
    """The event left the tray before."""

    code = "sync.tray-event-is-settled"
    said = _("This record was settled before.")
    remedy = _("Look at what became of it.")


class SettingAsideNeedsReason(Refusal):
    """Who sets something aside says why."""

    code = "sync.setting-aside-needs-reason"
    said = _("It is not said why the record is set aside.")
    remedy = _("Say it in a few words; whoever audits the books reads it.")


class PaperNotUnderstood(Refusal):
    """A file that is no photo, no PDF and no e-invoice."""

    code = "sync.paper-not-understood"
    said = _("The file is no photo (JPEG, PNG), no PDF and no e-invoice (XML).")
    remedy = _("Take a photo of the paper.")


class PhotoIsTooLarge(Refusal):
    """A photo too large to be kept."""

    code = "sync.paper-is-too-large"
    said = _("The photo is larger than {mb_max} MB.")
    remedy = _("Take it with fewer details; the phone makes it smaller by itself.")


class TooManyPhotosOutOfUse(Refusal):
    """A phone that was taken out of use handed in all the photos that are taken of such a phone."""

    code = "sync.too-many-photos-out-of-use"
    said = _(
        "The phone “{name}” was taken out of use on {revoked_on}. "
        "Of such a phone at most {count_max} photos of {mb_max} MB in all are taken."
    )
    remedy = _("Take the photo of the paper anew on a phone that is in use; what was sent before is kept.")


class PaperDiffers(Refusal):
    """Another photo came before with the same id."""

    code = "sync.paper-differs"
    said = _("Another photo was kept under this id.")
    remedy = _("Send it under an id of its own.")


class EventWasSetAside(Refusal):
    """Somebody looked at the event in the tray and set it aside."""

    code = "sync.event-was-set-aside"
    said = _("This record was set aside in the tray: {reason}.")
    remedy = _("Ask whoever keeps the books if that is wrong.")


class PaperNotFound(Refusal):
    """No photo was kept under this id."""

    code = "sync.paper-not-found"
    said = _("There is no such photo in this organisation.")
    remedy = _("The phone may still have it; let it sync.")


class DayEndNotFound(Refusal):
    """No count of the cash box has this id."""

    code = "sync.day-end-not-found"
    said = _("There is no such day's end in this organisation.")
    remedy = _("Look for it in the list of days' ends.")


class DayEndIsSettled(Refusal):
    """Somebody said before what the difference is."""

    code = "sync.day-end-is-settled"
    said = _("The difference of this day's end was settled before.")
    remedy = _("Look at what became of it; a document that is wrong is taken back in the books.")


class DayEndHasNoDifference(Refusal):
    """Count and books agree."""

    code = "sync.day-end-has-no-difference"
    said = _("The cash that was counted is what the books say; there is nothing to book.")
    remedy = _("Note it, if you want to say something of it.")


class BooksMovedMeanwhile(Refusal):
    """The difference is another one than was shown."""

    code = "sync.books-moved-meanwhile"
    said = _("The difference was {shown_vnd} when you looked; now it is {now_vnd}.")
    remedy = _("Something was recorded meanwhile. Look at the page again and decide anew.")


class HouseholdKeepsNoCashBook(Refusal):
    """The law asks no book of money of this household."""

    code = "sync.household-keeps-no-cash-book"
    said = _("In {year} this household need not keep the book of money {form}, so its books take no cash difference.")
    remedy = _("Write down what you found; it stays beside the day's end.")


class PaperIsFiled(Refusal):
    """The photo belongs to a document already, or was set aside."""

    code = "sync.paper-is-filed"
    said = _("This photo belongs to a document already, or was set aside.")
    remedy = _("Open it to see where it belongs.")


class NoRecoveryKey(Refusal):
    """The phone keeps no recovery key here, or is not this person's; which is not told."""

    code = "sync.no-recovery-key"
    said = _("No key to this phone's records is kept here for this phone number.")
    remedy = _("Try your PIN again. If it is lost for good, begin anew on this phone; what was sent is safe.")


class RecoveryKeyNotUnderstood(Refusal):
    """What came is no recovery key."""

    code = "sync.recovery-key-not-understood"
    said = _("The recovery key cannot be read.")
    remedy = _("Send 32 bytes as base64url.")


class TooManyRecoveries(Refusal):
    """The key of one phone was asked for more often than a person forgets a PIN."""

    code = "sync.too-many-recoveries"
    said = _("The PIN of this phone was renewed too often.")
    remedy = _("Try again in {seconds} seconds. If it was not you, have the phone taken out of use at the desk.")


class TooManyOrdersAsked(Refusal):
    """One address asks what its phones are to do more often than they need."""

    code = "sync.too-many-ask"
    said = _("Too many questions came from this address.")
    remedy = _("Ask again in {seconds} seconds.")
