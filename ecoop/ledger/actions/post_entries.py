"""Put entries into the books: the only way from Python to `ledger_post`."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from ecoop.kernel.ids import new_id
from ecoop.kernel.packed import Packed, open_cursor
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc import packing
from ecoop.ledger.calc.drafts import EntryDraft, PostedEntry
from ecoop.ledger.errors import BY_OUTCOME, DocumentPostedDifferently

_CALL = """
    SELECT place, outcome, entry_id, year, number, facts
    FROM ledger_post(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %s::numeric[])
"""
_ALREADY = "already"


def post_entries(*, org_id: UUID, entries: Sequence[EntryDraft], by: UUID, now: datetime) -> list[PostedEntry]:
    """Post a batch as a whole: every entry, or none and the refusal of the first that cannot be posted.

    A document that stands in the books with the same content answers the entry it has. Call it inside
    `inside_organisation`; its transaction is the one that commits.

    Shape:  one answer per draft, in order
    Raises: the refusals of errors.BY_OUTCOME
    Queries: 1; 2 if some documents were posted before
    """
    answers = _post(org_id=org_id, entries=entries, by=by, now=now)
    if any(isinstance(answer, Refusal) for answer in answers):
        raise next(answer for answer in answers if isinstance(answer, Refusal))
    if any(answer is None for answer in answers):
        _post_rest(answers=answers, org_id=org_id, entries=entries, by=by, now=now)
    return [answer for answer in answers if isinstance(answer, PostedEntry)]


def post_entries_one_by_one(
    *, org_id: UUID, entries: Sequence[EntryDraft], by: UUID, now: datetime
) -> list[PostedEntry | Refusal]:
    """Post the good entries of a batch and answer the refusal of each that is not.

    Shape:  one answer per draft, in order
    Queries: 1; 2 if some were posted before or refused
    """
    answers = _post(org_id=org_id, entries=entries, by=by, now=now)
    while any(answer is None for answer in answers):
        _post_rest(answers=answers, org_id=org_id, entries=entries, by=by, now=now)
    return [answer for answer in answers if answer is not None]


def _post(
    *, org_id: UUID, entries: Sequence[EntryDraft], by: UUID, now: datetime
) -> list[PostedEntry | Refusal | None]:
    """Post all drafts, or nothing; None stands for a draft that nothing keeps from being posted."""
    if not entries:
        return []
    if twins := _find_twins(entries=entries):
        return _post_without_twins(twins=twins, org_id=org_id, entries=entries, by=by, now=now)
    ids = [new_id() for _ in entries]
    rows = _call(org_id=org_id, ids=ids, entries=entries, by=by, now=now)
    if rows and rows[0][0] == 0:
        numbers = {year: number for _, _, _, year, number, _ in rows}
        return list(_count_up(ids=ids, entries=entries, first_numbers=numbers))
    answers: list[PostedEntry | Refusal | None] = [None] * len(entries)
    for place, outcome, entry_id, year, number, facts in rows:
        is_known = outcome == _ALREADY
        answers[place - 1] = (
            PostedEntry(entry_id, year, number, was_posted_before=True) if is_known else _refuse(outcome, facts)
        )
    return answers


def _post_rest(
    *,
    answers: list[PostedEntry | Refusal | None],
    org_id: UUID,
    entries: Sequence[EntryDraft],
    by: UUID,
    now: datetime,
) -> None:
    """Post what has no answer yet; the lock taken by the first look keeps the rest postable."""
    places = [place for place, answer in enumerate(answers) if answer is None]
    rest = _post(org_id=org_id, entries=[entries[place] for place in places], by=by, now=now)
    for place, answer in zip(places, rest, strict=True):
        answers[place] = answer


def _find_twins(*, entries: Sequence[EntryDraft]) -> dict[int, int]:
    """Find drafts whose document stands in the batch before them: their place, and the first one's."""
    if len({(entry.document_kind, entry.document_id.int) for entry in entries}) == len(entries):
        return {}
    first: dict[tuple[str, UUID], int] = {}
    places = [first.setdefault((entry.document_kind, entry.document_id), at) for at, entry in enumerate(entries)]
    return {at: place for at, place in enumerate(places) if at != place}


