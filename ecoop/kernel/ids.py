"""Ids: UUIDv7, so that rows made later sort later and phones can make their own."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """Make an id that sorts after every id this process made before."""
    return uuid.UUID(int=uuid_utils.uuid7().int)
