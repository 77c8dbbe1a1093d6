"""Seal the days that are over: a Merkle tree of each, chained to the day before and signed."""

import hashlib
import os
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.db import connection

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.calc.merkle import NO_ROOT, chain_root, tree_root
from ecoop.ledger.errors import SealsCannotSkip
from ecoop.ledger.models import Seal, SealingKey
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
    key = _open_key()
    key_id = _register(key=key, now=now)
    previous_root, made = last.root if last else NO_ROOT, []
    for day, of_day in groupby(leaves, key=lambda leaf: leaf.day):
        hashes = [leaf.hash for leaf in of_day]
        tree = tree_root(hashes).hex()
        root = chain_root(org_id=org_id, day=day, size=len(hashes), tree_root=tree, previous_root=previous_root)
        seal = Seal(org_id=org_id, day=day, size=len(hashes), tree_root=tree, previous_root=previous_root, root=root)
        seal.signature, seal.key_id, seal.sealed_at = key.sign(bytes.fromhex(root)).hex(), key_id, now
        made.append(seal)
        previous_root = root
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


def _open_key() -> Ed25519PrivateKey:
    """Read this installation's signing key, making it on the first use; only its owner may read the file."""
    path = Path(settings.VAR) / "sealing-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    key = Ed25519PrivateKey.generate()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    return key


def _register(*, key: Ed25519PrivateKey, now: datetime) -> str:
    """Put the public half into the directory, under an id that follows from it."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = hashlib.sha256(public).hexdigest()[:16]
    SealingKey.objects.bulk_create(
        [SealingKey(key_id=key_id, public_key=public.hex(), made_at=now)], ignore_conflicts=True
    )
    return key_id
