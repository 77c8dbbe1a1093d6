"""What people fill in about members: who they are, what they bring, how a membership ends, who comes after."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.members.actions.change_standings import StandingDraft
from ecoop.members.actions.end_memberships import DepartureDraft
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.actions.record_successions import SuccessionDraft
from ecoop.members.calc import (
    BODY_WORDS,
    UNDECIDED,
    Body,
    Ending,
    MemberType,
    ParticularsDraft,
    PartyKind,
    SuccessionWay,
    derive_member_type,
)
from ecoop.members.queries import ENDING_WORDS, GENDER_WORDS, KIND_WORDS, TYPE_WORDS, WAY_WORDS, MembersWanted
from ecoop.web.fields import day_field

BRINGS = ("brings_capital", "uses", "works")
STATES = (("", _("everybody")), ("holds", _("members today")), ("ended", _("who left")))


class RegisterFilter(forms.Form):
    """Which part of the register is looked for."""

    q = forms.CharField(label=_("Name or number"), max_length=100, required=False)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("every type")), *TYPE_WORDS.items()])
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def wanted(self, *, after: str, most: int) -> MembersWanted:
        """Give what is wanted; what cannot be read is not asked for."""
        self.is_valid()
        said = self.cleaned_data
        kind = MemberType(said["type"]) if said.get("type") else None
        return MembersWanted(said.get("q", ""), kind, said.get("state", ""), after, most)


class WhoForm(forms.Form):
    """Who somebody is, as the law's register asks for it."""

    kind = forms.ChoiceField(label=_("Person, household, organisation"), choices=list(KIND_WORDS.items()))
    id_number = forms.CharField(label=_("Personal ID number"), max_length=20, required=False)
    code = forms.CharField(label=_("Code of the organisation"), max_length=20, required=False)
    born_on = day_field(label=_("Born on"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=list(GENDER_WORDS.items()))
    nationality = forms.RegexField(
        label=_("Nationality"), regex=r"^[A-Z]{2}$", initial="VN", help_text=_("Two letters: VN, JP, US")
    )
    address = forms.CharField(label=_("Address"), max_length=300)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)
    representative_name = forms.CharField(
        label=_("Representative"), max_length=120, required=False,
        help_text=_("A household or a body names one person who acts for it."),
    )  # fmt: skip
    representative_id = forms.CharField(
        label=_("Personal ID number of the representative"), max_length=20, required=False
    )
    is_foreign = forms.BooleanField(label=_("Foreign, or with foreign investment"), required=False)
    has_investor_certificate = forms.BooleanField(
        label=_("Has shown the investment registration certificate"), required=False
    )
    is_lawfully_resident = forms.BooleanField(label=_("Lives lawfully in Việt Nam"), required=False)

    def who(self) -> ParticularsDraft:
        """Give the particulars that were filled in."""
        said = self.cleaned_data
        names = (
            "id_number", "code", "born_on", "gender", "nationality", "address", "phone", "email",
            "representative_name", "representative_id",
        )  # fmt: skip
        flags = ("is_foreign", "has_investor_certificate", "is_lawfully_resident")
        given: dict[str, Any] = {name: said[name] for name in names if said.get(name) is not None}
        given |= {name: bool(said.get(name)) for name in flags}
        return ParticularsDraft(kind=PartyKind(said["kind"]), **given)


class ParticularsForm(WhoForm):
    """A new version of a member's particulars."""

    starts_on = day_field(label=_("From"))
    field_order = ("starts_on",)

    def __init__(self, given: Mapping[str, Any] | None, *, who: ParticularsDraft, today: date) -> None:
        known = {name: getattr(who, name) for name in WhoForm.base_fields if hasattr(who, name)}
        super().__init__(given, initial={**known, "kind": who.kind.value, "starts_on": today})


