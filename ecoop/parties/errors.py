"""What the directory refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class SlugIsTaken(Refusal):
    """Another organisation already has this short name."""

    code = "parties.slug-is-taken"
    said = _("The short name “{slug}” already belongs to another organisation.")
    remedy = _("Choose another short name, for example with the name of the commune.")


class SlugNotUnderstood(Refusal):
    """A short name must fit into an address."""

    code = "parties.slug-not-understood"
    said = _("“{slug}” cannot be a short name.")
    remedy = _("Use small letters without accents, digits and hyphens.")


class NoSuchWard(Refusal):
    """The map of two levels has no ward with this code."""

    code = "parties.no-such-ward"
    said = _("There is no commune or ward with the code {code}.")
    remedy = _("Search the commune or ward by its name, or by its address before 1 July 2025.")
