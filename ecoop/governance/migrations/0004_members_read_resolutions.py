"""Show every member the resolutions of its cooperative, as the law has it disclose them (Art. 14)."""

from django.db import migrations

from ecoop.kernel.tenancy import AlsoReadable

TO_MEMBERS = {"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_votes_and_boxes"),
        ("members", "0004_what_members_pay_and_are_shown"),
        ("resolutions", "0001_resolutions_and_their_uses"),
    ]

    operations = [
        AlsoReadable(table, read_also=TO_MEMBERS) for table in ("resolutions_resolution", "resolutions_annulment")
    ]
