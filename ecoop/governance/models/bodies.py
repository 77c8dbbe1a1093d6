"""Who holds which post from when until when, who is family of whom, and the guided courses of an ending or a change.

Nothing here is changed: a post ends by a row of its own, a relation too, a step of a course is written once more.
What the law has a cooperative show to its members (names, posts, terms) carries no personal number at all.
"""

from django.db import models
from django.db.models import F, Q

from ecoop.governance.calc.bodies import BodyKind, CourseKind, EndGround, PostRole, Relation
from ecoop.kernel.tenancy import RecordedModel, choices, inside, inside_or_none


class Holder(RecordedModel):
    """A person who holds a post or is family of one who does: a member, whoever speaks for one, or somebody hired."""

    name = models.CharField(max_length=200)
    member = inside_or_none("members.Member")

    class Meta:
        db_table = "governance_holder"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "member"], condition=Q(member__isnull=False), name="a_member_is_one_holder"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="holder_has_a_name"),
        ]


class Post(RecordedModel):
    """Somebody was put into a body or an office, from a day on and for a term."""

    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    body = models.CharField(max_length=24, choices=choices(BodyKind))
    role = models.CharField(max_length=10, choices=choices(PostRole))
    starts_on = models.DateField()
    # The last day of the term; an office that the law gives no term has none.
    term_ends_on = models.DateField(null=True)
    # The resolution it rests on, and its number as the paper names it.
    resolution_id = models.UUIDField(null=True)
    rests_on = models.CharField(max_length=200)
    # An outsider under contract, not a member.
    is_hired = models.BooleanField(default=False)
    is_resident = models.BooleanField(default=True)
    is_foreign = models.BooleanField(default=False)
    is_qualified = models.BooleanField(default=True)

    class Meta:
        db_table = "governance_post"
        constraints = [
            models.CheckConstraint(condition=Q(body__in=[body.value for body in BodyKind]), name="body_is_known"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in PostRole]), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gte=F("starts_on")),
                name="term_does_not_end_before_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["org", "body", "starts_on"], name="posts_of_a_body")]


class PostEnd(RecordedModel):
    """A post ended: from this day on nobody holds it any more. A post written by mistake never was."""

    post = inside("governance.Post")
    ended_on = models.DateField()
    ground = models.CharField(max_length=20, choices=choices(EndGround))
    resolution_id = models.UUIDField(null=True)
    rests_on = models.CharField(max_length=200)

    class Meta:
        db_table = "governance_post_end"
        constraints = [
            models.UniqueConstraint(fields=["org", "post"], name="a_post_ends_once"),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in EndGround]), name="ground_of_end_is_known"
            ),
        ]


class FamilyTie(RecordedModel):
    """Two people declared to be family, in a way that the law's list names."""

    holder = inside("governance.Holder")
    other = inside("governance.Holder")
    relation = models.CharField(max_length=20, choices=choices(Relation))
    declared_on = models.DateField()

    class Meta:
        db_table = "governance_family_tie"
        constraints = [
            models.CheckConstraint(condition=~Q(holder=F("other")), name="nobody_is_family_of_themselves"),
            models.CheckConstraint(
                condition=Q(relation__in=[relation.value for relation in Relation]), name="relation_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "holder"], name="family_of_a_holder"),
            models.Index(fields=["org", "other"], name="family_of_the_other"),
        ]


class FamilyTieEnd(RecordedModel):
    """A relation ended (a divorce), or was declared by mistake."""

    tie = inside("governance.FamilyTie")
    ended_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "governance_family_tie_end"
        constraints = [models.UniqueConstraint(fields=["org", "tie"], name="a_relation_ends_once")]


class Absence(RecordedModel):
    """From a day on a legal representative does not do the work, or does it again; the last recorded holds."""

    post = inside("governance.Post")
    from_on = models.DateField()
    is_absent = models.BooleanField()

    class Meta:
        db_table = "governance_absence"
        indexes = [models.Index(fields=["org", "post", "-recorded_at"], name="absences_newest_first")]


class Course(RecordedModel):
    """A guided course: a dissolution, a change of governance, a reorganisation. Its dates follow from its start."""

    kind = models.CharField(max_length=20, choices=choices(CourseKind))
    starts_on = models.DateField()
    resolution_id = models.UUIDField(null=True)
    rests_on = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        db_table = "governance_course"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CourseKind]), name="kind_of_course_is_known"
            ),
        ]


class CourseStep(RecordedModel):
    """A step of a course was done on a day; written once more, the last recorded holds."""

    course = inside("governance.Course")
    step = models.CharField(max_length=30)
    done_on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        db_table = "governance_course_step"
        indexes = [models.Index(fields=["org", "course", "-recorded_at"], name="steps_newest_first")]
