"""What the tests of members and distribution start from: a small cooperative with four members by pencil."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from demo.resolutions import charter_on_paper
from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.sign_agreements import AgreementDraft, sign_agreements
from tests.cast import BEGAN_AT, Cast

FOUNDED_ON = date(2026, 1, 5)
CHARTER = {
    "form": "htx",
    "charter_capital_vnd": "100000000",
    "undivided_fund_rate_internal": "0.02",
    "undivided_fund_rate_external": "0.05",
    "undivided_fund_base": "pre_tax",
    "internal_use_labour_share": "0.6",
    "use_weight": "0.75",
    "external_by.use": "0.5",
    "external_by.labour": "0",
    "external_by.capital": "0.5",
}


@dataclass(frozen=True)
class Stage:
    """The members of the cooperative: Năm and Hoa official, one with capital only, one with use only."""

    nam: UUID
    hoa: UUID
    capital_only: UUID
    use_only: UUID
    nam_agreement: UUID
    hoa_agreement: UUID


def set_the_stage(cast: Cast) -> Stage:
    """Give the cast's cooperative a charter and four members; call it inside the cooperative."""
    stage = Stage(*(new_id() for _ in range(6)))
    org_id, by = cast.coop.id, cast.lan.id
    choices = [CharterChoice(name, value, FOUNDED_ON) for name, value in CHARTER.items()]
    charter_on_paper(org_id=org_id, choices=choices, number="NQ 01/2026", by=by, now=BEGAN_AT)
    admissions = [
        Admission(stage.nam, "TV001", "Hộ Trần Văn Năm", cast.nam_household.id, FOUNDED_ON, True, True, True),
        Admission(stage.hoa, "TV002", "Đỗ Thị Hoa", None, FOUNDED_ON, True, True, True),
        Admission(stage.capital_only, "TV003", "Công ty Vốn", None, FOUNDED_ON, True, False, False),
        Admission(stage.use_only, "TV004", "Hộ Khách", None, FOUNDED_ON, False, True, False),
    ]
    admit_members(org_id=org_id, admissions=admissions, by=by, now=BEGAN_AT)
    agreements = [
        AgreementDraft(stage.nam_agreement, stage.nam, "TT-01", FOUNDED_ON),
        AgreementDraft(stage.hoa_agreement, stage.hoa, "TT-02", FOUNDED_ON),
    ]
    sign_agreements(org_id=org_id, agreements=agreements, by=by, now=BEGAN_AT)
    return stage
