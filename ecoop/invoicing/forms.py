"""What people hand in: files of e-invoices, and what kind of trade they were."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.invoicing.calc.booking import Chosen
from ecoop.invoicing.calc.cooperative import WHOLE_PRICE
from ecoop.invoicing.queries import BookingPlan
from ecoop.trade.errors import COST_GROUPS, PURCHASES, SECTORS

FILES_MAX = 500


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Many files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file as Django does."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given[:FILES_MAX]]


class ImportForm(forms.Form):
    """Files to import."""

    invoices = ManyFilesField(
        label=_("Files"),
        widget=ManyFilesInput(attrs={"accept": ".xml,.zip", "multiple": True}),
        help_text=_("The .xml files of e-invoices, or .zip archives of them; as many as you like."),
    )


BOUGHT = [
    (_("Goods and materials, with stock"), list(PURCHASES.items())),
    (
        _("Costs, without stock"),
        [(f"expense:{code}", label) for code, label in COST_GROUPS.items() if code not in ("wages", "depreciation")],
    ),
]


# What a cooperative sells, and what it buys: with its tax deducted, or with the tax inside the price.
REVENUE_KINDS = [
    ("products", _("Our own products, or what members delivered")),
    ("merchandise", _("Goods bought and sold again")),
    ("services", _("Services")),
    ("other", _("Other")),
]
_BOUGHT = {
    "goods": _("Goods, into stock"),
    "materials": _("Materials, into stock"),
    "service": _("Services, electricity, office: cost of management"),
}
COOPERATIVE_BOUGHT = [
    (_("VAT is deducted"), list(_BOUGHT.items())),
    (_("VAT is part of the price"), [(code + WHOLE_PRICE, label) for code, label in _BOUGHT.items()]),
]
COOPERATIVE = "cooperative"


class BookingForm(forms.Form):
    """What was sold or bought, for one invoice that is to be booked."""

    sector = forms.ChoiceField(label=_("Sector group of what was sold"), choices=list(SECTORS.items()))
    vat = forms.ChoiceField(
        label=_("VAT of what was sold"),
        choices=[("whole", _("At the whole rate")), ("cut", _("At the cut rate, and the invoice says so"))],
    )
    what = forms.ChoiceField(label=_("Kind of what was bought"), choices=BOUGHT)

    @classmethod
    def for_side(cls, side: str, kind: str, *args: Any) -> "BookingForm":
        """Make the form for one invoice: only what was sold, or only what was bought, in the words of whose it is."""
        form = cls(*args)
        gone = ["what"] if side == "sold" else ["sector", "vat"]
        if kind == COOPERATIVE:
            _speak_of_cooperatives(form)
            gone += ["vat"] if side == "sold" else []
        for name in gone:
            del form.fields[name]
        return form


class ChoiceForm(forms.Form):
    """What one product is, or what one seller's invoices are for."""

    side = forms.ChoiceField(choices=[("sold", ""), ("bought", "")], widget=forms.HiddenInput)
    subject = forms.CharField(max_length=300, widget=forms.HiddenInput)
    sector = forms.ChoiceField(choices=list(SECTORS.items()), required=False)
    what = forms.ChoiceField(choices=BOUGHT, required=False)
    is_vat_cut = forms.BooleanField(label=_("VAT cut"), required=False)

    def __init__(self, *args: Any, kind: str = "household", **given: Any) -> None:
        """Offer what an organisation of this kind sells and buys."""
        super().__init__(*args, **given)
        if kind == COOPERATIVE:
            _speak_of_cooperatives(self)
            del self.fields["is_vat_cut"]


def _speak_of_cooperatives(form: forms.Form) -> None:
    for name, label, choices in (
        ("sector", _("Kind of what was sold"), REVENUE_KINDS),
        ("what", _("Kind of what was bought"), COOPERATIVE_BOUGHT),
    ):
        field = forms.ChoiceField(label=label, choices=choices, required=form.fields[name].required)
        form.fields[name] = field


ChoiceFormSet = forms.formset_factory(ChoiceForm, extra=0, max_num=400, absolute_max=400)


def choices_of(formset: Any) -> dict[tuple[str, str], Chosen]:
    """Read what was chosen for each product and seller of a valid form."""
    chosen = {}
    for given in (form.cleaned_data for form in formset):
        is_sold = given["side"] == "sold"
        value = given["sector"] if is_sold else given["what"]
        chosen[(given["side"], given["subject"])] = Chosen(value or "goods", is_sold and given.get("is_vat_cut", False))
    return chosen


def formset_of(plan: BookingPlan | None, kind: str, data: Any = None) -> Any:
    """Make the form that asks about every product and seller, filled with what was chosen last."""
    rows = (*plan.sold, *plan.bought) if plan else ()
    initial = [
        {
            "side": each.side,
            "subject": each.subject,
            "sector": each.value if each.side == "sold" else "",
            "what": each.value if each.side == "bought" else "",
            "is_vat_cut": each.is_vat_cut,
        }
        for each in rows
    ]
    return ChoiceFormSet(data, initial=initial, prefix="choices", form_kwargs={"kind": kind})
