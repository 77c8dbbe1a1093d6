"""What was said twice, said otherwise, or taken back on the page of the books: capital, fees and trade stay right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from demo.resolutions import charter_on_paper, return_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries import list_findings
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.members import errors
from ecoop.members.actions.admit_members import Admission, admit_one_by_one
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings
from ecoop.members.actions.return_capital import ReturnDraft
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.take_back_dealing import take_back_dealing
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import ChangeKind, DealingKind, Means, ReturnReason, Side
from ecoop.members.models import CapitalCommitment, CapitalContribution, DealingReversal
from ecoop.members.queries import sum_paid_in
from ecoop.members.tests.stage import FOUNDED_ON, Stage
from ecoop.members.tests.test_capital_actions import do, stage
from tests.cast import Cast

__all__ = ["do", "stage"]

MILLION = 1_000_000
PAID_ON, MOVED_ON = date(2026, 2, 2), date(2026, 4, 1)
Do = Callable[..., Any]


def paid(member: UUID, millions: int, on: date = PAID_ON) -> Contribution:
    return Contribution(new_id(), member, on, Means.BANK, Dong(millions * MILLION))


def red(do: Do, kind: str, document_id: UUID) -> None:
    """Take a document back where anybody may: on the page of its entry."""
    find = {"document_kind": kind, "document_id": document_id}
    entry_id = do(lambda org_id, by, now: find_entry_id(org_id=org_id, **find))
    do(reverse_entry, entry_id=entry_id, entry_on=date(2026, 6, 2), reason="ghi nhầm")


def findings(do: Do) -> list[str]:
    return [found.check for found in do(lambda org_id, by, now: list_findings(org_id=org_id))]


def held(do: Do, member: UUID) -> int:
    return int(do(lambda org_id, by, now: sum_paid_in(org_id=org_id, day=date(2026, 12, 31))).get(member, 0))


def test_the_same_document_twice_in_a_batch_counts_once(do: Do, stage: Stage) -> None:
    payment = paid(stage.nam, 10)
    assert do(record_contributions, contributions=[payment, payment]) == [payment.id]
    promise = CommitmentDraft(new_id(), stage.nam, Dong(15 * MILLION), PAID_ON)
    assert do(commit_capital, commitments=[promise, promise]) == [promise.id]
    move = TransferDraft(new_id(), stage.nam, stage.hoa, MOVED_ON, Dong(2 * MILLION), ChangeKind.SOLD, "HĐ 1")
    assert do(transfer_capital, transfers=[move, move]) == [move.id]
    one = Admission(new_id(), "TV009", "Lý Văn Mới", None, FOUNDED_ON, True, True, True)
    outcomes = do(admit_one_by_one, admissions=[one, one])
    assert [(each.status, each.refusal) for each in outcomes] == [("recorded", None)] * 2
    assert do(lambda org_id, by, now: (CapitalContribution.objects.count(), CapitalCommitment.objects.count())) == (
        1,
        1,
    )
    assert held(do, stage.nam) == 8 * MILLION


def test_the_same_id_with_other_words_is_refused(do: Do, stage: Stage) -> None:
    payment = paid(stage.nam, 10)
    with pytest.raises(errors.DocumentDiffers):
        do(record_contributions, contributions=[payment, replace(payment, amount_vnd=Dong(MILLION))])
    do(record_contributions, contributions=[payment, paid(stage.capital_only, 5)])
    move = TransferDraft(new_id(), stage.nam, stage.hoa, MOVED_ON, Dong(2 * MILLION), ChangeKind.SOLD, "HĐ 1")
    do(transfer_capital, transfers=[move])
    with pytest.raises(errors.DocumentDiffers):
        do(transfer_capital, transfers=[replace(move, from_id=stage.capital_only)])


def test_a_later_payment_in_the_batch_hides_no_ceiling(do: Do, stage: Stage) -> None:
    """Of 100 million an official member may hold 30; from June, of 200 million, 60: 40 in February are too many."""
    do(charter_on_paper, choices=[CharterChoice("charter_capital_vnd", "200000000", date(2026, 6, 1))])
    july = date(2026, 7, 2)
    with pytest.raises(errors.CapitalPassesCeiling):
        do(record_contributions, contributions=[paid(stage.nam, 40), paid(stage.hoa, 1, july)])
    promises = [(stage.nam, 40, PAID_ON), (stage.hoa, 1, july)]
    drafts = [CommitmentDraft(new_id(), who, Dong(vnd * MILLION), on) for who, vnd, on in promises]
    with pytest.raises(errors.CapitalPassesCeiling):
        do(commit_capital, commitments=drafts)
    # 30 in February and 30 more in July are what the charter of each day allows.
    assert len(do(record_contributions, contributions=[paid(stage.nam, 30), paid(stage.nam, 30, july)])) == 2


def test_a_return_taken_back_frees_what_it_took(do: Do, stage: Stage) -> None:
    """Of 20 million, 5 lie above 30 of 100 of 50 million: returned, taken back, returned again: 15 stay."""
    do(record_contributions, contributions=[paid(stage.nam, 20)])
    do(charter_on_paper, choices=[CharterChoice("charter_capital_vnd", "50000000", date(2026, 3, 1))])
    given = {"amount_vnd": Dong(5 * MILLION), "means": Means.BANK, "reason": ReturnReason.EXCESS}
    first = ReturnDraft(new_id(), stage.nam, date(2026, 5, 1), resolution_id=None, debts_seen_by="Lan", **given)
    do(return_on_paper, returns=[first])
    red(do, "members.capital-change", first.id)
    # All 20 may leave on an earlier day now: the return of May took nothing.
    move = TransferDraft(new_id(), stage.nam, stage.hoa, MOVED_ON, Dong(15 * MILLION), ChangeKind.SOLD, "HĐ 1")
    do(transfer_capital, transfers=[move])
    back = TransferDraft(new_id(), stage.nam, stage.capital_only, MOVED_ON, Dong(5 * MILLION), ChangeKind.SOLD, "HĐ 2")
    do(transfer_capital, transfers=[back])
    assert (held(do, stage.nam), findings(do)) == (0, [])


def test_capital_sold_and_then_never_paid_is_found_and_can_be_mended(do: Do, stage: Stage) -> None:
    payment = paid(stage.nam, 20)
    do(record_contributions, contributions=[payment])
    move = TransferDraft(new_id(), stage.nam, stage.hoa, MOVED_ON, Dong(15 * MILLION), ChangeKind.SOLD, "HĐ 1")
    do(transfer_capital, transfers=[move])
    red(do, "members.contribution", payment.id)
    assert findings(do) == ["somebody held less than no capital"]
    red(do, "members.capital-change", move.id)
    assert findings(do) == []


def test_a_line_reversed_in_the_books_is_told_to_its_household(cast: Cast, do: Do, stage: Stage) -> None:
    under = {"member_id": stage.nam, "agreement_id": stage.nam_agreement}
    line = DealingDraft(new_id(), PAID_ON, Side.INTERNAL, DealingKind.GOODS, Means.CASH, "Phân", Dong(9), **under)
    do(record_dealings, dealings=[line])
    red(do, "members.dealing", line.id)
    assert findings(do) == ["a line of trade was taken back in the books and its household was not told"]
    given = {"dealing_id": line.id, "entry_on": date(2026, 6, 3), "reason": "ghi nhầm"}
    assert do(take_back_dealing, **given) == "2026-2"
    assert (findings(do), do(lambda org_id, by, now: DealingReversal.objects.count())) == ([], 1)
