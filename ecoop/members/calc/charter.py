"""The choices of a charter that steer the cooperative."""

from enum import StrEnum


class CharterName(StrEnum):
    """The choices of a charter that steer the cooperative so far."""

    FORM = "form"
    CHARTER_CAPITAL = "charter_capital_vnd"
    FUND_INTERNAL = "undivided_fund_rate_internal"
    FUND_EXTERNAL = "undivided_fund_rate_external"
    FUND_BASE = "undivided_fund_base"
    USE_LABOUR_SHARE = "internal_use_labour_share"
    USE_WEIGHT = "use_weight"
    EXTERNAL_USE = "external_by.use"
    EXTERNAL_LABOUR = "external_by.labour"
    EXTERNAL_CAPITAL = "external_by.capital"
    MANAGEMENT_KEY = "management_cost_key"
