"""What the first five minutes refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class TooManyCodes(Refusal):
    """A number, or an address, asked for more codes than a person needs, or guessed at more."""

    code = "start.too-many-codes"
    said = _("Too many codes were asked for or guessed.")
    remedy = _("Look for the last message, or try again in {seconds} seconds.")


class CodeIsWrong(Refusal):
    """The code is not the one that was sent, ran out, was used, or was guessed at too often; which is not told."""

    code = "start.code-is-wrong"
    said = _("This code is not right, or has run out.")
    remedy = _("Type the six digits of the last message, or ask for a new code.")


class NobodySignsInHere(Refusal):
    """Whoever holds the phone was never here; told only after the code proved that the phone is theirs."""

    code = "start.nobody-signs-in-here"
    said = _("Nobody signs in with this phone number yet.")
    remedy = _("Begin with your shop; it takes a minute.")


class TradeUnknown(Refusal):
    """Someone named a trade that the list of trades does not have."""

    code = "start.trade-unknown"
    said = _("There is no trade “{trade}”.")
    remedy = _("Choose one of the trades shown.")


class IdIsTaken(Refusal):
    """The id under which a shop should begin belongs to another organisation."""

    code = "start.id-is-taken"
    said = _("A shop began under this number already.")
    remedy = _("Begin again on the phone; it takes a new number.")
