"""Papers of shares, always in Vietnamese: statements, lists to sign, receipts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.distribution.errors import ShareUnknown
from ecoop.distribution.queries.payments import ListFacts, PaymentLine
from ecoop.distribution.queries.statement import ShareStatement, get_own_statement, list_share_statements
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.paper import typeset
from ecoop.kernel.refusals import Citation
from ecoop.kernel.words import vnd_in_words
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_identity, find_place, get_organisation

# A member with more lines of trade sees the others on the page.
LINES_PRINTED = 300


def print_statements(*, org_id: UUID, year: int, member_ids: Sequence[UUID], made_at: datetime) -> bytes:
    """Print the statements of some members as one file, each member from a page of their own.

    Law:     L17 Arts 84, 86, 89; PIT Law 109/2025 Arts 4(4), 12
    Raises:  YearIsNotShared, ShareUnknown
    Queries: 34 for any number of members
    """
    # The words of steps and parts are chosen when they are read.
    with override("vi"):
        day = vietnam_day(made_at)
        found = list_share_statements(org_id=org_id, year=year, member_ids=member_ids, day=day)
        if not found:
            raise ShareUnknown(year=year)
        return _print_statements(org_id, found, made_at)


def print_own_statement(*, member_org_id: UUID, cooperative_id: UUID, year: int, made_at: datetime) -> bytes:
    """Print the statement of an organisation's own share.

    Raises:  YearIsNotShared, ShareUnknown
    Queries: 32
    """
    with override("vi"):
        own = get_own_statement(member_org_id=member_org_id, cooperative_id=cooperative_id, year=year)
        return _print_statements(cooperative_id, [own], made_at)


def _print_statements(org_id: UUID, statements: Sequence[ShareStatement], made_at: datetime) -> bytes:
    data = {
        "head": describe_head(org_id=org_id),
        "printed_on": vietnam_day(made_at),
        "statements": [_statement(one) for one in statements],
    }
    return typeset(template="distribution/statement.typ", data=data, made_at=made_at)


def print_signing_list(*, org_id: UUID, facts: ListFacts, lines: Sequence[PaymentLine], made_at: datetime) -> bytes:
    """Print the list on which members sign for the money they get.

    Queries: 4
    """
    return _print_list("distribution/signing_list.typ", org_id, facts, lines, made_at)


def print_receipts(*, org_id: UUID, facts: ListFacts, lines: Sequence[PaymentLine], made_at: datetime) -> bytes:
    """Print a receipt for each line of a list: what was paid, the tax held back, what reached the member.

    Queries: 4
    """
    return _print_list("distribution/receipts.typ", org_id, facts, lines, made_at)


def _print_list(
    template: str, org_id: UUID, facts: ListFacts, lines: Sequence[PaymentLine], made_at: datetime
) -> bytes:
    standing = [line for line in lines if line.is_standing]
    with override("vi"):
        totals = {name: sum(getattr(line, name) for line in standing) for name in ("gross_vnd", "pit_vnd", "net_vnd")}
        data = {
            "head": describe_head(org_id=org_id),
            "list": {**vars(facts), "means": facts.means_label},
            "lines": [_line(line) for line in standing],
            "totals": {**totals, "in_words": vnd_in_words(Dong(totals["net_vnd"]))},
        }
        return typeset(template=template, data=data, made_at=made_at)


def _line(line: PaymentLine) -> dict[str, Any]:
    words = {"net_vnd": line.net_vnd, "in_words": vnd_in_words(line.net_vnd), "rate": write_percent(rate=line.rate)}
    return {**vars(line), **words, "ground": line.ground_label, "means": line.means_label, "state": line.state_label}


def _statement(one: ShareStatement) -> dict[str, Any]:
    plain = ("year", "number", "name", "type_label", "resolution", "decided_on", "total_vnd", "use_vnd", "labour_vnd")
    return {
        **{name: getattr(one, name) for name in (*plain, "paid_in_vnd", "paid_vnd", "withheld_vnd", "received_vnd")},
        "unpaid_vnd": one.unpaid_vnd,
        "overpaid_vnd": one.overpaid_vnd,
        "in_words": vnd_in_words(one.total_vnd),
        "parts": [
            {**vars(part), "label": str(part.label), "side": part.side_label, "article": cite_article(law=part.article)}
            for part in one.parts
        ],
        "sides": [
            {"name": name, "steps": [{**vars(step), "article": cite_article(law=step.article)} for step in steps]}
            for name, steps in one.sides
        ],
        "used": [{**vars(line), "kind": line.kind_label, "side": line.side_label} for line in one.used[:LINES_PRINTED]],
        "used_more": max(0, len(one.used) - LINES_PRINTED),
        "worked": [{**vars(line), "kind": line.kind_label} for line in one.worked[:LINES_PRINTED]],
        "capital": [
            {"on": line.on, "label": line.label, "means": line.means_label, "amount_vnd": line.amount_vnd}
            for line in one.capital
        ],
        "payments": [_line(line) for line in one.payments if line.is_standing or line.state == "returned"],
        "rest": None
        if one.rest is None
        else {
            **vars(one.rest),
            "net_vnd": one.rest.net_vnd,
            "ground": one.rest_label,
            "rate": write_percent(rate=one.rest.rate),
            "article": cite_article(law=one.rest_law) if one.rest_law else "",
        },
    }


def describe_head(*, org_id: UUID) -> dict[str, str]:
    """Describe the cooperative at the head of a paper.

    Queries: 4
    """
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    place = find_place(code=organisation.ward_code) if organisation.ward_code else None
    parts = [identity.address_line if identity else "", *((place.name, place.province_name) if place else ())]
    return {
        "name": organisation.name,
        "code": identity.tax_code if identity else "",
        "address": ", ".join(part for part in parts if part),
        "representative": identity.representative_name if identity else "",
    }


def cite_article(*, law: Citation) -> str:
    """Write an article with the number of its document.

    Queries: 0
    """
    return f"{law.article}, {lawbook.get_source(law.document).get('number', law.document)}"


def write_percent(*, rate: Decimal) -> str:
    """Write a rate as Vietnamese papers do: 2,5 %.

    Queries: 0
    """
    return f"{(rate * 100).normalize():f} %".replace(".", ",")
