"""Record vouchers: each becomes an entry by its rule, gets the next number of its paper, and is kept or refused."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries_one_by_one
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.queries import find_books
from ecoop.vouchers.actions.draw_on_funds import FundDraws, record_draws
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft, WrittenVoucher, our_number, write_voucher
from ecoop.vouchers.errors import PartyNotFound, VoucherNumberIsTaken, VouchersAreForCooperatives
from ecoop.vouchers.models import Voucher, VoucherLine
from ecoop.vouchers.queries.known import check_same, get_recorded, list_taken_numbers
from ecoop.vouchers.queries.parties import KnownParties, get_known_parties
from ecoop.vouchers.queries.rules import REGIME, Office, get_office


@transaction.atomic
def record_vouchers(*, org_id: UUID, vouchers: Sequence[VoucherDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of vouchers; a good one is kept whatever becomes of the others.

    Two batches at the same moment wait for each other, so that numbers have no gap and no double. Money of a fund is
    spent only on a resolution, and no more than it permits.

    Law:    L17 Arts 64, 70, 87
    Shape:  one outcome per voucher, in order
    Raises: BooksNotOpen, VouchersAreForCooperatives
    Queries: about 12 for any number of vouchers
    """
    if not vouchers:
        return []
    _check_books(org_id)
    lock_books(org_id=org_id)
    known = get_known_parties(
        org_id=org_id,
        member_ids={line.member_id for each in vouchers for line in each.lines if line.member_id},
        counterparty_ids={line.counterparty_id for each in vouchers for line in each.lines if line.counterparty_id},
    )
    outcomes: dict[int, Outcome] = {}
    written: dict[int, WrittenVoucher] = {}
    offices: dict[date, Office] = {}
    check_number, draws = _number_checker(org_id, vouchers), FundDraws(org_id=org_id, now=now)

    def check_new(voucher: WrittenVoucher) -> None:
        check_number(voucher)
        draws.check(voucher.draft)

    write = _writer(known, offices, check_new, get_recorded(org_id=org_id, drafts=vouchers))
    for place, draft in enumerate(vouchers):
        try:
            written[place] = write(draft)
        except Refusal as refusal:
            outcomes[place] = Outcome(draft.id, "refused", refusal)
    answers = post_entries_one_by_one(org_id=org_id, entries=[each.entry for each in written.values()], by=by, now=now)
    recorded: dict[UUID, WrittenVoucher] = {}
    for place, answer in zip(written, answers, strict=True):
        draft = vouchers[place]
        if isinstance(answer, Refusal):
            outcomes[place] = Outcome(draft.id, "refused", answer)
            continue
        status = "known" if answer.was_posted_before else "recorded"
        outcomes[place] = Outcome(draft.id, status, entry_label=answer.label)
        if not answer.was_posted_before:
            recorded[draft.id] = written[place]
    _keep(org_id=org_id, recorded=list(recorded.values()), by=by, now=now)
    return [outcomes[place] for place in range(len(vouchers))]


def _check_books(org_id: UUID) -> None:
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    if books.chart != REGIME:
        raise VouchersAreForCooperatives()


def _writer(
    known: KnownParties,
    offices: dict[date, Office],
    check_new: Callable[[WrittenVoucher], None],
    recorded: dict[UUID, Voucher],
) -> Callable[[VoucherDraft], WrittenVoucher]:
    """Give what writes a draft by the law of its own day."""

    def write(draft: VoucherDraft) -> WrittenVoucher:
        office = offices.get(draft.voucher_on)
        if office is None:
            office = offices[draft.voucher_on] = get_office(law=lawbook.on(draft.voucher_on))
        voucher = write_voucher(draft=draft, rules=office.rules, papers=office.papers, money=office.money)
        _check_parties(draft, known)
        if draft.id in recorded:
            check_same(voucher=voucher, recorded=recorded[draft.id])
        else:
            check_new(voucher)
        return voucher

    return write


