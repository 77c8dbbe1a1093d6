"""Papers of a meeting: the notice, slips with the personal passes, the minutes as PDF; in Vietnamese, as the law is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django.utils.translation import override

from ecoop.governance.queries.called import list_called_page, map_carries
from ecoop.governance.queries.meetings import MeetingFacts, list_agenda
from ecoop.governance.queries.minutes import Minutes
from ecoop.governance.queries.minutes_blocks import list_blocks, signatories
from ecoop.governance.queries.passes import map_tokens
from ecoop.kernel.dates import VIETNAM
from ecoop.kernel.paper import typeset
from ecoop.members.queries import list_members_on
from ecoop.parties.queries import find_identity, get_organisation

_NOTICE, _PASSES, _MINUTES = "governance/notice.typ", "governance/passes.typ", "governance/minutes.typ"
PASSES_AT_ONCE = 200


def print_notice(*, org_id: UUID, meeting: MeetingFacts, made_at: datetime) -> bytes:
    """Print the notice of a meeting: time, place, form and agenda.

    Law:     L17 Art. 60, clause 1
    Queries: 4
    """
    with override("vi"):
        data = {
            **_head(org_id, meeting),
            "convener": meeting.convener,
            "agenda": [
                {"title": item.title, "text": item.text, "motions": [motion.title for motion in item.motions]}
                for item in list_agenda(org_id=org_id, meeting_id=meeting.id)
            ],
        }
    return typeset(template=_NOTICE, data=data, made_at=made_at)


def print_passes(
    *,
    org_id: UUID,
    meeting: MeetingFacts,
    root: str,
    after: str,
    only: Collection[UUID] | None,
    made_at: datetime,
) -> bytes | None:
    """Print slips with personal passes: the next 200 by number, or those of some members; None when there are none.

    Queries: 11
    """
    if only is None:
        page = list_called_page(org_id=org_id, meeting=meeting, find="", after=after, at=made_at, most=PASSES_AT_ONCE)
        people = [(line.member_id, line.number, line.name, line.carries) for line in page.lines]
    else:
        lines = list_members_on(org_id=org_id, day=meeting.starts_on, ids=list(only))
        named = map_carries(org_id=org_id, meeting=meeting) if meeting.is_of_delegates else {}
        people = [(line.id, line.number, line.name, named.get(line.id, 1)) for line in lines]
    tokens = map_tokens(org_id=org_id, meeting_id=meeting.id, ids=[person[0] for person in people])
    slips = [
        {"number": number, "name": name, "carries": carries, **_square(f"{root}meet/{tokens[member_id]}/")}
        for member_id, number, name, carries in people
        if member_id in tokens
    ]
    if not slips:
        return None
    with override("vi"):
        data = {**_head(org_id, meeting), "slips": slips}
    return typeset(template=_PASSES, data=data, made_at=made_at)


def print_minutes(*, minutes: Minutes, made_at: datetime) -> bytes:
    """Print the minutes of a meeting to sign.

    Law:     L17 Art. 57, clause 4
    Queries: 0
    """
    with override("vi"):
        data = {
            "org": {"name": minutes.org_name, "tax_code": minutes.tax_code, "address": minutes.address},
            "title": minutes.meeting.title,
            "blocks": [
                {"kind": block.kind, "text": block.text, "rows": [list(row) for row in block.rows]}
                for block in list_blocks(minutes=minutes)
            ],
            "signs": [list(each) for each in signatories(minutes=minutes)],
        }
    return typeset(template=_MINUTES, data=data, made_at=made_at)


def _head(org_id: UUID, meeting: MeetingFacts) -> dict[str, Any]:
    coop, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    local = meeting.starts_at.astimezone(VIETNAM)
    return {
        "org": {
            "name": coop.name,
            "tax_code": identity.tax_code if identity else "",
            "address": identity.address_line if identity else "",
            "phone": identity.phone if identity else "",
        },
        "title": meeting.title,
        "kind": meeting.kind_label,
        "mode": meeting.mode_label,
        "convening": meeting.convening,
        "is_of_delegates": meeting.is_of_delegates,
        "called_on": meeting.called_on,
        "starts_on": local.date(),
        "hour": f"{local:%H:%M}",
        "place": meeting.place,
        "link": meeting.link,
    }


def _square(address: str) -> dict[str, Any]:
    dots = [[1 if dot else 0 for dot in row] for row in segno.make_qr(address, error="m").matrix]
    return {"address": address, "dots": dots}
