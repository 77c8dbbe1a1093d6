"""Counterparties on their way in, and what is wrong with one."""

import re
from dataclasses import dataclass
from uuid import UUID

from ecoop.vouchers.errors import COUNTERPARTY_KINDS, CounterpartyHasNoName, TextIsUnreadable

COUNTERPARTY = "vouchers.counterparty"
LETTERS_MAX = {
    "name": 300, "code": 40, "tax_code": 20, "address": 300, "phone": 30, "bank_name": 120, "bank_account": 40,
}  # fmt: skip
_UNREADABLE = re.compile("[\x00-\x08\ud800-\udfff]")


@dataclass(frozen=True)
class CounterpartyDraft:
    """What is known of somebody the cooperative deals with."""

    id: UUID
    name: str
    kind: str = "other"
    code: str = ""
    tax_code: str = ""
    address: str = ""
    phone: str = ""
    bank_name: str = ""
    bank_account: str = ""
    is_retired: bool = False


def check_counterparty(*, draft: CounterpartyDraft) -> None:
    """Refuse a counterparty without a name or a known kind, and texts that cannot be kept.

    Raises: CounterpartyHasNoName, TextIsUnreadable
    """
    if not draft.name.strip() or draft.kind not in COUNTERPARTY_KINDS:
        raise CounterpartyHasNoName(kinds=", ".join(COUNTERPARTY_KINDS))
    for name, letters_max in LETTERS_MAX.items():
        text = getattr(draft, name)
        if len(text) > letters_max or _UNREADABLE.search(text):
            raise TextIsUnreadable(letters_max=letters_max)
