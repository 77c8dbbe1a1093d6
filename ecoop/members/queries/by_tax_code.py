"""Members known by the tax code that stands on an invoice."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from ecoop.members.models import Particulars


def find_members_by_tax_code(*, org_id: UUID, tax_codes: Collection[str]) -> dict[str, UUID]:
    """Find which members bear some tax codes: an organisation's code, or the personal number of a household's owner.

    Shape:   only codes that exactly one member bears
    Queries: 1
    """
    wanted = set(tax_codes) - {""}
    rows = (
        Particulars.objects.filter(Q(org_id=org_id) & (Q(code__in=wanted) | Q(id_number__in=wanted)))
        .order_by("member_id", "-starts_on", "-recorded_at", "-id")
        .values_list("member_id", "code", "id_number")
    )
    found: dict[str, set[UUID]] = {}
    for member_id, *codes in rows:
        for code in wanted.intersection(codes):
            found.setdefault(code, set()).add(member_id)
    return {code: next(iter(ids)) for code, ids in found.items() if len(ids) == 1}
