"""Let members of a union carry votes by the number of their members, where the charter says so (Art. 61, clause 5)."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.laying import TablesAtOnce, check, points, points_inside, recorded_row, table, unique
from ecoop.kernel.tenancy import InsideKey, TenantTable

OWN = {"own_membership": "member_org_id = ecoop_org_id()"}


class Migration(TablesAtOnce):
    dependencies = [("governance", "0004_members_read_resolutions")]

    operations = [
        table(
            "MemberVotes",
            db_table="governance_member_votes",
            columns=[
                *recorded_row(),
                ("meeting", points_inside("governance.meeting")),
                ("member", points_inside("members.member")),
                ("member_org", points("parties.organisation", null=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                ("votes", models.PositiveIntegerField()),
            ],
            constraints=[
                unique("votes_by_members_in_order", "org", "meeting", "member", "revision"),
                check("a_member_of_a_union_carries_votes", condition=Q(votes__gt=0)),
            ],
        ),
        TenantTable("governance_member_votes", read_also=OWN),
        InsideKey("governance_member_votes", "meeting_id", "governance_meeting"),
        InsideKey("governance_member_votes", "member_id", "members_member"),
    ]
