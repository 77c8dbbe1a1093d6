"""Which of some vouchers are recorded already, whether they say the same, and which numbers are taken."""

from collections.abc import Collection, Sequence
from uuid import UUID

from ecoop.vouchers.calc.vouchers import VoucherDraft, WrittenVoucher
from ecoop.vouchers.errors import VoucherRecordedDifferently
from ecoop.vouchers.models import Voucher

_SAID = (
    "voucher_on", "rule", "person_name", "person_address", "attached_count", "attached_papers",
)  # fmt: skip


def get_recorded(*, org_id: UUID, drafts: Sequence[VoucherDraft]) -> dict[UUID, Voucher]:
    """Get those vouchers that are recorded already, by id.

    Queries: 1
    """
    return Voucher.objects.filter(org_id=org_id).in_bulk([each.id for each in drafts])


def check_same(*, voucher: WrittenVoucher, recorded: Voucher) -> None:
    """Refuse a voucher that comes again saying something else; the ledger compares its postings besides.

    Queries: 0
    Raises:  VoucherRecordedDifferently
    """
    draft = voucher.draft
    is_same = (
        all(getattr(draft, name) == getattr(recorded, name) for name in _SAID)
        and draft.party_of_all == (recorded.member_id, recorded.counterparty_id)
        and voucher.paper == recorded.paper
        and draft.text.strip() == recorded.text
        and draft.number in ("", recorded.number)
    )
    if not is_same:
        raise VoucherRecordedDifferently(paper=recorded.paper, number=recorded.number)


def list_taken_numbers(*, org_id: UUID, numbers: Collection[str]) -> dict[tuple[str, int, str], UUID]:
    """List which vouchers have some numbers brought from elsewhere, by paper, year and number.

    Queries: 1, if any are named
    """
    if not numbers:
        return {}
    rows = Voucher.objects.filter(org_id=org_id, number__in=numbers).values_list("paper", "year", "number", "id")
    return {(paper, year, number): voucher_id for paper, year, number, voucher_id in rows}
