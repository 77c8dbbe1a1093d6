"""Keep lines of bank accounts, each once by whatever ways it comes, and match what is certain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.count_on import count_on
from ecoop.payments.actions.match_lines import match_certain
from ecoop.payments.calc.drafts import LINE, LineDraft, cannot_be
from ecoop.payments.calc.folding import fold, fold_line
from ecoop.payments.calc.same_line import DAYS_APART_MAX, KeptLine, find_same
from ecoop.payments.errors import EntryIsOutOfBounds, Source
from ecoop.payments.models import BankLine, Sighting
from ecoop.payments.queries.lines import list_open_lines
from ecoop.trade.queries.things import list_bank_accounts


@dataclass(frozen=True)
class Paper:
    """What told of the lines: a statement or a notice."""

    source: Source
    id: UUID
    bank_account_id: UUID | None = None
    connection_id: UUID | None = None
    # Lines that it tells of elsewhere, under keys of before: its other entries are other transfers.
    tells: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class LineOutcome:
    """What became of one line: new, merged (another paper told it before), known (this paper did) or refused."""

    status: str
    line_id: UUID | None = None
    refusal: Refusal | None = None


def keep_lines(*, org_id: UUID, lines: Sequence[LineDraft], paper: Paper, by: UUID, now: datetime) -> list[LineOutcome]:
    """Keep the lines that are new, and match them where it is certain what they pay.

    Whoever calls holds the lock on the books and stands inside the walls. A line that cannot be is refused for itself.

    Shape:   one outcome per line, in order
    Queries: about 9 for any number of lines, and those of match_certain
    """
    accounts = _accounts(org_id)
    # One paper that says a line twice under one key says it once.
    drafts = {draft.key: _placed(draft, paper, accounts) for draft in reversed(lines)}
    outcomes = {key: _refused(draft) for key, draft in drafts.items() if cannot_be(draft=draft, today=vietnam_day(now))}
    told = _told_before(org_id, [key for key in drafts if key not in outcomes])
    outcomes |= {key: LineOutcome("known", line_id) for key, line_id in told.items()}
    left = {draft.key: drafts[draft.key] for draft in lines if draft.key not in outcomes}
    merged = _merge(org_id, left, paper, {*told.values(), *paper.tells})
    new = _write_lines(org_id, {key: draft for key, draft in left.items() if key not in merged}, by, now)
    _write_sightings(org_id, {**merged, **new}, paper, by, now)
    outcomes |= {key: LineOutcome("merged", line_id) for key, line_id in merged.items()}
    outcomes |= {key: LineOutcome("new", line_id) for key, line_id in new.items()}
    if new:
        _tell_audit(org_id, list(new.values()), paper, by, now)
        match_certain(org_id=org_id, lines=list_open_lines(org_id=org_id, line_ids=list(new.values())), by=by, now=now)
    return [outcomes[draft.key] for draft in lines]


def _refused(draft: LineDraft) -> LineOutcome:
    refusal = EntryIsOutOfBounds(booked_on=draft.booked_on, amount=format_dong(draft.amount_vnd))
    return LineOutcome("refused", refusal=refusal)


def _accounts(org_id: UUID) -> dict[str, UUID]:
    """Give our accounts by the letters and digits of their numbers; a number at two banks names neither."""
    found: dict[str, list[UUID]] = {}
    for account in list_bank_accounts(org_id=org_id):
        found.setdefault(fold(account.number), []).append(account.id)
    return {number: ids[0] for number, ids in found.items() if number and len(ids) == 1}


def _placed(draft: LineDraft, paper: Paper, accounts: Mapping[str, UUID]) -> LineDraft:
    return replace(
        draft,
        bank_account_id=draft.bank_account_id or accounts.get(fold(draft.account)) or paper.bank_account_id,
        counterparty=_kept_words(draft.counterparty, 200),
        counterparty_account=_kept_words(draft.counterparty_account, 40),
        reference=_kept_words(draft.reference, 80),
        text=_kept_words(draft.text, 1000),
        account=_kept_words(draft.account, 40),
    )


def _kept_words(words: str, most: int) -> str:
    # No table holds a zero byte; far down in a long file it passes for text.
    return words.replace("\0", " ")[:most]


def _told_before(org_id: UUID, keys: Sequence[str]) -> dict[str, UUID]:
    return dict(Sighting.objects.filter(org_id=org_id, key__in=keys).values_list("key", "line_id"))


def _merge(org_id: UUID, drafts: Mapping[str, LineDraft], paper: Paper, told: Collection[UUID]) -> dict[str, UUID]:
    """Find the lines that another paper told of before; those of the same day first, so that habits stay apart.

    `told` are the lines that this paper tells again under their own keys: its other entries are other transfers.
    """
    kept = [each for each in _kept(org_id, drafts, paper) if each.id not in told] if drafts else []
    places = {each.id: place for place, each in enumerate(kept)}
    # A market takes the same 20.000 thousands of times a month: only those of near days are looked at.
    free: dict[tuple[int, date], dict[UUID, KeptLine]] = {}
    for each in kept:
        free.setdefault((each.amount_vnd, each.booked_on), {})[each.id] = each
    merged: dict[str, UUID] = {}
    for days_apart in (0, DAYS_APART_MAX):
        for key, draft in drafts.items():
            if key in merged:
                continue
            near = _near(free, draft, days_apart)
            near.sort(key=lambda each: places[each.id])
            same = find_same(draft=draft, source=paper.source, kept=near, days_apart=days_apart) if near else None
            if same is not None:
                merged[key] = same.id
                del free[same.amount_vnd, same.booked_on][same.id]
    return merged


def _near(
    free: Mapping[tuple[int, date], Mapping[UUID, KeptLine]], draft: LineDraft, days_apart: int
) -> list[KeptLine]:
    days = [draft.booked_on + timedelta(days=apart) for apart in range(-days_apart, days_apart + 1)]
    return [each for day in days for each in free.get((draft.amount_vnd, day), {}).values()]


def _kept(org_id: UUID, drafts: Mapping[str, LineDraft], paper: Paper) -> list[KeptLine]:
    days = [draft.booked_on for draft in drafts.values()]
    apart = timedelta(days=DAYS_APART_MAX)
    rows = BankLine.objects.filter(
        org_id=org_id,
        amount_vnd__in={draft.amount_vnd for draft in drafts.values()},
        booked_on__range=(min(days) - apart, max(days) + apart),
    )
    sightings = Sighting.objects.filter(org_id=org_id, line_id__in=rows.values("id"))
    sources: dict[UUID, set[Source]] = {}
    own: set[UUID] = set()
    for line_id, source, statement_id, notice_id, connection_id in sightings.values_list(
        "line_id", "source", "statement_id", "notice_id", "notice__connection_id"
    ):
        sources.setdefault(line_id, set()).add(Source(source))
        # A provider tells one transfer under one key: under another key it tells of another transfer.
        is_of_connection = paper.connection_id is not None and connection_id == paper.connection_id
        if is_of_connection or paper.id in (statement_id, notice_id):
            own.add(line_id)
    return [
        KeptLine(
            row.id,
            row.booked_on,
            row.amount_vnd,
            row.account,
            row.bank_account_id,
            row.reference,
            row.text,
            frozenset(sources.get(row.id, ())),
        )
        for row in rows.order_by("number")
        if row.id not in own
    ]


def _write_lines(org_id: UUID, drafts: Mapping[str, LineDraft], by: UUID, now: datetime) -> dict[str, UUID]:
    if not drafts:
        return {}
    first = count_on(org_id=org_id)
    rows = {
        key: BankLine(
            id=new_id(),
            org_id=org_id,
            number=first + nth,
            account=draft.account,
            bank_account_id=draft.bank_account_id,
            booked_on=draft.booked_on,
            happened_at=draft.happened_at,
            amount_vnd=Dong(draft.amount_vnd),
            counterparty=draft.counterparty,
            counterparty_account=draft.counterparty_account,
            reference=draft.reference,
            text=draft.text,
            folded=fold_line(text=draft.text, reference=draft.reference),
            recorded_at=now,
            recorded_by_id=by,
        )
        for nth, (key, draft) in enumerate(drafts.items())
    }
    BankLine.objects.bulk_create(rows.values(), batch_size=1000)
    return {key: row.id for key, row in rows.items()}


def _write_sightings(org_id: UUID, lines: Mapping[str, UUID], paper: Paper, by: UUID, now: datetime) -> None:
    is_statement = paper.source is Source.STATEMENT
    rows = [
        Sighting(
            org_id=org_id,
            line_id=line_id,
            source=paper.source,
            key=key,
            statement_id=paper.id if is_statement else None,
            notice_id=None if is_statement else paper.id,
            recorded_at=now,
            recorded_by_id=by,
        )
        for key, line_id in lines.items()
    ]
    Sighting.objects.bulk_create(rows, batch_size=1000)


def _tell_audit(org_id: UUID, line_ids: Sequence[UUID], paper: Paper, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.line.keep",
        object_kind=LINE,
        object_id=line_ids[0] if len(line_ids) == 1 else None,
        detail={"count": len(line_ids), "source": str(paper.source), "paper_id": str(paper.id)},
        now=now,
    )
