"""What the API remembers so that a request repeated after a broken connection is not carried out twice."""

from django.db import models

from ecoop.kernel.tenancy import TenantModel


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
