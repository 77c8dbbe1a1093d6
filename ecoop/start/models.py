"""Codes that were sent to phones. Nobody is known yet when they are asked for, so they belong to no organisation."""

from django.db import models
from django.db.models import F, Q

from ecoop.kernel.ids import new_id
from ecoop.start.calc import ATTEMPTS_MAX


class Code(models.Model):
    """Six digits on their way to a phone. Number, digits and address are kept as keyed hashes only, for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_name = models.CharField(max_length=64)
    digits_name = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # What was begun with it: the same beginning may be sent again, another may not.
    used_for = models.UUIDField(null=True)

    class Meta:
        db_table = "start_code"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="code_runs_out_after_it_is_sent"),
            models.CheckConstraint(condition=Q(attempts__lte=ATTEMPTS_MAX), name="code_is_tried_a_few_times"),
        ]
        indexes = [
            models.Index(fields=["phone_name", "-sent_at"], name="codes_of_a_phone"),
            models.Index(fields=["asked_by", "-sent_at"], name="codes_of_an_address"),
            models.Index(fields=["sent_at"], name="codes_to_forget"),
        ]
