"""What a line of trade would become, shown before it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries import list_accounts
from ecoop.members.calc import DealingDraft, MemberType
from ecoop.members.queries.register import TYPE_WORDS
from ecoop.members.queries.settling import draft_entry, get_scene, settle_dealing
from ecoop.members.queries.sides import Reason, list_reasons


@dataclass(frozen=True)
class ForeseenPosting:
    """One posting as it will stand in the books."""

    debit: str
    credit: str
    amount_vnd: Dong
    names: str


@dataclass(frozen=True)
class Foresight:
    """On which side a line will stand and why, its tax, and what it will post."""

    reason: Reason
    type_label: str
    vat_vnd: Dong
    postings: tuple[ForeseenPosting, ...]


def foresee_dealing(*, org_id: UUID, draft: DealingDraft) -> Foresight:
    """Tell what a line of trade would become.

    Raises:  what `settle_dealing` refuses
    Queries: 11
    """
    settled = settle_dealing(draft=draft, scene=get_scene(org_id=org_id, dealings=[draft]))
    names = {account.code: account.name for account in list_accounts(org_id=org_id)}
    return Foresight(
        reason=list_reasons(law=lawbook.on(draft.dealt_on))[settled.ground],
        type_label=_type_label(settled.member_type),
        vat_vnd=settled.vat_vnd,
        postings=tuple(_foreseen(each, names) for each in draft_entry(settled=settled).postings),
    )


def _type_label(kind: MemberType | None) -> str:
    return str(TYPE_WORDS[kind]) if kind else ""


def _foreseen(posting: Posting, names: Mapping[str, str]) -> ForeseenPosting:
    told = " / ".join(names.get(code, code) for code in (posting.debit, posting.credit))
    return ForeseenPosting(posting.debit, posting.credit, posting.amount_vnd, told)
