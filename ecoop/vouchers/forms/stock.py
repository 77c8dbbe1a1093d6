"""What people fill in at the store: items, papers with their lines, counts, and how what leaves is priced."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.vouchers.actions.record_stock_items import StockItemDraft
from ecoop.vouchers.calc.stock import StockLineDraft, StockSlipDraft
from ecoop.vouchers.errors import STOCK_METHODS
from ecoop.vouchers.forms.party import WithParty
from ecoop.vouchers.queries import Office
from ecoop.vouchers.queries.stock_items import StockItemFacts
from ecoop.vouchers.queries.stock_rules import StockRule
from ecoop.web.fields import DongField, MonthField, QuantityField, day_field

LINES = 10
_FACT = "fact_"


class StockItemForm(forms.Form):
    """An item of stock. The hidden id makes a form sent twice one item."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=300)
    unit = forms.CharField(label=_("Unit"), max_length=40)
    account = forms.ChoiceField(label=_("Account"))

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["account"]
        field.choices = accounts

    def draft(self) -> StockItemDraft:
        """Give the item that was filled in."""
        said = self.cleaned_data
        return StockItemDraft(said["id"], said["code"], said["name"], said["unit"], said["account"])


class StockMethodForm(forms.Form):
    """How what leaves is priced, from which month on, and who decided it."""

    method = forms.ChoiceField(label=_("Price of what leaves"), choices=list(STOCK_METHODS.items()))
    starts_on = MonthField(label=_("From the month"))
    decided = forms.CharField(label=_("Decided by"), max_length=200, help_text=_("Number and day of the decision"))


class SlipForm(WithParty):
    """The head of a paper of the store. The hidden id makes a form sent twice one paper."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=500)
    store = forms.CharField(label=_("Store"), max_length=120, required=False)
    person_name = forms.CharField(label=_("Who brings or takes the goods"), max_length=200, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rule: StockRule | None,
        office: Office,
        org_id: Any,
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        asked = rule.asked if rule else {}
        self.rule, self.org_id = rule, org_id
        for name, values in asked.items():
            choices = [(each, office.say(kind="value", name=f"{name}.{each}")) for each in values]
            label = office.say(kind="fact", name=name)
            self.fields[_FACT + name] = forms.ChoiceField(label=label, choices=choices, initial=choices[0][0])
        if rule and rule.party != "none":
            hint = _("Name, code or tax code of a counterparty, or the number of a member.")
            self.fields["party"] = forms.CharField(label=_("With whom"), max_length=200, required=False, help_text=hint)

    def draft(self, *, lines: Sequence[StockLineDraft]) -> StockSlipDraft:
        """Give the paper that was filled in."""
        said, found = self.cleaned_data, self.found
        facts = {name.removeprefix(_FACT): said[name] for name in self.fields if name.startswith(_FACT)}
        return StockSlipDraft(
            said["id"],
            said["on"],
            self.rule.rule if self.rule else "count",
            facts,
            said["text"],
            lines,
            found.member_id if found else None,
            found.counterparty_id if found else None,
            said["store"],
            said["person_name"],
        )


class SlipLineForm(forms.Form):
    """A line of a paper; a line left empty is no line."""

    item = forms.ChoiceField(label=_("Item"), required=False)
    quantity = QuantityField(label=_("Quantity"), required=False)
    amount_vnd = DongField(label=_("Amount"), required=False)
    vat_vnd = DongField(label=_("VAT"), required=False)

    def __init__(self, *args: Any, items: Sequence[StockItemFacts], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["item"]
        field.choices = [("", "—"), *((str(item.id), f"{item.code} {item.name} ({item.unit})") for item in items)]

    def clean(self) -> dict[str, Any]:
        """Refuse half a line."""
        said = super().clean() or {}
        if said.get("item") and said.get("quantity") is None and "quantity" not in self.errors:
            raise forms.ValidationError(_now("Write how much, or leave the line out."))
        return said


def lines_of(
    *, posted: Mapping[str, Any] | None, items: Sequence[StockItemFacts], size: int = LINES
) -> "forms.BaseFormSet[SlipLineForm]":
    """Make the lines of a paper."""
    formset: Any = forms.formset_factory(SlipLineForm, extra=size, max_num=200, absolute_max=200)
    made: forms.BaseFormSet[SlipLineForm] = formset(posted, prefix="lines", form_kwargs={"items": items})
    return made


def drafts_of(*, lines: "forms.BaseFormSet[SlipLineForm]", items: Sequence[StockItemFacts]) -> list[StockLineDraft]:
    """Give the lines that were filled in."""
    ids = {str(item.id): item.id for item in items}
    return [
        StockLineDraft(
            ids[each["item"]],
            each["quantity"] if each["quantity"] is not None else Decimal(0),
            each.get("amount_vnd") or Dong(0),
            each.get("vat_vnd") or Dong(0),
        )
        for each in lines.cleaned_data
        if each.get("item")
    ]
