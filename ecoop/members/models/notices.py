"""What a cooperative's office tells its members in a few words."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel


class Notice(RecordedModel):
    """A few words to every member: tea is bought tomorrow, the shop is shut. What the law asks for is a disclosure."""

    title = models.CharField(max_length=120)
    text = models.CharField(max_length=1000, blank=True)
    # After this day nobody needs to see it any more.
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "members_notice"
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="notice_has_a_title")]
        indexes = [models.Index(fields=["org", "-recorded_at"], name="notices_newest_first")]
