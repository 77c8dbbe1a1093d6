"""What the entries of all documents share: the way forth and back, the bounds, the choices."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.errors import AmountIsTooLarge
from ecoop.trade.errors import ChoiceIsUnknown

_AMOUNT_BITS_MAX = 63


def forth_or_back(
    *,
    rules: Mapping[str, PostingRule],
    forth: str,
    back: str,
    amount_vnd: int,
    facts: Mapping[str, str],
    party_id: UUID | None,
) -> Sequence[Posting]:
    """Post an amount by the rule `forth`, or by the rule `back` if it is negative; nothing if it is zero.

    The books know no negative amounts outside red entries: what takes back moves the other way.
    """
    if not amount_vnd:
        return ()
    rule = rules[forth if amount_vnd > 0 else back]
    amounts = {"amount_vnd": Dong(abs(amount_vnd))}
    return postings_by_rule(rule=rule, amounts=amounts, facts=facts, party_id=party_id)


def entry_of(*, kind: str, document_id: UUID, on: date, text: str, postings: Sequence[Posting]) -> EntryDraft:
    """Make the entry of a document, in the books on the document's own day.

    Raises: AmountIsTooLarge
    """
    for posting in postings:
        check_bounds(amount_vnd=posting.amount_vnd)
    return EntryDraft(
        document_kind=kind,
        document_id=document_id,
        document_on=on,
        entry_on=on,
        text=text[:500],
        postings=tuple(postings),
    )


def check_bounds(*, amount_vnd: Dong) -> None:
    """Refuse an amount too long even to be asked about; the ledger's own bound lies lower.

    Raises: AmountIsTooLarge
    """
    if abs(amount_vnd) >> _AMOUNT_BITS_MAX:
        raise AmountIsTooLarge(amount_vnd=format_dong(amount_vnd))


def check_choice(*, choice: str, choices: Mapping[str, object]) -> None:
    """Refuse what is not among the choices.

    Raises: ChoiceIsUnknown
    """
    if choice not in choices:
        raise ChoiceIsUnknown(choice=choice[:40], choices=", ".join(choices))
