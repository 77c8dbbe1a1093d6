"""Certificates of contribution: numbered without gaps, signed, replaced or revoked by rows of their own."""

from django.db import models
from django.db.models import Q

from ecoop.kernel.tenancy import RecordedModel, choices, inside
from ecoop.members.calc import CertificateKind
from ecoop.members.models.keys import own_organisation


class Certificate(RecordedModel):
    """What the cooperative certified to a member: the very text that was signed, and the signature."""

    member = inside("members.Member")
    member_org = own_organisation()
    number = models.IntegerField()
    issued_on = models.DateField()
    kind = models.CharField(max_length=10, choices=choices(CertificateKind))
    replaces = models.ForeignKey(
        "members.Certificate",
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    held_vnd = models.BigIntegerField()
    charter_capital_vnd = models.BigIntegerField()
    text = models.TextField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        db_table = "members_certificate"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="certificate_number_is_unique"),
            models.UniqueConstraint(
                fields=["org", "replaces"], condition=Q(replaces__isnull=False), name="certificate_is_replaced_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="certificate_numbers_begin_at_one"),
            models.CheckConstraint(condition=Q(held_vnd__gt=0), name="certificate_certifies_something"),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.FIRST.value, replaces=None)
                | (~Q(kind=CertificateKind.FIRST.value) & Q(replaces__isnull=False)),
                name="a_later_certificate_replaces_one",
            ),
        ]
        indexes = [models.Index(fields=["org", "member"], name="certificates_of_a_member")]


class CertificateRevocation(RecordedModel):
    """A certificate was taken back: the membership ended, or everything was returned or transferred."""

    certificate = inside("members.Certificate")
    member = inside("members.Member")
    member_org = own_organisation()
    revoked_on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "members_certificate_revocation"
        constraints = [
            models.UniqueConstraint(fields=["org", "certificate"], name="a_certificate_is_revoked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="revocation_has_a_reason"),
        ]
