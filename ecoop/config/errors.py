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


class DemoIsForThisMachine(Refusal):
    """Somebody wants to serve one-click sign-ins to a network."""

    code = "config.demo-is-for-this-machine"
    said = _("With ECOOP_DEMO_SIGN_IN anybody may sign in as the demo's people, and {host} can be reached by others.")
    remedy = _("Serve on 127.0.0.1, or leave ECOOP_DEMO_SIGN_IN away.")


class DatabaseDoesNotAnswer(Refusal):
    """There is no database yet, or its server cannot be reached."""

    code = "config.database-does-not-answer"
    said = _("The database does not answer: {reason}")
    remedy = _("Run `ecoop setup`, and `ecoop doctor` if that does not help.")


class KeyIsUnreadable(Refusal):
    """An idempotency key is empty, too long or holds characters that a header should not."""

    code = "config.key-is-unreadable"
    said = _("The Idempotency-Key cannot be read.")
    remedy = _("Send 1 to {length_max} printable ASCII characters, for example a UUID.")


class KeyIsBusy(Refusal):
    """A request with the same idempotency key is being carried out at this moment."""

    code = "config.key-is-busy"
    said = _("A request with the key {key} is being carried out.")
    remedy = _("Wait a second and send the same request again; it will be answered once the first is done.")


class KeyWasUsed(Refusal):
    """The idempotency key belongs to another request."""

    code = "config.key-was-used"
    said = _("The key {key} was used for another request.")
    remedy = _("Send a new key with every new request, and the same key only with the same request.")


class DoesNotSpread(Refusal):
    """Some tables or functions cannot be distributed over a cluster as they are."""

    code = "config.schema-does-not-spread"
    said = _("This schema cannot be distributed: {faults}")
    remedy = _("Mend each with a migration: org_id in every key of a tenant table, p_org_id first in what writes.")