def _post_without_twins(
    *, twins: dict[int, int], org_id: UUID, entries: Sequence[EntryDraft], by: UUID, now: datetime
) -> list[PostedEntry | Refusal | None]:
    """Post each document once; its repetitions get its answer, or a refusal if they say something else."""
    if differing := {at for at, first in twins.items() if entries[at] != entries[first]}:
        refusal = DocumentPostedDifferently(year="", number="")
        return [refusal if at in differing else None for at in range(len(entries))]
    singles = [at for at in range(len(entries)) if at not in twins]
    answers = _post(org_id=org_id, entries=[entries[at] for at in singles], by=by, now=now)
    by_place = dict(zip(singles, answers, strict=True))
    for at, first in twins.items():
        answer = by_place[first]
        by_place[at] = answer._replace(was_posted_before=True) if isinstance(answer, PostedEntry) else answer
    return [by_place[at] for at in range(len(entries))]


def _count_up(
    *, ids: Sequence[UUID], entries: Sequence[EntryDraft], first_numbers: dict[int, int]
) -> list[PostedEntry]:
    if len(first_numbers) == 1:
        ((year, first),) = first_numbers.items()
        return [PostedEntry(entry_id, year, number) for number, entry_id in enumerate(ids, first)]
    counted = []
    for entry_id, entry in zip(ids, entries, strict=True):
        year = entry.entry_on.year
        counted.append(PostedEntry(entry_id, year, first_numbers[year]))
        first_numbers[year] += 1
    return counted


def _refuse(outcome: str, facts: dict[str, Any]) -> Refusal:
    days: dict[str, Any] = {
        name: date.fromisoformat(facts[name]) for name in ("starts_on", "day", "closed_on") if name in facts
    }
    month = facts.get("month", "")
    told: dict[str, Any] = {**facts, **days, "period": f"{month[5:7]}/{month[:4]}"}
    return BY_OUTCOME[outcome](**told)


def _call(
    *, org_id: UUID, ids: Sequence[UUID], entries: Sequence[EntryDraft], by: UUID, now: datetime
) -> list[tuple[Any, ...]]:
    arrays = [*_pack_entries(ids=ids, entries=entries), *_pack_postings(entries=entries)]
    values: list[Any] = [org_id, by, now, *(packed if packed is None else Packed(packed) for packed in arrays)]
    quantities = [posting.quantity for entry in entries for posting in entry.postings]
    values.append(quantities if any(quantity is not None for quantity in quantities) else None)
    with open_cursor() as cursor:
        return cursor.execute(_CALL, values, prepare=True, binary=True).fetchall()


def _pack_entries(*, ids: Sequence[UUID], entries: Sequence[EntryDraft]) -> list[bytes | None]:
    document_kinds, document_ids, document_ons, entry_ons, texts, _, corrects, kinds = zip(*entries, strict=True)
    return [
        packing.pack_uuids(ids),
        None if set(kinds) == {"plain"} else packing.pack_texts(kinds),
        packing.pack_texts(document_kinds),
        packing.pack_uuids(document_ids),
        packing.pack_days(document_ons),
        packing.pack_days(entry_ons),
        packing.pack_texts(texts),
        packing.pack_uuids(corrects),
    ]


def _pack_postings(*, entries: Sequence[EntryDraft]) -> list[bytes | None]:
    postings = list(chain.from_iterable([entry.postings for entry in entries]))
    columns = zip(*postings, strict=True) if postings else [()] * 7
    debits, credits_, amounts, parties, items, sides, _ = columns
    sizes = [len(entry.postings) for entry in entries]
    places = [place for place, size in enumerate(sizes, 1) for _ in range(size)]
    lines = list(chain.from_iterable([range(1, size + 1) for size in sizes]))
    return [
        packing.pack_integers(places, oid=packing.INT4),
        packing.pack_integers(lines, oid=packing.INT2),
        packing.pack_texts(debits),
        packing.pack_texts(credits_),
        packing.pack_integers(amounts, oid=packing.INT8),
        packing.pack_uuids(parties),
        packing.pack_uuids(items),
        packing.pack_texts(sides),
    ]
