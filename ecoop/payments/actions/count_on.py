"""Count on: lines, matches and what is taken back share one count, by which phones ask what is new."""

from uuid import UUID

from django.db.models import Max

from ecoop.payments.models import BankLine, Match, MatchTakenBack


def count_on(*, org_id: UUID) -> int:
    """Give the next number of the organisation's count; whoever asks holds the lock on its books.

    Queries: 3
    """
    tables = (BankLine.objects, Match.objects, MatchTakenBack.objects)
    return 1 + max(rows.filter(org_id=org_id).aggregate(last=Max("number"))["last"] or 0 for rows in tables)
