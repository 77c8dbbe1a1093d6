"""Forms about assets."""

from ecoop.assets.forms.acts import (
    ChangeForm,
    CountForm,
    DisposalForm,
    MarkForm,
    MonthForm,
    PlacingForm,
    TermsForm,
    UseForm,
)
from ecoop.assets.forms.assets import AssetForm

__all__ = [
    "AssetForm",
    "ChangeForm",
    "CountForm",
    "DisposalForm",
    "MarkForm",
    "MonthForm",
    "PlacingForm",
    "TermsForm",
    "UseForm",
]
