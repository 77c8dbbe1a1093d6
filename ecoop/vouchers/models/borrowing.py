"""When borrowed money falls due: the schedule of each contract, as it was agreed last."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel


class BorrowingSchedule(RecordedModel):
    """What of a contract with a lender falls due when; the latest of a contract holds, an empty one ends it.

    `dues` is a list of [day, đồng] in the order of the days. What is owed stands in the books, not here.
    """

    party_id = models.UUIDField()
    paper = models.CharField(max_length=100)
    dues = models.JSONField()

    class Meta:
        db_table = "vouchers_borrowing_schedule"
        constraints = [models.CheckConstraint(condition=~Q(paper=""), name="borrowing_schedule_names_its_contract")]
        indexes = [models.Index(fields=["org", "party_id", "paper", "id"], name="schedules_by_contract")]
