"""What the API remembers of requests, and what an office tells about itself that no document says."""

from django.db import models

from ecoop.kernel.tenancy import RecordedModel, TenantModel


class AnswerGiven(TenantModel):
    """The answer to a request that came with an `Idempotency-Key`, written in the transaction it answers."""

    key = models.CharField(max_length=200)
    # Of the method, the address, the caller and the body: the same key with another request is a mistake.
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        db_table = "config_answer_given"
        constraints = [models.UniqueConstraint(fields=["org", "key"], name="answer_is_given_once_per_key")]


class DeclaredFact(RecordedModel):
    """What a cooperative tells about itself, with its day and the document it rests on; the last word holds."""

    kind = models.CharField(max_length=20)
    declared_on = models.DateField()
    value = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "config_declared_fact"
        indexes = [models.Index(fields=["org", "kind", "-declared_on"], name="declared_facts_newest_first")]
