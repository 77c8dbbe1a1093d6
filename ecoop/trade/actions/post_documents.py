"""Post documents of trade into the ledger, good ones kept, and say what became of each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries_one_by_one
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import PostingRule
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.queries import find_books, list_posting_rules
from ecoop.trade.calc import Outcome
from ecoop.trade.errors import BooksKnowNoSuchDocument


class HasId(Protocol):
    """A draft of a document, which brings its id."""

    @property
    def id(self) -> UUID:
        """The id from outside, by which the document is recorded once."""


D = TypeVar("D", bound=HasId)


def post_documents(
    *,
    org_id: UUID,
    drafts: Sequence[D],
    to_entry: Callable[[D], EntryDraft],
    by: UUID,
    now: datetime,
) -> tuple[list[Outcome], list[D]]:
    """Post the entries of those drafts that are new and right.

    The ledger tells which documents are known, under its lock: two that come at the same moment are one, and one
    that says something else than before is refused.

    Shape:  one outcome per draft, in order; and the drafts whose rows are now to be written
    Queries: 1; 2 if some were known or refused
    """
    outcomes: dict[int, Outcome] = {}
    entries: dict[int, EntryDraft] = {}
    for place, draft in enumerate(drafts):
        try:
            entries[place] = to_entry(draft)
        except Refusal as refusal:
            outcomes[place] = Outcome(draft.id, "refused", refusal)
    answers = post_entries_one_by_one(org_id=org_id, entries=list(entries.values()), by=by, now=now)
    recorded = []
    for place, answer in zip(entries, answers, strict=True):
        draft = drafts[place]
        if isinstance(answer, Refusal):
            outcomes[place] = Outcome(draft.id, "refused", answer)
            continue
        status = "known" if answer.was_posted_before else "recorded"
        outcomes[place] = Outcome(draft.id, status, entry_label=answer.label)
        if not answer.was_posted_before:
            recorded.append(draft)
    return [outcomes[place] for place in range(len(drafts))], recorded


def rules_for(*, org_id: UUID, on: date) -> Mapping[str, PostingRule]:
    """Give the posting rules of the regime in which the organisation keeps its books.

    Raises: BooksNotOpen; asked for a rule that is not there: BooksKnowNoSuchDocument
    Queries: 1
    """
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    return RulesOfBooks(list_posting_rules(regime=books.chart, law=lawbook.on(on)))


class RulesOfBooks(dict[str, PostingRule]):
    """The posting rules of one regime; a document that the regime does not know is refused."""

    def __missing__(self, rule: str) -> PostingRule:
        raise BooksKnowNoSuchDocument(rule=rule)


def record_batch(*, org_id: UUID, verb: str, kind: str, recorded: Sequence[HasId], by: UUID, now: datetime) -> None:
    """Write one line of the audit trail for what a batch brought in, if it brought in anything."""
    if not recorded:
        return
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind=kind,
        object_id=recorded[0].id if len(recorded) == 1 else None,
        detail={"count": len(recorded)},
        now=now,
    )
