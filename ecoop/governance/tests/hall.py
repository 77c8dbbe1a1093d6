"""What tests of votes start from: an open meeting of ten official members, with motions to vote on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from ecoop.governance.actions.hand_out_ballots import sign_ballots
from ecoop.governance.calc.ballots import message_of
from ecoop.governance.calc.blind import TOKEN_BYTES, Blinded, blind, finalize, prepare
from ecoop.governance.models import AgendaItem, Attendance, Leaving, Meeting, MeetingPaper, MeetingStep, Motion
from ecoop.governance.queries.votes import get_ballot
from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.tests.stage import FOUNDED_ON
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2026, 3, 14, 2, 0, tzinfo=UTC)
CANDIDATES = [
    {"code": "1", "label": "Lê Thị Lan", "name": "Lê Thị Lan"},
    {"code": "2", "label": "Trần Văn Năm", "name": "Trần Văn Năm"},
    {"code": "3", "label": "Phạm Hải", "name": "Phạm Hải"},
]


@dataclass(frozen=True)
class Hall:
    """An open meeting and who belongs to it; the first member is chú Năm's household."""

    org_id: UUID
    by: UUID
    meeting_id: UUID
    item_id: UUID
    members: tuple[UUID, ...]

    def motion(self, **given: Any) -> UUID:
        """Put a motion on the agenda."""
        said = {
            "title": "Thông qua báo cáo tài chính năm 2025",
            "matter": "statements",
            "parameters": {"year": 2025},
            "majority": "simple",
            **given,
        }
        key = new_id()
        position = Motion.objects.filter(org_id=self.org_id, meeting_id=self.meeting_id).count() + 1
        row = {"org_id": self.org_id, "meeting_id": self.meeting_id, "agenda_item_id": self.item_id}
        Motion.objects.create(id=key, position=position, recorded_by_id=self.by, recorded_at=NOW, **row, **said)
        return key

    def election(self, *, seats: int = 2, **given: Any) -> UUID:
        """Put a secret election of the board on the agenda."""
        said = {
            "title": "Bầu Hội đồng quản trị",
            "matter": "elections",
            "parameters": {"body": "board"},
            "is_secret": True,
            "is_election": True,
            "options": CANDIDATES,
            "seats": seats,
            **given,
        }
        return self.motion(**said)

    def come(self, *members: UUID, carries: int = 1, at: datetime = NOW) -> None:
        """Let members attend."""
        for member in members:
            Attendance.objects.create(
                org_id=self.org_id,
                meeting_id=self.meeting_id,
                member_id=member,
                means="in_person",
                via="list",
                carries=carries,
                came_at=at,
                recorded_by_id=self.by,
                recorded_at=at,
            )

    def leave(self, member: UUID, *, at: datetime) -> None:
        """Let a member leave."""
        attendance = Attendance.objects.get(org_id=self.org_id, meeting_id=self.meeting_id, member_id=member)
        row = {"org_id": self.org_id, "meeting_id": self.meeting_id, "attendance_id": attendance.id}
        Leaving.objects.create(left_at=at, recorded_by_id=self.by, recorded_at=at, **row)

    def record(self) -> UUID:
        """Keep a photo of a count record."""
        key = new_id()
        MeetingPaper.objects.create(
            id=key,
            org_id=self.org_id,
            meeting_id=self.meeting_id,
            kind="count_record",
            title="Biên bản kiểm phiếu",
            name="kiem-phieu.png",
            media_type="image/png",
            sha256=key.hex * 2,
            content=b"png",
            size_bytes=3,
            recorded_by_id=self.by,
            recorded_at=NOW,
        )
        return key


@dataclass(frozen=True)
class Phone:
    """What a voter's phone holds after taking ballots: tokens with their signatures."""

    tokens: tuple[tuple[str, str], ...]


def open_hall(cast: Cast, *, members: int = 10, here: int = 10) -> Hall:
    """Convene and open a meeting; call it inside the cooperative."""
    org_id, by = cast.coop.id, cast.lan.id
    ids = tuple(new_id() for _ in range(members))
    admissions = [
        Admission(
            member,
            f"TV{number:03}",
            "Hộ Trần Văn Năm" if number == 1 else f"Thành viên {number}",
            cast.nam_household.id if number == 1 else None,
            FOUNDED_ON,
            True,
            True,
            True,
        )
        for number, member in enumerate(ids, start=1)
    ]
    admit_members(org_id=org_id, admissions=admissions, by=by, now=BEGAN_AT)
    common = {"org_id": org_id, "recorded_by_id": by, "recorded_at": NOW}
    meeting_id, item_id = new_id(), new_id()
    Meeting.objects.create(
        id=meeting_id,
        kind="annual",
        title="Đại hội thành viên thường niên 2026",
        year=2025,
        convened_by="board",
        convener="Hội đồng quản trị",
        called_on=NOW.date() - timedelta(days=10),
        starts_at=NOW - timedelta(hours=1),
        place="Nhà văn hóa xã",
        mode="in_person",
        **common,
    )
    MeetingStep.objects.create(meeting_id=meeting_id, step="opened", at=NOW - timedelta(minutes=50), **common)
    AgendaItem.objects.create(id=item_id, meeting_id=meeting_id, position=1, title="Biểu quyết", **common)
    hall = Hall(org_id, by, meeting_id, item_id, ids)
    hall.come(*ids[:here], at=NOW - timedelta(minutes=30))
    return hall


def blinded_for(*, org_id: UUID, ballot_id: UUID, ballots: int = 1) -> list[tuple[bytes, Blinded]]:
    """Make tokens on a phone and blind them."""
    public = get_ballot(org_id=org_id, ballot_id=ballot_id).public_key
    prepared = [prepare(message=message_of(ballot_id=ballot_id)) for _ in range(ballots)]
    return [(each, blind(public_pem=public, prepared=each)) for each in prepared]


def unblinded(
    *, org_id: UUID, ballot_id: UUID, made: list[tuple[bytes, Blinded]], signed: list[bytes]
) -> tuple[tuple[str, str], ...]:
    """Take the blinding off on the phone."""
    public = get_ballot(org_id=org_id, ballot_id=ballot_id).public_key
    return tuple(
        (
            prepared[:TOKEN_BYTES].hex(),
            finalize(public_pem=public, prepared=prepared, blind_signature=answer, inverse=mine.inverse).hex(),
        )
        for (prepared, mine), answer in zip(made, signed, strict=True)
    )


def take_ballots(*, hall: Hall, ballot_id: UUID, member_id: UUID, ballots: int = 1) -> Phone:
    """Take ballots with a phone: blind, have signed, take the blinding off."""
    made = blinded_for(org_id=hall.org_id, ballot_id=ballot_id, ballots=ballots)
    signed = sign_ballots(
        org_id=hall.org_id,
        ballot_id=ballot_id,
        member_id=member_id,
        blinded=[mine.message for _prepared, mine in made],
        now=NOW,
    )
    return Phone(unblinded(org_id=hall.org_id, ballot_id=ballot_id, made=made, signed=signed))
