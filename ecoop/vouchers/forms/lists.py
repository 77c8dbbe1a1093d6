"""What people ask of the list of vouchers, and which month they print."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import next_month_start
from ecoop.vouchers.queries import Office, PartyFound, VouchersWanted, find_party
from ecoop.web.fields import MonthField, day_field

ANY = ("", _("All"))
_ASKED_FIRST = ("q", "month")


class VoucherListForm(forms.Form):
    """What to look for in the list of vouchers. A wish that cannot be read is no wish."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    month = MonthField(label=_("Month"), required=False)
    from_on = day_field(label=_("From"), required=False)
    until_on = day_field(label=_("Until"), required=False)
    paper = forms.ChoiceField(label=_("Form"), required=False)
    group = forms.ChoiceField(label=_("Kind"), required=False)
    rule = forms.ChoiceField(label=_("What happened"), required=False)
    party = forms.CharField(label=_("With whom"), required=False, max_length=200)

    def __init__(self, given: Mapping[str, Any], *, office: Office, org_id: UUID) -> None:
        super().__init__({name: given.get(name, "") for name in given})
        self.org_id = org_id
        fields: Any = self.fields
        groups = dict.fromkeys(rule.group for rule in office.rules.values())
        used = [code for code, paper in office.papers.items() if paper.group in ("cash", "bank", "general", "labour")]
        fields["paper"].choices = [ANY, *((code, f"{code} {office.say_paper(code=code)}") for code in used)]
        fields["group"].choices = [ANY, *((each, office.say(kind="group", name=each)) for each in groups)]
        fields["rule"].choices = [ANY, *((each, office.say_rule(name=each)) for each in office.rules)]
        self.is_valid()

    @property
    def wanted(self) -> VouchersWanted:
        """Give what is asked for, as far as it can be read."""
        asked = self.cleaned_data
        month, until = asked.get("month"), asked.get("until_on")
        after = until + timedelta(days=1) if until and until < until.max else None
        party: PartyFound | None = find_party(org_id=self.org_id, words=asked.get("party") or "")
        return VouchersWanted(
            starts_on=month or asked.get("from_on"),
            ends_before=next_month_start(month) if month else after,
            words=asked.get("q") or "",
            paper=asked.get("paper") or "",
            group=asked.get("group") or "",
            rule=asked.get("rule") or "",
            party_id=(party.member_id or party.counterparty_id) if party else None,
        )

    @property
    def is_asking(self) -> bool:
        """Tell whether anything at all is asked for."""
        return any(self.cleaned_data.values())

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Give the two questions most often asked."""
        return [self[name] for name in _ASKED_FIRST]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Give the other questions."""
        return [self[name] for name in self.fields if name not in _ASKED_FIRST]

    @property
    def is_asking_more(self) -> bool:
        """Tell whether one of the other questions is asked."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in _ASKED_FIRST)
