"""Verification: every balance, every check of every domain, every seal of one organisation, or of all."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.errors import OrganisationUnknown
from ecoop.ledger.queries.checks import Finding, list_findings
from ecoop.ledger.queries.seals import list_broken_seals
from ecoop.parties.queries import OrganisationFacts, find_organisation, list_organisations


@dataclass(frozen=True)
class Verified:
    """What verification found in one organisation's books."""

    org_id: UUID
    entries: int
    postings: int
    seals: int
    findings: tuple[Finding, ...]


def list_verifiable(*, slug: str | None) -> list[OrganisationFacts]:
    """List every organisation of the directory, or the one that a short name names.

    Raises: OrganisationUnknown
    Queries: 1
    """
    if slug is not None:
        organisation = find_organisation(slug=slug)
        if organisation is None:
            raise OrganisationUnknown(slug=slug)
        return [organisation]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM parties_organisation ORDER BY id")
        ids = [row[0] for row in cursor.fetchall()]
    return list_organisations(org_ids=ids)


def verify_books(*, org_id: UUID) -> Verified:
    """Recompute everything in the acting organisation's books.

    Queries: 3, and 1 per check
    """
    with connection.cursor() as cursor:
        # The checks read whole organisations; parallel workers and a sort in memory are worth their while.
        cursor.execute("SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)")
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger_entry WHERE org_id = %(org)s),"
            " (SELECT count(*) FROM ledger_posting WHERE org_id = %(org)s),"
            " (SELECT count(*) FROM ledger_seal WHERE org_id = %(org)s)",
            {"org": org_id},
        )
        entries, postings, seals = cursor.fetchone()
    findings = (*list_findings(org_id=org_id), *list_broken_seals(org_id=org_id))
    return Verified(org_id, entries, postings, seals, findings)


def verify_all(*, org_ids: Sequence[UUID], at_once: int) -> Iterator[Verified]:
    """Verify organisations, each inside its own walls, some at once on connections of their own.

    It runs as the application role: what it sees is what every page sees, and it needs no right to look
    over the walls.

    Queries: 6, and 1 per check, for each organisation
    """
    if at_once == 1:
        for org_id in org_ids:
            yield _verify_inside(org_id)
        return
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        yield from pool.map(_verify_on_a_connection_of_its_own, org_ids)


def _verify_inside(org_id: UUID) -> Verified:
    with inside_organisation(org_id=org_id, person_id=None):
        return verify_books(org_id=org_id)


def _verify_on_a_connection_of_its_own(org_id: UUID) -> Verified:
    try:
        return _verify_inside(org_id)
    finally:
        connection.close()
