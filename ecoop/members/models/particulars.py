"""Who a member is: the particulars that the law's register asks for, version by version."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import PartyKind
from ecoop.members.models.keys import own_organisation


class Who(models.Model):
    """What the law's register asks about a member, and an application about whoever wants to become one."""

    kind = models.CharField(max_length=20, choices=choices(PartyKind))
    address = models.CharField(max_length=300, blank=True)
    ward = models.ForeignKey("parties.Ward", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    # Two letters; of an organisation, where it was founded.
    nationality = models.CharField(max_length=2, default="VN")
    # Of a person or a household's owner: the personal number, or the number of another legal paper.
    id_number = models.CharField(max_length=20, blank=True)
    # Of an organisation: its code, or the number of the paper it was founded by.
    code = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True)
    gender = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    # Households and bodies without legal personality name exactly one.
    representative_name = models.CharField(max_length=120, blank=True)
    representative_id = models.CharField(max_length=20, blank=True)
    # A foreign individual, or an organisation with foreign investment.
    is_foreign = models.BooleanField(default=False)
    has_investor_certificate = models.BooleanField(default=False)
    is_lawfully_resident = models.BooleanField(default=False)
    has_full_capacity = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Particulars(Who, RecordedModel):
    """A member's particulars from a day on; the last recorded of the latest day holds, the others say what was."""

    member = inside("members.Member")
    member_org = own_organisation()
    starts_on = models.DateField()

    class Meta:
        db_table = "members_particulars"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PartyKind]), name="kind_of_party_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "member", "-starts_on", "-recorded_at"], name="particulars_newest_first"),
            models.Index(fields=["org", "id_number"], condition=~Q(id_number=""), name="particulars_by_id_number"),
            models.Index(fields=["org", "code"], condition=~Q(code=""), name="particulars_by_code"),
        ]
