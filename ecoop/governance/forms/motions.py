"""What people fill in about a motion: what it says on its matter, and of an election who stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.governance.actions.propose_motion import MotionDraft
from ecoop.governance.forms.resolution_fields import SAYS, make_field, read_says
from ecoop.governance.queries.meetings import AgendaFacts
from ecoop.governance.queries.resolutions import FieldOfMatter
from ecoop.kernel.ids import new_id
from ecoop.members.queries import MemberName
from ecoop.resolutions.calc import Items, Majority, Matter

SEATS_MAX = 15


class MatterForm(forms.Form):
    """On which matter a motion is, and under which item of the agenda."""

    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"))
    matter = forms.ChoiceField(label=gettext_lazy("What is decided"))

    def __init__(
        self, *args: Any, items: Sequence[AgendaFacts], matters: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        choices = [(str(item.id), f"{item.position}. {item.title}") for item in items]
        self.fields["item"] = forms.ChoiceField(label=_("Item of the agenda"), choices=choices)
        self.fields["matter"] = forms.ChoiceField(label=_("What is decided"), choices=list(matters))


class MotionForm(forms.Form):
    """A motion on a matter: its fields are what the matter asks for."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = forms.CharField(label=gettext_lazy("What is put to the vote, in one line"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Wording"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_secret = forms.BooleanField(label=gettext_lazy("Secret ballot"), required=False)
    is_special = forms.BooleanField(
        label=gettext_lazy("Needs 65 % of the votes"), required=False,
        help_text=gettext_lazy("The matter itself says so where the law does; mark it where the object asks for more."),
    )  # fmt: skip

    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, says: Sequence[FieldOfMatter], **given: Any) -> None:
        super().__init__(*args, **given)
        self.matter = matter
        self.is_election = matter.items is Items.POSTS
        self.says = [said for said in says if said.name != "posts"]
        if matter.majority is Majority.SPECIAL:
            del self.fields["is_special"]
        for said in self.says:
            self.fields[SAYS + said.name] = make_field(said=said)
        if self.is_election:
            self.fields["candidates"] = forms.CharField(
                label=_("Candidates"), max_length=6000, widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("One on each line: a member number, or a name for somebody from outside"),
            )  # fmt: skip
            self.fields["seats"] = forms.IntegerField(
                label=_("How many are elected"), min_value=1, max_value=SEATS_MAX, initial=1
            )
            self.fields["is_secret"].initial = True

    def warn(self, found: Sequence[str]) -> None:
        """Say what would be refused today, and let people put the motion all the same: it may be mended till then."""
        for each in found:
            self.add_error(None, each)
        self.fields["anyway"] = forms.BooleanField(
            label=_("Put it on the agenda all the same; it will be mended before the meeting"), required=False
        )

    @property
    def candidate_lines(self) -> list[str]:
        """List who stands, as typed."""
        return [line.strip() for line in self.cleaned_data.get("candidates", "").splitlines() if line.strip()]

    def draft(self, *, item_id: Any, known: dict[str, MemberName]) -> MotionDraft:
        """Give the motion that was filled in; `known` are members by number."""
        said = self.cleaned_data
        options: list[dict[str, Any]] = []
        for code, line in enumerate(self.candidate_lines, start=1):
            member = known.get(line)
            option = {"code": str(code), "label": member.name if member else line}
            options.append({**option, "member_id": str(member.id)} if member else option)
        return MotionDraft(
            id=said["id"],
            agenda_item_id=item_id,
            title=said["title"],
            matter=self.matter.code,
            parameters=read_says(says=self.says, given=said),
            text=said["text"],
            is_special=said.get("is_special", False),
            is_secret=said["is_secret"],
            options=options,
            seats=said.get("seats") or 1,
        )
