"""Transfer capital from one member to another: sold, given, inherited."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import list_posting_rules
from ecoop.members.actions.hold_ceilings import check_amount, check_brings_capital, hold_ceilings, lock_capital
from ecoop.members.calc import ChangeKind, Ending
from ecoop.members.calc.twins import drop_twins
from ecoop.members.errors import CapitalNotHeld, DocumentDiffers, TransferDoesNotFit
from ecoop.members.models import CapitalChange, Departure
from ecoop.members.queries import (
    CAPITAL_CHANGE,
    Holding,
    get_capital_frame,
    get_history,
    list_holdings,
    list_returnable,
)

INHERITED_AFTER = frozenset({Ending.DEATH.value, Ending.ORGANISATION_ENDS.value})


@dataclass(frozen=True)
class TransferDraft:
    """Capital that goes from one member to another, and the paper it rests on."""

    id: UUID
    from_id: UUID
    to_id: UUID
    moved_on: date
    amount_vnd: Dong
    kind: ChangeKind
    paper: str


@transaction.atomic
def transfer_capital(*, org_id: UUID, transfers: Sequence[TransferDraft], by: UUID, now: datetime) -> list[UUID]:
    """Transfer capital between members within the ceilings; transfers recorded before stay as they are.

    No money of the cooperative moves, and no account may stand on both sides of a line: the entry leads from one
    member's capital to the other's over the account of other capital, where nothing stays.

    Law:    L17 Arts 74, 90; the posting rules capital-transferred-from and capital-transferred-to
    Shape:  the ids that are new
    Raises: CapitalNotHeld, TransferDoesNotFit, CapitalPassesCeiling, NotAMemberThatDay, MemberBringsNoCapital,
            MemberUnknown, DocumentDiffers
    """
    lock_capital(org_id=org_id)
    transfers = drop_twins(drafts=transfers)
    rows = CapitalChange.objects.filter(org_id=org_id, document_id__in=[draft.id for draft in transfers])
    known: dict[UUID, set[tuple[UUID, int, date]]] = defaultdict(set)
    for row in rows:
        known[row.document_id].add((row.member_id, row.amount_vnd, row.changed_on))
    for draft in transfers:
        said = {
            (draft.from_id, -draft.amount_vnd, draft.moved_on),
            (draft.to_id, int(draft.amount_vnd), draft.moved_on),
        }
        if draft.id in known and known[draft.id] != said:
            raise DocumentDiffers(document=draft.id)
    new = [draft for draft in transfers if draft.id not in known]
    for draft in new:
        check_amount(amount_vnd=draft.amount_vnd)
        # One after the other: each sees what the one before has left.
        _transfer(org_id=org_id, draft=draft, by=by, now=now)
    return [draft.id for draft in new]


def _transfer(*, org_id: UUID, draft: TransferDraft, by: UUID, now: datetime) -> None:
    ids = {draft.from_id, draft.to_id}
    history = get_history(org_id=org_id, ids=ids)
    check_brings_capital(history=history, member_id=draft.to_id, day=draft.moved_on)
    lines = {line.member_id: line for line in list_holdings(org_id=org_id, day=draft.moved_on, ids=ids)}
    if draft.from_id not in lines:
        check_brings_capital(history=history, member_id=draft.from_id, day=draft.moved_on)
    _check(org_id=org_id, draft=draft, giver=lines[draft.from_id])
    added = {draft.from_id: -draft.amount_vnd, draft.to_id: int(draft.amount_vnd)}
    hold_ceilings(org_id=org_id, day=draft.moved_on, added=added)
    CapitalChange.objects.bulk_create(
        CapitalChange(
            org_id=org_id,
            document_id=draft.id,
            member_id=member_id,
            member_org_id=lines[member_id].member_org_id,
            changed_on=draft.moved_on,
            kind=draft.kind.value,
            amount_vnd=amount_vnd,
            rests_on=draft.paper.strip(),
            recorded_by_id=by,
            recorded_at=now,
        )
        for member_id, amount_vnd in added.items()
    )
    post_entries(org_id=org_id, entries=[_draft_entry(draft, lines)], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.transfer",
        object_kind="capital_change",
        object_id=draft.id,
        detail={},
        now=now,
    )


def _check(*, org_id: UUID, draft: TransferDraft, giver: Holding) -> None:
    def refuse(problem: str) -> None:
        raise TransferDoesNotFit(amount_vnd=draft.amount_vnd, name=giver.name, problem=problem)

    if draft.from_id == draft.to_id:
        refuse(_("it needs two members"))
    if not draft.paper.strip():
        refuse(_("it needs the contract, will or resolution it rests on"))
    if draft.kind is ChangeKind.RETURNED:
        refuse(_("a return is no transfer"))
    free_vnd, _excess = list_returnable(org_id=org_id, day=draft.moved_on, line=giver)
    if draft.amount_vnd > free_vnd:
        raise CapitalNotHeld(name=giver.name, held_vnd=free_vnd, day=draft.moved_on)
    if draft.kind is ChangeKind.INHERITED:
        left = Departure.objects.filter(org_id=org_id, member_id=giver.member_id, ends_on__lte=draft.moved_on)
        if not left.filter(ground__in=INHERITED_AFTER).exists():
            refuse(_("one inherits after a death that is recorded as the end of the membership"))
    rest_vnd = free_vnd - draft.amount_vnd
    least_vnd = get_capital_frame(org_id=org_id, day=draft.moved_on).contribution_min_vnd
    if giver.left_on is None and 0 < rest_vnd < least_vnd:
        refuse(_("what stays would be less than the charter's least contribution"))


def _draft_entry(draft: TransferDraft, lines: dict[UUID, Holding]) -> EntryDraft:
    rules = list_posting_rules(regime="cooperative", law=lawbook.on(draft.moved_on))
    amounts = {"amount_vnd": draft.amount_vnd}
    giving = postings_by_rule(rule=rules["capital-transferred-from"], amounts=amounts, facts={}, party_id=draft.from_id)
    getting = postings_by_rule(rule=rules["capital-transferred-to"], amounts=amounts, facts={}, party_id=draft.to_id)
    giver, taker = lines[draft.from_id], lines[draft.to_id]
    label = rules["capital-transferred-from"].label_vi.partition(":")[0]
    text = f"{label}: {giver.number} {giver.name} → {taker.number} {taker.name}"
    return EntryDraft(CAPITAL_CHANGE, draft.id, draft.moved_on, draft.moved_on, text, (*giving, *getting))
