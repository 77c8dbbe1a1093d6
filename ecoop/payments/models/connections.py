"""Connections to those who tell us of money by notices, and the notices as they came."""

from django.db import models

from ecoop.kernel.tenancy import RecordedModel, choices, inside, inside_or_none
from ecoop.payments.errors import Provider, Scheme


class Connection(RecordedModel):
    """An address of our own, entered at a provider, with the secret by which its notices are proven."""

    provider = models.CharField(max_length=10, choices=choices(Provider))
    scheme = models.CharField(max_length=12, choices=choices(Scheme))
    name = models.CharField(max_length=120)
    # Only the fingerprint: who reads the table cannot send notices.
    address_sha256 = models.CharField(max_length=64)
    # Sealed with what this installation alone knows, for a signature cannot be checked by a fingerprint.
    address_sealed = models.TextField()
    secret_sealed = models.TextField()
    bank_account = inside_or_none("trade.BankAccount")

    class Meta:
        db_table = "payments_connection"
        constraints = [
            models.UniqueConstraint(fields=["org", "address_sha256"], name="connection_has_its_own_address"),
        ]


class ConnectionEnd(RecordedModel):
    """A connection takes no more notices."""

    connection = inside("payments.Connection")

    class Meta:
        db_table = "payments_connection_end"
        constraints = [models.UniqueConstraint(fields=["org", "connection"], name="connection_ends_once")]


class Notice(RecordedModel):
    """A proven notice as it came, byte for byte."""

    connection = inside("payments.Connection")
    body = models.BinaryField()
    body_sha256 = models.CharField(max_length=64)
    lines_count = models.PositiveIntegerField()
    is_test = models.BooleanField(default=False)

    class Meta:
        db_table = "payments_notice"
        constraints = [
            models.UniqueConstraint(fields=["org", "connection", "body_sha256"], name="notice_is_kept_once"),
        ]
