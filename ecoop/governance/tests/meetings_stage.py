"""What tests of meetings start from: a cooperative of twelve official members and one associate."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.actions.hold_meeting import open_meeting, send_notice
from ecoop.governance.calc.meetings import Convener, MeetingKind
from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members
from tests.cast import BEGAN_AT, Cast

FOUNDED_ON = date(2026, 1, 5)
CALLED_AT = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
STARTS_AT = datetime(2027, 3, 20, 1, 0, tzinfo=UTC)
HELD_AT = datetime(2027, 3, 20, 1, 5, tzinfo=UTC)
AGENDA = ("Báo cáo năm 2026", "Phân phối thu nhập")
COUNT = 12


@dataclass(frozen=True)
class MeetingsStage:
    """Twelve official members, the first of them chú Năm's household, one associate, and who acts."""

    members: tuple[UUID, ...]
    associate: UUID
    act: dict[str, Any]

    def draft(self, **more: Any) -> MeetingDraft:
        """Draft the annual meeting about 2026."""
        given: dict[str, Any] = {
            "id": new_id(),
            "kind": MeetingKind.ANNUAL,
            "title": "Đại hội thành viên thường niên 2026",
            "convened_by": Convener.BOARD,
            "convener": "Hội đồng quản trị",
            "called_on": CALLED_AT.date(),
            "starts_at": STARTS_AT,
            "place": "Nhà văn hóa xóm Tân Cương",
            "year": 2026,
            "agenda": AGENDA,
        }
        return MeetingDraft(**{**given, **more})

    def call(self, **more: Any) -> UUID:
        """Call a meeting on 1 March 2027 for 20 March."""
        return convene_meeting(draft=self.draft(**more), **self.on(CALLED_AT))

    def notice(self, **more: Any) -> UUID:
        """Call a meeting and send its notice."""
        meeting_id = self.call(**more)
        send_notice(meeting_id=meeting_id, **self.on(CALLED_AT))
        return meeting_id

    def come(self, meeting_id: UUID, *places: int, at: datetime = HELD_AT) -> None:
        """Tick some members on the list."""
        arrivals = [Arrival(self.members[place]) for place in places]
        check_in(meeting_id=meeting_id, arrivals=arrivals, **self.on(at))

    def open(self, **more: Any) -> UUID:
        """Hold a meeting to which the first seven came."""
        meeting_id = self.notice(**more)
        self.come(meeting_id, *range(7))
        open_meeting(meeting_id=meeting_id, chair="Đỗ Thị Hoa", secretary="Nguyễn Thị Lan", **self.on(HELD_AT))
        return meeting_id

    def on(self, now: datetime) -> dict[str, Any]:
        """Act at a moment."""
        return {**self.act, "now": now}


def set_meetings_stage(cast: Cast, *, count: int = COUNT) -> MeetingsStage:
    """Give the cast's cooperative its members; call it inside the cooperative."""
    act = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    members, associate = [new_id() for _each in range(count)], new_id()
    lines = [
        Admission(
            id_,
            f"TV{place:03}",
            "Hộ Trần Văn Năm" if place == 1 else f"Thành viên {place}",
            cast.nam_household.id if place == 1 else None,
            FOUNDED_ON,
            True,
            True,
            True,
        )
        for place, id_ in enumerate(members, 1)
    ]
    admit_members(
        admissions=[*lines, Admission(associate, "TV999", "Hộ Khách", None, FOUNDED_ON, False, True, False)], **act
    )
    return MeetingsStage(tuple(members), associate, act)
