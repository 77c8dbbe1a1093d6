"""What the machinery refuses."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class PortIsTaken(Refusal):
    """Another program already listens where ecoop should serve."""

    code = "config.port-is-taken"
    said = _("Another program already listens on {host}:{port}.")
    remedy = _("Try `ecoop serve --port {free_port}`, or `--port 0` to have a free one chosen.")


class AddressIsNotOurs(Refusal):
    """The address to serve on does not belong to this machine, or needs rights we lack."""

    code = "config.address-is-not-ours"
    said = _("This machine cannot serve on {host}:{port}: {reason}.")
    remedy = _("Use --host 127.0.0.1 for this machine only or --host 0.0.0.0 for its network, and a port above 1023.")
