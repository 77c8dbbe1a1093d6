"""Refusals of the law: what was asked is not there, or not there on that day."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class LawPathUnknown(Refusal):
    """Someone asked for a path that no file in law/ has."""

    code = "lawbook.path-is-unknown"
    said = _("The law has nothing at {path}.")
    remedy = _("Did you mean {nearest}? “ecoop law list” shows every path.")


class NoLawOnDay(Refusal):
    """Nothing held on that day."""

    code = "lawbook.no-value-on-day"
    said = _("{path} has no value on {day}.")
    remedy = _("“ecoop law show {path}” lists the periods that have one.")


class NotYetKnown(NoLawOnDay):
    """Something holds on that day, but it was published after the day of knowledge."""

    code = "lawbook.not-yet-known"
    said = _("What {path} is on {day} was not yet published on {known_on}.")
    remedy = _("It was published on {published_on}; ask as known on that day or later.")


class WrongKindOfValue(Refusal):
    """Someone read a rate as money, or a number as text."""

    code = "lawbook.wrong-kind-of-value"
    said = _("{path} is a value of the kind “{kind}”, not “{asked}”.")
    remedy = _("Read it as what it is; its unit is {unit}.")


class NoSuchChoice(Refusal):
    """Someone set a switch to a position that it does not have."""

    code = "lawbook.no-such-choice"
    said = _("{path} has no choice “{choice}”.")
    remedy = _("Choose one of: {choices}.")


class NoSuchSwitch(Refusal):
    """Someone named an open question that law/ does not have."""

    code = "lawbook.no-such-switch"
    said = _("There is no switch “{switch}”.")
    remedy = _("The switches are: {switches}.")


class SourceUnknown(Refusal):
    """Someone asked for a document that law/sources does not have."""

    code = "lawbook.source-is-unknown"
    said = _("There is no document {source}.")
    remedy = _("Did you mean {nearest}?")
