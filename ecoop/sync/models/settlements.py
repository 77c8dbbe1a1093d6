"""What the desk made of what phones sent besides documents: counts of the cash box, and photos of bills."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.sync.calc.words import DayEndFate, PaperFate


class DayEndSettlement(RecordedModel):
    """Somebody looked at a count of the cash box: its difference was booked, or only noted.

    When the document of a booking is taken back in the books, the count may be settled anew: the next attempt.
    """

    day_end = inside("sync.DayEnd")
    attempt = models.PositiveIntegerField(default=1)
    how = models.CharField(max_length=10, choices=choices(DayEndFate))
    # Counted less what the books had at that moment.
    difference_vnd = models.BigIntegerField()
    # What was booked; null when it was only noted.
    document_kind = models.CharField(max_length=40, blank=True)
    document_id = models.UUIDField(null=True)
    text = models.CharField(max_length=500)

    class Meta:
        db_table = "sync_day_end_settlement"
        constraints = [
            models.UniqueConstraint(fields=["org", "day_end", "attempt"], name="day_end_is_settled_once_an_attempt"),
            models.CheckConstraint(
                condition=Q(how="booked", document_id__isnull=False) | Q(how="noted", document_id__isnull=True),
                name="booked_day_end_names_its_document",
            ),
        ]


class PaperFiling(RecordedModel):
    """Somebody put a photo to the document it belongs to, or set it aside: blurred, sent twice."""

    paper = inside("sync.Paper")
    how = models.CharField(max_length=10, choices=choices(PaperFate))
    document_kind = models.CharField(max_length=40, blank=True)
    document_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "sync_paper_filing"
        constraints = [
            models.UniqueConstraint(fields=["org", "paper"], name="paper_is_filed_once"),
            models.CheckConstraint(
                condition=Q(how="attached", document_id__isnull=False)
                | (Q(how="set_aside", document_id__isnull=True) & ~Q(reason="")),
                name="paper_names_its_document_or_says_why",
            ),
        ]
        indexes = [models.Index(fields=["org", "document_id"], name="papers_of_a_document")]
