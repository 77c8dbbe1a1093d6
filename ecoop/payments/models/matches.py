"""What is awaited, and which bank line pays which document."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside, inside_or_none
from ecoop.payments.errors import MadeBy


class Awaited(RecordedModel):
    """A payer was shown a code or a reference for a document: this much should come with these words."""

    document_kind = models.CharField(max_length=40)
    document_id = models.UUIDField()
    reference = models.CharField(max_length=40)
    # As it is looked for in what banks write: letters and digits only.
    reference_folded = models.CharField(max_length=40)
    amount_vnd = models.BigIntegerField()
    asked_at = models.DateTimeField()
    bank_account = inside_or_none("trade.BankAccount")

    class Meta:
        db_table = "payments_awaited"
        indexes = [
            models.Index(fields=["org", "reference_folded"], name="awaited_by_reference"),
            models.Index(fields=["org", "document_id"], name="awaited_of_a_document"),
            models.Index(fields=["org", "asked_at"], name="awaited_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="awaited_amount_is_positive"),
            models.CheckConstraint(condition=~Q(reference_folded=""), name="awaited_has_a_reference"),
        ]


class Match(RecordedModel):
    """A bank line pays a document, in whole or in part: why we think so, and what was booked for it."""

    number = models.BigIntegerField()
    line = inside("payments.BankLine")
    document_kind = models.CharField(max_length=40)
    document_id = models.UUIDField()
    # How much of the line; always positive, the line says which way.
    amount_vnd = models.BigIntegerField()
    made_by = models.CharField(max_length=8, choices=choices(MadeBy))
    # Codes of what agreed (reference, amount, day, account, name), told in the reader's language.
    reasons = models.JSONField(default=list)
    awaited = inside_or_none("payments.Awaited")
    # The money move that settles a debt; none where the document itself was recorded as paid through the bank.
    money_move_id = models.UUIDField(null=True)

    class Meta:
        db_table = "payments_match"
        indexes = [
            models.Index(fields=["org", "line"], name="matches_of_a_line"),
            models.Index(fields=["org", "document_id"], name="matches_of_a_document"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="match_has_its_number"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="match_is_positive"),
        ]


class MatchTakenBack(RecordedModel):
    """A match was wrong; what was booked for it is taken back by a red entry."""

    number = models.BigIntegerField()
    match = inside("payments.Match")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "payments_match_taken_back"
        constraints = [
            models.UniqueConstraint(fields=["org", "match"], name="match_is_taken_back_once"),
            models.UniqueConstraint(fields=["org", "number"], name="taking_back_has_its_number"),
        ]