class DecisionForm(forms.Form):
    """Which body decided, by which resolution, on which day."""

    body = forms.ChoiceField(label=_("Decided by"), choices=[(body.value, BODY_WORDS[body]) for body in Body])
    resolution = forms.CharField(label=_("Resolution or decision number"), max_length=200)
    decided_on = day_field(label=_("Decided on"))

    def decision(self, *, reason: str = "") -> DecisionDraft | None:
        """Give the decision that was filled in; None where no resolution is named."""
        said = self.cleaned_data
        if not said.get("resolution"):
            return None
        return DecisionDraft(Body(said["body"]), said["resolution"], said["decided_on"], reason)


class DepartureForm(DecisionForm):
    """The end of a membership."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    ground = forms.ChoiceField(label=_("Ground"))
    ends_on = day_field(label=_("From this day on no longer a member"))
    reason = forms.CharField(label=_("Note"), max_length=500, required=False)
    field_order = ("ground", "ends_on", "reason", "body", "resolution", "decided_on")

    def __init__(
        self, given: Mapping[str, Any] | None, *, grounds: tuple[Ending, ...], body: Body, today: date
    ) -> None:
        initial = {"ends_on": today, "decided_on": today, "body": body.value}
        super().__init__(given, initial=initial)
        self.fields["ground"].choices = [(one.value, ENDING_WORDS[one.value]) for one in grounds]  # type: ignore[attr-defined]
        self.fields["resolution"].required = False
        self.fields["resolution"].help_text = _("Not needed for a death or the end of an organisation.")

    def draft(self, *, member_id: Any) -> DepartureDraft:
        """Give the end that was filled in."""
        said = self.cleaned_data
        ground = Ending(said["ground"])
        decision = None if ground in UNDECIDED and not said["resolution"] else self.decision()
        return DepartureDraft(said["id"], member_id, said["ends_on"], ground, decision, said["reason"])


class StandingForm(DecisionForm):
    """What a member brings from a day on."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    starts_on = day_field(label=_("From"))
    brings_capital = forms.BooleanField(label=_("Brings capital"), required=False)
    uses = forms.BooleanField(label=_("Uses products or services"), required=False)
    works = forms.BooleanField(label=_("Works for the cooperative"), required=False)
    field_order = ("starts_on", *BRINGS, "body", "resolution", "decided_on")

    def __init__(self, given: Mapping[str, Any] | None, *, today: date, now: Mapping[str, bool], body: Body) -> None:
        super().__init__(given, initial={**now, "starts_on": today, "decided_on": today, "body": body.value})

    def clean(self) -> dict[str, Any]:
        """Ask for something that is brought."""
        said = super().clean() or {}
        if not derive_member_type(**brought(said)):
            self.add_error("uses", _("Mark what this member brings: capital, use of the services, or labour."))
        return said

    def draft(self, *, member_id: Any) -> StandingDraft:
        """Give the change that was filled in."""
        said = self.cleaned_data
        capital, uses, works = (said[name] for name in BRINGS)
        return StandingDraft(said["id"], member_id, said["starts_on"], capital, uses, works, self.decision())


class SuccessionForm(forms.Form):
    """Who comes after a member."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    way = forms.ChoiceField(
        label=_("In which way"),
        choices=[(way, label) for way, label in WAY_WORDS.items() if way != SuccessionWay.STEPS_IN.value],
        help_text=_("An heir who steps in as a member applies for membership; the list of applications decides."),
    )
    from_on = day_field(label=_("From"))
    name = forms.CharField(label=_("Full name"), max_length=200)
    id_number = forms.CharField(label=_("Personal ID number"), max_length=20, required=False)
    relation = forms.CharField(label=_("Relation to the member"), max_length=100, required=False)

    def draft(self, *, member_id: Any) -> SuccessionDraft:
        """Give who was filled in."""
        said = self.cleaned_data
        return SuccessionDraft(
            said["id"], member_id, SuccessionWay(said["way"]), said["from_on"], said["name"], said["id_number"],
            said["relation"],
        )  # fmt: skip


def brought(said: Mapping[str, Any]) -> dict[str, bool]:
    """Give what is brought as the rule of types asks for it."""
    return {
        "capital": bool(said.get("brings_capital")),
        "use": bool(said.get("uses")),
        "labour": bool(said.get("works")),
    }
