"""Whether a small company pays no corporate income tax, for households that think of becoming one.

Law:    Decree 320/2025 Article 4(15) as added by Decree 141/2026 Article 2
"""

from dataclasses import dataclass
from fractions import Fraction

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law

_MAX = "tax/enterprise/exempt_revenue_vnd_max"
_MONTHS = 12


@dataclass(frozen=True)
class EnterpriseExemption:
    """Whether a company is exempt by its revenue of the year before, brought to twelve months."""

    is_exempt: bool
    annualised_vnd: Dong
    limit_vnd: Dong
    law: Citation


def enterprise_exemption(*, law: Law, revenue_before_vnd: Dong, months: int, is_dependent: bool) -> EnterpriseExemption:
    """Find whether a company is exempt; a year cut short is brought to twelve months.

    Law:    tax/enterprise/exempt_revenue_vnd_max
    """
    limit = law.dong(_MAX)
    whole_year = Fraction(revenue_before_vnd * _MONTHS, months)
    return EnterpriseExemption(not is_dependent and whole_year <= limit, Dong(int(whole_year)), limit, law.cite(_MAX))
