"""Lay out who holds which post, who is family of whom, and the guided courses of an ending or a change."""

from collections.abc import Sequence

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import ecoop.kernel.ids
from ecoop.kernel.laying import TablesAtOnce
from ecoop.kernel.tenancy import Column, InsideKey, TenantTable

# What the law has a cooperative show to its members, every member reads: names, posts and terms.
TO_MEMBERS = {"shown_to_members": "org_id IN (SELECT ecoop_memberships())"}
BODIES = ("board", "supervisors", "controller", "director", "chief_accountant", "cashier", "legal_representative")
ROLES = ("chair", "deputy", "member", "head")
GROUNDS = ("term", "resigned", "dismissed", "membership_ended", "died", "replaced", "mistake")
RELATIONS = ("spouse", "parents", "children", "siblings", "siblings_in_law")
COURSES = ("dissolution", "forced_dissolution", "to_full", "to_simplified", "reorganisation")


def _to(model: str, *, null: bool = False, inside: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to=model,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=not inside,
    )


def _word(words: Sequence[str], *, length: int) -> "models.CharField[str, str]":
    return models.CharField(choices=[(word, word) for word in words], max_length=length)


def _table(name: str, table: str, fields: Sequence[Column], **options: object) -> migrations.CreateModel:
    key = models.UUIDField(default=ecoop.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
    row: list[Column] = [
        ("id", key),
        ("recorded_at", models.DateTimeField()),
        ("org", _to("parties.organisation", inside=False)),
        ("recorded_by", _to(settings.AUTH_USER_MODEL, inside=False)),
    ]
    return migrations.CreateModel(name=name, fields=[*row, *fields], options={"db_table": table, **options})


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name)


def _known(name: str, field: str, words: Sequence[str]) -> models.CheckConstraint:
    return _check(name, Q((f"{field}__in", list(words))))


class Migration(TablesAtOnce):
    dependencies = [
        ("members", "0004_what_members_pay_and_are_shown"),
        ("parties", "0001_the_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        _table(
            "Holder",
            "governance_holder",
            [("name", models.CharField(max_length=200)), ("member", _to("members.member", null=True))],
            constraints=[
                models.UniqueConstraint(
                    condition=Q(("member__isnull", False)), fields=("org", "member"), name="a_member_is_one_holder"
                ),
                _check("holder_has_a_name", Q(("name", ""), _negated=True)),
            ],
        ),
        _table(
            "Post",
            "governance_post",
            [
                ("holder", _to("governance.holder")),
                ("body", _word(BODIES, length=24)),
                ("role", _word(ROLES, length=10)),
                ("starts_on", models.DateField()),
                ("term_ends_on", models.DateField(null=True)),
                ("resolution_id", models.UUIDField(null=True)),
                ("rests_on", models.CharField(max_length=200)),
                ("is_hired", models.BooleanField(default=False)),
                ("is_resident", models.BooleanField(default=True)),
                ("is_foreign", models.BooleanField(default=False)),
                ("is_qualified", models.BooleanField(default=True)),
            ],
            indexes=[models.Index(fields=["org", "body", "starts_on"], name="posts_of_a_body")],
            constraints=[
                _known("body_is_known", "body", BODIES),
                _known("role_is_known", "role", ROLES),
                _check(
                    "term_does_not_end_before_it_starts",
                    Q(("term_ends_on__isnull", True), ("term_ends_on__gte", F("starts_on")), _connector="OR"),
                ),
            ],
        ),
        _table(
            "PostEnd",
            "governance_post_end",
            [
                ("post", _to("governance.post")),
                ("ended_on", models.DateField()),
                ("ground", _word(GROUNDS, length=20)),
                ("resolution_id", models.UUIDField(null=True)),
                ("rests_on", models.CharField(max_length=200)),
            ],
            constraints=[
                models.UniqueConstraint(fields=("org", "post"), name="a_post_ends_once"),
                _known("ground_of_end_is_known", "ground", GROUNDS),
            ],
        ),
        _table(
            "FamilyTie",
            "governance_family_tie",
            [
                ("holder", _to("governance.holder")),
                ("other", _to("governance.holder")),
                ("relation", _word(RELATIONS, length=20)),
                ("declared_on", models.DateField()),
            ],
            indexes=[
                models.Index(fields=["org", "holder"], name="family_of_a_holder"),
                models.Index(fields=["org", "other"], name="family_of_the_other"),
            ],
            constraints=[
                _check("nobody_is_family_of_themselves", Q(("holder", F("other")), _negated=True)),
                _known("relation_is_known", "relation", RELATIONS),
            ],
        ),
        _table(
            "FamilyTieEnd",
            "governance_family_tie_end",
            [
                ("tie", _to("governance.familytie")),
                ("ended_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
            ],
            constraints=[models.UniqueConstraint(fields=("org", "tie"), name="a_relation_ends_once")],
        ),
        _table(
            "Absence",
            "governance_absence",
            [
                ("post", _to("governance.post")),
                ("from_on", models.DateField()),
                ("is_absent", models.BooleanField()),
            ],
            indexes=[models.Index(fields=["org", "post", "-recorded_at"], name="absences_newest_first")],
        ),
        _table(
            "Course",
            "governance_course",
            [
                ("kind", _word(COURSES, length=20)),
                ("starts_on", models.DateField()),
                ("resolution_id", models.UUIDField(null=True)),
                ("rests_on", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=1000)),
            ],
            constraints=[_known("kind_of_course_is_known", "kind", COURSES)],
        ),
        _table(
            "CourseStep",
            "governance_course_step",
            [
                ("course", _to("governance.course")),
                ("step", models.CharField(max_length=30)),
                ("done_on", models.DateField()),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=1000)),
            ],
            indexes=[models.Index(fields=["org", "course", "-recorded_at"], name="steps_newest_first")],
        ),
        *(TenantTable(f"governance_{name}", read_also=TO_MEMBERS) for name in ("holder", "post", "post_end")),
        *(
            TenantTable(f"governance_{name}")
            for name in ("family_tie", "family_tie_end", "absence", "course", "course_step")
        ),
        InsideKey("governance_holder", "member_id", "members_member"),
        InsideKey("governance_post", "holder_id", "governance_holder"),
        InsideKey("governance_post_end", "post_id", "governance_post"),
        InsideKey("governance_family_tie", "holder_id", "governance_holder"),
        InsideKey("governance_family_tie", "other_id", "governance_holder"),
        InsideKey("governance_family_tie_end", "tie_id", "governance_family_tie"),
        InsideKey("governance_absence", "post_id", "governance_post"),
        InsideKey("governance_course_step", "course_id", "governance_course"),
    ]
