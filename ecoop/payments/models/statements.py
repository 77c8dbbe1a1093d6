"""Bank statements: the files as they came, and what each says of an account and a time."""

from django.db import models

from ecoop.kernel.tenancy import RecordedModel, inside, inside_or_none


class StatementFile(RecordedModel):
    """The bytes of a file as they came from the bank."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()
    format = models.CharField(max_length=16)

    class Meta:
        db_table = "payments_statement_file"
        indexes = [models.Index(fields=["org", "-recorded_at", "-id"], name="statement_files_newest_first")]
        constraints = [models.UniqueConstraint(fields=["org", "sha256"], name="statement_file_is_kept_once")]


class Statement(RecordedModel):
    """One statement of a file: its account, and the sums that the bank and we find."""

    file = inside("payments.StatementFile")
    place = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3)
    bank_account = inside_or_none("trade.BankAccount")
    opening_vnd = models.BigIntegerField(null=True)
    closing_vnd = models.BigIntegerField(null=True)
    entries_vnd = models.BigIntegerField()
    entries_count = models.PositiveIntegerField()

    class Meta:
        db_table = "payments_statement"
        constraints = [models.UniqueConstraint(fields=["org", "file", "place"], name="statement_has_its_place")]
