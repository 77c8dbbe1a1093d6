"""Bring opening balances into the books, and replace them as long as no month is closed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions import reverse_entry
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, reverse
from ecoop.ledger.calc.openings import (
    Difference,
    OpeningLine,
    Suspect,
    entries_of_openings,
    is_like_swapped_digits,
    suspect_lines,
    weigh_openings,
)
from ecoop.ledger.errors import OpeningsDiffer, OpeningsEmpty, OpeningsStand, ReasonMissing
from ecoop.ledger.queries import EntryFacts, list_accounts
from ecoop.ledger.queries.openings import get_counterpart, get_opening_day, list_opening_entries


@transaction.atomic
def open_balances(
    *, org_id: UUID, opening_id: UUID, lines: Sequence[OpeningLine], by: UUID, now: datetime
) -> list[PostedEntry]:
    """Post opening balances, dated the day before the books begin; the opening's id makes a retry safe.

    Raises: BooksNotOpen, OpeningsEmpty, OpeningsDiffer, OpeningsStand, and what post_entries refuses
    Queries: 8
    """
    drafts = _draft(org_id=org_id, opening_id=opening_id, lines=lines)
    lock_books(org_id=org_id)
    standing = list_opening_entries(org_id=org_id, on=drafts[0].entry_on)
    others = [entry for entry in standing if entry.document_id not in {draft.document_id for draft in drafts}]
    if others:
        raise OpeningsStand(count=len(others), on=drafts[0].entry_on)
    return _post(org_id=org_id, opening_id=opening_id, drafts=drafts, by=by, now=now)


@transaction.atomic
def replace_balances(
    *, org_id: UUID, opening_id: UUID, lines: Sequence[OpeningLine], reason: str, by: UUID, now: datetime
) -> list[PostedEntry]:
    """Take the opening balances that stand back by red entries, and post others.

    The red entries stand on the same day, so that statements of the year show only what is right; the database
    refuses both once a month is closed.

    Raises: BooksNotOpen, OpeningsEmpty, OpeningsDiffer, ReasonMissing, and what post_entries refuses
    Queries: 10
    """
    if not reason.strip():
        raise ReasonMissing()
    drafts = _draft(org_id=org_id, opening_id=opening_id, lines=lines)
    lock_books(org_id=org_id)
    kept = {draft.document_id for draft in drafts}
    standing = list_opening_entries(org_id=org_id, on=drafts[0].entry_on)
    if red := [_red(entry, reason.strip()) for entry in standing if entry.document_id not in kept]:
        post_entries(org_id=org_id, entries=red, by=by, now=now)
        _audit(org_id=org_id, opening_id=opening_id, verb="ledger.openings.replace", count=len(red), by=by, now=now)
    return _post(org_id=org_id, opening_id=opening_id, drafts=drafts, by=by, now=now)


def _draft(*, org_id: UUID, opening_id: UUID, lines: Sequence[OpeningLine]) -> list[EntryDraft]:
    on = get_opening_day(org_id=org_id)
    accounts = list_accounts(org_id=org_id)
    single_entry = frozenset(account.code for account in accounts if account.type == "off_balance")
    _check(lines=lines, found=weigh_openings(lines=lines, single_entry=single_entry), single_entry=single_entry)
    # What stands in the books is Vietnamese, whoever brings it in; the same list again must say the same.
    with override("vi"):
        text = _("Opening balance of account {account}")
    drafts = entries_of_openings(
        opening_id=opening_id, lines=lines, counterpart=get_counterpart(org_id=org_id), on=on, text=text
    )
    if not drafts:
        raise OpeningsEmpty()
    return drafts


def _check(*, lines: Sequence[OpeningLine], found: Difference, single_entry: frozenset[str]) -> None:
    if not found.amount_vnd:
        return
    suspects = suspect_lines(
        lines=[line for line in lines if line.account not in single_entry], difference_vnd=found.amount_vnd
    )
    raise OpeningsDiffer(
        debits_vnd=found.debits_vnd,
        credits_vnd=found.credits_vnd,
        difference_vnd=Dong(abs(found.amount_vnd)),
        suspects=_tell(suspects, difference_vnd=found.amount_vnd),
    )


def _tell(suspects: Sequence[Suspect], *, difference_vnd: Dong) -> str:
    """Say where a difference may come from; the first few are enough to look at."""
    said = {
        "wrong-side": _("account {account}, {amount_vnd}: on the wrong side?"),
        "twice-or-missing": _("account {account}, {amount_vnd}: there twice, or its other half missing?"),
    }
    told = [
        said[each.why].format(
            account=each.line.account,
            amount_vnd=format_dong(Dong(max(abs(each.line.debit_vnd), abs(each.line.credit_vnd)))),
        )
        for each in suspects[:3]
    ]
    if not told and is_like_swapped_digits(difference_vnd=difference_vnd):
        told = [_("an amount in which two digits changed places (the difference is a multiple of nine)")]
    return "; ".join(told or [_("the total line of each side, and accounts that the list leaves out")])


def _red(entry: EntryFacts, reason: str) -> EntryDraft:
    with override("vi"):
        text = _("Reversal of {label}: {reason}").format(label=entry.label, reason=reason)
    return EntryDraft(
        document_kind=reverse_entry.DOCUMENT_KIND,
        document_id=entry.entry_id,
        document_on=entry.entry_on,
        entry_on=entry.entry_on,
        text=text,
        postings=reverse(postings=entry.postings),
        corrects_id=entry.entry_id,
        kind="red",
    )


def _post(
    *, org_id: UUID, opening_id: UUID, drafts: Sequence[EntryDraft], by: UUID, now: datetime
) -> list[PostedEntry]:
    posted = post_entries(org_id=org_id, entries=drafts, by=by, now=now)
    if new := [entry for entry in posted if not entry.was_posted_before]:
        _audit(org_id=org_id, opening_id=opening_id, verb="ledger.openings.post", count=len(new), by=by, now=now)
    return posted


def _audit(*, org_id: UUID, opening_id: UUID, verb: str, count: int, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind="ledger.opening",
        object_id=opening_id,
        detail={"count": count},
        now=now,
    )
