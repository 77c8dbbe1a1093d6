"""What people fill in to record a sale: what was sold line by line, where, to whom and how it was paid."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.trade.calc import SaleDraft
from ecoop.trade.calc.sales import PAID_BY_PLATFORM
from ecoop.trade.errors import CHANNELS, MEANS
from ecoop.trade.forms.sale_lines import LINES_MAX, SaleLineForm, read_lines
from ecoop.trade.queries import BankAccountFacts, PlaceFacts, ProductFacts
from ecoop.web.fields import day_field

PREFIX = "line"
LINES_SHOWN = 1
Lines = forms.formset_factory(SaleLineForm, extra=0, max_num=LINES_MAX, absolute_max=LINES_MAX)


class SaleForm(forms.Form):
    """A sale of several lines, as a counter makes it. The hidden id makes a form sent twice one sale."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    means = forms.ChoiceField(label=_("Paid by"), choices=list(MEANS.items()), widget=forms.RadioSelect)
    bank_account = forms.ChoiceField(label=_("Into which account"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    channel = forms.ChoiceField(
        label=_("Where was it sold?"), choices=list(CHANNELS.items()), initial="shop", required=False
    )
    platform_name = forms.CharField(label=_("Name of the platform"), max_length=100, required=False)
    party_name = forms.CharField(label=_("Name of the buyer"), max_length=400, required=False)
    party_tax_code = forms.CharField(label=_("Tax code of the buyer"), max_length=14, required=False)
    text = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        products: Sequence[ProductFacts],
        places: Sequence[PlaceFacts],
        accounts: Sequence[BankAccountFacts],
        initial: Mapping[str, Any],
        lines: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(data, initial={"means": "cash", **initial})
        self.products = products
        self._offer("place", [(str(place.id), place.name) for place in places])
        self._offer("bank_account", [("", "—"), *((str(account.id), account.label) for account in accounts)], least=2)
        self.lines: Any = Lines(data, initial=list(lines), prefix=PREFIX)

    def _offer(self, name: str, choices: list[tuple[str, str]], least: int = 1) -> None:
        """Ask only where there is something to choose; a single place is taken without asking."""
        if len(choices) < least or not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = choices
        if name == "place" and len(choices) == 1:
            field.widget = forms.HiddenInput()
        self.initial.setdefault(name, choices[0][0])

    def is_valid(self) -> bool:
        """Read the form and its lines; what is wrong with a line is also said in the summary."""
        fine = super().is_valid()
        if not self.is_bound:
            return False
        lines, wrong = read_lines(lines=self.lines, products=self.products)
        self.line_drafts = lines
        for said in wrong:
            self.add_error(None, said)
        if not lines and not wrong:
            self.add_error(None, _now("Enter what was sold, with its price."))
        return fine and not self.errors

    def clean(self) -> dict[str, Any]:
        """Ask for the platform's name where its statements will be matched."""
        cleaned = super().clean() or {}
        if cleaned.get("channel") == PAID_BY_PLATFORM and not cleaned.get("platform_name"):
            self.add_error("platform_name", _now("Enter the name as it stands on the platform's statements."))
        return cleaned

    def draft(self) -> SaleDraft:
        """Give the sale that was filled in."""
        cleaned = self.cleaned_data
        names = ("id", "means", "party_name", "party_tax_code", "text", "platform_name")
        return SaleDraft(
            **{name: cleaned[name] for name in names},
            sold_on=cleaned["on"],
            lines=self.line_drafts,
            place_id=_id(cleaned.get("place")),
            channel=cleaned["channel"] or "shop",
            bank_account_id=_id(cleaned.get("bank_account")) if cleaned["means"] == "bank" else None,
        )

    def _is_asked(self, name: str) -> bool:
        return name in self.fields and not self[name].is_hidden

    @property
    def where_fields(self) -> list[forms.BoundField]:
        """Give the questions about day and place."""
        return [self[name] for name in ("on", "place", "bank_account") if self._is_asked(name)]

    @property
    def buyer_fields(self) -> list[forms.BoundField]:
        """Give the questions that most sales leave open."""
        return [self[name] for name in ("party_name", "party_tax_code", "text")]

    @property
    def platform_fields(self) -> list[forms.BoundField]:
        """Give the questions about platforms."""
        return [self["channel"], self["platform_name"]]


def lines_filled_in(*, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give back the lines of a form as they were typed, to go on typing with one line more."""
    total = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    count = min(int(total), LINES_MAX - 1) if total.isdecimal() and len(total) < 4 else 0
    names = list(SaleLineForm.base_fields)
    typed = [{name: data.get(f"{PREFIX}-{at}-{name}", "") for name in names} for at in range(count)]
    return [*typed, {"sector": typed[-1]["sector"] if typed else "goods"}]


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
