"""Lines of a bank account, each once, and every way by which we saw it."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside, inside_or_none
from ecoop.payments.errors import Source


class BankLine(RecordedModel):
    """Money came into an account or left it (negative): one row, by however many ways we were told."""

    # Counts the rows that phones ask for, in the order in which they were written; shared with matches.
    number = models.BigIntegerField()
    account = models.CharField(max_length=40, blank=True)
    bank_account = inside_or_none("trade.BankAccount")
    booked_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    amount_vnd = models.BigIntegerField()
    counterparty = models.CharField(max_length=200, blank=True)
    counterparty_account = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    # Text and references as they are searched: letters and digits only, for banks put spaces where they like.
    folded = models.CharField(max_length=1200, blank=True)

    class Meta:
        db_table = "payments_bank_line"
        indexes = [
            models.Index(fields=["org", "-booked_on", "-number"], name="bank_lines_newest_first"),
            models.Index(fields=["org", "amount_vnd", "booked_on"], name="bank_lines_by_amount"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="bank_line_has_its_number"),
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="bank_line_is_not_zero"),
        ]


class Sighting(RecordedModel):
    """A bank line was told to us: by which way, and under which key it would come again."""

    line = inside("payments.BankLine")
    source = models.CharField(max_length=10, choices=choices(Source))
    key = models.CharField(max_length=120)
    statement = inside_or_none("payments.Statement")
    notice = inside_or_none("payments.Notice")

    class Meta:
        db_table = "payments_sighting"
        indexes = [models.Index(fields=["org", "line"], name="sightings_of_a_line")]
        constraints = [
            models.UniqueConstraint(fields=["org", "key"], name="bank_line_comes_once_under_a_key"),
            models.CheckConstraint(
                condition=Q(source="statement", statement__isnull=False, notice__isnull=True)
                | Q(source="notice", statement__isnull=True, notice__isnull=False),
                name="sighting_names_its_paper",
            ),
        ]


class LineSetAside(RecordedModel):
    """Somebody said that a line pays no document, and why."""

    line = inside("payments.BankLine")
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "payments_line_set_aside"
        constraints = [
            models.UniqueConstraint(fields=["org", "line"], name="bank_line_is_set_aside_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="setting_aside_has_a_reason"),
        ]
