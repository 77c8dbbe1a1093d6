"""Which entries documents became."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from ecoop.ledger.models import Entry


def list_entry_labels(*, org_id: UUID, document_kind: str, document_ids: Collection[UUID]) -> dict[UUID, str]:
    """List the labels (2026-17) of the entries that documents of one kind became.

    Queries: 1
    """
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, document_id__in=document_ids)
    rows = found.values_list("document_id", "year", "number")
    return {document_id: f"{year}-{number}" for document_id, year, number in rows}


def list_reversed_documents(*, org_id: UUID, document_kind: str) -> list[UUID]:
    """List the documents of one kind whose entry a red entry has taken back.

    Queries: 1
    """
    red = Entry.objects.filter(org_id=org_id, kind="red").values("corrects_id")
    found = Entry.objects.filter(org_id=org_id, document_kind=document_kind, id__in=red)
    return list(found.values_list("document_id", flat=True))


def is_taken_back(*, document_kind: str) -> Exists:
    """Give the condition that a red entry took a document's entry back, to filter documents by.

    Shape:   for rows with `org_id` and `id`; it sees what the acting organisation may see of the books
    Queries: 0
    """
    red = Entry.objects.filter(org_id=OuterRef("org_id"), corrects_id=OuterRef("id"), kind="red")
    posted = Entry.objects.filter(org_id=OuterRef("org_id"), document_kind=document_kind, document_id=OuterRef("id"))
    return Exists(posted.filter(Exists(red)))
