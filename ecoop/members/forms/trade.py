"""What people fill in about trade with members: what they ask of the list, a line, taking it back."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.ids import new_id
from ecoop.members.calc import DealingDraft, DealingKind, Means, Side
from ecoop.members.queries import find_member_by_number
from ecoop.members.queries.dealings import MEANS_WORDS, DealingsWanted
from ecoop.members.queries.trade import KIND_WORDS, SIDE_WORDS
from ecoop.web.fields import DongField, MonthField, QuantityField, day_field

ANY = ("", _("all"))
BY_LAW = ("", _("As the law says"))
WHAT_WORDS = {"goods": _("goods to sell"), "materials": _("materials to work up")}


class DealingsForm(forms.Form):
    """What somebody asks of the list of trade."""

    q = forms.CharField(label=_("Words, member or paper"), required=False, max_length=100)
    month = MonthField(label=_("Month"), required=False)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[ANY, *SIDE_WORDS.items()])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *KIND_WORDS.items()])
    member = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.is_valid()

    @property
    def wanted(self) -> DealingsWanted:
        """Give what is asked for, as far as it can be read."""
        asked = self.cleaned_data
        month = asked.get("month")
        return DealingsWanted(
            starts_on=month,
            ends_before=next_month_start(month) if month else None,
            side=asked.get("side") or "",
            kind=asked.get("kind") or "",
            words=asked.get("q") or "",
            member_id=asked.get("member"),
        )

    @property
    def is_asking(self) -> bool:
        """Tell whether anything at all is asked for."""
        return any(self.cleaned_data.values())


class DealingForm(forms.Form):
    """A line of trade. The hidden id makes a form sent twice one line."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    member_number = forms.CharField(
        label=_("Number of the member"),
        max_length=20,
        required=False,
        help_text=_("As in the register. Leave it empty for somebody outside."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KIND_WORDS.items()))
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=200)
    quantity = QuantityField(label=_("Quantity, or days of work"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=50, required=False)
    unit_price = DongField(label=_("Unit price, or pay of a day"), required=False)
    value_vnd = DongField(
        label=_("Value without value added tax"),
        required=False,
        help_text=_("Leave it empty to have it reckoned from quantity and unit price."),
    )
    means = forms.ChoiceField(label=_("Paid by"), choices=list(MEANS_WORDS.items()))
    cost_vnd = DongField(label=_("Cost of what was supplied"), required=False)
    vat_percent = QuantityField(label=_("Rate of value added tax, in percent"), required=False)
    what = forms.ChoiceField(
        label=_("What is bought is taken in as"), required=False, choices=[("", "—"), *WHAT_WORDS.items()]
    )
    number = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    has_invoice = forms.BooleanField(label=_("There is an invoice"), required=False)
    season = forms.CharField(label=_("Season"), max_length=60, required=False)
    plot = forms.CharField(label=_("Plot"), max_length=100, required=False)
    side = forms.ChoiceField(
        label=_("Side"),
        required=False,
        choices=[BY_LAW, *SIDE_WORDS.items()],
        help_text=_("Internal is only what the law calls so; what lies outside the agreement may be recorded outside."),
    )
    MORE = ("cost_vnd", "vat_percent", "what", "number", "has_invoice", "season", "plot", "side")

    def __init__(self, given: Mapping[str, Any] | None, *, org_id: UUID, today: date, member_number: str = "") -> None:
        super().__init__(given, initial={"on": today, "member_number": member_number, "kind": "purchase"})
        self.org_id = org_id

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Give what every line is asked."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Give what only some lines need."""
        return [self[name] for name in self.MORE]

    @property
    def is_asking_more(self) -> bool:
        """Tell whether one of the rarer questions is answered."""
        return self.is_bound and any(self.data.get(name) for name in self.MORE)

    def clean_member_number(self) -> UUID | None:
        """Find the member of this number in the register."""
        number = self.cleaned_data["member_number"].strip()
        if not number:
            return None
        member = find_member_by_number(org_id=self.org_id, number=number)
        if member is None:
            raise forms.ValidationError(_("Nobody in the register has this number."))
        return member.id

    def clean(self) -> dict[str, Any]:
        """Reckon the value out of quantity and price where it is left out."""
        cleaned = super().clean() or {}
        quantity, price = cleaned.get("quantity"), cleaned.get("unit_price")
        if cleaned.get("value_vnd") is None and quantity is not None and price is not None:
            cleaned["value_vnd"] = round_dong(quantity * Decimal(price), rule=Rounding.HALF_UP)
        if not cleaned.get("value_vnd") and "value_vnd" not in self.errors:
            self.add_error("value_vnd", _("Enter the value, or quantity and unit price."))
        percent = cleaned.get("vat_percent")
        if percent is not None and percent > 100:
            self.add_error("vat_percent", _("Write a rate such as 5 or 8."))
        return cleaned

    def draft(self) -> DealingDraft:
        """Give the line that was filled in."""
        cleaned = self.cleaned_data
        kind, price, percent = DealingKind(cleaned["kind"]), cleaned["unit_price"], cleaned["vat_percent"]
        return DealingDraft(
            id=cleaned["id"],
            dealt_on=cleaned["on"],
            side=Side(cleaned["side"]) if cleaned["side"] else None,
            kind=kind,
            means=Means(cleaned["means"]),
            text=cleaned["text"],
            value_vnd=Dong(cleaned["value_vnd"]),
            cost_vnd=Dong(cleaned["cost_vnd"] or 0),
            member_id=cleaned["member_number"],
            vat_rate=None if percent is None else percent.scaleb(-2),
            quantity=cleaned["quantity"],
            unit=cleaned["unit"],
            unit_price=None if price is None else Decimal(price),
            what=cleaned["what"] if kind is DealingKind.PURCHASE else "",
            number=cleaned["number"],
            season=cleaned["season"],
            plot=cleaned["plot"],
            has_invoice=cleaned["has_invoice"],
        )


class PurchaseListForm(forms.Form):
    """Which day or month of purchases without invoices is wanted; this month if none is."""

    month = MonthField(label=_("Month"), required=False)
    day = day_field(label=_("Or one day"), required=False)

    def period(self, *, today: date) -> tuple[date, date]:
        """Give the first day that is wanted, and the first that is not any more."""
        self.is_valid()
        day, month = self.cleaned_data.get("day"), self.cleaned_data.get("month") or month_start(today)
        return (day, day + timedelta(days=1)) if day else (month, next_month_start(month))


class TakeBackForm(forms.Form):
    """Why a line of trade is taken back, and on which day of the books."""

    on = day_field(label=_("Day in the books"))
    reason = forms.CharField(label=_("Why is it taken back?"), max_length=200)

    def __init__(self, given: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(given, initial={"on": today})
