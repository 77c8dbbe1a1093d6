"""What people fill in about bodies: an appointment, the end of a post, a relation, a course and its steps."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.governance.actions.appoint import AppointmentDraft
from ecoop.governance.actions.end_post import PostEndDraft
from ecoop.governance.actions.name_holders import PersonNamed
from ecoop.governance.actions.open_course import CourseDraft
from ecoop.governance.calc.bodies import (
    BODY_WORDS,
    COLLEGIAL,
    GROUND_WORDS,
    ROLE_WORDS,
    BodyKind,
    CourseKind,
    EndGround,
    PostRole,
    Relation,
)
from ecoop.governance.calc.courses import COURSE_WORDS
from ecoop.kernel.ids import new_id
from ecoop.members.queries import find_member_by_number
from ecoop.web.fields import day_field

_PLACES = [
    (PostRole.MEMBER.value, ROLE_WORDS[PostRole.MEMBER]),
    (PostRole.CHAIR.value, _("chair; of the supervisors their head")),
    (PostRole.DEPUTY.value, ROLE_WORDS[PostRole.DEPUTY]),
]
# A dissolution begins by carrying its resolution out, not here.
_COURSES = [(kind.value, COURSE_WORDS[kind]) for kind in CourseKind if kind is not CourseKind.DISSOLUTION]


class _OfMembers(forms.Form):
    """A form that names people: a member by number, or somebody who is none by name."""

    def __init__(self, *args: Any, org_id: UUID, **given: Any) -> None:
        super().__init__(*args, **given)
        self.org_id = org_id

    def person(self, number: str, name: str) -> PersonNamed:
        """Read who is meant: a member by number, or else a name."""
        if not number.strip():
            if not name.strip():
                raise forms.ValidationError(_now("Choose a member by number, or write a name."))
            return PersonNamed(name=name)
        found = find_member_by_number(org_id=self.org_id, number=number.strip())
        if found is None:
            raise forms.ValidationError(_now("The register has no member {number}.").format(number=number.strip()))
        return PersonNamed(member_id=found.id, name=name)


class AppointmentForm(_OfMembers):
    """Somebody to put into a body or an office. The hidden id makes a form sent twice one appointment."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    body = forms.ChoiceField(label=_("Body or office"), choices=[(body.value, BODY_WORDS[body]) for body in BodyKind])
    role = forms.ChoiceField(label=_("Place in the body"), choices=_PLACES, required=False)
    member = forms.CharField(
        label=_("Member"),
        max_length=20,
        required=False,
        help_text=_("The number in the register, for example TV001"),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Of somebody who is no member, or of the person who speaks for an organisation."),
    )
    starts_on = day_field(label=_("From"))
    term_ends_on = day_field(
        label=_("Last day of the term"), required=False, help_text=_("Left empty: the longest the law allows.")
    )
    rests_on = forms.CharField(label=_("It rests on"), max_length=200, help_text=_("Resolution, contract or letter."))
    resolution_id = forms.UUIDField(
        label=_("Resolution"), required=False, widget=forms.Select, help_text=_("Needed for a hired director.")
    )
    is_foreign = forms.BooleanField(label=_("A foreigner"), required=False)
    is_resident = forms.BooleanField(label=_("Lives in Vietnam"), required=False, initial=True)
    is_qualified = forms.BooleanField(
        label=_("Has the qualification of the accounting law"),
        required=False,
        help_text=_("Asked of a chief accountant; see the papers first."),
    )

    def __init__(self, *args: Any, resolutions: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["resolution_id"].widget.choices = [("", "—"), *resolutions]

    def clean(self) -> dict[str, Any]:
        """Find who is meant."""
        said = super().clean() or {}
        said["person"] = self.person(said.get("member", ""), said.get("name", ""))
        return said

    def draft(self, *, holder_id: UUID) -> AppointmentDraft:
        """Give the appointment of somebody who has a line of their own."""
        said = self.cleaned_data
        body = BodyKind(said["body"])
        role = PostRole(said["role"] or PostRole.MEMBER.value) if body in COLLEGIAL else PostRole.HEAD
        return AppointmentDraft(
            id=said["id"],
            holder_id=holder_id,
            body=body,
            role=role,
            starts_on=said["starts_on"],
            rests_on=said["rests_on"],
            term_ends_on=said["term_ends_on"],
            resolution_id=said["resolution_id"],
            is_resident=said["is_resident"],
            is_foreign=said["is_foreign"],
            is_qualified=said["is_qualified"] or body is not BodyKind.CHIEF_ACCOUNTANT,
        )


class PostEndForm(forms.Form):
    """The end of a post."""

    ended_on = day_field(label=_("From this day on nobody holds it"))
    ground = forms.ChoiceField(label=_("Why"), choices=[(each.value, GROUND_WORDS[each]) for each in EndGround])
    rests_on = forms.CharField(label=_("It rests on"), max_length=200, help_text=_("Resolution, contract or letter."))

    def draft(self, *, post_id: UUID) -> PostEndDraft:
        """Give the end that was filled in."""
        said = self.cleaned_data
        return PostEndDraft(post_id, said["ended_on"], EndGround(said["ground"]), said["rests_on"])


class AbsenceForm(forms.Form):
    """A legal representative does not do the work, or does it again."""

    from_on = day_field(label=_("From"))
    is_absent = forms.ChoiceField(
        label=_("What"), choices=[("yes", _("does not do the work")), ("no", _("does the work again"))]
    )


class FamilyForm(_OfMembers):
    """Two people who are family."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    member = forms.CharField(label=_("Member"), max_length=20, required=False)
    name = forms.CharField(label=_("or a name"), max_length=200, required=False)
    relation = forms.ChoiceField(label=_("How the other one is related"))
    other_member = forms.CharField(label=_("The other: member"), max_length=20, required=False)
    other_name = forms.CharField(label=_("The other: or a name"), max_length=200, required=False)
    declared_on = day_field(label=_("Declared on"))

    def __init__(self, *args: Any, relations: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["relation"].choices = relations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find both."""
        said = super().clean() or {}
        said["people"] = [
            self.person(said.get("member", ""), said.get("name", "")),
            self.person(said.get("other_member", ""), said.get("other_name", "")),
        ]
        return said

    @property
    def said_relation(self) -> Relation:
        """Give the relation that was chosen."""
        return Relation(self.cleaned_data["relation"])


class FamilyEndForm(forms.Form):
    """A relation that ended."""

    ended_on = day_field(label=_("Ended on"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class CourseForm(forms.Form):
    """A guided course to begin."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=_("What"), choices=_COURSES)
    starts_on = day_field(label=_("Day of the decision, or of what made it necessary"))
    rests_on = forms.CharField(label=_("It rests on"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def draft(self) -> CourseDraft:
        """Give the course that was filled in."""
        said = self.cleaned_data
        return CourseDraft(said["id"], CourseKind(said["kind"]), said["starts_on"], said["rests_on"], said["reason"])


class StepForm(forms.Form):
    """A step of a course that was done."""

    step = forms.ChoiceField(label=_("Step"))
    done_on = day_field(label=_("Done on"))
    paper = forms.CharField(label=_("Number of the paper"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]


class DissolveForm(forms.Form):
    """The resolution that a dissolution carries out."""

    resolution = forms.ChoiceField(label=_("Resolution of the general meeting"))

    def __init__(self, *args: Any, resolutions: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["resolution"].choices = resolutions  # type: ignore[attr-defined]
