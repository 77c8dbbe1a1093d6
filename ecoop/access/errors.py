"""What access refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class PhoneNotUnderstood(Refusal):
    """A text that should be a phone number is not one."""

    code = "access.phone-not-understood"
    said = _("“{text}” is not a phone number.")
    remedy = _("Write it as 0912 345 678, or with its country code as +84 912 345 678.")


class PersonCannotBeReached(Refusal):
    """A person needs a phone number or an e-mail address to sign in with."""

    code = "access.person-cannot-be-reached"
    said = _("There is neither a phone number nor an e-mail address for {name}.")
    remedy = _("Give at least one of them; codes to sign in are sent there.")


class PersonIsKnown(Refusal):
    """The phone number or the address already belongs to somebody."""

    code = "access.person-is-known"
    said = _("Somebody already signs in with this phone number or e-mail address.")
    remedy = _("Give the role to that person, or use another number or address.")


class RoleIsUnknown(Refusal):
    """Someone named a role that the table of roles does not have."""

    code = "access.role-is-unknown"
    said = _("There is no role “{role}”.")
    remedy = _("Choose one of the roles in the table of roles.")


class RoleIsHeld(Refusal):
    """The person already holds this role here."""

    code = "access.role-is-held"
    said = _("{name} already holds this role.")
    remedy = _("Nothing needs to be done.")


class RoleIsNotHeld(Refusal):
    """The role grant that should end is not there, or has ended."""

    code = "access.role-is-not-held"
    said = _("This role is not held any more.")
    remedy = _("Look at the list of people again.")


class BooksAreGiven(Refusal):
    """The household lets this cooperative keep its books already."""

    code = "access.books-are-given"
    said = _("{keeper} keeps these books already.")
    remedy = _("Nothing needs to be done.")


class GrantDiffers(Refusal):
    """The same id came before to give the books to somebody else."""

    code = "access.grant-differs"
    said = _("Something else was recorded under this id before.")
    remedy = _("Record it anew, under an id of its own.")


class BooksAreNotGiven(Refusal):
    """The books that should be taken back are not given to anybody, or were taken back before."""

    code = "access.books-are-not-given"
    said = _("These books are back with you already.")
    remedy = _("Nothing needs to be done.")


class NobodyWouldManagePeople(Refusal):
    """Ending this role would lock everybody out."""

    code = "access.nobody-would-manage-people"
    said = _("Nobody would be left who may give and take roles here.")
    remedy = _("Give another person the role of owner or director first.")


class ScopeIsTooWide(Refusal):
    """Someone tried to give a token more than they may do themselves."""

    code = "access.scope-is-too-wide"
    said = _("You cannot give a program what you may not do yourself: {scopes}.")
    remedy = _("Choose among the permissions of your own roles.")


class TokenLivesTooLong(Refusal):
    """A token must expire, and within a bounded time."""

    code = "access.token-lives-too-long"
    said = _("A key must expire on a coming day, at most {days} days from now.")
    remedy = _("Choose an earlier day; a new key can be made at any time.")


class TokenIsNotValid(Refusal):
    """The token that should be revoked is not there, or was revoked."""

    code = "access.token-is-not-valid"
    said = _("This key is not valid any more.")
    remedy = _("Look at the list of keys again.")


class NobodySignedIn(Refusal):
    """A program or a person asked without saying who they are."""

    code = "access.nobody-signed-in"
    said = _("Nobody is signed in.")
    remedy = _("Sign in, or send a key of the organisation as “Authorization: Bearer …”.")


class NoSuchOrganisation(Refusal):
    """The organisation is not there, or is none of the caller's business; the answer does not tell which."""

    code = "access.no-such-organisation"
    said = _("There is no organisation “{slug}” for you.")
    remedy = _("Look at the organisations you belong to, or ask its owner or director for a role.")


class RoleIsTooLow(Refusal):
    """The caller belongs to the organisation but may not do this."""

    code = "access.role-is-too-low"
    said = _("This needs the permission “{permission}”.")
    remedy = _("Ask an owner or director for a role that has it; the table of roles shows which.")


class CodesCannotBeSent(Refusal):
    """This server has no gateway for text messages."""

    code = "access.codes-cannot-be-sent"
    said = _("This server cannot send text messages yet.")
    remedy = _("Sign in with your password, your e-mail address or a passkey.")
