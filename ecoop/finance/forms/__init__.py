"""What people fill in about loans."""

from ecoop.finance.forms.acts import ACTS, Act, ReversalForm
from ecoop.finance.forms.asking import ApplicationForm, DecisionForm, OwnApplicationForm, SignForm
from ecoop.finance.forms.house import DeclarationForm, EquityForm, InterestForm

__all__ = [
    "ACTS",
    "Act",
    "ApplicationForm",
    "DecisionForm",
    "DeclarationForm",
    "EquityForm",
    "InterestForm",
    "OwnApplicationForm",
    "ReversalForm",
    "SignForm",
]
