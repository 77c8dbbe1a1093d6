"""What the law of a day says about bodies, gathered once."""

from datetime import date

from ecoop.governance.calc.bodies import BodyKind
from ecoop.governance.calc.clashes import BodyRules, read_clash_rules
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook

DOCUMENT = "luat-17-2023-qh15"
_BOARD_MIN, _BOARD_MAX = "cooperative/board/size_min", "cooperative/board/size_max"
_SUPERVISORS_MIN, _SUPERVISORS_MAX = "cooperative/supervisors/size_min", "cooperative/supervisors/size_max"
_FOREIGN = "cooperative/board/foreign_ratio_below"
_TERM = "cooperative/bodies/term_years_max"
_CONTROLLER = "cooperative/bodies/controller_reading"
_ABSENT, _MEETING = "cooperative/representative/absent_days_max", "cooperative/representative/meeting_within_days"
_QUORUM = "cooperative/board/quorum_ratio_min"
_BOARD_MONTHS = {
    "htx": "cooperative/board/meets_every_months/htx",
    "lhhtx": "cooperative/board/meets_every_months/lhhtx",
}


def get_body_rules(*, day: date, form: str = "htx") -> BodyRules:
    """Get what the law of a day says about bodies, for a cooperative or a union.

    Law:     L17 Arts 11, 56, 62, 65, 68, 69, 71, 72
    Queries: 0
    """
    law = lawbook.on(day)
    months = _BOARD_MONTHS[form]
    return BodyRules(
        sizes={
            BodyKind.BOARD: (law.whole(_BOARD_MIN), law.whole(_BOARD_MAX)),
            BodyKind.SUPERVISORS: (law.whole(_SUPERVISORS_MIN), law.whole(_SUPERVISORS_MAX)),
            BodyKind.CONTROLLER: (1, 1),
            BodyKind.DIRECTOR: (1, 1),
            BodyKind.CHIEF_ACCOUNTANT: (1, 1),
        },
        foreign_below=law.rate(_FOREIGN),
        term_years=law.whole(_TERM),
        clashes=read_clash_rules(rows=law.table("cooperative/incompatible-posts"), document=DOCUMENT),
        is_controller_bound=law.switch(_CONTROLLER) == "as_supervisor",
        absent_days=law.whole(_ABSENT),
        meeting_days=law.whole(_MEETING),
        board_months=law.whole(months),
        board_quorum=law.fraction(_QUORUM),
        law={
            "model": Citation(DOCUMENT, "Điều 56"),
            "foreign": law.cite(_FOREIGN),
            "term": law.cite(_TERM),
            "meeting": law.cite(_MEETING),
            "board_meets": law.cite(months),
            "family": Citation(DOCUMENT, "Điều 4, khoản 11"),
            BodyKind.BOARD: law.cite(_BOARD_MIN),
            BodyKind.SUPERVISORS: law.cite(_SUPERVISORS_MIN),
            BodyKind.CONTROLLER: Citation(DOCUMENT, "Điều 72"),
            BodyKind.DIRECTOR: Citation(DOCUMENT, "Điều 68, Điều 71"),
            BodyKind.CHIEF_ACCOUNTANT: Citation(DOCUMENT, "Điều 62, khoản 5"),
            BodyKind.CASHIER: Citation(DOCUMENT, "Điều 62"),
            BodyKind.LEGAL_REPRESENTATIVE: Citation(DOCUMENT, "Điều 11, khoản 3"),
        },
        warnings=tuple(text for text in (law.warning(_CONTROLLER),) if text),
    )
