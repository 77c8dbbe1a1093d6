"""Lists as they came, how far they have come in, and what was refused. Nothing here is ever changed."""

from django.conf import settings
from django.db import models

from ecoop.kernel.tenancy import TenantModel


class ListFile(TenantModel):
    """The bytes of a list as they came, and the sheets that were read from it (name and number of rows of each)."""

    name = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()
    sheets = models.JSONField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "intake_file"
        constraints = [models.UniqueConstraint(fields=["org", "sha256"], name="list_file_is_kept_once")]


class ListPage(TenantModel):
    """Some thousand rows of a sheet as they were read, packed, so that a step need not read the whole file again."""

    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    sheet = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        db_table = "intake_page"
        constraints = [
            models.UniqueConstraint(fields=["org", "file", "sheet", "place"], name="list_page_has_its_place")
        ]


class ListImport(TenantModel):
    """A sheet is brought in as one kind of list: by which columns, and in which steps.

    The last one with the same names of columns (`fingerprint`) is what is remembered of the mapping.
    """

    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    kind = models.CharField(max_length=40)
    sheet = models.PositiveSmallIntegerField()
    header_row = models.PositiveIntegerField()
    names = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField()
    plan = models.JSONField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        db_table = "intake_import"
        indexes = [
            models.Index(fields=["org", "-started_at"], name="list_imports_newest_first"),
            models.Index(fields=["org", "kind", "fingerprint", "-started_at"], name="list_mapping_is_remembered"),
        ]


class ListStep(TenantModel):
    """One step of an import, written in the transaction that recorded its documents: it happened whole, or not."""

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    place = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    recorded = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused_rows = models.PositiveIntegerField()
    total_vnd = models.BigIntegerField()
    done_at = models.DateTimeField()

    class Meta:
        db_table = "intake_step"
        constraints = [models.UniqueConstraint(fields=["org", "list_import", "place"], name="list_step_is_done_once")]


class RefusedRow(TenantModel):
    """What is wrong with a row, in the words that were shown, and how to mend it."""

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    row = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    column = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=80)
    said = models.CharField(max_length=1000)
    remedy = models.CharField(max_length=1000)

    class Meta:
        db_table = "intake_refused_row"
        constraints = [
            models.UniqueConstraint(fields=["org", "list_import", "row", "place"], name="refused_row_has_its_place"),
        ]


class ListDocument(TenantModel):
    """A document that came in from a list. Its id is made of what the rows say, so that the same rows in
    another file are noticed."""

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    row = models.PositiveIntegerField()
    document_id = models.UUIDField()

    class Meta:
        db_table = "intake_document"
