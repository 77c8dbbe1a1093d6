"""Lay out what the desk made of counts of the cash box and of photos of bills."""

from django.db import models

from ecoop.kernel.laying import TablesAtOnce, check, index, points_inside, recorded_row, table, unique, words
from ecoop.kernel.tenancy import Column, InsideKey, TenantTable

_DOCUMENT: list[Column] = [
    ("document_kind", models.CharField(blank=True, max_length=40)),
    ("document_id", models.UUIDField(null=True)),
]
_NAMES_ITS_DOCUMENT = models.Q(how="booked", document_id__isnull=False) | models.Q(
    how="noted", document_id__isnull=True
)
_NAMES_OR_SAYS_WHY = models.Q(how="attached", document_id__isnull=False) | (
    models.Q(how="set_aside", document_id__isnull=True) & ~models.Q(reason="")
)


class Migration(TablesAtOnce):
    """Counts and photos are settled once."""

    dependencies = [("sync", "0001_phones_events_and_the_tray")]

    operations = [
        table(
            "DayEndSettlement",
            db_table="sync_day_end_settlement",
            columns=[
                *recorded_row(),
                ("day_end", points_inside("sync.dayend")),
                ("how", models.CharField(choices=words("booked", "noted"), max_length=10)),
                ("difference_vnd", models.BigIntegerField()),
                *_DOCUMENT,
                ("text", models.CharField(max_length=500)),
            ],
            constraints=[
                unique("day_end_is_settled_once", "org", "day_end"),
                check("booked_day_end_names_its_document", condition=_NAMES_ITS_DOCUMENT),
            ],
        ),
        table(
            "PaperFiling",
            db_table="sync_paper_filing",
            columns=[
                *recorded_row(),
                ("paper", points_inside("sync.paper")),
                ("how", models.CharField(choices=words("attached", "set_aside"), max_length=10)),
                *_DOCUMENT,
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            constraints=[
                unique("paper_is_filed_once", "org", "paper"),
                check("paper_names_its_document_or_says_why", condition=_NAMES_OR_SAYS_WHY),
            ],
            indexes=[index("papers_of_a_document", "org", "document_id")],
        ),
        TenantTable("sync_day_end_settlement"),
        TenantTable("sync_paper_filing"),
        InsideKey("sync_day_end_settlement", "day_end_id", "sync_day_end"),
        InsideKey("sync_paper_filing", "paper_id", "sync_paper"),
    ]
