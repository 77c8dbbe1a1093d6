"""With whom: a name or number that somebody writes, found among members and counterparties."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now

from ecoop.vouchers.queries.parties import PartyFound, find_party


class WithParty(forms.Form):
    """A form that may ask with whom; whoever is meant stands in `found`."""

    org_id: UUID
    found: PartyFound | None = None

    def clean_party(self) -> str:
        """Find whom is meant."""
        said: str = self.cleaned_data["party"]
        if said.strip():
            self.found = find_party(org_id=self.org_id, words=said)
            if self.found is None:
                raise forms.ValidationError(_now("Nobody is called exactly that. Record them as a counterparty first."))
        return said
