"""Forms of phones and of the tray."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.sync.actions.settle_tray_step import Wish
from ecoop.sync.calc.mending import Field, Mending
from ecoop.sync.calc.words import Settled
from ecoop.sync.queries.day_ends import DayEndsWanted
from ecoop.sync.queries.devices import DeviceFacts
from ecoop.trade.queries import DocumentRow
from ecoop.web.fields import MonthField, day_field


class RevocationForm(forms.Form):
    """Why a phone is taken out of use."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False, help_text=_("Lost, sold, broken …"))


class SetAsideForm(forms.Form):
    """Why an event is set aside."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("For example: it was written down twice."))


class MendingForm(forms.Form):
    """What is mended of an event before it is recorded."""

    on = day_field(label=_("Another day"), required=False, help_text=_("If its month is closed, or the day was wrong."))
    lets_go_of_links = forms.BooleanField(
        label=_("Record it without the product, place and account it names"), required=False
    )

    def __init__(self, data: Any = None, *, fields: Sequence[Field] = ()) -> None:
        super().__init__(data)
        if fields:
            choices = [("", _("no field")), *((each.path, f"{each.label}: {each.value}") for each in fields)]
            self.fields["path"] = forms.ChoiceField(label=_("A field that is wrong"), required=False, choices=choices)
            self.fields["value"] = forms.CharField(
                label=_("What it should say"),
                required=False,
                max_length=500,
                help_text=_("Amounts in whole đồng, for example 50.000."),
            )

    def mending(self) -> Mending:
        """Give what is mended."""
        said = self.cleaned_data
        return Mending(said["on"], said["lets_go_of_links"], said.get("path", ""), said.get("value", ""))


class StepForm(forms.Form):
    """What to do with all of one cause, and how far it came; every step sends it again."""

    how = forms.ChoiceField(choices=[(each, each) for each in Settled])
    on = day_field(required=False)
    lets_go_of_links = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=300, required=False)
    cursor = forms.CharField(max_length=200, required=False)
    total = forms.IntegerField(min_value=0, max_value=10**6, required=False)
    recorded = forms.IntegerField(min_value=0, max_value=10**6, required=False)
    refused = forms.IntegerField(min_value=0, max_value=10**6, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to set aside without a reason, and to mend nothing."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("how") == Settled.SET_ASIDE and not (said.get("reason") or "").strip():
            self.add_error("reason", _("Say why: whoever audits the books reads it."))
        if said.get("how") == Settled.MENDED and not (said.get("on") or said.get("lets_go_of_links")):
            self.add_error("on", _("Say what is to be mended: another day, or what they name."))
        return said

    def wish(self) -> Wish:
        """Give what is to be done."""
        said = self.cleaned_data
        mending = Mending(said.get("on"), bool(said.get("lets_go_of_links")))
        return Wish(Settled(said["how"]), mending, said.get("reason", "").strip())


class DayEndsForm(forms.Form):
    """Which counts of the cash box are asked for. A wish that cannot be read is no wish."""

    month = MonthField(label=_("Month"), required=False)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All days' ends")), ("differing", _("Only those with a difference"))],
    )

    def __init__(self, given: Mapping[str, Any], *, devices: Sequence[DeviceFacts]) -> None:
        super().__init__({name: given.get(name, "") for name in given})
        if len(devices) > 1:
            named = [("", _("All phones")), *((str(each.id), each.name) for each in devices)]
            self.fields["phone"] = forms.ChoiceField(label=_("Phone"), required=False, choices=named)
        self.is_valid()

    @property
    def wanted(self) -> DayEndsWanted:
        """Give what is asked for, as far as it can be read."""
        asked = self.cleaned_data
        phone = asked.get("phone")
        return DayEndsWanted(asked.get("month"), UUID(phone) if phone else None, asked.get("only") == "differing")

    @property
    def is_asking(self) -> bool:
        """Tell whether anything at all is asked for."""
        return any(self.cleaned_data.values())


class BookingForm(forms.Form):
    """What the books are to say of a difference of the cash."""

    shown_vnd = forms.TypedChoiceField(label=_("Which difference"), coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What the books shall say"), max_length=500)
    # Which attempt the page showed; the button of a page of before books nothing.
    attempt = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, differences: Sequence[Dong], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={**initial, "shown_vnd": differences[0] if differences else None})
        words = (
            _("{amount}: to the books; the shop has one box"),
            _("{amount}: to the phone; others have their own box"),
        )
        choices = [
            (each, str(said).format(amount=format_dong(each))) for each, said in zip(differences, words, strict=False)
        ]
        field = self.fields["shown_vnd"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _(
            "The difference is another one now: something was recorded meanwhile. Look at it again."
        )


class NoteForm(forms.Form):
    """What was found out about a difference of the cash, without booking it."""

    text = forms.CharField(
        label=_("What you found"), max_length=500, help_text=_("For example: a sale of 50.000 was written down twice.")
    )


class PhotoForm(forms.Form):
    """To which purchase or expense a photo belongs."""

    document = forms.ChoiceField(label=_("It is the bill of"))

    def __init__(self, data: Any, *, documents: Sequence[tuple[str, DocumentRow]]) -> None:
        super().__init__(data)
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(f"{kind} {row.id}", _say(row)) for kind, row in documents]

    def chosen(self) -> dict[str, Any]:
        """Give the document that was chosen."""
        kind, _space, document_id = self.cleaned_data["document"].partition(" ")
        return {"document_kind": kind, "document_id": UUID(document_id)}


def _say(row: DocumentRow) -> str:
    words = (format_day(row.on), format_dong(row.total_vnd), row.what, row.party_name or row.text)
    return " · ".join(word for word in words if word)
