"""Set the stage of a siege: a database of its own, and two households with open books."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - settings must be ready

from ecoop.kernel.walls import inside_organisation  # noqa: E402
from ecoop.ledger.actions.open_books import open_books  # noqa: E402
from tests.cast import bring_the_cast  # noqa: E402
from tests.torture.plan import FIRST_DAY  # noqa: E402


def main() -> None:
    """Make the database, found the households, open their books and say who they are."""
    call_command("setup", no_static=True, verbosity=0)
    cast, stage = bring_the_cast(), []
    for organisation, person in ((cast.nam_household, cast.nam), (cast.tu_household, cast.tu)):
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            open_books(
                org_id=organisation.id, chart="household", starts_on=FIRST_DAY, by=person.id, now=datetime.now(UTC)
            )
        stage.append({"org_id": str(organisation.id), "person_id": str(person.id), "slug": organisation.slug})
    (Path(sys.argv[1]) / "stage.json").write_text(json.dumps(stage))


if __name__ == "__main__":
    main()
