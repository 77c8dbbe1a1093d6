"""Admit members, each with what they bring and who they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.actions.record_decisions import DecisionDraft, check_decision, write_decisions
from ecoop.members.actions.record_particulars import particulars_row
from ecoop.members.calc import (
    NUMBER_LETTERS_MAX,
    DecidedAct,
    Headcount,
    JoinRules,
    MemberType,
    ParticularsDraft,
    check_may_join,
    derive_member_type,
    foreign_share_is_kept,
    number_on,
)
from ecoop.members.errors import (
    DocumentDiffers,
    MemberBringsNothing,
    MemberNumberTaken,
    MemberNumberTooLong,
    MemberTwice,
    TooManyForeignMembers,
)
from ecoop.members.models import Departure, Member, Particulars, Standing
from ecoop.members.queries import (
    Constitution,
    find_greatest_number,
    find_join_rules,
    get_constitution,
    get_headcount,
)
from ecoop.parties.calc import plain_text

_AT_ONCE = 2_000
_FOREIGN = "cooperative/members/foreign_ratio_below"


@dataclass(frozen=True)
class Admission:
    """Somebody to admit, from which day, and what they bring; without a number they get the next free one.

    The body that decided and its resolution are asked for where they are known; a register that is brought in
    from before has none.
    """

    id: UUID
    number: str
    name: str
    member_org_id: UUID | None
    admitted_on: date
    brings_capital: bool
    uses: bool
    works: bool
    particulars: ParticularsDraft | None = None
    decision: DecisionDraft | None = None

    @property
    def type(self) -> MemberType | None:
        """Derive the type from what is brought."""
        return derive_member_type(capital=self.brings_capital, use=self.uses, labour=self.works)


@transaction.atomic
def admit_members(*, org_id: UUID, admissions: Sequence[Admission], by: UUID, now: datetime) -> list[UUID]:
    """Enter members in the register; those whose id is there already are left as they are.

    Law:    L17 Arts 15, 30
    Shape:  the ids that are new
    Raises: MemberBringsNothing, MemberNumberTaken, MemberNumberTooLong, MemberTwice, TooManyForeignMembers,
            WrongBodyDecides, DecisionNeedsResolution, and what `check_may_join` raises
    Queries: about 12 for any number of members
    """
    outcomes = admit_one_by_one(org_id=org_id, admissions=admissions, by=by, now=now)
    for outcome in outcomes:
        if outcome.refusal is not None:
            raise outcome.refusal
    return [outcome.id for outcome in outcomes if outcome.status == "recorded"]


@transaction.atomic
def admit_one_by_one(*, org_id: UUID, admissions: Sequence[Admission], by: UUID, now: datetime) -> list[Outcome]:
    """Enter members in the register, the good ones whatever becomes of the others.

    Law:    L17 Arts 15, 30
    Shape:  one outcome per admission, in order
    Raises: nothing; every refusal is an outcome
    Queries: about 12 for any number of members
    """
    lock_register(org_id=org_id)
    ids = [admission.id for admission in admissions]
    known = set(Member.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    # The same admission twice in one list counts once.
    first = {one.id: one for one in reversed(admissions)}
    new = _with_numbers(org_id=org_id, new=[first[id_] for id_ in dict.fromkeys(ids) if id_ not in known])
    refused, follows = _judge(org_id=org_id, new=new)
    good = [admission for admission in new if admission.id not in refused]
    _write(org_id=org_id, good=good, follows=follows, by=by, now=now)
    return [
        _tell(one, first=first[one.id], is_known=one.id in known, refusal=refused.get(one.id)) for one in admissions
    ]


def _tell(one: Admission, *, first: Admission, is_known: bool, refusal: Refusal | None) -> Outcome:
    if one != first:
        refusal = DocumentDiffers(document=one.id)
    return Outcome(one.id, "refused" if refusal else "known" if is_known else "recorded", refusal)


def _with_numbers(*, org_id: UUID, new: Sequence[Admission]) -> list[Admission]:
    if all(admission.number for admission in new):
        return list(new)
    taken = {admission.number for admission in new}
    greatest = find_greatest_number(org_id=org_id)
    numbered = []
    for admission in new:
        number = admission.number
        while not number or (not admission.number and number in taken):
            number = greatest = number_on(number=greatest)
        numbered.append(replace(admission, number=number))
    return numbered


def _judge(*, org_id: UUID, new: Sequence[Admission]) -> tuple[dict[UUID, Refusal], dict[UUID, UUID]]:
    """Tell which admissions are refused and why, and which follow an earlier membership."""
    refused: dict[UUID, Refusal] = {}
    if not new:
        return refused, {}
    constitution = get_constitution(org_id=org_id, day=max(one.admitted_on for one in new))
    rules: dict[date, JoinRules | None] = {}
    for one in new:
        if one.admitted_on not in rules:
            rules[one.admitted_on] = find_join_rules(form=constitution.form, day=one.admitted_on)
        try:
            _check_one(one, rules[one.admitted_on], constitution)
        except Refusal as refusal:
            refused[one.id] = refusal
    refused |= _taken_numbers(org_id=org_id, new=new)
    follows: dict[UUID, UUID] = {}
    refused |= _members_already(org_id=org_id, new=new, follows=follows)
    refused |= _persons_twice(org_id=org_id, new=new)
    return refused | _too_foreign(org_id=org_id, new=[one for one in new if one.id not in refused]), follows


def _check_one(one: Admission, rules: JoinRules | None, constitution: Constitution) -> None:
    kind = one.type
    if len(one.number) > NUMBER_LETTERS_MAX:
        raise MemberNumberTooLong(number=one.number, letters_max=NUMBER_LETTERS_MAX)
    if kind is None:
        raise MemberBringsNothing(name=one.name)
    if one.particulars and rules:
        check_may_join(name=one.name, who=one.particulars, kind=kind, day=one.admitted_on, rules=rules)
    if one.decision:
        check_decision(
            name=one.name, decision=one.decision, kind=kind, governance=constitution.governance, day=one.admitted_on
        )


def _taken_numbers(*, org_id: UUID, new: Sequence[Admission]) -> dict[UUID, Refusal]:
    numbers = [one.number for one in new]
    taken = set(Member.objects.filter(org_id=org_id, number__in=numbers).values_list("number", flat=True))
    refused: dict[UUID, Refusal] = {}
    for one in new:
        if one.number in taken:
            refused[one.id] = MemberNumberTaken(number=one.number)
        taken.add(one.number)
    return refused


def _members_already(*, org_id: UUID, new: Sequence[Admission], follows: dict[UUID, UUID]) -> dict[UUID, Refusal]:
    """Refuse an organisation whose membership here holds on the day of admission, or that comes twice.

    `follows` is filled with the departure that the admission of an earlier member comes after.
    """
    coming = [(one.member_org_id, one) for one in new if one.member_org_id]
    rows = Member.objects.filter(org_id=org_id, member_org_id__in=[member_org_id for member_org_id, _ in coming])
    ended = {row.member_id: row for row in Departure.objects.filter(org_id=org_id, member__in=rows)}
    held: dict[UUID, tuple[str, Departure | None]] = {
        row.member_org_id: (row.number, ended.get(row.id)) for row in rows.order_by("admitted_on") if row.member_org_id
    }
    refused: dict[UUID, Refusal] = {}
    for member_org_id, one in coming:
        if member_org_id in held:
            number, departure = held[member_org_id]
            if departure is None or one.admitted_on < departure.ends_on:
                refused[one.id] = MemberTwice(name=one.name, number=number)
                continue
            follows[one.id] = departure.id
        held[member_org_id] = (one.number, None)
    return refused


def _persons_twice(*, org_id: UUID, new: Sequence[Admission]) -> dict[UUID, Refusal]:
    """Refuse a person or firm whose papers a member carries already, or that comes twice."""
    papers = {one.id: _papers(one.particulars) for one in new if one.particulars}
    held = _holders_of(org_id=org_id, papers=set().union(*papers.values()) if papers else set())
    refused: dict[UUID, Refusal] = {}
    for one in new:
        for paper in papers.get(one.id, ()):
            if paper in held:
                number, ends_on = held[paper]
                if one.admitted_on < ends_on:
                    refused[one.id] = MemberTwice(name=one.name, number=number)
                    break
            held[paper] = (one.number, date.max)
    return refused


def _papers(who: ParticularsDraft) -> set[tuple[str, str]]:
    return {(field, text) for field, text in (("id_number", who.id_number), ("code", who.code)) if text}


def _holders_of(*, org_id: UUID, papers: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, date]]:
    """Give who carries these papers: the number, and until when they are a member."""
    held: dict[tuple[str, str], tuple[str, date]] = {}
    for field in ("id_number", "code"):
        wanted = [text for name, text in papers if name == field]
        if not wanted:
            continue
        rows = Particulars.objects.filter(org_id=org_id, **{f"{field}__in": wanted})
        carried = dict(rows.values_list("member_id", field))
        members = Member.objects.filter(org_id=org_id, id__in=list(carried)).order_by("admitted_on")
        left = Departure.objects.filter(org_id=org_id, member_id__in=list(carried)).values_list("member_id", "ends_on")
        left_on = dict(left)
        for member in members:
            held[field, carried[member.id]] = (member.number, left_on.get(member.id, date.max))
    return held


def _too_foreign(*, org_id: UUID, new: Sequence[Admission]) -> dict[UUID, Refusal]:
    """Refuse the foreign ones among those who come if foreign members would reach their share."""
    foreign = [one for one in new if one.particulars and one.particulars.counts_as_foreign]
    if not foreign:
        return {}
    day = max(one.admitted_on for one in new)
    law = lawbook.on(day)
    if not law.has(_FOREIGN):
        return {}
    heads = get_headcount(org_id=org_id, day=day)
    official = heads.official + sum(one.type is MemberType.OFFICIAL for one in new)
    after = Headcount({MemberType.OFFICIAL: official}, heads.foreign + len(foreign))
    ratio = law.rate(_FOREIGN)
    if foreign_share_is_kept(heads=after, ratio_below=ratio):
        return {}
    facts = {"foreign": after.foreign, "official": official, "ratio": f"{ratio:f}"}
    return {one.id: TooManyForeignMembers(law=law.cite(_FOREIGN), **facts) for one in foreign}


def _write(*, org_id: UUID, good: Sequence[Admission], follows: Mapping[UUID, UUID], by: UUID, now: datetime) -> None:
    if not good:
        return
    recorded = {"org_id": org_id, "recorded_by_id": by, "recorded_at": now}
    Member.objects.bulk_create(
        (
            Member(
                id=one.id,
                number=one.number,
                name=one.name,
                name_plain=plain_text(text=one.name)[:200],
                member_org_id=one.member_org_id,
                admitted_on=one.admitted_on,
                follows_id=follows.get(one.id),
                **recorded,
            )
            for one in good
        ),
        batch_size=_AT_ONCE,
    )
    Standing.objects.bulk_create(
        (
            Standing(
                member_id=one.id,
                member_org_id=one.member_org_id,
                starts_on=one.admitted_on,
                brings_capital=one.brings_capital,
                uses=one.uses,
                works=one.works,
                **recorded,
            )
            for one in good
        ),
        batch_size=_AT_ONCE,
    )
    Particulars.objects.bulk_create(
        (
            particulars_row(
                who=one.particulars,
                member_id=one.id,
                member_org_id=one.member_org_id,
                starts_on=one.admitted_on,
                **recorded,
            )
            for one in good
            if one.particulars
        ),
        batch_size=_AT_ONCE,
    )
    write_decisions(
        decided=((one.id, one.member_org_id, one.decision) for one in good), act=DecidedAct.ADMIT, **recorded
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.member.admit",
        object_kind="member",
        object_id=good[0].id if len(good) == 1 else None,
        detail={"count": len(good)},
        now=now,
    )
