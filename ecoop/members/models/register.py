"""The register: members, what each brings from which day, how they left, and who came after them."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import Ending, SuccessionWay
from ecoop.members.models.keys import own_organisation


class Member(RecordedModel):
    """Somebody whom the cooperative admitted; what they bring and when they left are rows of their own."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    # What a person types without accents is found here.
    name_plain = models.CharField(max_length=200, blank=True, default="")
    member_org = own_organisation()
    admitted_on = models.DateField()
    # An organisation that was a member before names the end of that membership, which can be followed only once:
    # so that two memberships at once cannot be written, however many people admit at the same moment.
    follows = models.ForeignKey(
        "members.Departure", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "members_member"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="member_number_is_unique"),
            models.UniqueConstraint(
                fields=["org", "member_org", "follows"],
                condition=Q(member_org__isnull=False),
                nulls_distinct=False,
                name="an_organisation_is_a_member_once_at_a_time",
            ),
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
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "members_departure"
        constraints = [
            models.UniqueConstraint(fields=["org", "member"], name="a_membership_ends_once"),
            models.UniqueConstraint(fields=["org", "member_org", "id"], name="departure_names_its_organisation"),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ending]), name="ground_of_departure_is_known"
            ),
        ]


class Succession(RecordedModel):
    """Somebody came after a member: as a member in their place, as heir, or as guardian of what is theirs."""

    member = inside("members.Member")
    member_org = own_organisation()
    way = models.CharField(max_length=20, choices=choices(SuccessionWay))
    from_on = models.DateField()
    name = models.CharField(max_length=200)
    id_number = models.CharField(max_length=20, blank=True)
    relation = models.CharField(max_length=100, blank=True)
    # The membership of whoever stepped in.
    heir = models.ForeignKey(
        "members.Member", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "members_succession"
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in SuccessionWay]), name="way_of_succession_is_known"
            ),
            models.CheckConstraint(
                condition=Q(way=SuccessionWay.STEPS_IN.value, heir__isnull=False)
                | (~Q(way=SuccessionWay.STEPS_IN.value) & Q(heir__isnull=True)),
                name="who_steps_in_is_a_member",
            ),
        ]
        indexes = [models.Index(fields=["org", "member"], name="successions_of_a_member")]
