"""The entry that a cooperative's return leads to: input tax set off, or the year's CIT brought to the return's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc import Posting, postings_by_rule
from ecoop.ledger.queries import get_posting_rule
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.ledger.queries.pairs import list_pairs_by_month
from ecoop.taxes.calc.cooperative.returns import CIT_RETURN, VAT_RETURN
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.queries.cooperative_facts import accounts_of_taxes
from ecoop.taxes.queries.returns import ReturnFacts

DOCUMENT = "taxes.return"
SET_OFF, MORE, LESS = "vat-set-off", "cit-more", "cit-less"
_REGIME = "cooperative"


@dataclass(frozen=True)
class ReturnEntry:
    """What would be posted for a return, or the entry that was; `label` is empty until then."""

    rule: str
    name: str
    amount_vnd: Dong
    entry_on: date
    postings: tuple[Posting, ...]
    label: str


def find_return_entry(*, org_id: UUID, kept: ReturnFacts) -> ReturnEntry | None:
    """Find the entry that a return leads to; None where it leads to none, or nothing is left to post.

    Queries: at most 2
    """
    if kept.form not in (VAT_RETURN, CIT_RETURN):
        return None
    posted = list_entry_labels(org_id=org_id, document_kind=DOCUMENT, document_ids=[kept.id]).get(kept.id, "")
    rule, amount = _vat(kept) if kept.form == VAT_RETURN else _cit(org_id, kept)
    if amount <= 0 and not posted:
        return None
    found = get_posting_rule(regime=_REGIME, rule=rule, law=lawbook.on(ends_on(period=kept.period)))
    postings = postings_by_rule(rule=found, amounts={"amount_vnd": amount}, facts={"input": "goods"}) if amount else ()
    return ReturnEntry(rule, found.label_vi, amount, ends_on(period=kept.period), postings, posted)


def _vat(kept: ReturnFacts) -> tuple[str, Dong]:
    """Set off what may be taken off, as far as there is output tax; the rest stays and is carried on."""
    values = kept.fields["values"]
    return SET_OFF, Dong(max(0, min(values["[22]"] + values["[25]"], values["[35]"])))


def _cit(org_id: UUID, kept: ReturnFacts) -> tuple[str, Dong]:
    """Bring the tax booked in the year to what the return says."""
    accounts = accounts_of_taxes(law=lawbook.on(date(kept.year, 12, 31)))
    cost, owed = accounts.role(role="cit_cost"), accounts.role(role="cit")
    pairs = list_pairs_by_month(
        org_id=org_id, codes=[cost], from_on=date(kept.year, 1, 1), before_on=date(kept.year + 1, 1, 1)
    )
    booked = 0
    for pair in pairs:
        if pair.debit.startswith(cost) and pair.credit.startswith(owed):
            booked += pair.amount_vnd
        if pair.debit.startswith(owed) and pair.credit.startswith(cost):
            booked -= pair.amount_vnd
    difference = kept.fields["values"]["tax"] - booked
    return MORE if difference > 0 else LESS, Dong(abs(difference))
