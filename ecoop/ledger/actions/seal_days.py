"""Seal the days that are over: a Merkle tree of each, chained to the day before and signed."""

from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.sign_texts import sign_texts
from ecoop.ledger.calc.merkle import NO_ROOT, chain_root, tree_root
from ecoop.ledger.errors import SealsCannotSkip
from ecoop.ledger.models import Seal
from ecoop.ledger.queries.seals import list_leaves, list_seals


def seal_days(*, org_id: UUID, until_day: date, by: UUID | None, now: datetime) -> list[date]:
    """Seal each day up to `until_day` on which entries were recorded and which has no seal yet.

    A sealed day takes no more entries; late documents are recorded today into periods that are open.

    Raises: SealsCannotSkip
    Queries: 5, and 1 per day sealed
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock(%s)", [org_id])
    seals = list_seals(org_id=org_id)
    last = seals[-1] if seals else None
    if until_day >= vietnam_day(now) or (last and until_day < last.day):
        raise SealsCannotSkip(day=until_day)
    leaves = list_leaves(org_id=org_id, after_day=last.day if last else None, until_day=until_day)
    previous_root, made = last.root if last else NO_ROOT, []
    for day, of_day in groupby(leaves, key=lambda leaf: leaf.day):
        hashes = [leaf.hash for leaf in of_day]
        tree = tree_root(hashes).hex()
        root = chain_root(org_id=org_id, day=day, size=len(hashes), tree_root=tree, previous_root=previous_root)
        seal = Seal(org_id=org_id, day=day, size=len(hashes), tree_root=tree, previous_root=previous_root, root=root)
        seal.sealed_at = now
        made.append(seal)
        previous_root = root
    signed = sign_texts(texts=[bytes.fromhex(seal.root) for seal in made], now=now)
    for seal, signature in zip(made, signed.signatures, strict=True):
        seal.signature, seal.key_id = signature, signed.key_id
    Seal.objects.bulk_create(made)
    for seal in made:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="ledger.day.seal",
            object_kind="ledger.seal",
            object_id=seal.id,
            detail={"day": seal.day.isoformat(), "root": seal.root},
            now=now,
        )
    return [seal.day for seal in made]