def _check_parties(draft: VoucherDraft, known: KnownParties) -> None:
    for line in draft.lines:
        is_strange = line.member_id is not None and line.member_id not in known.member_ids
        if is_strange or (line.counterparty_id is not None and line.counterparty_id not in known.counterparty_ids):
            raise PartyNotFound()


def _number_checker(org_id: UUID, vouchers: Iterable[VoucherDraft]) -> Callable[[WrittenVoucher], None]:
    """Give what refuses a number that another voucher has, in the books or earlier in the batch."""
    # What the database cannot even be asked for is refused with its voucher.
    numbers = {each.number for each in vouchers if each.number and "\x00" not in each.number}
    taken = list_taken_numbers(org_id=org_id, numbers=numbers)

    def check(voucher: WrittenVoucher) -> None:
        draft = voucher.draft
        key = (voucher.paper, draft.voucher_on.year, draft.number)
        if not draft.number:
            return
        if taken.setdefault(key, draft.id) != draft.id:
            raise VoucherNumberIsTaken(number=draft.number, paper=voucher.paper, year=draft.voucher_on.year)

    return check


def _keep(*, org_id: UUID, recorded: Sequence[WrittenVoucher], by: UUID, now: datetime) -> None:
    if not recorded:
        return
    next_serial = _next_serials(org_id=org_id, recorded=recorded)
    Voucher.objects.bulk_create([_row(org_id, each, next_serial, by, now) for each in recorded], batch_size=1000)
    lines = [row for each in recorded for row in _line_rows(org_id, each.draft)]
    VoucherLine.objects.bulk_create(lines, batch_size=1000)
    record_draws(org_id=org_id, drafts=[each.draft for each in recorded], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.voucher.record",
        object_kind=VOUCHER,
        object_id=recorded[0].draft.id if len(recorded) == 1 else None,
        detail={"count": len(recorded)},
        now=now,
    )


def _next_serials(*, org_id: UUID, recorded: Sequence[WrittenVoucher]) -> dict[tuple[str, int], int]:
    """Look up where the counting of each paper and year goes on."""
    years = {each.draft.voucher_on.year for each in recorded}
    rows = Voucher.objects.filter(org_id=org_id, year__in=years).values_list("paper", "year")
    serials: dict[tuple[str, int], int] = defaultdict(lambda: 1)
    for paper, year, last in rows.annotate(last=Max("serial")).order_by():
        serials[(paper, year)] = (last or 0) + 1
    return serials


def _row(
    org_id: UUID, voucher: WrittenVoucher, next_serial: dict[tuple[str, int], int], by: UUID, now: datetime
) -> Voucher:
    draft, year, serial = voucher.draft, voucher.draft.voucher_on.year, None
    member_id, counterparty_id = draft.party_of_all
    if not draft.number:
        serial = next_serial[(voucher.paper, year)]
        next_serial[(voucher.paper, year)] = serial + 1
    return Voucher(
        id=draft.id,
        org_id=org_id,
        paper=voucher.paper,
        year=year,
        serial=serial,
        number=draft.number or our_number(year=year, serial=serial or 0),
        voucher_on=draft.voucher_on,
        rule=draft.rule,
        text=draft.text.strip(),
        total_vnd=voucher.total_vnd,
        member_id=member_id,
        counterparty_id=counterparty_id,
        person_name=draft.person_name,
        person_address=draft.person_address,
        attached_count=draft.attached_count,
        attached_papers=draft.attached_papers,
        recorded_at=now,
        recorded_by_id=by,
    )


def _line_rows(org_id: UUID, draft: VoucherDraft) -> list[VoucherLine]:
    return [
        VoucherLine(
            org_id=org_id,
            voucher_id=draft.id,
            line=place,
            rule=line.rule,
            facts=dict(line.facts),
            amounts={name: amount for name, amount in line.amounts.items() if amount},
            text=line.text,
            member_id=line.member_id,
            counterparty_id=line.counterparty_id,
        )
        for place, line in enumerate(draft.lines, 1)
    ]
