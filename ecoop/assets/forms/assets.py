"""What people fill in about an asset that came."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.assets.actions.rest_on_permission import MATTER
from ecoop.assets.calc.drafts import AssetDraft, SourceDraft, Weights
from ecoop.assets.calc.words import Form, Kind, Means, Origin
from ecoop.assets.queries.law import list_letters, list_source_words
from ecoop.assets.queries.register import FORM_WORDS, KIND_WORDS
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.written import format_day
from ecoop.lawbook.queries import Law
from ecoop.resolutions.queries import list_permissions
from ecoop.web.fields import DongField, day_field

MEANS_WORDS = {Means.BANK: _("by bank"), Means.CASH: _("in cash"), Means.CREDIT: _("not yet, on credit")}
SOURCES_MAX = 3
PERCENT_MAX = 100
_PAID = (Origin.BOUGHT, Origin.BUILT)
_ONLY_FOR = {
    "means": (Origin.BOUGHT,),
    "resolution": (Origin.BOUGHT,),
    "vat_vnd": _PAID,
    "opening_worn_vnd": (Origin.IN_BOOKS,),
    "wears_from_on": (Origin.IN_BOOKS,),
    "months_left": (Origin.IN_BOOKS,),
}


class AssetForm(forms.Form):
    """An asset that came, one way; only what this way needs is asked. The hidden id makes two sendings one asset."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code on the label"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind of asset"), choices=list(KIND_WORDS.items()))
    designation = forms.ChoiceField(label=_("Kind of undivided asset"), required=False)
    form = forms.ChoiceField(label=_("Tangible or not"), choices=list(FORM_WORDS.items()), initial=Form.TANGIBLE.value)
    acquired_on = day_field(label=_("Came on"))
    in_use_on = day_field(label=_("In use since"), required=False)
    cost_vnd = DongField(label=_("Cost without input tax"))
    vat_vnd = DongField(label=_("Input tax that can be set off"), required=False)
    means = forms.ChoiceField(label=_("Paid"), choices=list(MEANS_WORDS.items()), required=False)
    life_months = forms.IntegerField(
        label=_("Useful life in months"), required=False, min_value=1, max_value=1200,
        help_text=_("Leave it empty for what does not wear, for example a land-use right without end."),
    )  # fmt: skip
    production_percent = forms.IntegerField(
        label=_("Part of the wear that is a cost of production, in percent"), min_value=0, max_value=PERCENT_MAX,
        initial=0, help_text=_("The rest is a cost of management."),
    )  # fmt: skip
    opening_worn_vnd = DongField(label=_("Worn so far"), required=False)
    wears_from_on = day_field(label=_("This register goes on from"), required=False)
    months_left = forms.IntegerField(label=_("Months left then"), required=False, min_value=1, max_value=1200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    custodian = forms.CharField(label=_("Who keeps it"), max_length=200, required=False)
    handed_by = forms.CharField(label=_("Handed over by"), max_length=200, required=False)
    model = forms.CharField(label=_("Model, features"), max_length=200, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=100, required=False)
    made_in = forms.CharField(label=_("Made in, year"), max_length=100, required=False)
    project = forms.CharField(label=_("Support project"), max_length=200, required=False)
    restriction = forms.CharField(label=_("Terms of the giver"), max_length=500, required=False)
    paper = forms.CharField(label=_("Paper it rests on"), max_length=200, required=False)
    resolution = forms.TypedChoiceField(
        label=_("Resolution on the investment"), coerce=UUID, empty_value=None, required=False,
        help_text=_("Needed for what is bought from the undivided fund, and from a fifth of total assets on."),
    )  # fmt: skip

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        origin: Origin,
        law: Law,
        org_id: UUID,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial=dict(initial or {}))
        self.origin = origin
        permitted = list_permissions(org_id=org_id, matter=MATTER) if origin is Origin.BOUGHT else []
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((str(one.id), f"{one.number}, {format_day(one.passed_on)}: {one.title}") for one in permitted),
        ]
        letters = [(letter, f"{letter}) {label}") for letter, label in list_letters(law=law).items()]
        self.fields["designation"].choices = [("", "—"), *letters]  # type: ignore[attr-defined]
        words = list_source_words(law=law)
        for at in range(1, SOURCES_MAX + 1):
            self.fields[f"source_{at}"] = forms.ChoiceField(
                label=_now("Source of money {number}").format(number=at),
                choices=[*([("", "—")] if at > 1 else []), *words.items()],
                required=at == 1,
            )
            hint = _now("Empty: the whole cost.") if at == 1 else ""
            label = _now("Amount of source {number}").format(number=at)
            self.fields[f"amount_{at}"] = DongField(label=label, required=False, help_text=hint)
        for name, origins in _ONLY_FOR.items():
            if origin not in origins:
                del self.fields[name]
        self.order_fields(_ORDER)

    def clean(self) -> dict[str, Any]:
        """Ask for an amount of every source that is named beside another."""
        cleaned = super().clean() or {}
        for at in range(2, SOURCES_MAX + 1):
            if cleaned.get(f"source_{at}") and not cleaned.get(f"amount_{at}"):
                self.add_error(f"amount_{at}", _("Enter the amount of this source."))
        return cleaned

    def draft(self) -> AssetDraft:
        """Give the asset that was filled in."""
        cleaned = self.cleaned_data
        produced = cleaned["production_percent"]
        texts = ("place", "custodian", "handed_by", "model", "serial", "made_in", "project", "restriction", "paper")
        kind = Kind(cleaned["kind"])
        return AssetDraft(
            id=cleaned["id"],
            code=cleaned["code"].strip(),
            name=cleaned["name"].strip(),
            kind=kind,
            origin=self.origin,
            form=Form(cleaned["form"]),
            designation=cleaned["designation"] if kind == Kind.UNDIVIDED else "",
            acquired_on=cleaned["acquired_on"],
            in_use_on=cleaned["in_use_on"] or cleaned["acquired_on"],
            cost_vnd=Dong(cleaned["cost_vnd"]),
            sources=self._sources(Dong(cleaned["cost_vnd"])),
            vat_vnd=Dong(cleaned.get("vat_vnd") or 0),
            means=Means(cleaned.get("means") or Means.BANK),
            life_months=cleaned["life_months"],
            weights=Weights(produced, PERCENT_MAX - produced, 0),
            opening_worn_vnd=Dong(cleaned.get("opening_worn_vnd") or 0),
            wears_from_on=self._wears_from_on(),
            months_left=cleaned.get("months_left"),
            resolution_id=cleaned.get("resolution"),
            **{name: cleaned[name] for name in texts},
        )

    def _sources(self, cost_vnd: Dong) -> list[SourceDraft]:
        cleaned = self.cleaned_data
        named = [at for at in range(1, SOURCES_MAX + 1) if cleaned.get(f"source_{at}")]
        others_vnd = sum(cleaned[f"amount_{at}"] or 0 for at in named[1:])
        first_vnd = cleaned["amount_1"] if cleaned["amount_1"] is not None else cost_vnd - others_vnd
        amounts = [first_vnd, *(cleaned[f"amount_{at}"] for at in named[1:])]
        return [SourceDraft(cleaned[f"source_{at}"], Dong(amount)) for at, amount in zip(named, amounts, strict=True)]

    def _wears_from_on(self) -> date | None:
        found: date | None = self.cleaned_data.get("wears_from_on")
        return found


_ORDER = [
    *("id", "name", "code", "kind", "designation", "form", "acquired_on", "in_use_on", "cost_vnd", "vat_vnd"),
    *("source_1", "amount_1", "source_2", "amount_2", "source_3", "amount_3", "means", "life_months"),
]
