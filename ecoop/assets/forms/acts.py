"""What people fill in about an asset that they have: handover, wear, repair, leaving, counting, use."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.assets.actions.dispose_asset import ASSET_SALE
from ecoop.assets.calc.drafts import (
    Appraisal,
    ChangeDraft,
    CountDraft,
    DisposalDraft,
    MarkDraft,
    PlacingDraft,
    TermsDraft,
    UseDraft,
    Weights,
)
from ecoop.assets.calc.words import ChangeKind, Ground, Kind, Means, UseKind
from ecoop.assets.forms.assets import MEANS_WORDS, PERCENT_MAX
from ecoop.assets.queries.card import USE_WORDS
from ecoop.assets.queries.law import list_grounds, list_source_rules, list_source_words
from ecoop.assets.queries.register import CHANGE_WORDS, GROUND_WORDS, AssetLine
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook.queries import Law
from ecoop.resolutions.queries import list_choices
from ecoop.web.fields import DongField, MonthField, QuantityField, day_field

_WHERE = {
    "management": _("management"),
    "production": _("production"),
    "idle": _("other costs, the asset lies idle"),
    "deferred": _("to be spread over coming months"),
    "welfare": _("the welfare fund"),
}
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_CHARGED = {"cost": _("a cost of the cooperative"), "claim": _("a claim against somebody, to be settled")}


class _ActForm(forms.Form):
    """An act about one asset, made one by the hidden id."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(
        self, given: Mapping[str, Any] | None, *, asset: AssetLine, law: Law, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(given, initial=dict(initial or {}))
        self.asset, self.law = asset, law


class PlacingForm(_ActForm):
    """Where an asset goes, and to whom."""

    since_on = day_field(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200)
    custodian = forms.CharField(label=_("Who keeps it"), max_length=200)
    handed_by = forms.CharField(label=_("Handed over by"), max_length=200, required=False)

    def draft(self) -> PlacingDraft:
        """Give the handover that was filled in."""
        return PlacingDraft(asset_id=self.asset.id, **self.cleaned_data)


