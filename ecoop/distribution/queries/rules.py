"""Reads of what the law says about sharing, and of what a sharing came to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc import (
    UNDIVIDED,
    Base,
    OtherFund,
    Sharing,
    SharingCharter,
    SharingRules,
    Step,
    check_charter,
)
from ecoop.distribution.errors import CharterIsSilent
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.queries import get_charter_on

FUNDS = "cooperative/funds/undivided"
SHARED_BY_USE_AND_LABOUR = "cooperative/distribution/internal_by_use_and_labour_ratio_min"
OFFICIAL_MEMBERS_ONLY = "cooperative/distribution/share_of_official_members"

EQUITY = "equity"
DAY = timedelta(days=1)

STEP_WORDS: Mapping[str, str | Promise] = {
    "income": _("Income of the year"),
    "undivided_fund": _("Undivided common fund"),
    "tax": _("Taxes"),
    "loss_of_the_year": _("Loss of the year, passed on"),
    "losses": _("Losses covered"),
    "other_fund": _("Fund of the members' meeting"),
    "by_use": _("Shared by use"),
    "by_labour": _("Shared by labour"),
    "by_capital": _("Shared by capital"),
}


def get_sharing_rules(*, law: Law, form: str) -> SharingRules:
    """Get what the law fixes about sharing for a cooperative (`htx`) or a union of cooperatives (`lhhtx`).

    Law:    cooperative/funds/undivided/*, cooperative/distribution/*, the table cooperative/income-waterfall
    Queries: 0
    """
    internal, external = f"{FUNDS}/internal_ratio_min", f"{FUNDS}/external_ratio_min/{form}"
    warnings = (
        law.warning(f"{FUNDS}/base"),
        law.warning(f"{FUNDS}/floor_when_other_side_loses"),
        law.warning(OFFICIAL_MEMBERS_ONLY),
    )
    return SharingRules(
        internal_fund_min=law.rate(internal),
        external_fund_min=law.rate(external),
        use_and_labour_min=law.rate(SHARED_BY_USE_AND_LABOUR),
        usual_base=Base(law.switch(f"{FUNDS}/base")),
        nets_the_sides=law.switch(f"{FUNDS}/floor_when_other_side_loses") == "on_net_result",
        warnings=tuple(warning for warning in warnings if warning),
        articles={
            **{
                row["code"]: Citation(document=row["document"], article=row["article"])
                for row in law.table("cooperative/income-waterfall")
            },
            "internal_fund": law.cite(internal),
            "external_fund": law.cite(external),
            "internal_sharing": law.cite(SHARED_BY_USE_AND_LABOUR),
        },
    )


def get_sharing_charter(*, org_id: UUID, day: date, other_funds: tuple[OtherFund, ...]) -> tuple[str, SharingCharter]:
    """Get the form of the cooperative and what its charter says about sharing, in force on a day.

    Raises: CharterIsSilent
    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)

    def read(name: str) -> str:
        if name not in charter:
            raise CharterIsSilent(day=day, name=name)
        return charter[name].value

    return read("form"), SharingCharter(
        internal_fund_rate=Decimal(read("undivided_fund_rate_internal")),
        external_fund_rate=Decimal(read("undivided_fund_rate_external")),
        base=Base(read("undivided_fund_base")),
        other_funds=other_funds,
        use_and_labour_share=Decimal(read("internal_use_labour_share")),
        use_weight=Decimal(read("use_weight")),
        external_use=Decimal(read("external_by.use")),
        external_labour=Decimal(read("external_by.labour")),
        external_capital=Decimal(read("external_by.capital")),
    )


def check_plan(*, org_id: UUID, year: int, other_funds: Sequence[OtherFund]) -> None:
    """Refuse other funds that, with the charter of the year's last day, break what the law asks of a sharing.

    Law:    cooperative/funds/undivided/*, cooperative/distribution/*
    Raises: CharterIsSilent, and whatever the charter breaks
    Queries: 1
    """
    day = date(year, 12, 31)
    form, charter = get_sharing_charter(org_id=org_id, day=day, other_funds=tuple(other_funds))
    check_charter(charter=charter, rules=get_sharing_rules(law=lawbook.on(day), form=form))


def describe_sharing(*, sharing: Sharing) -> dict[str, Any]:
    """Describe a sharing in values that JSON knows: funds, members, steps, losses, warnings.

    Queries: 0
    """
    return {
        "funds": [
            {
                "code": fund.code,
                "name": fund.name or str(STEP_WORDS["undivided_fund"]),
                "internal_vnd": fund.internal_vnd,
                "external_vnd": fund.external_vnd,
                "total_vnd": fund.total_vnd,
                "is_undivided": fund.code == UNDIVIDED,
            }
            for fund in sharing.funds
        ],
        "members": [
            {
                # The fields themselves: `asdict` copies deeply, which costs seconds over a province.
                **vars(share),
                "type": share.type.value,
                "internal_vnd": share.internal_vnd,
                "external_vnd": share.external_vnd,
                "total_vnd": share.total_vnd,
            }
            for share in sharing.members
        ],
        "steps": [describe_step(step=step) for step in sharing.steps],
        "losses_covered_vnd": {side.value: amount for side, amount in sharing.losses_covered_vnd.items()},
        "losses_left_vnd": sharing.losses_left_vnd,
        "warnings": list(sharing.warnings),
    }


def describe_step(*, step: Step) -> dict[str, Any]:
    """Describe one step in values that JSON knows, with its words in the active language and its article.

    Queries: 0
    """
    return {
        "side": step.side.value,
        "code": step.code,
        "said": step.name or str(STEP_WORDS[step.code]),
        "base_vnd": step.base_vnd,
        "rate": _plain(step.rate),
        "amount_vnd": step.amount_vnd,
        "left_vnd": step.left_vnd,
        "law": asdict(step.law),
    }


def _plain(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate:f}"


def kind_of_fund(*, name: str, day: date) -> str:
    """Tell where a fund of the meeting is kept: `equity`, `bonus` or `welfare`, by the words its name begins with.

    Law:     C71 accounts 418, 353; the table cooperative/typical-funds
    Queries: 0
    """
    said = name.strip().casefold()
    return next(
        (
            row["fund"]
            for row in lawbook.on(day).table("cooperative/typical-funds")
            if said.startswith((row["label_vi"].casefold(), row["label_en"].casefold()))
        ),
        EQUITY,
    )
