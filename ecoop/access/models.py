"""Persons, the roles they hold in organisations, tokens for programs, and sign-ins."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ecoop.access.calc import ROLES
from ecoop.kernel.ids import new_id
from ecoop.kernel.tenancy import TenantModel


class Person(AbstractBaseUser):
    """Somebody who can sign in. What they may do stands in their role grants, organisation by organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    # Both are kept in the normal form of `access.calc`, so that one person cannot hide behind two spellings.
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = BaseUserManager()

    class Meta:
        db_table = "access_person"
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False), name="person_can_be_reached"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleGrant(TenantModel):
    """A person was given a role in an organisation; it holds until a revocation of it is recorded."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "access_role_grant"
        constraints = [models.CheckConstraint(condition=Q(role__in=ROLES), name="granted_role_is_known")]
        indexes = [
            models.Index(fields=["org", "person"], name="role_grants_of_a_person"),
            # A person's own organisations are looked up before any organisation is chosen.
            models.Index(fields=["person"], name="organisations_of_a_person"),
        ]


class RoleRevocation(TenantModel):
    """A role grant ended. The person stands here again, so that they may see it without the organisation."""

    grant = models.ForeignKey(
        RoleGrant, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="revocations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    revoked_at = models.DateTimeField()

    class Meta:
        db_table = "access_role_revocation"
        constraints = [models.UniqueConstraint(fields=["org", "grant"], name="role_grant_is_revoked_once")]


class BooksGrant(TenantModel):
    """A household lets a cooperative keep its books: who is accountant there may act as one here, while both hold."""

    keeper = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "access_books_grant"
        constraints = [models.CheckConstraint(condition=~Q(keeper=F("org")), name="books_are_given_to_another")]
        # What was given to a keeper is looked up before any household is chosen.
        indexes = [models.Index(fields=["keeper", "org"], name="books_given_to_a_keeper")]


class BooksRevocation(TenantModel):
    """A household took its books back. The keeper stands here again, so that it sees that they are gone."""

    grant = models.ForeignKey(
        BooksGrant, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="revocations"
    )
    keeper = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+")
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    revoked_at = models.DateTimeField()

    class Meta:
        db_table = "access_books_revocation"
        constraints = [models.UniqueConstraint(fields=["org", "grant"], name="books_are_taken_back_once")]


class Token(TenantModel):
    """A key for a program of the organisation. Only its fingerprint is kept; the key is shown once."""

    purpose = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40))
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "access_token"
        constraints = [
            models.UniqueConstraint(fields=["org", "fingerprint"], name="token_fingerprint_is_unique"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="token_expires_after_it_is_issued"),
        ]


class TokenRevocation(TenantModel):
    """A token was taken back before its time."""

    token = models.ForeignKey(
        Token, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="revocations"
    )
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    revoked_at = models.DateTimeField()

    class Meta:
        db_table = "access_token_revocation"
        constraints = [models.UniqueConstraint(fields=["org", "token"], name="token_is_revoked_once")]


class TokenUse(TenantModel):
    """A day on which a token was used; the day is enough to see which tokens nobody needs."""

    token = models.ForeignKey(Token, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="uses")
    used_on = models.DateField()

    class Meta:
        db_table = "access_token_use"
        constraints = [models.UniqueConstraint(fields=["org", "token", "used_on"], name="token_use_is_once_a_day")]


class SignIn(models.Model):
    """A person came in. It belongs to the person and to no organisation; only the person may read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    method = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        db_table = "access_sign_in"
        indexes = [models.Index(fields=["person", "-at"], name="sign_ins_newest_first")]
