"""The directory (organisations, places, activities) and what an organisation keeps to itself about itself."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import TenantModel
from ecoop.parties.calc import ORGANISATION_KINDS


class Province(models.Model):
    """One of the provinces and cities under the central government."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120)
    name_plain = models.CharField(max_length=120)

    class Meta:
        db_table = "parties_province"


class Ward(models.Model):
    """A commune, ward or special zone: the lower of the two levels since 1 July 2025."""

    code = models.CharField(max_length=5, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120)
    # What a person types without accents is found here: "phuong ba dinh ha noi".
    name_plain = models.CharField(max_length=240)

    class Meta:
        db_table = "parties_ward"


class OldWard(models.Model):
    """A ward as it stood before 1 July 2025, and a ward it went into (one row for each, if it was cut up)."""

    province_name = models.CharField(max_length=80)
    district_name = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    name_plain = models.CharField(max_length=240)
    # Wards merged shortly before the reform have no code in the source.
    old_code = models.CharField(max_length=5, blank=True)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT)

    class Meta:
        db_table = "parties_old_ward"
        constraints = [
            models.UniqueConstraint(
                fields=["province_name", "district_name", "name", "ward"], name="old_ward_goes_into_a_ward_once"
            ),
        ]


class Activity(models.Model):
    """A line of the Vietnam Standard Industrial Classification, in one of its editions."""

    edition = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    parent_code = models.CharField(max_length=5, blank=True)
    name_vi = models.CharField(max_length=300)

    class Meta:
        db_table = "parties_activity"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="activity_code_is_unique_in_its_edition"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="activity_level_is_one_to_five"),
        ]


class Organisation(models.Model):
    """A tenant, as everybody may know it: what the public register shows and no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ORGANISATION_KINDS])
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "parties_organisation"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ORGANISATION_KINDS), name="organisation_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Identity(TenantModel):
    """What identifies an organisation to the state: a household's tax code is its owner's personal number.

    A change is a new row; the last one recorded holds, and the rows before it say what was known when.
    """

    tax_code = models.CharField(max_length=14, blank=True)
    representative_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    address_line = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    # Persons live in `access`, above this domain, so their id stands here without a foreign key.
    recorded_by = models.UUIDField()

    class Meta:
        db_table = "parties_identity"
        indexes = [models.Index(fields=["org", "-recorded_at"], name="identity_newest_first")]
