"""Whether the books say of each voucher what its rule says: SQL cannot ask it, because rules are data of the law."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.party_moves import list_postings_of_documents
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft, postings_of_line
from ecoop.vouchers.models import Voucher
from ecoop.vouchers.queries.one import list_drafts
from ecoop.vouchers.queries.rules import Office, get_office

_BATCH = 1000


def list_misposted(*, org_id: UUID, starts_on: date, ends_before: date) -> list[str]:
    """List the vouchers of some days whose entry is not what their rules give by the law of their day.

    Shape:   papers with their numbers; none, if all is well
    Queries: 3 for every 1,000 vouchers
    """
    found: list[str] = []
    rows = Voucher.objects.filter(org_id=org_id, voucher_on__gte=starts_on, voucher_on__lt=ends_before).order_by("id")
    batch = list(rows[:_BATCH])
    while batch:
        found += _misposted(org_id, batch)
        batch = list(rows.filter(id__gt=batch[-1].id)[:_BATCH])
    return found


def _misposted(org_id: UUID, vouchers: Sequence[Voucher]) -> list[str]:
    ids = [each.id for each in vouchers]
    posted = list_postings_of_documents(org_id=org_id, document_kind=VOUCHER, document_ids=ids)
    offices: dict[date, Office] = {}
    found = []
    for draft in list_drafts(org_id=org_id, vouchers=vouchers):
        if draft.voucher_on not in offices:
            offices[draft.voucher_on] = get_office(law=lawbook.on(draft.voucher_on))
        if posted.get(draft.id) != _by_rule(draft, offices[draft.voucher_on]):
            found.append(f"{draft.paper} {draft.number}")
    return found


def _by_rule(draft: VoucherDraft, office: Office) -> tuple[object, ...]:
    try:
        lines = [postings_of_line(line=line, draft=draft, rules=office.rules) for line in draft.lines]
    except Refusal:
        return ()
    return tuple(posting for line in lines for posting in line)
