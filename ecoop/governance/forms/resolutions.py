"""What people fill in about a resolution: one passed on paper, carrying it out, annulling it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.governance.forms.resolution_fields import SAYS, make_field, read_says
from ecoop.governance.queries.resolutions import FieldOfMatter
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.calc import ANNULLED_BY_WORDS, BODY_WORDS, AnnulledBy, DecidingBody, Matter, ResolutionDraft
from ecoop.web.fields import day_field

_FILE_HELP = gettext_lazy("A photo or a PDF; it is kept as it is.")


class PaperForm(forms.Form):
    """A resolution passed on paper: who decided, by how many votes, and what it says on its matter."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.ChoiceField(label=gettext_lazy("Who decided"))
    number = forms.CharField(
        label=gettext_lazy("Number on the paper"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Without one it gets the next number of the year."),
    )
    title = forms.CharField(label=gettext_lazy("What it decides, in one line"), max_length=300)
    passed_on = day_field(label=gettext_lazy("Passed on"))
    starts_on = day_field(label=gettext_lazy("Holds from"), required=False)
    called = forms.IntegerField(label=gettext_lazy("How many could vote"), min_value=0, max_value=10**6)
    attended = forms.IntegerField(label=gettext_lazy("How many came"), min_value=0, max_value=10**6)
    votes_for = forms.IntegerField(label=gettext_lazy("Votes for"), min_value=0, max_value=10**6)
    votes_against = forms.IntegerField(label=gettext_lazy("Votes against"), min_value=0, max_value=10**6)
    votes_blank = forms.IntegerField(label=gettext_lazy("Blank ballots"), min_value=0, max_value=10**6, initial=0)
    is_chair_for = forms.BooleanField(label=gettext_lazy("The chair of the board was for it"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Wording"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = forms.FileField(label=gettext_lazy("The paper"), required=False, help_text=_FILE_HELP)

    def __init__(self, *args: Any, matter: Matter, says: Sequence[FieldOfMatter], **given: Any) -> None:
        super().__init__(*args, **given)
        self.matter = matter
        self.says = says
        bodies = [(body.value, BODY_WORDS[body]) for body in matter.bodies]
        self.fields["body"] = forms.ChoiceField(label=_("Who decided"), choices=bodies)
        if DecidingBody.BOARD not in matter.bodies:
            del self.fields["is_chair_for"]
        for said in says:
            self.fields[SAYS + said.name] = make_field(said=said)

    @property
    def draft(self) -> ResolutionDraft:
        """Give what `pass_resolution` takes."""
        said = self.cleaned_data
        return ResolutionDraft(
            id=said["id"],
            number=said["number"],
            body=DecidingBody(said["body"]),
            matter=self.matter.code,
            title=said["title"],
            parameters=read_says(says=self.says, given=said),
            passed_on=said["passed_on"],
            starts_on=said["starts_on"] or said["passed_on"],
            called=said["called"],
            attended=said["attended"],
            votes_for=said["votes_for"],
            votes_against=said["votes_against"],
            votes_blank=said["votes_blank"],
            is_on_paper=True,
            paper=said["file"].name[-200:] if said.get("file") else "",
            text=said["text"],
            is_chair_for=said.get("is_chair_for", False),
        )


class CarryingForm(forms.Form):
    """What carrying out asks where money leaves: on which day, by what means, who saw that debts can be paid."""

    on = day_field(label=gettext_lazy("Paid on"))
    means = forms.ChoiceField(
        label=gettext_lazy("Paid by"),
        choices=[("bank", gettext_lazy("bank")), ("cash", gettext_lazy("cash"))],
    )
    debts_seen_by = forms.CharField(label=gettext_lazy("Who saw that debts can still be paid"), max_length=200)


class AnnulmentForm(forms.Form):
    """Who says that a resolution does not hold, when, by which paper, why."""

    annulled_by = forms.ChoiceField(
        label=gettext_lazy("Who annulled it"),
        choices=[(each.value, words) for each, words in ANNULLED_BY_WORDS.items()],
    )
    annulled_on = day_field(label=gettext_lazy("Day of the decision"))
    paper = forms.CharField(label=gettext_lazy("Judgment, award or resolution"), max_length=300)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)
    entry_on = day_field(
        label=gettext_lazy("Day of the red entries"),
        help_text=gettext_lazy("A day in a month that is open."),
    )

    @property
    def draft(self) -> AnnulmentDraft:
        """Give what `annul_resolution` takes."""
        said = self.cleaned_data
        return AnnulmentDraft(AnnulledBy(said["annulled_by"]), said["annulled_on"], said["paper"], said["reason"])


class FileForm(forms.Form):
    """The photo or scan of a paper."""

    file = forms.FileField(label=gettext_lazy("The paper"), help_text=_FILE_HELP)
