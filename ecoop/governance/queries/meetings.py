"""What governance answers about meetings: the calls and agendas, motions, and who attends."""

from ecoop.governance.queries.attending import (
    count_attended,
    count_called,
    find_present,
    get_attendance,
    list_attended,
    list_board,
    list_present,
    map_present,
    quorum_of,
)
from ecoop.governance.queries.meeting_calls import (
    get_agenda_item,
    get_meeting,
    get_motion,
    list_agenda,
    list_calls,
    list_meetings,
    list_motions,
)
from ecoop.governance.queries.meeting_facts import (
    AgendaFacts,
    AttendanceFacts,
    MeetingFacts,
    MotionFacts,
    Present,
    SigningFacts,
    StepFacts,
)

__all__ = [
    "AgendaFacts",
    "AttendanceFacts",
    "MeetingFacts",
    "MotionFacts",
    "Present",
    "SigningFacts",
    "StepFacts",
    "count_attended",
    "count_called",
    "find_present",
    "get_agenda_item",
    "get_attendance",
    "get_meeting",
    "get_motion",
    "list_agenda",
    "list_attended",
    "list_board",
    "list_calls",
    "list_meetings",
    "list_motions",
    "list_present",
    "map_present",
    "quorum_of",
]