class TermsForm(_ActForm):
    """How an asset wears from a month on."""

    since_on = MonthField(label=_("From the month"))
    months_left = forms.IntegerField(
        label=_("Months over which the rest wears"), required=False, min_value=1, max_value=1200
    )
    production_percent = forms.IntegerField(
        label=_("Production, percent"), min_value=0, max_value=PERCENT_MAX, initial=0
    )
    idle_percent = forms.IntegerField(
        label=_("Lies idle, percent"), min_value=0, max_value=PERCENT_MAX, initial=0,
        help_text=_("The rest is a cost of management."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """The parts are at most the whole."""
        cleaned = super().clean() or {}
        if (cleaned.get("production_percent") or 0) + (cleaned.get("idle_percent") or 0) > PERCENT_MAX:
            self.add_error("idle_percent", _("Production and idleness are more than the whole."))
        return cleaned

    def draft(self) -> TermsDraft:
        """Give the terms that were filled in."""
        cleaned = self.cleaned_data
        produced, idle = cleaned["production_percent"], cleaned["idle_percent"]
        weights = Weights(produced, PERCENT_MAX - produced - idle, idle)
        return TermsDraft(
            cleaned["id"], self.asset.id, cleaned["since_on"], cleaned["months_left"], weights, cleaned["reason"]
        )


class ChangeForm(_ActForm):
    """A major repair, a new value, or a gift that goes into the fund."""

    kind = forms.ChoiceField(label=_("What happened"))
    changed_on = day_field(label=_("Day"))
    amount_vnd = forms.CharField(
        label=_("Amount"), max_length=30, help_text=_("For a new value: how much more; with a minus, how much less.")
    )
    source = forms.ChoiceField(label=_("Whose money, if it is added to the cost"), required=False)
    where = forms.ChoiceField(label=_("Whose cost, if it is a cost"), choices=list(_WHERE.items()))
    means = forms.ChoiceField(
        label=_("Paid"), choices=[*MEANS_WORDS.items(), ("built", _("from construction in progress"))]
    )
    months_left = forms.IntegerField(
        label=_("Months over which the rest wears from now on"), required=False, min_value=1, max_value=1200
    )
    ground = forms.ChoiceField(label=_("Why it may be valued anew"), required=False)
    text = forms.CharField(label=_("What was done"), max_length=500)
    paper = forms.CharField(label=_("Paper it rests on"), max_length=200, required=False)

    def __init__(self, given: Mapping[str, Any] | None, **more: Any) -> None:
        super().__init__(given, **more)
        kind = self.asset.row.kind
        paid = {code for code, rule in list_source_rules(law=self.law).items() if rule.enters == "paid"}
        words = list_source_words(law=self.law, kind=kind)
        sources = [(code, label) for code, label in words.items() if code in paid]
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        self.fields["ground"].choices = [("", "—"), *list_grounds(law=self.law).items()]  # type: ignore[attr-defined]
        kinds = [ChangeKind.IMPROVED, ChangeKind.REPAIRED, ChangeKind.REVALUED]
        kinds += [ChangeKind.GIFT_SETTLED] if kind == Kind.UNDIVIDED else []
        choices = [(each.value, CHANGE_WORDS[each]) for each in kinds]
        self.fields["kind"].choices = choices if kind != Kind.HELD else choices[1:2]  # type: ignore[attr-defined]

    def clean_amount_vnd(self) -> int:
        """Read an amount that may be less than nothing."""
        text = self.cleaned_data["amount_vnd"].strip().replace("−", "-")
        read = DongField(required=True).clean(text.lstrip("-"))
        return -int(read) if text.startswith("-") else int(read)

    def draft(self) -> ChangeDraft:
        """Give the change that was filled in."""
        cleaned = self.cleaned_data
        return ChangeDraft(
            id=cleaned["id"],
            asset_id=self.asset.id,
            changed_on=cleaned["changed_on"],
            kind=ChangeKind(cleaned["kind"]),
            amount_vnd=Dong(cleaned["amount_vnd"]),
            text=cleaned["text"],
            means=cleaned["means"],
            source=cleaned["source"],
            where=cleaned["where"],
            ground=cleaned["ground"],
            paper=cleaned["paper"],
            months_left=cleaned["months_left"],
        )


class DisposalForm(_ActForm):
    """How an asset leaves; for the sale of an undivided one the appraisal and the resolution are asked."""

    ground = forms.ChoiceField(label=_("How it leaves"), choices=list(GROUND_WORDS.items()))
    disposed_on = day_field(label=_("Day"))
    price_vnd = DongField(label=_("Price without tax"), required=False)
    vat_vnd = DongField(label=_("VAT on the sale"), required=False)
    costs_vnd = DongField(label=_("Costs of the sale"), required=False)
    means = forms.ChoiceField(label=_("Paid"), choices=list(MEANS_WORDS.items()))
    buyer = forms.CharField(label=_("Buyer"), max_length=200, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    charged = forms.ChoiceField(label=_("What remains of a missing asset is"), choices=list(_CHARGED.items()))
    appraisal_paper = forms.CharField(label=_("Appraisal: paper"), max_length=200, required=False)
    appraised_on = day_field(label=_("Appraisal: day"), required=False)
    appraised_vnd = DongField(label=_("Appraisal: value"), required=False)
    resolution = forms.TypedChoiceField(
        label=_("Resolution on the sale"), coerce=UUID, empty_value=None, required=False
    )

    def __init__(self, given: Mapping[str, Any] | None, **more: Any) -> None:
        super().__init__(given, **more)
        if self.asset.row.kind != Kind.UNDIVIDED:
            for name in ("appraisal_paper", "appraised_on", "appraised_vnd"):
                del self.fields[name]
        said = {"asset_id": str(self.asset.id)}
        waiting = list_choices(org_id=self.asset.row.org_id, matter=ASSET_SALE, says=said)
        chosen = self.fields["resolution"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "—"), *waiting]

    def draft(self) -> DisposalDraft:
        """Give the leaving that was filled in."""
        cleaned = self.cleaned_data
        return DisposalDraft(
            id=cleaned["id"],
            asset_id=self.asset.id,
            disposed_on=cleaned["disposed_on"],
            ground=Ground(cleaned["ground"]),
            means=Means(cleaned["means"]),
            price_vnd=Dong(cleaned["price_vnd"] or 0),
            vat_vnd=Dong(cleaned["vat_vnd"] or 0),
            costs_vnd=Dong(cleaned["costs_vnd"] or 0),
            buyer=cleaned["buyer"],
            reason=cleaned["reason"],
            charged=cleaned["charged"],
            appraisal=self._appraisal(),
            resolution_id=cleaned["resolution"],
        )

    def _appraisal(self) -> Appraisal | None:
        cleaned = self.cleaned_data
        if not (cleaned.get("appraisal_paper") and cleaned.get("appraised_on") and cleaned.get("appraised_vnd")):
            return None
        return Appraisal(cleaned["appraisal_paper"], cleaned["appraised_on"], Dong(cleaned["appraised_vnd"]))


class UseForm(_ActForm):
    """A line for the log of a machine."""

    used_on = day_field(label=_("Day"))
    kind = forms.ChoiceField(label=_("What"), choices=list(USE_WORDS.items()))
    quantity = QuantityField(label=_("Hours or litres"), required=False)
    cost_vnd = DongField(label=_("Cost, for the record"), required=False)
    user = forms.CharField(label=_("Who"), max_length=200, required=False)
    text = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def draft(self) -> UseDraft:
        """Give the line that was filled in."""
        cleaned = self.cleaned_data
        return UseDraft(
            id=cleaned["id"],
            asset_id=self.asset.id,
            used_on=cleaned["used_on"],
            kind=UseKind(cleaned["kind"]),
            quantity=cleaned["quantity"] or Decimal(0),
            cost_vnd=Dong(cleaned["cost_vnd"] or 0),
            user=cleaned["user"],
            text=cleaned["text"],
        )


class CountForm(forms.Form):
    """A count that begins."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    counted_on = day_field(label=_("Day"))
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Leave it empty to count everywhere.")
    )
    team = forms.CharField(label=_("Who counts"), max_length=500)

    def draft(self) -> CountDraft:
        """Give the count that was filled in."""
        return CountDraft(**self.cleaned_data)


class MarkForm(forms.Form):
    """Here, or not here and why; or something that no register knows."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    asset = forms.UUIDField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(choices=[("here", _("Here")), ("missing", _("Not here"))])
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    reason = forms.CharField(label=_("Why is it not here?"), max_length=500, required=False)
    found_name = forms.CharField(label=_("What was found"), max_length=200, required=False)

    def draft(self, *, count_id: UUID) -> MarkDraft:
        """Give the mark that was filled in."""
        cleaned = self.cleaned_data
        return MarkDraft(
            id=cleaned["id"],
            count_id=count_id,
            asset_id=cleaned["asset"],
            is_here=cleaned["state"] == "here",
            place=cleaned["place"],
            reason=cleaned["reason"],
            found_name=cleaned["found_name"],
        )


class MonthForm(forms.Form):
    """Which month's wear."""

    month = MonthField(label=_("Month"))

    def clean_month(self) -> date:
        """Take a month that books can have."""
        month: date = self.cleaned_data["month"]
        if not _FIRST_YEAR <= month.year <= _LAST_YEAR:
            raise forms.ValidationError(_("Write a month such as 03/2026."))
        return month
