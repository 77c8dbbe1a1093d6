"""What people fill in for a voucher: the questions of its rule, in plain words."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.written import format_day
from ecoop.resolutions.queries import list_permissions
from ecoop.vouchers.calc.rules import VoucherRule
from ecoop.vouchers.calc.vouchers import NAME_MAX, NUMBER_MAX, PAPERS_MAX, TEXT_MAX, VoucherDraft
from ecoop.vouchers.queries import Office, PartyFound, find_party
from ecoop.vouchers.queries.funds import FUND_USED
from ecoop.web.fields import DongField, day_field

# So few choices are shown side by side; more fold into a list.
_SIDE_BY_SIDE_MAX = 5
_FACT = "fact_"
_ATTACHED_MAX = 999


class VoucherForm(forms.Form):
    """A voucher by one rule. The hidden id makes a form sent twice one voucher."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=TEXT_MAX)
    person_name = forms.CharField(label=_("Who brings or takes the money"), max_length=NAME_MAX, required=False)
    person_address = forms.CharField(label=_("Their address"), max_length=PAPERS_MAX, required=False)
    attached_count = forms.IntegerField(
        label=_("Originals attached"), min_value=0, max_value=_ATTACHED_MAX, required=False, initial=0
    )
    attached_papers = forms.CharField(
        label=_("Which originals"), max_length=PAPERS_MAX, required=False, help_text=_("Numbers of invoices, contracts")
    )
    number = forms.CharField(
        label=_("Number"), max_length=NUMBER_MAX, required=False, help_text=_("Leave it empty to get the next one.")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, rule: VoucherRule, office: Office, org_id: UUID, **given: Any
    ) -> None:
        super().__init__(data, **given)
        self.rule, self.office, self.org_id = rule, office, org_id
        self.found: PartyFound | None = None
        for asked in rule.amounts:
            label = office.say(kind="amount", name=asked.name)
            hint = "" if asked.is_optional else _("In đồng, for example 1.200.000")
            self.fields[asked.name] = DongField(label=label, required=not asked.is_optional, help_text=hint)
        for question in rule.questions:
            choices = [(each, office.say(kind="value", name=f"{question.name}.{each}")) for each in question.values]
            widget = forms.RadioSelect if len(choices) <= _SIDE_BY_SIDE_MAX else forms.Select
            self.fields[_FACT + question.name] = forms.ChoiceField(
                label=office.say(kind="fact", name=question.name),
                choices=choices,
                initial=choices[0][0],
                widget=widget,
            )
        if rule.name == FUND_USED:
            permitted = list_permissions(org_id=org_id, matter="fund_use")
            choices = [(str(one.id), f"{one.number}, {format_day(one.passed_on)}: {one.title}") for one in permitted]
            self.fields["resolution"] = forms.TypedChoiceField(
                label=_("Resolution on the use of the fund"),
                choices=[("", "—"), *choices],
                coerce=UUID,
                empty_value=None,
                required=False,
                help_text=_("The fund and the amount stand in it; several vouchers may draw on one."),
            )
        if rule.party != "none":
            hint = _("Name, code or tax code of a counterparty, or the number of a member.")
            line = forms.TextInput(attrs={"list": "parties", "autocomplete": "off"})
            self.fields["party"] = forms.CharField(
                label=_("With whom"), max_length=NAME_MAX, required=rule.party == "need", help_text=hint, widget=line
            )

    def clean_party(self) -> str:
        """Find whom is meant."""
        said: str = self.cleaned_data["party"]
        if said.strip():
            self.found = find_party(org_id=self.org_id, words=said)
            if self.found is None:
                raise forms.ValidationError(
                    _now("Nobody is called exactly that. Record them as a counterparty first, or choose from the list.")
                )
        return said

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Give the questions of the rule, in the order in which people think."""
        names = ["on", "text", *(each for each in self.fields if each not in self._set_apart)]
        return [self[name] for name in dict.fromkeys(names)]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Give what is printed on the paper besides."""
        return [self[name] for name in self._set_apart if name not in ("id", "on", "text")]

    @property
    def is_asking_more(self) -> bool:
        """Tell whether any of these is filled in or wrong."""
        return any(field.errors or (self.is_bound and field.value()) for field in self.more_fields)

    @property
    def facts(self) -> dict[str, str]:
        """Give the answers to the questions of the rule."""
        said = self.cleaned_data
        return {name.removeprefix(_FACT): said[name] for name in self.fields if name.startswith(_FACT) and name in said}

    @property
    def amounts(self) -> dict[str, Dong]:
        """Give the amounts that were filled in."""
        said = self.cleaned_data
        return {each.name: Dong(said[each.name]) for each in self.rule.amounts if said.get(each.name)}

    def draft(self) -> VoucherDraft:
        """Give the voucher that was filled in."""
        said, found = self.cleaned_data, self.found
        return VoucherDraft(
            id=said["id"],
            voucher_on=said["on"],
            rule=self.rule.name,
            facts=self.facts,
            amounts=self.amounts,
            text=said["text"],
            member_id=found.member_id if found else None,
            counterparty_id=found.counterparty_id if found else None,
            number=said["number"].strip(),
            person_name=said["person_name"],
            person_address=said["person_address"],
            attached_count=said["attached_count"] or 0,
            attached_papers=said["attached_papers"],
            resolution_id=said.get("resolution"),
        )

    @property
    def _set_apart(self) -> tuple[str, ...]:
        return ("id", "on", "text", "person_name", "person_address", "attached_count", "attached_papers", "number")


class TakeBackForm(forms.Form):
    """Why a voucher is taken back, and on which day."""

    entry_on = day_field(label=_("Day in the books"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class OriginalForm(forms.Form):
    """A scan or photo of an original."""

    original = forms.FileField(
        label=_("Scan or photo"), help_text=_("PDF, PNG, JPEG, or an electronic invoice; at most 5 MB.")
    )
