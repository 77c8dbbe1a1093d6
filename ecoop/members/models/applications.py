"""Applications for membership, their papers, and what the bodies of the cooperative decided about members."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, TenantModel, choices
from ecoop.members.calc import ApplicationSource, Body, DecidedAct
from ecoop.members.models.keys import own_organisation
from ecoop.members.models.particulars import Who


class Application(Who, TenantModel):
    """Somebody asks to become a member: who they are, what they bring. What became of it is a decision."""

    source = models.CharField(max_length=10, choices=choices(ApplicationSource))
    # What the applicant keeps to ask by; it says nothing about anybody.
    receipt = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    member_org = own_organisation()
    brings_capital = models.BooleanField()
    uses = models.BooleanField()
    works = models.BooleanField()
    capital_vnd = models.BigIntegerField(default=0)
    note = models.CharField(max_length=1000, blank=True)
    applied_on = models.DateField()
    recorded_at = models.DateTimeField()
    # Nobody has signed in who applies on the public page.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "members_application"
        constraints = [
            models.UniqueConstraint(fields=["org", "receipt"], name="receipt_of_an_application_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="applicant_has_a_name"),
            models.CheckConstraint(condition=Q(capital_vnd__gte=0), name="offered_capital_is_not_negative"),
            models.CheckConstraint(
                condition=Q(brings_capital=True) | Q(uses=True) | Q(works=True), name="an_applicant_brings_something"
            ),
        ]
        indexes = [models.Index(fields=["org", "-recorded_at"], name="applications_newest_first")]


class ApplicationPaper(TenantModel):
    """A document that came with an application: a photo or a PDF, as it came."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    size_bytes = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "members_application_paper"
        constraints = [
            models.UniqueConstraint(fields=["org", "application", "sha256"], name="paper_is_kept_once_an_application"),
        ]


class Decision(RecordedModel):
    """A body of the cooperative decided about a member or an applicant, by a resolution, on a day."""

    act = models.CharField(max_length=20, choices=choices(DecidedAct))
    member = models.ForeignKey(
        "members.Member", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    member_org = own_organisation()
    body = models.CharField(max_length=20, choices=choices(Body))
    resolution = models.CharField(max_length=200)
    decided_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "members_decision"
        constraints = [
            models.UniqueConstraint(fields=["org", "application"], name="an_application_is_decided_once"),
            models.UniqueConstraint(
                fields=["org", "member", "act"],
                condition=Q(member__isnull=False, act__in=[DecidedAct.ADMIT.value, DecidedAct.END.value]),
                name="a_member_is_admitted_and_ended_once",
            ),
            models.CheckConstraint(condition=Q(act__in=[act.value for act in DecidedAct]), name="decided_act_is_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(application__isnull=False), name="decision_is_about_somebody"
            ),
        ]
