"""A cooperative of the village around the market: a director, an accountant, a charter by which it takes members."""

from datetime import UTC, datetime
from uuid import UUID

from demo.resolutions import charter_on_paper
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.register_person import register_person
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.tests.stage import CHARTER
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from tests.browser.stage import Stage

COOPERATIVE, COOPERATIVE_NAME = "htx-cho-que", "HTX Chợ Quê"
DIRECTOR, ACCOUNTANT, ACCOUNTANT_NAME = "co-hoa", "co-lan", "Nguyễn Thị Lan"


def found_village(market: Stage) -> None:
    """Found the cooperative on 1 January, and put its people on the stage of the market."""
    now = datetime.now(UTC)
    founded_on = vietnam_day(now).replace(month=1, day=1)
    director = register_person(name="Đỗ Thị Hoa", phone="0977100001", email="hoa.cho-que@example.vn", now=now)
    accountant = register_person(name=ACCOUNTANT_NAME, phone="0977100002", email="lan.cho-que@example.vn", now=now)
    draft = OrganisationDraft(slug=COOPERATIVE, name=COOPERATIVE_NAME, kind="cooperative", started_on=founded_on)
    identity = IdentityDraft(tax_code="4600000014", representative_name=director.name, phone="0977100001")
    cooperative = found_organisation(draft=draft, identity=identity, by=director.id, now=now)
    grant_role(org_id=cooperative.id, person_id=accountant.id, role="accountant", by=director.id, now=now)
    choices = [CharterChoice(name, value, founded_on) for name, value in CHARTER.items()]
    with inside_organisation(org_id=cooperative.id, person_id=director.id):
        charter_on_paper(org_id=cooperative.id, choices=choices, number="NQ 01", by=director.id, now=now)
    people: dict[str, UUID] = {DIRECTOR: director.id, ACCOUNTANT: accountant.id}
    market.people.update(people)
    market.organisations[COOPERATIVE] = cooperative
