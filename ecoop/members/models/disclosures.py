"""What is posted for the members to read."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel


class Disclosure(RecordedModel):
    """Something the law or the charter has the cooperative show to its members, and where it was issued.

    `code` is a line of the table cooperative/disclosures. What the cooperative's own rows say (the charter, the list
    with its capital ratios, the undivided fund) shows by itself; here stands what is a paper of its own.
    """

    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=4000, blank=True)
    issued_on = models.DateField()
    posted_on = models.DateField()
    # What was posted, if it was another domain's document (a set of statements): it is posted once.
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    paper_name = models.CharField(max_length=200, blank=True)
    paper_type = models.CharField(max_length=60, blank=True)
    paper = models.BinaryField(null=True)

    class Meta:
        db_table = "members_disclosure"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False),
                name="a_document_is_posted_once",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="disclosure_has_a_title"),
        ]
        indexes = [models.Index(fields=["org", "-posted_on"], name="disclosures_newest_first")]
