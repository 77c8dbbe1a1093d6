"""The register: members, what each brings from which day, and how they left."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel
from ecoop.members.calc import Ending
from ecoop.members.models.keys import choices, inside, own_organisation


class Member(RecordedModel):
    """Somebody whom the cooperative admitted; what they bring and when they left are rows of their own."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    member_org = own_organisation()
    admitted_on = models.DateField()

    class Meta:
        db_table = "members_member"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="member_number_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
        ]
        # Whoever belongs to several cooperatives looks them up before choosing one.
        indexes = [models.Index(fields=["member_org"], name="memberships_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Standing(RecordedModel):
    """From a day on, a member brings capital, uses the services, works: the member's type follows from it."""

    member = inside("members.Member")
    member_org = own_organisation()
    starts_on = models.DateField()
    brings_capital = models.BooleanField()
    uses = models.BooleanField()
    works = models.BooleanField()

    class Meta:
        db_table = "members_standing"
        constraints = [
            models.UniqueConstraint(fields=["org", "member", "starts_on"], name="standing_changes_once_a_day"),
            models.CheckConstraint(
                condition=Q(brings_capital=True) | Q(uses=True) | Q(works=True), name="a_member_brings_something"
            ),
        ]


class Departure(RecordedModel):
    """A membership ended, on a ground that the law names."""

    member = inside("members.Member")
    member_org = own_organisation()
    ends_on = models.DateField()
    ground = models.CharField(max_length=20, choices=choices(Ending))

    class Meta:
        db_table = "members_departure"
        constraints = [
            models.UniqueConstraint(fields=["org", "member"], name="a_membership_ends_once"),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ending]), name="ground_of_departure_is_known"
            ),
        ]
