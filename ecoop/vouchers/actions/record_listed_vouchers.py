"""Record the rows of a cash book or a bank's list as vouchers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.listed import AMOUNT, Happening, ListedVoucher, happening_of, map_happenings
from ecoop.vouchers.calc.vouchers import NAME_MAX, VoucherDraft
from ecoop.vouchers.queries import PartyFound, get_office, list_habits
from ecoop.vouchers.queries.parties import map_parties


@transaction.atomic
def record_listed_vouchers(
    *, org_id: UUID, vouchers: Sequence[ListedVoucher], by: UUID, now: datetime
) -> list[Outcome]:
    """Record rows; each finds its rule by its account, its reason, or by how the same text was recorded before.

    Shape:  one outcome per row, in order
    Raises: BooksNotOpen, VouchersAreForCooperatives
    Queries: about 18 for any number of rows
    """
    if not vouchers:
        return []
    office = get_office(law=lawbook.on(max(row.voucher_on for row in vouchers)))
    happenings = map_happenings(rules=office.rules, money=office.money)
    habits = list_habits(org_id=org_id, texts={row.text.strip() for row in vouchers})
    parties = map_parties(org_id=org_id, words={row.party for row in vouchers})
    accounts = {"cash": office.cash, "bank": office.bank}
    refused: dict[int, Outcome] = {}
    drafts: dict[int, VoucherDraft] = {}
    for place, row in enumerate(vouchers):
        try:
            happening = happening_of(
                row=row, happenings=happenings, rules=office.rules, habits=habits, accounts=accounts
            )
            drafts[place] = _draft(row, happening, parties)
        except Refusal as refusal:
            refused[place] = Outcome(row.id, "refused", refusal)
    outcomes = record_vouchers(org_id=org_id, vouchers=list(drafts.values()), by=by, now=now)
    told = refused | dict(zip(drafts, outcomes, strict=True))
    return [told[place] for place in range(len(vouchers))]


def _draft(row: ListedVoucher, happening: Happening, parties: Mapping[str, PartyFound]) -> VoucherDraft:
    found = parties.get(row.party)
    return VoucherDraft(
        id=row.id,
        voucher_on=row.voucher_on,
        rule=happening.rule,
        facts=happening.facts,
        amounts={AMOUNT: row.amount_vnd},
        text=row.text,
        member_id=found.member_id if found else None,
        counterparty_id=found.counterparty_id if found else None,
        number=row.number,
        # Whom the register and the list of counterparties do not know is still named on the paper.
        person_name="" if found else row.party[:NAME_MAX],
    )
