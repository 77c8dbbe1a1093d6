"""Set the stage for phones: a database of its own, and a household with open books and a token for each run."""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - settings must be ready

from ecoop.access.actions.found_organisation import found_organisation  # noqa: E402
from ecoop.access.actions.issue_token import issue_token  # noqa: E402
from ecoop.access.actions.register_person import register_person  # noqa: E402
from ecoop.access.queries import find_acting  # noqa: E402
from ecoop.kernel.walls import inside_organisation  # noqa: E402
from ecoop.ledger.actions.open_books import open_books  # noqa: E402
from ecoop.parties.actions.record_identity import IdentityDraft  # noqa: E402
from ecoop.parties.actions.record_organisation import OrganisationDraft  # noqa: E402

# Phones of the simulator live from March 2026 on, some with clocks more than a year behind.
BEGAN_ON = date(2024, 1, 1)
SCOPES = ("documents.record", "documents.read", "people.manage")


def main() -> None:
    """Make the database, found the households and write down who they are."""
    call_command("setup", no_static=True, verbosity=0)
    now = datetime.now(UTC)
    shops = []
    for place in range(int(sys.argv[2])):
        # Each shop has an owner of its own: codes to one number are few an hour.
        phone = f"09{13_000_000 + place}"
        person = register_person(name="Chị Tư", phone=phone, now=now)
        organisation = found_organisation(
            draft=OrganisationDraft(slug=f"tiem-{place}", name=f"Tiệm {place}", kind="household", started_on=BEGAN_ON),
            identity=IdentityDraft(tax_code=f"0{18_000_000_000 + place}", representative_name=person.name),
            by=person.id,
            now=now,
        )
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            open_books(org_id=organisation.id, chart="household", starts_on=BEGAN_ON, by=person.id, now=now)
            acting = find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
        assert acting is not None, "who founds a household owns it"
        token = issue_token(acting=acting, purpose="phones", scopes=SCOPES, expires_at=now + timedelta(days=2), now=now)
        shops.append({"slug": organisation.slug, "token": token.key, "phone": phone})
    (Path(sys.argv[1]) / "shops.json").write_text(json.dumps(shops))


if __name__ == "__main__":
    main()
